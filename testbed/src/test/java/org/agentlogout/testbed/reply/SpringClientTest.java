/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agentlogout.cli.Installation;
import org.agentlogout.cli.TopicSetup;
import org.agentlogout.orchestrator.Orchestrator;
import org.agentlogout.orchestrator.OrchestratorSettings;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.Requester;
import org.agentlogout.schema.RequesterKind;
import org.agentlogout.testbed.LocalKafka;
import org.agentlogout.testbed.registry.LocalRegistry;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.ReadResult;
import org.agentlogout.wire.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;

/**
 * A gateway written with Spring Kafka gets its reply as if the orchestrator were a listener method.
 */
class SpringClientTest {

    private static final String REPLIES = "spring.replies";
    private static final String REQUESTS = "session.request.logout";

    @TempDir private Path state;

    @Test
    void theRequestReplyTemplateGetsTheReplyOnItsOwnTopic() throws Exception {
        try (var kafka = LocalKafka.start();
                var registry = LocalRegistry.start();
                var serdes =
                        new AvroSerdes(
                                new Topics(""), Map.of("schema.registry.url", registry.url()))) {
            prepare(kafka, registry);
            try (var orchestrator = Orchestrator.start(settings(kafka, registry))) {
                var template = template(kafka.bootstrapServers());
                try {
                    assertThat(template.waitForAssignment(Duration.ofSeconds(20))).isTrue();
                    var request = serdes.serializer().serialize(REQUESTS, request());
                    var answer =
                            template.sendAndReceive(
                                            new ProducerRecord<>(REQUESTS, "nobody", request),
                                            Duration.ofSeconds(40))
                                    .get(45, TimeUnit.SECONDS);

                    assertThat(answer.topic()).isEqualTo(REPLIES);
                    assertThat(serdes.reader(LogoutReply.class).read(answer.value()))
                            .isInstanceOfSatisfying(
                                    ReadResult.Read.class,
                                    it -> {
                                        var reply = (LogoutReply) it.value();
                                        assertThat(reply.getRequestId()).isEqualTo("spring-1");
                                        assertThat(reply.getCode()).hasToString("SESSION_UNKNOWN");
                                    });
                    assertThat(orchestrator.isDead()).isFalse();
                } finally {
                    template.destroy();
                }
            }
        }
    }

    private static void prepare(LocalKafka kafka, LocalRegistry registry) throws Exception {
        var address = kafka.bootstrapServers();
        new TopicSetup(Installation.of(address, registry.url(), new Topics(""))).create(2, 1);
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", address))) {
            admin.createTopics(List.of(new NewTopic(REPLIES, 2, (short) 1))).all().get();
            // Created is what the controller knows: the broker may learn it later.
            await().ignoreExceptions()
                    .until(() ->
                            admin.describeTopics(List.of(REPLIES)).allTopicNames().get() != null);
        }
    }

    private OrchestratorSettings settings(LocalKafka kafka, LocalRegistry registry) {
        return OrchestratorSettings.of(
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        kafka.bootstrapServers(),
                        "SCHEMA_REGISTRY_URL",
                        registry.url(),
                        "KAFKA_STATE_DIR",
                        state.toString(),
                        "ORCHESTRATOR_STANDBYS",
                        "0",
                        "ORCHESTRATOR_EARLY_REQUEST_WAIT",
                        "10ms",
                        "ORCHESTRATOR_REPLY_TOPICS",
                        REPLIES));
    }

    private static LogoutRequest request() {
        return LogoutRequest.newBuilder()
                .setRequestId("spring-1")
                .setAgentId("nobody")
                .setRequestedBy(new Requester(RequesterKind.AGENT, "nobody"))
                .build();
    }

    private static ReplyingKafkaTemplate<String, byte[], byte[]> template(String brokers) {
        Map<String, Object> reading =
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "group.id",
                        "gateway",
                        "auto.offset.reset",
                        "earliest");
        var consumers =
                new DefaultKafkaConsumerFactory<>(
                        reading, new StringDeserializer(), new ByteArrayDeserializer());
        var producers =
                new DefaultKafkaProducerFactory<>(
                        Map.<String, Object>of("bootstrap.servers", brokers),
                        new StringSerializer(),
                        new ByteArraySerializer());
        var container =
                new KafkaMessageListenerContainer<>(consumers, new ContainerProperties(REPLIES));
        var template = new ReplyingKafkaTemplate<>(producers, container);
        template.start();
        return template;
    }
}
