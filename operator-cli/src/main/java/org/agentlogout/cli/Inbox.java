/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agentlogout.wire.AvroReader;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.ReadResult;
import org.agentlogout.wire.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Follows topics with all their partitions, committed records only and without a consumer group, so
 * that looking leaves no trace. For one thread.
 */
public final class Inbox implements AutoCloseable {

    /**
     * One record.
     *
     * @param key the agentId, or for switch.event the switchId
     * @param at the record's time stamp
     * @param value null for a tombstone and for what cannot be read
     * @param problem why the value cannot be read, or why it is a dead letter; empty otherwise
     */
    public record Mail(
            Topic topic,
            int partition,
            long offset,
            String key,
            Instant at,
            @Nullable SpecificRecord value,
            String problem) {}

    private final Installation installation;
    private final Consumer<byte[], byte[]> consumer;
    private final AvroSerdes serdes;
    private final Map<Topic, AvroReader<? extends SpecificRecord>> readers =
            new EnumMap<>(Topic.class);

    /**
     * Begins where each topic ends now: what is written after this returns is seen.
     *
     * @param wholly topics to read from their beginning
     * @param fromNow topics to read from their end
     */
    public Inbox(Installation installation, List<Topic> wholly, List<Topic> fromNow) {
        this.installation = installation;
        this.serdes = installation.serdes();
        this.consumer = installation.consumer();
        try {
            var all = new ArrayList<>(installation.partitions(consumer, wholly));
            consumer.assign(all);
            consumer.seekToBeginning(all);
            var late = installation.partitions(consumer, fromNow);
            var ends = consumer.endOffsets(late);
            all.addAll(late);
            consumer.assign(all);
            ends.forEach(consumer::seek);
            all.forEach(consumer::position);
        } catch (KafkaException e) {
            close();
            throw installation.unreachable(e);
        } catch (ToolFailure e) {
            close();
            throw e;
        }
    }

    /** What came, in the order of each partition; waits at most so long for the first. */
    public List<Mail> poll(Duration atMost) {
        try {
            var mails = new ArrayList<Mail>();
            for (var polled : consumer.poll(atMost)) {
                mails.add(open(polled));
            }
            return mails;
        } catch (org.apache.kafka.common.errors.WakeupException e) {
            return List.of();
        } catch (KafkaException e) {
            throw installation.unreachable(e);
        }
    }

    /** Ends a {@link #poll} that waits; may be called from any thread. */
    public void wakeUp() {
        consumer.wakeup();
    }

    /** Whether everything is read that was there when this was asked. */
    public boolean isCaughtUp(List<Topic> topics) {
        var partitions = new ArrayList<TopicPartition>();
        for (var partition : consumer.assignment()) {
            installation
                    .topics()
                    .find(partition.topic())
                    .filter(topics::contains)
                    .ifPresent(ignored -> partitions.add(partition));
        }
        try {
            return consumer.endOffsets(partitions).entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        } catch (KafkaException e) {
            throw installation.unreachable(e);
        }
    }

    private Mail open(ConsumerRecord<byte[], byte[]> polled) {
        var topic = installation.topics().find(polled.topic()).orElseThrow();
        var value = polled.value() == null ? null : read(topic, polled.value());
        return new Mail(
                topic,
                polled.partition(),
                polled.offset(),
                polled.key() == null ? "" : new String(polled.key(), UTF_8),
                Instant.ofEpochMilli(polled.timestamp()),
                value instanceof ReadResult.Read<?>(SpecificRecord it) ? it : null,
                topic == Topic.DEAD_LETTER ? deadLetter(polled) : problem(value));
    }

    private static String deadLetter(ConsumerRecord<byte[], byte[]> polled) {
        var headers = polled.headers();
        return HeaderNames.text(headers, HeaderNames.DEAD_LETTER_REASON).orElse("no reason given")
                + " from "
                + HeaderNames.text(headers, HeaderNames.DEAD_LETTER_TOPIC).orElse("somewhere")
                + ": "
                + HeaderNames.text(headers, HeaderNames.DEAD_LETTER_TEXT).orElse("");
    }

    private @Nullable ReadResult<? extends SpecificRecord> read(Topic topic, byte[] value) {
        var reader = reader(topic);
        return reader.isEmpty() ? null : reader.get().read(value);
    }

    private Optional<AvroReader<? extends SpecificRecord>> reader(Topic topic) {
        return topic.recordType()
                .map(type -> readers.computeIfAbsent(topic, ignored -> serdes.reader(type)));
    }

    private static String problem(@Nullable ReadResult<? extends SpecificRecord> result) {
        return switch (result) {
            case null -> "";
            case ReadResult.Read<?> read -> "";
            case ReadResult.Unreadable<?> unreadable -> unreadable.text();
            case ReadResult.RegistryUnavailable<?> unavailable -> unavailable.cause();
        };
    }

    @Override
    public void close() {
        consumer.close(
                org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
        try {
            serdes.close();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
