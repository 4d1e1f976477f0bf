/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.reply;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.agentlogout.orchestrator.reply.Routing.Route;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the default reply topics, hands copies over, commits what is done. Never blocks: what
 * cannot be handed over yet is kept, the partitions pause meanwhile, and polling goes on. For the
 * consumer's thread.
 */
final class ReplyReader {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyReader.class);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration SHORT_POLL = Duration.ofMillis(5);
    private static final Duration COMMIT_EVERY = Duration.ofMillis(100);
    private static final Duration LAST_COMMIT = Duration.ofMillis(300);

    /** What was read and is not handed over yet; at most one poll's worth. */
    private record Due(Copy copy, Route route) {}

    private final Consumer<byte[], byte[]> consumer;
    private final Routing routing;
    private final Map<String, Target> targets;
    private final DeadLetters deadLetters;
    private final OpenOffsets offsets;
    private final LongSupplier nanos;
    private final Deque<Due> pending = new ArrayDeque<>();
    private long lastCommit;

    /**
     * @param targets one for each listed name
     * @param nanos a clock such as {@link System#nanoTime}
     */
    ReplyReader(
            Consumer<byte[], byte[]> consumer,
            Map<String, Target> targets,
            DeadLetters deadLetters,
            OpenOffsets offsets,
            LongSupplier nanos) {
        this.consumer = consumer;
        this.routing = new Routing(targets.keySet());
        this.targets = Map.copyOf(targets);
        this.deadLetters = deadLetters;
        this.offsets = offsets;
        this.nanos = nanos;
        this.lastCommit = nanos.getAsLong();
    }

    void subscribe(List<String> topics) {
        consumer.subscribe(topics, new Handover());
    }

    /** One poll and what follows from it. Throws what the consumer throws. */
    void turn() {
        boolean free = pending.isEmpty();
        if (free) {
            consumer.resume(consumer.paused());
        } else {
            consumer.pause(consumer.assignment());
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(free ? POLL : SHORT_POLL);
        records.forEach(this::read);
        records.nextOffsets().forEach((at, next) -> offsets.passed(at, next.offset() - 1));
        handOver();
        commitNowAndThen();
    }

    private void read(ConsumerRecord<byte[], byte[]> reply) {
        Route route = routing.route(reply.topic(), reply.headers());
        switch (route) {
            case Route.Nowhere _ -> {}
            case Route.To(String target, OptionalInt partition) ->
                    open(new Due(copy(reply, target, partition), route));
            case Route.Refused(String target, OptionalInt partition, Refusal _) ->
                    open(new Due(copy(reply, target, partition), route));
        }
    }

    private Copy copy(ConsumerRecord<byte[], byte[]> reply, String target, OptionalInt partition) {
        return new Copy(reply, target, partition, nanos.getAsLong());
    }

    private void open(Due due) {
        offsets.opened(due.copy().from(), due.copy().reply().offset());
        pending.add(due);
    }

    private void handOver() {
        for (Due next = pending.peek(); next != null; next = pending.peek()) {
            if (!isHandedOver(next)) {
                return;
            }
            pending.remove();
        }
    }

    private boolean isHandedOver(Due due) {
        return switch (due.route()) {
            case Route.Nowhere _ -> true;
            case Route.To(String name, OptionalInt _) -> isOffered(due.copy(), name);
            case Route.Refused(String _, OptionalInt _, Refusal why) -> isBuried(due.copy(), why);
        };
    }

    private boolean isOffered(Copy copy, String name) {
        Target target = targets.get(name);
        if (target == null) {
            throw new IllegalStateException("routed to " + name + ", which has no target");
        }
        return switch (target.offer(copy)) {
            case TAKEN -> true;
            case LATER -> false;
            case FULL -> isBuried(copy, target.full());
        };
    }

    private boolean isBuried(Copy copy, Refusal why) {
        if (deadLetters.isFull()) {
            return false;
        }
        deadLetters.take(copy, why);
        return true;
    }

    private void commitNowAndThen() {
        long now = nanos.getAsLong();
        if (now - lastCommit < COMMIT_EVERY.toNanos()) {
            return;
        }
        lastCommit = now;
        Map<TopicPartition, OffsetAndMetadata> done = offsets.takeCommittable();
        if (!done.isEmpty()) {
            consumer.commitAsync(
                    done,
                    (which, thrown) -> {
                        if (thrown != null) {
                            offsets.notCommitted(which.keySet());
                        }
                    });
        }
    }

    /** Commits what is done, or gives it up: then it is copied once more. */
    private void commitLast() {
        Map<TopicPartition, OffsetAndMetadata> done = offsets.takeCommittable();
        done.keySet().retainAll(consumer.assignment());
        if (done.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(done, LAST_COMMIT);
        } catch (KafkaException e) {
            LOG.atInfo()
                    .addKeyValue("cause", e.toString())
                    .log("replies that are copied already will be copied once more");
        }
    }

    /** Waits a moment for the copies on their way, commits and leaves the group. */
    void leave(Duration forCopies) throws InterruptedException {
        offsets.awaitNone(forCopies.toMillis());
        commitLast();
    }

    private final class Handover implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> gained) {
            LOG.atDebug().addKeyValue("partitions", gained).log("replies are read");
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            commitLast();
            onPartitionsLost(revoked);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            pending.removeIf(due -> lost.contains(due.copy().from()));
            offsets.forget(lost);
        }
    }
}
