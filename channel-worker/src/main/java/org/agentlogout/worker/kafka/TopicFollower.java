/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads partitions of one topic from their beginning and goes on as records come, on a thread of
 * its own, outside any consumer group. Others may ask from any thread how far it has read, and wait
 * for it.
 *
 * <p>A record that cannot be read for now (registry away) stops its partition, and the position
 * with it, until it can.
 */
final class TopicFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);

    /** Whoever takes the records in, always on the follower's thread. */
    interface Reader {

        /** False when the record cannot be read now: it comes again. */
        boolean take(ConsumerRecord<byte[], byte[]> entry);

        /** In each round, before new records: what it kept for later may be readable now. */
        default void again() {}

        /** The partition is not followed any more. */
        void forget(int partition);
    }

    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final EndOffsets ends;
    private final Reader reader;
    private final Duration again;
    private final CountDownLatch closing = new CountDownLatch(1);

    // Of the follower's thread alone:
    private final Map<TopicPartition, Long> stalled = new HashMap<>();
    private Set<Integer> assigned = Set.of();

    // Guarded by the lock:
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Map<Integer, Long> positions = new HashMap<>();
    private final Map<Integer, CompletableFuture<Long>> firstEnds = new HashMap<>();
    private Set<Integer> wanted = Set.of();

    /**
     * @param consumer read_committed, without a group, {@code auto.offset.reset=earliest}; closed
     *     by the follower
     * @param again how long a partition rests whose next record cannot be read
     */
    TopicFollower(
            String topic,
            Consumer<byte[], byte[]> consumer,
            EndOffsets ends,
            Reader reader,
            Duration again) {
        this.topic = topic;
        this.consumer = consumer;
        this.ends = ends;
        this.reader = reader;
        this.again = again;
    }

    /**
     * @param whenBroken gets a sentence when a defect has ended the reading
     */
    void start(java.util.function.Consumer<String> whenBroken) {
        Thread.ofPlatform().name("follower-" + topic).daemon().start(() -> run(whenBroken));
    }

    /** From now on these partitions and no others. */
    void follow(Set<Integer> partitions) {
        locked(() -> wanted = Set.copyOf(partitions));
        consumer.wakeup();
    }

    /** Whether all is read that was there when the partition was first followed. */
    boolean caughtUp(int partition) {
        return locked(() -> hasCaughtUp(partition));
    }

    /** Waits until it is; false when it is not in that time. */
    boolean catchUp(int partition, Duration patience) throws InterruptedException {
        return await(() -> hasCaughtUp(partition), patience);
    }

    private boolean hasCaughtUp(int partition) {
        CompletableFuture<Long> end = firstEnds.get(partition);
        return end != null
                && end.state() == Future.State.SUCCESS
                && positions.getOrDefault(partition, -1L) >= end.resultNow();
    }

    boolean follows(int partition) {
        return locked(() -> wanted.contains(partition));
    }

    /** Waits until all below the offset is read; false when it is not in that time. */
    boolean readTo(int partition, long offset, Duration patience) throws InterruptedException {
        return await(() -> positions.getOrDefault(partition, -1L) >= offset, patience);
    }

    private boolean await(BooleanSupplier condition, Duration patience)
            throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
    }

    private void run(java.util.function.Consumer<String> whenBroken) {
        try {
            while (closing.getCount() > 0) {
                turnOrRest();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.atError().addKeyValue("topic", topic).setCause(e).log("A defect ended the reading");
            whenBroken.accept("The reading of " + topic + " has ended by a defect.");
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }
    }

    private void turnOrRest() throws InterruptedException {
        try {
            turn();
        } catch (KafkaException e) {
            LOG.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("cause", e.toString())
                    .log("Cannot read the topic; check broker, ACLs and quotas. Trying again");
            boolean _ = closing.await(1, TimeUnit.SECONDS);
        }
    }

    /** One round: obey the wishes, read what is there, tell how far. */
    void turn() {
        try {
            assignWanted();
            if (assigned.isEmpty()) {
                waitForWishes();
                return;
            }
            resumeStalled();
            reader.again();
            takeAll(consumer.poll(POLL));
        } catch (WakeupException _) {
            return; // a wish changed, or the end has come: the next round sees
        }
        publishPositions();
    }

    private void assignWanted() {
        Set<Integer> now = locked(() -> wanted);
        if (now.equals(assigned)) {
            return;
        }
        consumer.assign(now.stream().map(this::at).toList());
        Set<Integer> added = new HashSet<>(now);
        added.removeAll(assigned);
        consumer.seekToBeginning(added.stream().map(this::at).toList());
        Set<Integer> gone = new HashSet<>(assigned);
        gone.removeAll(now);
        assigned = now;
        stalled.keySet().removeIf(partition -> !now.contains(partition.partition()));
        locked(() -> positions.keySet().removeAll(gone));
        locked(() -> firstEnds.keySet().removeAll(gone));
        gone.forEach(reader::forget);
    }

    private void waitForWishes() {
        try {
            boolean _ = await(() -> !wanted.isEmpty(), POLL);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void resumeStalled() {
        long now = System.nanoTime();
        Set<TopicPartition> due =
                stalled.entrySet().stream()
                        .filter(entry -> now - entry.getValue() >= 0)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        consumer.resume(due);
        stalled.keySet().removeAll(due);
    }

    private void takeAll(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> entry : records.records(partition)) {
                if (!reader.take(entry)) {
                    stall(partition, entry.offset());
                    break;
                }
            }
        }
    }

    private void stall(TopicPartition partition, long offset) {
        consumer.seek(partition, offset);
        consumer.pause(Set.of(partition));
        stalled.put(partition, System.nanoTime() + again.toNanos());
    }

    private void publishPositions() {
        locked(() -> {
            for (int partition : assigned) {
                publishPosition(partition);
                firstEnds.compute(partition, this::knownOrOnItsWay);
            }
        });
    }

    private void publishPosition(int partition) {
        try {
            positions.put(partition, consumer.position(at(partition), Duration.ZERO));
        } catch (TimeoutException | WakeupException _) {
            return; // not known yet, or being checked against a new leader: the next round sees
        }
    }

    private CompletableFuture<Long> knownOrOnItsWay(
            int partition, @Nullable CompletableFuture<Long> end) {
        if (end != null && !end.isCompletedExceptionally()) {
            return end;
        }
        CompletableFuture<Long> asked = ends.of(partition);
        CompletableFuture<Long> _ = asked.whenComplete((_, _) -> locked(() -> {}));
        return asked;
    }

    private TopicPartition at(int partition) {
        return new TopicPartition(topic, partition);
    }

    private <T> T locked(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
