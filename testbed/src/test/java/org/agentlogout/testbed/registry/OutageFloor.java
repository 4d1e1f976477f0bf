/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.agentlogout.cli.Installation;
import org.agentlogout.cli.SimulatedSession;
import org.agentlogout.cli.TopicSetup;
import org.agentlogout.orchestrator.OrchestratorSettings;
import org.agentlogout.orchestrator.stream.Readiness;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.LogoutMode;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.Requester;
import org.agentlogout.schema.RequesterKind;
import org.agentlogout.testbed.LocalKafka;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.Topic;
import org.agentlogout.wire.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * An installation of one partition on a broker, with a registry that can be cut, and raw bytes in
 * and out: what looks on must not need the registry either.
 */
final class OutageFloor implements AutoCloseable {

    final LocalRegistry registry = LocalRegistry.start();
    private final LocalKafka kafka;
    private final Topics topics;
    private final Installation installation;
    private final AvroSerdes serdes;
    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> consumer;
    private final Path directory;
    private final Map<Topic, List<String>> keys = new HashMap<>();

    /**
     * @param directory for the orchestrators' state
     */
    OutageFloor(LocalKafka kafka, String prefix, Path directory) throws Exception {
        this.directory = directory;
        this.kafka = kafka;
        topics = new Topics(prefix);
        installation = Installation.of(kafka.bootstrapServers(), registry.url(), topics);
        new TopicSetup(installation).create(1, 1);
        serdes = installation.serdes();
        serdes.lookUp(List.of(Topic.values()));
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        consumer = installation.consumer();
        var all =
                List.of(Topic.STATUS, Topic.COMMAND_VOICE, Topic.DEAD_LETTER).stream()
                        .map(topic -> new TopicPartition(topics.name(topic), 0))
                        .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /** Of another orchestrator each time. */
    OrchestratorSettings settings(String... more) throws IOException {
        var environment = new HashMap<String, String>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("SCHEMA_REGISTRY_URL", registry.url());
        environment.put("TOPIC_PREFIX", topics.prefix());
        var state = Files.createTempDirectory(directory, "streams-");
        environment.put("KAFKA_STATE_DIR", state.toString());
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return OrchestratorSettings.of(environment);
    }

    NewerWriter newerWriter() {
        return new NewerWriter(installation, Topic.SESSION_OPENED);
    }

    static SpecificRecord opened(String agent) {
        var session = new SimulatedSession(agent, "1", "cce1", List.of(ChannelType.VOICE));
        return session.opened(agent + "-1", Instant.now());
    }

    void open(String agent) {
        send(Topic.SESSION_OPENED, agent, bytes(Topic.SESSION_OPENED, opened(agent)));
    }

    void request(String agent) {
        var request =
                LogoutRequest.newBuilder()
                        .setRequestId("r-" + agent)
                        .setAgentId(agent)
                        .setMode(LogoutMode.REFUSE)
                        .setRequestedBy(new Requester(RequesterKind.AGENT, agent))
                        .build();
        send(Topic.REQUEST_LOGOUT, agent, bytes(Topic.REQUEST_LOGOUT, request));
    }

    private byte[] bytes(Topic topic, SpecificRecord value) {
        return serdes.serializer().serialize(topics.name(topic), value);
    }

    void send(Topic topic, String key, byte[] value) {
        Future<?> _ =
                producer.send(new ProducerRecord<>(topics.name(topic), key.getBytes(UTF_8), value));
    }

    /** The keys of all committed records of that topic so far. */
    List<String> keys(Topic topic) {
        for (var record : consumer.poll(Duration.ofMillis(20))) {
            keys.computeIfAbsent(topics.find(record.topic()).orElseThrow(), _ -> new ArrayList<>())
                    .add(new String(record.key(), UTF_8));
        }
        return keys.getOrDefault(topic, List.of());
    }

    /** How far the orchestrators have read session.opened. */
    long taken() throws ExecutionException, InterruptedException, TimeoutException {
        try (var admin = Admin.create(installation.clients())) {
            var at =
                    admin.listConsumerGroupOffsets(topics.prefix() + "logout-orchestrator")
                            .partitionsToOffsetAndMetadata()
                            .get(10, TimeUnit.SECONDS)
                            .get(new TopicPartition(topics.name(Topic.SESSION_OPENED), 0));
            return at == null ? 0 : at.offset();
        }
    }

    /** What it says of records set aside; empty when there are none. */
    static String setAside(Readiness readiness) {
        return readiness.whyNot().stream()
                .filter(reason -> reason.part() == Readiness.Part.REGISTRY)
                .map(Readiness.Reason::what)
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        consumer.close();
        producer.close(Duration.ofSeconds(1));
        try {
            serdes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        registry.close();
    }
}
