/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LocalKafkaTest {

    @Test
    void whatWasWrittenIsThereAfterAStopOnTheSamePort() throws Exception {
        try (var kafka = LocalKafka.start()) {
            createTopic(kafka, "kept");
            write(kafka, "kept", "before the stop");

            kafka.stop();
            kafka.resume();

            assertThat(firstValue(kafka, "kept")).isEqualTo("before the stop");
        }
    }

    @Test
    void transactionsWorkOnOneBroker() throws Exception {
        try (var kafka = LocalKafka.start()) {
            createTopic(kafka, "committed");
            var config =
                    Map.<String, Object>of(
                            "bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "t");
            try (var producer =
                    new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("committed", "v")).get();
                producer.commitTransaction();
            }

            assertThat(firstValue(kafka, "committed")).isEqualTo("v");
        }
    }

    private static void createTopic(LocalKafka kafka, String name) throws Exception {
        try (var admin =
                Admin.create(
                        Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty())))
                    .all()
                    .get(10, TimeUnit.SECONDS);
        }
    }

    private static void write(LocalKafka kafka, String topic, String value)
            throws ExecutionException, InterruptedException {
        var config = Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers());
        try (var producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private static String firstValue(LocalKafka kafka, String topic) {
        var config =
                Map.<String, Object>of(
                        "bootstrap.servers", kafka.bootstrapServers(),
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest");
        try (var consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            return Awaitility.await()
                    .until(() -> consumer.poll(Duration.ofMillis(100)), r -> !r.isEmpty())
                    .iterator()
                    .next()
                    .value();
        }
    }
}
