/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the commands of one topic. The promise of delivery, all of it:
 *
 * <ul>
 *   <li>A record is taken from a partition only once the sessions of that partition are known.
 *   <li>Its offset is committed, and the commit acknowledged, before its command is started. So it
 *       is started at most once: what is lost in between (a worker dies, a partition moves) the
 *       saga issues again, and nobody else does.
 *   <li>At most one commit is on its way; what is polled meanwhile shares the next. A commit that
 *       failed is tried again with all that came since, until the partition is another worker's.
 *   <li>The loop waits for nothing but the broker: records are read by {@link CommandIntake},
 *       commands run on threads of their own, and when too many wait unread, the partitions pause.
 * </ul>
 */
final class CommandLoop implements ConsumerRebalanceListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration SOON = Duration.ofMillis(5);
    private static final Duration LAST_COMMIT = Duration.ofSeconds(1);
    private static final CloseOptions LEAVE_AT_ONCE =
            CloseOptions.timeout(Duration.ofSeconds(1))
                    .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
    private static final int MOST_UNREAD = 1_000;

    private final String topic;
    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final SessionFollower sessions;
    private final CommandIntake intake;
    private final PollWatch watch;
    private final Consumer<String> whenBroken;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    // All of the loop's thread:
    private final Set<TopicPartition> owned = new HashSet<>();
    private List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>();
    private List<ConsumerRecord<byte[], byte[]>> committing = new ArrayList<>();
    private long commits;
    private boolean failing;
    private boolean assigned;

    private volatile boolean taking;

    /**
     * @param consumer of a group, read_committed, without auto-commit; closed by the loop
     * @param whenBroken gets a sentence when a defect has ended the loop
     */
    CommandLoop(
            String topic,
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            SessionFollower sessions,
            CommandIntake intake,
            PollWatch watch,
            Consumer<String> whenBroken) {
        this.topic = topic;
        this.consumer = consumer;
        this.sessions = sessions;
        this.intake = intake;
        this.watch = watch;
        this.whenBroken = whenBroken;
    }

    void start() {
        Thread.ofPlatform().name("commands-" + topic).start(this::run);
    }

    /** Whether it is a member of its group and holds nothing back; it may own no partition. */
    boolean taking() {
        return taking;
    }

    /** One round. */
    void turn() {
        watch.turned();
        holdBack();
        try {
            consumer.poll(failing ? SOON : POLL).forEach(polled::add);
        } catch (WakeupException _) {
            return; // closing
        } catch (KafkaException e) {
            taking = false;
            throw e;
        }
        commitPolled();
    }

    private void holdBack() {
        boolean crowded = intake.unread() + polled.size() >= MOST_UNREAD;
        Set<TopicPartition> held =
                owned.stream()
                        .filter(p -> crowded || !sessions.ready(p.partition()))
                        .collect(Collectors.toSet());
        taking = assigned && held.isEmpty();
        consumer.pause(held);
        consumer.resume(owned.stream().filter(p -> !held.contains(p)).toList());
    }

    private void commitPolled() {
        if (polled.isEmpty() || !committing.isEmpty()) {
            return;
        }
        committing = polled;
        polled = new ArrayList<>();
        long number = ++commits;
        consumer.commitAsync(after(committing), (_, failure) -> committed(number, failure));
    }

    private void committed(long number, @Nullable Exception failure) {
        if (number != commits) {
            return; // settled when partitions moved, and the next is on its way
        }
        List<ConsumerRecord<byte[], byte[]>> batch = committing;
        committing = new ArrayList<>();
        if (failure == null) {
            failing = false;
            batch.forEach(intake::accept);
            return;
        }
        batch.addAll(polled);
        polled = batch;
        if (failing) {
            return; // once is enough: while members join, commits fail by the dozen
        }
        failing = true;
        LOG.atInfo()
                .addKeyValue("topic", topic)
                .addKeyValue("cause", failure.toString())
                .log("A commit failed; its commands wait for the next one");
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        assigned = true;
        owned.addAll(partitions);
        followSessions();
        holdBack();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        settle();
        giveUp(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        giveUp(partitions);
    }

    /**
     * Commits what is polled while the partitions are still ours, so that it need not wait for the
     * next owner.
     */
    private void settle() {
        List<ConsumerRecord<byte[], byte[]>> open = new ArrayList<>(committing);
        open.addAll(polled);
        if (open.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(after(open), LAST_COMMIT);
        } catch (KafkaException e) {
            LOG.atInfo()
                    .addKeyValue("cause", e.toString())
                    .log("Not committed; left to the next owner");
            return;
        }
        committing.forEach(intake::accept); // empty when its own commit was acknowledged meanwhile
        polled.forEach(intake::accept);
        committing = new ArrayList<>();
        polled = new ArrayList<>();
    }

    private void giveUp(Collection<TopicPartition> partitions) {
        owned.removeAll(partitions);
        committing.removeIf(entry -> partitions.contains(partition(entry)));
        polled.removeIf(entry -> partitions.contains(partition(entry)));
        followSessions();
    }

    private void followSessions() {
        sessions.follow(topic, owned.stream().map(TopicPartition::partition).toList());
    }

    private static Map<TopicPartition, OffsetAndMetadata> after(
            List<ConsumerRecord<byte[], byte[]>> entries) {
        Map<TopicPartition, OffsetAndMetadata> after = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> entry : entries) {
            after.put(partition(entry), new OffsetAndMetadata(entry.offset() + 1));
        }
        return after;
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> entry) {
        return new TopicPartition(entry.topic(), entry.partition());
    }

    private void run() {
        try {
            consumer.subscribe(List.of(topic), this);
            while (closing.getCount() > 0) {
                turnOrRest();
            }
            settle();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.atError().addKeyValue("topic", topic).setCause(e).log("A defect ended the loop");
            whenBroken.accept("The poll loop of " + topic + " has ended by a defect.");
        } finally {
            watch.ended();
            consumer.close(LEAVE_AT_ONCE);
            closed.countDown();
        }
    }

    private void turnOrRest() throws InterruptedException {
        try {
            turn();
        } catch (KafkaException e) {
            LOG.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("cause", e.toString())
                    .log("Cannot take commands; check broker, ACLs and topic. Trying again");
            boolean _ = closing.await(1, TimeUnit.SECONDS);
        }
    }

    /** Takes nothing new, commits, leaves the group; comes back when that is done or after 3 s. */
    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
        try {
            boolean _ = closed.await(3, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
