/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;

/** Writes records as a gateway or a login flow does. May be used from any thread. */
public final class Outbox implements AutoCloseable {

    private final Installation installation;
    private final Producer<byte[], byte[]> producer;
    private final AvroSerdes serdes;
    private final Serializer<SpecificRecord> serializer;

    public Outbox(Installation installation) {
        this.installation = installation;
        this.producer = installation.producer();
        this.serdes = installation.serdes();
        this.serializer = serdes.serializer();
    }

    /** Returns once the brokers have it. */
    public RecordMetadata send(
            Topic topic, String key, SpecificRecord value, Map<String, String> headers) {
        return written(begin(topic, key, value, headers));
    }

    /** Returns once the brokers have all of them; none waits for the one before. */
    void sendAll(Topic topic, Map<String, ? extends SpecificRecord> byKey) {
        byKey.entrySet().stream()
                .map(one -> begin(topic, one.getKey(), one.getValue(), Map.of()))
                .toList()
                .forEach(this::written);
    }

    private Future<RecordMetadata> begin(
            Topic topic, String key, SpecificRecord value, Map<String, String> headers) {
        var name = installation.topics().name(topic);
        try {
            var bytes = serializer.serialize(name, value);
            var outgoing = new ProducerRecord<>(name, key.getBytes(UTF_8), bytes);
            headers.forEach((header, text) -> outgoing.headers().add(header, text.getBytes(UTF_8)));
            return producer.send(outgoing);
        } catch (org.apache.kafka.common.errors.SerializationException e) {
            throw ToolFailure.outside(
                    "The schema registry at "
                            + installation.registryUrl()
                            + ": "
                            + ToolFailure.reason(e)
                            + ". \"logout topics --create\" registers the schemas.");
        } catch (KafkaException e) {
            throw installation.unreachable(e);
        }
    }

    private RecordMetadata written(Future<RecordMetadata> begun) {
        try {
            return begun.get();
        } catch (ExecutionException e) {
            throw installation.unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ToolFailure.outside("Interrupted while writing.");
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
        try {
            serdes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
