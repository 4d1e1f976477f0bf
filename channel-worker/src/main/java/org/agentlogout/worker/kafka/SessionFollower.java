/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.agentlogout.wire.KeyPartition;
import org.agentlogout.worker.command.Target;
import org.agentlogout.worker.handling.SessionLook;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows each agent's newest session, for the partitions whose commands this worker takes, and looks
 * again when asked.
 *
 * <p>A higher epoch wins; of equal ones the later record. A record that cannot be taken counts for
 * nothing and is counted. One whose schema the registry does not tell is kept, with all of its key
 * that come later, and looks at that agent fail; when too many are kept, their partition stops, and
 * looks at it fail.
 *
 * <p>A look costs one small request to the broker, shared with all looks at the partition that
 * begin while another is on its way, and nothing more unless sessions were opened meanwhile. {@link
 * #look} blocks its (virtual) thread.
 */
final class SessionFollower implements TopicFollower.Reader, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionFollower.class);

    /**
     * Commands in flight look at their partition for a while after it has become another worker's.
     */
    private static final Duration STAY = Duration.ofMinutes(1);

    /** Kept of one partition. */
    private static final int MOST_UNREAD = 1_000;

    private final Function<ConsumerRecord<byte[], byte[]>, Reading<OpenedSession>> mapper;
    private final TopicFollower follower;
    private final EndOffsets ends;
    private final Limits limits;
    private final InstantSource clock;
    private final Consumer<String> whenUnfit;
    private final Map<Integer, Map<String, OpenedSession>> newest = new ConcurrentHashMap<>();

    /** By partition and key; changed by the follower's thread alone. */
    private final Map<Integer, Map<String, Deque<ConsumerRecord<byte[], byte[]>>>> unread =
            new ConcurrentHashMap<>();

    private boolean telling;

    // Guarded by this:
    private final Map<String, Set<Integer>> owners = new HashMap<>();
    private final Map<Integer, Instant> leaving = new HashMap<>();

    /**
     * @param partitions count of session.opened
     * @param patience of one look
     */
    record Limits(int partitions, Duration patience) {}

    /** What it reads from, and how. */
    record Source(
            String topic,
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            EndOffsets ends) {}

    /**
     * @param mapper called on the follower's thread only
     * @param whenUnfit counts records that were not taken, by reason
     */
    SessionFollower(
            Source source,
            Function<ConsumerRecord<byte[], byte[]>, Reading<OpenedSession>> mapper,
            Limits limits,
            InstantSource clock,
            Consumer<String> whenUnfit) {
        this.mapper = new SafeMapper<>("a session", mapper);
        this.ends = source.ends();
        this.limits = limits;
        this.clock = clock;
        this.whenUnfit = whenUnfit;
        this.follower =
                new TopicFollower(
                        source.topic(), source.consumer(), ends, this, Duration.ofSeconds(1));
    }

    /**
     * @param whenBroken gets a sentence when a defect has ended the reading
     */
    void start(Consumer<String> whenBroken) {
        follower.start(whenBroken);
    }

    /** One round, where no thread was started. */
    void turn() {
        follower.turn();
    }

    /**
     * Follows these partitions for this owner, instead of those it named before. What nobody needs
     * any more is dropped a minute later.
     */
    synchronized void follow(String owner, Collection<Integer> wanted) {
        Set<Integer> before = needed();
        owners.put(owner, Set.copyOf(wanted));
        Set<Integer> needed = needed();
        before.removeAll(needed);
        before.forEach(partition -> leaving.put(partition, clock.instant().plus(STAY)));
        leaving.keySet().removeAll(needed);
        leaving.values().removeIf(until -> !clock.instant().isBefore(until));
        needed.addAll(leaving.keySet());
        follower.follow(needed);
    }

    /**
     * Whether an owner names the agent's partition and no newer session than the target's is known,
     * without asking anybody.
     */
    boolean ours(Target target) {
        int partition = KeyPartition.of(target.agentId(), limits.partitions());
        boolean newer =
                newer(partition, target)
                        .filter(look -> look instanceof SessionLook.Superseded)
                        .isPresent();
        return !newer && owned(partition);
    }

    private synchronized boolean owned(int partition) {
        return owners.values().stream().anyMatch(owner -> owner.contains(partition));
    }

    private Set<Integer> needed() {
        Set<Integer> needed = new HashSet<>();
        owners.values().forEach(needed::addAll);
        return needed;
    }

    /** Whether the sessions that were there when the partition was first followed are all known. */
    boolean ready(int partition) {
        return follower.caughtUp(partition);
    }

    /**
     * Whether the agent has a newer session than the target's, read up to what was there at the
     * call.
     */
    SessionLook look(Target target) {
        int partition = KeyPartition.of(target.agentId(), limits.partitions());
        Optional<SessionLook> known = newer(partition, target);
        if (known.isPresent()) {
            return known.get();
        }
        try {
            return readToTheEnd(partition)
                    ? newer(partition, target).orElseGet(SessionLook.Current::new)
                    : unreadable("not read up to their end");
        } catch (ExecutionException e) {
            return unreadable(String.valueOf(e.getCause()));
        } catch (TimeoutException _) {
            return unreadable("the broker gave no answer");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return unreadable("the worker was stopped");
        }
    }

    private boolean readToTheEnd(int partition)
            throws ExecutionException, TimeoutException, InterruptedException {
        if (!follower.follows(partition)) {
            return false;
        }
        long begin = System.nanoTime();
        CompletableFuture<Long> end = ends.of(partition);
        long offset = end.get(limits.patience().toNanos(), TimeUnit.NANOSECONDS);
        Duration left = limits.patience().minusNanos(System.nanoTime() - begin);
        return follower.readTo(partition, offset, left);
    }

    private Optional<SessionLook> newer(int partition, Target target) {
        // In this order: what is kept no more is known already.
        boolean kept = unread.getOrDefault(partition, Map.of()).containsKey(target.agentId());
        OpenedSession found = newest.getOrDefault(partition, Map.of()).get(target.agentId());
        if (found != null
                && !found.sessionId().equals(target.sessionId())
                && found.epoch() >= target.epoch()) {
            String text = "The agent has a newer session, " + found.sessionId() + ".";
            return Optional.of(new SessionLook.Superseded(text));
        }
        return kept
                ? Optional.of(unreadable("the registry does not tell their schema"))
                : Optional.empty();
    }

    private static SessionLook unreadable(String why) {
        return new SessionLook.Unreadable("The agent's sessions could not be read: " + why + ".");
    }

    @Override
    public boolean take(ConsumerRecord<byte[], byte[]> entry) {
        Map<String, Deque<ConsumerRecord<byte[], byte[]>>> kept =
                unread.computeIfAbsent(entry.partition(), _ -> new ConcurrentHashMap<>());
        String key = entry.key() == null ? "" : new String(entry.key(), StandardCharsets.UTF_8);
        if (!kept.containsKey(key) && taken(entry)) {
            return true;
        }
        if (kept.values().stream().mapToInt(Deque::size).sum() >= MOST_UNREAD) {
            return false;
        }
        kept.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(entry);
        return true;
    }

    @Override
    public void again() {
        unread.values().forEach(kept -> kept.values().removeIf(this::readUp));
        tellUnread();
    }

    /** Whether nothing is left of them. */
    private boolean readUp(Deque<ConsumerRecord<byte[], byte[]>> queue) {
        while (!queue.isEmpty() && taken(queue.getFirst())) {
            queue.removeFirst();
        }
        return queue.isEmpty();
    }

    private void tellUnread() {
        boolean some = unread.values().stream().anyMatch(kept -> !kept.isEmpty());
        if (some && !telling) {
            LOG.warn(
                    "Sessions of some agents cannot be read, their commands fail; check the registry");
        } else if (!some && telling) {
            LOG.info("All sessions could be read");
        }
        telling = some;
    }

    private boolean taken(ConsumerRecord<byte[], byte[]> entry) {
        return switch (mapper.apply(entry)) {
            case Reading.Taken<OpenedSession>(var opened) -> {
                newest.computeIfAbsent(entry.partition(), _ -> new ConcurrentHashMap<>())
                        .merge(opened.agentId(), opened, SessionFollower::newerOf);
                yield true;
            }
            case Reading.Unfit<OpenedSession>(var problem) -> {
                whenUnfit.accept(problem.reason());
                yield true;
            }
            case Reading.NotNow<OpenedSession> _ -> false;
        };
    }

    /** Of equal epochs the later record wins. */
    private static OpenedSession newerOf(OpenedSession known, OpenedSession later) {
        return later.epoch() >= known.epoch() ? later : known;
    }

    @Override
    public void forget(int partition) {
        newest.remove(partition);
        unread.remove(partition);
    }

    @Override
    public void close() {
        follower.close();
    }
}
