/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agentlogout.cli.Installation;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;

/** Records as bytes: for reading headers, and for writing again by hand what was written before. */
final class RawRecords implements AutoCloseable {

    private final Installation installation;
    private final Producer<byte[], byte[]> producer;
    private final AvroSerdes serdes;
    private final Serializer<SpecificRecord> serializer;

    RawRecords(Installation installation) {
        this.installation = installation;
        this.producer = installation.producer();
        this.serdes = installation.serdes();
        this.serializer = serdes.serializer();
    }

    /** The committed records under this key, each topic from its beginning to where it ends now. */
    List<ConsumerRecord<byte[], byte[]>> of(String key, Topic... topics) {
        return of(key, Arrays.stream(topics).map(installation.topics()::name).toList());
    }

    List<ConsumerRecord<byte[], byte[]>> of(String key, List<String> topics) {
        try (var consumer = installation.consumer()) {
            var partitions =
                    topics.stream()
                            .flatMap(it -> consumer.partitionsFor(it).stream())
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(50)).forEach(found::add);
            }
            found.removeIf(it -> !new String(it.key(), UTF_8).equals(key));
            return found;
        }
    }

    /** Key, value and headers once more, behind everything that is there. */
    void writeAgain(List<ConsumerRecord<byte[], byte[]>> records) {
        for (var each : records) {
            var again =
                    new ProducerRecord<>(
                            each.topic(), null, each.key(), each.value(), each.headers());
            var _ = producer.send(again);
        }
        producer.flush();
    }

    /** Writes the value so often, each time with a correlation of its own. */
    void write(
            String key,
            Topic topic,
            SpecificRecord value,
            List<String> correlations,
            String replyTopic) {
        var name = installation.topics().name(topic);
        var bytes = serializer.serialize(name, value);
        for (var correlation : correlations) {
            var one = new ProducerRecord<>(name, key.getBytes(UTF_8), bytes);
            one.headers()
                    .add(HeaderNames.CORRELATION_ID, correlation.getBytes(UTF_8))
                    .add(HeaderNames.REPLY_TOPIC, replyTopic.getBytes(UTF_8));
            var _ = producer.send(one);
        }
        producer.flush();
    }

    static String header(ConsumerRecord<?, ?> one, String name) {
        return HeaderNames.text(one.headers(), name).orElse("");
    }

    @Override
    public void close() throws IOException {
        producer.close();
        serdes.close();
    }
}
