/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.Topic;
import org.agentlogout.wire.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One installation of the product: its brokers, its registry, its topics. Every failure to reach
 * them is a {@link ToolFailure}.
 *
 * @param clients settings of all Kafka clients, {@code bootstrap.servers} among them; may hold
 *     secrets
 * @param registry settings of the registry's client, {@code schema.registry.url} among them; may
 *     hold secrets
 * @param stack the local stack that this is, if it is one
 */
public record Installation(
        Map<String, Object> clients,
        Map<String, Object> registry,
        Topics topics,
        Optional<StackFile> stack) {

    /** How long a broker may take to answer before the tool gives up. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The local stack or any other place without security. */
    public static Installation of(String bootstrapServers, String registryUrl, Topics topics) {
        return new Installation(
                Map.of("bootstrap.servers", bootstrapServers),
                Map.of("schema.registry.url", registryUrl),
                topics,
                Optional.empty());
    }

    public Installation {
        clients = Map.copyOf(clients);
        registry = Map.copyOf(registry);
    }

    /** The schema side; close it. */
    public AvroSerdes serdes() {
        return new AvroSerdes(topics, registry);
    }

    Admin admin() {
        var config = new HashMap<>(clients);
        var millis = (int) PATIENCE.toMillis();
        config.putIfAbsent("default.api.timeout.ms", millis);
        config.putIfAbsent("request.timeout.ms", millis / 2);
        return connected(() -> Admin.create(config));
    }

    /** Bytes, without a group, of committed records only. */
    public Consumer<byte[], byte[]> consumer() {
        var config = new HashMap<>(clients);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        config.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return connected(() ->
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** Bytes, partitioned by Java's murmur2 of the key as every record of the product. */
    public Producer<byte[], byte[]> producer() {
        var config = new HashMap<>(clients);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        return connected(() ->
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /**
     * All partitions of these topics; a topic that is not there is a failure that says how to make
     * it.
     */
    List<TopicPartition> partitions(Consumer<?, ?> consumer, List<Topic> wanted) {
        return wanted.stream().flatMap(topic -> partitions(consumer, topic).stream()).toList();
    }

    private List<TopicPartition> partitions(Consumer<?, ?> consumer, Topic topic) {
        var name = topics.name(topic);
        try {
            var found = consumer.partitionsFor(name);
            if (found.isEmpty()) {
                throw missing(name);
            }
            return found.stream().map(p -> new TopicPartition(name, p.partition())).toList();
        } catch (org.apache.kafka.common.errors.UnknownTopicOrPartitionException e) {
            throw missing(name);
        } catch (KafkaException e) {
            throw unreachable(e);
        }
    }

    private ToolFailure missing(String name) {
        return ToolFailure.outside(
                "There is no topic "
                        + name
                        + " at "
                        + brokers()
                        + ". \"logout topics --create\" makes it.");
    }

    /** What the future holds, or the failure in words. */
    <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds() + 1, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ToolFailure.outside("Interrupted while waiting for " + brokers() + ".");
        }
    }

    /** For what a Kafka client threw. */
    ToolFailure unreachable(Exception e) {
        return ToolFailure.outside("Kafka at " + brokers() + ": " + ToolFailure.reason(e));
    }

    String brokers() {
        return String.valueOf(clients.get("bootstrap.servers"));
    }

    String registryUrl() {
        return String.valueOf(registry.get("schema.registry.url"));
    }

    private interface Opening<T> {
        T open();
    }

    private <T> T connected(Opening<T> opening) {
        try {
            return opening.open();
        } catch (KafkaException e) {
            // Such as an address that does not resolve or a key store that is not there.
            throw ToolFailure.usage("The settings of the Kafka client: " + ToolFailure.reason(e));
        }
    }
}
