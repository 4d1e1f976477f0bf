/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.agentlogout.wire.Topic;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The dead letters from the first to the last there is when it is opened, one at a time; only the
 * positions of those that were replayed are kept in memory. For one thread.
 */
final class DeadLetterBox implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Nothing new for so long before the end was reached: the brokers do not answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> ends;
    private final Set<DeadLetter.Position> replayed = new HashSet<>();

    /** Reads up to where the topic ends now. */
    static DeadLetterBox open(Installation installation) {
        var consumer = installation.consumer();
        try (var admin = installation.admin()) {
            var partitions = installation.partitions(consumer, List.of(Topic.DEAD_LETTER));
            return new DeadLetterBox(consumer, ends(installation, admin, partitions));
        } catch (ToolFailure e) {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
            throw e;
        }
    }

    /** For tests: the ends as they are. */
    DeadLetterBox(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        this.consumer = consumer;
        this.partitions = List.copyOf(ends.keySet());
        this.ends = Map.copyOf(ends);
    }

    /**
     * Ends with what is not committed yet: behind an open transaction there may be the note of a
     * replay, which must not be overlooked.
     */
    private static Map<TopicPartition, Long> ends(
            Installation installation, Admin admin, List<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(it -> latest.put(it, OffsetSpec.latest()));
        var options = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, Long> ends = new HashMap<>();
        installation
                .await(admin.listOffsets(latest, options).all())
                .forEach((partition, found) -> ends.put(partition, found.offset()));
        return ends;
    }

    /** All letters in the order of each partition; notes of replays are none. */
    void forEach(java.util.function.Consumer<DeadLetter> reader) {
        read(letter -> {
            if (!letter.isNote()) {
                reader.accept(letter);
            }
        });
    }

    /** Reads all once, to know which letters were sent back before. */
    void learnReplays() {
        read(letter -> letter.replayed().ifPresent(replayed::add));
    }

    boolean wasReplayed(DeadLetter.Position position) {
        return replayed.contains(position);
    }

    void remember(DeadLetter.Position position) {
        replayed.add(position);
    }

    /** Empty when there is no letter, or none any more. */
    Optional<DeadLetter> at(DeadLetter.Position position) {
        var partition =
                partitions.stream()
                        .filter(it -> it.partition() == position.partition())
                        .findFirst();
        if (partition.isEmpty() || position.offset() >= end(partition.get())) {
            return Optional.empty();
        }
        consumer.assign(partition.stream().toList());
        consumer.seek(partition.get(), position.offset());
        var waited = System.nanoTime();
        while (consumer.position(partition.get()) <= position.offset()) {
            for (var record : consumer.poll(POLL)) {
                var letter = new DeadLetter(record);
                return letter.position().equals(position) && !letter.isNote()
                        ? Optional.of(letter)
                        : Optional.empty();
            }
            requirePatience(waited);
        }
        return Optional.empty();
    }

    private long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    private void read(java.util.function.Consumer<DeadLetter> reader) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var lastNews = System.nanoTime();
        while (!isAtEnd()) {
            var records = consumer.poll(POLL);
            for (var record : records) {
                var partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < end(partition)) {
                    reader.accept(new DeadLetter(record));
                }
            }
            if (records.isEmpty()) {
                requirePatience(lastNews);
            } else {
                lastNews = System.nanoTime();
            }
        }
    }

    private boolean isAtEnd() {
        return partitions.stream().allMatch(it -> consumer.position(it) >= end(it));
    }

    private static void requirePatience(long sinceNanos) {
        if (System.nanoTime() - sinceNanos > PATIENCE.toNanos()) {
            throw new KafkaException("no records for " + PATIENCE.toSeconds() + " s");
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }
}
