/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.reply;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.agentlogout.wire.HeaderNames;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** Everything that is in one topic, from its beginning, for as long as a test looks. */
public final class Mailbox implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();

    public Mailbox(String bootstrapServers, String topic) {
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        // A topic that was made a moment ago may not be known to the broker yet.
        var partitions =
                Awaitility.await()
                        .until(() -> consumer.partitionsFor(topic), it -> !it.isEmpty())
                        .stream()
                        .map(it -> new TopicPartition(topic, it.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The first record with this request id; fails when it does not come in time. */
    public ConsumerRecord<byte[], byte[]> await(String requestId, Duration atMost) {
        return awaitMatching(
                        it -> requestId.equals(text(it.headers(), HeaderNames.REQUEST_ID)), atMost)
                .orElseThrow(() ->
                        new AssertionError("no record of " + requestId + " within " + atMost));
    }

    public Optional<ConsumerRecord<byte[], byte[]>> awaitMatching(
            Predicate<ConsumerRecord<byte[], byte[]>> wanted, Duration atMost) {
        var end = System.nanoTime() + atMost.toNanos();
        while (true) {
            var found = all.stream().filter(wanted).findFirst();
            if (found.isPresent() || System.nanoTime() > end) {
                return found;
            }
            consumer.poll(Duration.ofMillis(20)).forEach(all::add);
        }
    }

    /** Returns as soon as there are so many, or when the time is over. */
    void awaitCount(int wanted, Duration atMost) {
        var end = System.nanoTime() + atMost.toNanos();
        while (all.size() < wanted && System.nanoTime() < end) {
            consumer.poll(Duration.ofMillis(20)).forEach(all::add);
        }
    }

    /** Reads until nothing has come for a second. */
    public void readUntilQuiet() {
        for (var news = consumer.poll(Duration.ofSeconds(1)); !news.isEmpty(); ) {
            news.forEach(all::add);
            news = consumer.poll(Duration.ofSeconds(1));
        }
    }

    /** What has been read so far. */
    public List<ConsumerRecord<byte[], byte[]>> all() {
        return List.copyOf(all);
    }

    public static String text(Headers headers, String name) {
        return HeaderNames.text(headers, name).orElse("");
    }

    @Override
    public void close() {
        consumer.close();
    }
}
