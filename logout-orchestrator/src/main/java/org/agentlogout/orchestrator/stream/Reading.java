/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far this process has read its partitions. An answer that has come and lies unread is not
 * missing: the timer that waits for it must not fire, or a rush of logouts would end by time-outs
 * of our own making. One for the process; each stream thread sees its own share of it.
 */
public final class Reading {

    /** No timer waits longer than this for what may lie unread. */
    static final Duration HELD_AT_MOST = Duration.ofSeconds(30);

    /** A task that has just begun knows within this time whether there is something to read. */
    static final Duration FIRST_FETCH = Duration.ofSeconds(5);

    /**
     * A thread that did not poll for so long was frozen, or cannot keep up: what it believes about
     * unread records is as old, until it has polled for as long again.
     */
    static final Duration STALL = Duration.ofSeconds(1);

    /** The last record that was processed. */
    private record Taken(long offset, Instant timestamp) {}

    private static final class Share {
        private final Map<TopicPartition, Long> fetched = new HashMap<>();
        private final Map<TopicPartition, Taken> taken = new HashMap<>();
        private final Set<TopicPartition> buffered = new HashSet<>();
        private final Map<Integer, Instant> begun = new HashMap<>();
        private final Map<Integer, Instant> caughtUp = new HashMap<>();
        private @Nullable Consumer<byte[], byte[]> consumer;
        private Instant unsureUntil = Instant.MIN;

        /**
         * The last three polls, the latest last. One sends for what the next but one hands out, so
         * only what came before the first of them is sure to be seen.
         */
        private Instant[] polls = {Instant.MIN, Instant.MIN, Instant.MIN};
    }

    private final InstantSource clock;
    private final ThreadLocal<Share> shares = ThreadLocal.withInitial(Share::new);

    public Reading(InstantSource clock) {
        this.clock = clock;
    }

    /** Another process may have had this partition in the meantime. */
    void begins(int partition, Instant now) {
        Share share = shares.get();
        forget(partition);
        share.begun.put(partition, now);
    }

    /** The partition is another process's now. */
    void forget(int partition) {
        Share share = shares.get();
        share.fetched.keySet().removeIf(it -> it.partition() == partition);
        share.taken.keySet().removeIf(it -> it.partition() == partition);
        share.buffered.removeIf(it -> it.partition() == partition);
        share.begun.remove(partition);
        share.caughtUp.remove(partition);
    }

    /** The calling thread's consumer has these for its tasks. */
    void fetched(Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
        Share share = shares.get();
        share.consumer = consumer;
        Instant now = clock.instant();
        if (share.polls[2].isAfter(Instant.MIN) && share.polls[2].plus(STALL).isBefore(now)) {
            share.unsureUntil = now.plus(STALL);
        }
        share.polls = new Instant[] {share.polls[1], share.polls[2], now};
        for (TopicPartition each : records.partitions()) {
            share.fetched.put(each, records.records(each).getLast().offset());
            share.buffered.add(each);
        }
    }

    /** A task is through with that record. */
    void taken(TopicPartition from, long offset, Instant timestamp) {
        Share share = shares.get();
        share.taken.put(from, new Taken(offset, timestamp));
        Long last = share.fetched.get(from);
        if (last == null || offset >= last) {
            share.buffered.remove(from);
        }
    }

    /** Whether the thread is through with all that was fetched. */
    boolean isDrained() {
        return shares.get().buffered.isEmpty();
    }

    /**
     * Everything that came into that partition before this instant has been processed. By the time
     * stamps of the records, so it is exact to the difference of the clocks.
     *
     * @return some milliseconds ago when nothing is left; never further back than {@link
     *     #HELD_AT_MOST}
     */
    Instant upTo(int partition, Instant now) {
        Share share = shares.get();
        if (share.consumer == null) {
            return now; // nothing is fetched: the test driver hands records over one by one
        }
        Instant known = share.caughtUp.getOrDefault(partition, Instant.MIN);
        if (!now.isBefore(share.unsureUntil)) {
            Instant seen = share.polls[0];
            Instant read = oldestUnread(share, share.consumer, partition, seen);
            if (read.equals(seen)) {
                share.caughtUp.put(partition, later(known, seen));
            }
            known = later(known, read);
        }
        return later(known, now.minus(HELD_AT_MOST));
    }

    /** Age of the oldest record there that has not been processed; hardly anything when none is. */
    Duration behind(TopicPartition one, Instant now) {
        Share share = shares.get();
        if (share.consumer == null) {
            return Duration.ZERO;
        }
        boolean unread = isUnread(share, share.consumer, one, false);
        Taken last = share.taken.get(one);
        Instant read = unread && last != null ? last.timestamp() : share.polls[0];
        return Duration.between(read, now);
    }

    /** The time stamp up to which the topic that is furthest behind has been processed. */
    private static Instant oldestUnread(
            Share share, Consumer<byte[], byte[]> consumer, int partition, Instant seen) {
        Instant begun = share.begun.getOrDefault(partition, seen);
        boolean fresh = seen.isBefore(begun.plus(FIRST_FETCH));
        Instant oldest = seen;
        for (TopicPartition each : consumer.assignment()) {
            if (each.partition() == partition && isUnread(share, consumer, each, fresh)) {
                Taken last = share.taken.get(each);
                Instant read = last == null ? Instant.MIN : last.timestamp();
                oldest = read.isBefore(oldest) ? read : oldest;
            }
        }
        return oldest;
    }

    /** What is paused and not fetched waits for the registry: its timers go on. */
    private static boolean isUnread(
            Share share, Consumer<byte[], byte[]> consumer, TopicPartition one, boolean fresh) {
        if (share.buffered.contains(one)) {
            return true;
        }
        OptionalLong lag = consumer.currentLag(one);
        boolean behind = lag.isPresent() ? lag.getAsLong() > 0 : fresh;
        return behind && !consumer.paused().contains(one);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
