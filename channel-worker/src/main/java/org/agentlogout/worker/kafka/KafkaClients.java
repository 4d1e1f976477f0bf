/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import org.agentlogout.wire.KafkaSettings;
import org.agentlogout.wire.Limits;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes the worker's Kafka clients: the operator's settings, and over them those that a promise
 * rests on.
 */
final class KafkaClients {
    private final KafkaSettings settings;
    private final String worker;

    KafkaClients(KafkaSettings settings, String worker) {
        this.settings = settings;
        this.worker = worker;
    }

    /** A member of a group. Who has not been heard of for {@code silence} loses its partitions. */
    Consumer<byte[], byte[]> member(String group, Duration silence) {
        Map<String, Object> config = readCommitted("commands");
        int millis = Math.toIntExact(silence.toMillis());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis);
        // By a heartbeat a member learns that another has left: it sets how long a planned stop
        // stalls.
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Math.min(500, millis / 3));
        // A loop that does not poll is as good as dead, and comes round ten times a second.
        config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, millis);
        // Partitions that stay go on being read while others move.
        config.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName());
        return new KafkaConsumer<>(config);
    }

    /** Without a group. */
    Consumer<byte[], byte[]> follower(String what) {
        Map<String, Object> config = readCommitted(what);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(config);
    }

    private Map<String, Object> readCommitted(String what) {
        Map<String, Object> config = settings.consumer();
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, worker + "-" + what);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return config;
    }

    /** Idempotent, all replicas, partitioned by the key as all sides agree. */
    Producer<byte[], byte[]> producer() {
        Map<String, Object> config = settings.producer();
        config.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        config.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, worker);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Limits.DEAD_LETTER_BYTES);
        config.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return new KafkaProducer<>(config);
    }

    Admin admin() {
        Map<String, Object> config = settings.admin();
        config.put(AdminClientConfig.CLIENT_ID_CONFIG, worker);
        return Admin.create(config);
    }

    /** The question that {@link EndOffsets} asks; it fails within {@code patience}. */
    static IntFunction<CompletionStage<Long>> endsOf(Admin admin, String topic, Duration patience) {
        int millis = Math.toIntExact(patience.toMillis());
        return partition -> {
            TopicPartition at = new TopicPartition(topic, partition);
            ListOffsetsOptions options =
                    new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(millis);
            return admin.listOffsets(Map.of(at, OffsetSpec.latest()), options)
                    .partitionResult(at)
                    .toCompletionStage()
                    .thenApply(ListOffsetsResultInfo::offset);
        };
    }
}
