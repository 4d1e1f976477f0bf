/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.reply;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.agentlogout.wire.Limits;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The router's own clients, each setting with its why. */
record ReplyClients(ReplyRouterSettings settings) {

    /** The consumer group, for ACLs and for Kafka's own tools. */
    String group() {
        return settings.kafka().topics().prefix() + "reply-router";
    }

    Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = settings.kafka().consumer();
        // A dead or frozen orchestrator is replaced after this time.
        config.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        config.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
        config.putIfAbsent(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 20_000);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group());
        // KAFKA_GROUP_INSTANCE_ID is the name of the orchestrator in its group, not in this one.
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "reply-router");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A group that is new has missed what was written before it joined.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        return new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Producer<byte[], byte[]> producer(String target) {
        Map<String, Object> config = writing("reply-to-" + target);
        int slow = Math.toIntExact(settings.slow().toMillis());
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, slow);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, slow / 2);
        // Its own thread would wait, but a queue behind it would grow old.
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Math.min(1_000, slow / 2));
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16 * 1024 * 1024);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    Producer<byte[], byte[]> deadLetterProducer() {
        Map<String, Object> config = writing("reply-dead-letters");
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> writing(String clientId) {
        Map<String, Object> config = new HashMap<>(settings.kafka().producer());
        config.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        // At least once is the promise, and an idempotent producer may end in an error state that
        // only a new one gets out of. One request at a time keeps the order instead.
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // What gathers while one request is on its way goes with the next.
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        // What is too large is the topic's decision.
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Limits.DEAD_LETTER_BYTES + 65_536);
        return config;
    }

    Admin admin() {
        Map<String, Object> config = settings.kafka().admin();
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "reply-probe");
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_500);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2_500);
        // A target that is there again should not wait for a client that backs off for long.
        config.put(
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                Duration.ofSeconds(1).toMillis());
        return Admin.create(config);
    }
}
