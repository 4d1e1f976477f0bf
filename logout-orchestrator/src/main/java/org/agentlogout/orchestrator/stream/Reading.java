/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
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

    /** A task that has just begun knows within this time whether there is something to read. */
    static final Duration FIRST_FETCH = Duration.ofSeconds(5);

    /**
     * A thread that did not poll for so long was frozen, or cannot keep up: what it believes about
     * unread records is as old, until it has polled for as long again.
     */
    static final Duration STALL = Duration.ofSeconds(1);

    /** The last record that was processed. */
    private record Taken(Instant timestamp, long count) {}

    private static final class Share {
        private final Map<TopicPartition, Long> fetched = new HashMap<>();
        private final Map<TopicPartition, Taken> taken = new HashMap<>();
        private final Set<TopicPartition> buffered = new HashSet<>();
        private final Map<Integer, Instant> begun = new HashMap<>();
        private final Map<TopicPartition, Instant> caughtUp = new HashMap<>();
        private @Nullable Consumer<byte[], byte[]> consumer;
        private Instant unsureUntil = Instant.MIN;

        private Instant lastPoll = Instant.MIN;

        /**
         * The last three polls that handed out all the consumer had, the latest last. One sends for
         * what the next but one hands out, so only what came before the first of them is sure to be
         * seen; after a full poll, answers may lie in the consumer behind other partitions.
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
        share.caughtUp.keySet().removeIf(it -> it.partition() == partition);
    }

    /**
     * The calling thread's consumer has these for its tasks.
     *
     * @param all whether it has no others at hand
     */
    void fetched(
            Consumer<byte[], byte[]> consumer,
            ConsumerRecords<byte[], byte[]> records,
            boolean all) {
        Share share = shares.get();
        share.consumer = consumer;
        Instant now = clock.instant();
        if (share.lastPoll.isAfter(Instant.MIN) && share.lastPoll.plus(STALL).isBefore(now)) {
            share.unsureUntil = now.plus(STALL);
        }
        share.lastPoll = now;
        if (all) {
            share.polls = new Instant[] {share.polls[1], share.polls[2], now};
        }
        for (TopicPartition each : records.partitions()) {
            share.fetched.put(each, records.records(each).getLast().offset());
            share.buffered.add(each);
        }
    }

    /** A task is through with that record. */
    void taken(TopicPartition from, long offset, Instant timestamp) {
        Share share = shares.get();
        share.taken.merge(
                from,
                new Taken(timestamp, 1),
                (before, _) -> new Taken(timestamp, before.count() + 1));
        Long last = share.fetched.get(from);
        if (last == null || offset >= last) {
            share.buffered.remove(from);
        }
    }

    /** Whether the thread is through with all that was fetched. */
    boolean isDrained() {
        return shares.get().buffered.isEmpty();
    }

    /** How many records of it have been processed since the task began. */
    long count(TopicPartition one) {
        Taken last = shares.get().taken.get(one);
        return last == null ? 0 : last.count();
    }

    /**
     * Everything that came into these before this instant has been processed. Where the topic has
     * the time of appending it is exact; else to the difference of the writers' clocks.
     *
     * @return some milliseconds ago when nothing is left; {@link Instant#MIN} while nothing is
     *     known
     */
    Instant upTo(Collection<TopicPartition> all, Instant now) {
        Instant upTo = now;
        for (TopicPartition one : all) {
            Instant read = upTo(one, now);
            upTo = read.isBefore(upTo) ? read : upTo;
        }
        return upTo;
    }

    private Instant upTo(TopicPartition one, Instant now) {
        Share share = shares.get();
        if (share.consumer == null) {
            return now; // nothing is fetched: the test driver hands records over one by one
        }
        Instant known = share.caughtUp.getOrDefault(one, Instant.MIN);
        if (!now.isBefore(share.unsureUntil) && !isUnread(share, share.consumer, one)) {
            known = later(known, share.polls[0]);
            share.caughtUp.put(one, known);
        }
        Taken last = share.taken.get(one);
        return last == null || last.timestamp().isAfter(now)
                ? known
                : later(known, last.timestamp());
    }

    /** What is paused and not fetched waits for the registry: its timers go on. */
    private static boolean isUnread(
            Share share, Consumer<byte[], byte[]> consumer, TopicPartition one) {
        if (share.buffered.contains(one)) {
            return true;
        }
        if (!consumer.assignment().contains(one) || consumer.paused().contains(one)) {
            return false;
        }
        OptionalLong lag = consumer.currentLag(one);
        Instant begun = share.begun.getOrDefault(one.partition(), Instant.MIN);
        return lag.isPresent()
                ? lag.getAsLong() > 0
                : share.lastPoll.isBefore(begun.plus(FIRST_FETCH));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
