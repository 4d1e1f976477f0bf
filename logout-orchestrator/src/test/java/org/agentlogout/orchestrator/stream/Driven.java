/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.agentlogout.orchestrator.avro.AvroSamples;
import org.agentlogout.orchestrator.avro.InboundMapper;
import org.agentlogout.orchestrator.avro.OutboundMapper;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.AgentDesk;
import org.agentlogout.orchestrator.saga.AgentStep;
import org.agentlogout.orchestrator.saga.LogoutPolicy;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.LogoutStatus;
import org.agentlogout.schema.SessionEvent;
import org.agentlogout.schema.SessionOpened;
import org.agentlogout.wire.AvroReader;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.ReadResult;
import org.agentlogout.wire.Topic;
import org.agentlogout.wire.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The topology without a broker: bytes in, bytes out, and a wall clock that the test moves. */
final class Driven implements AutoCloseable {

    private static final Topics TOPICS = new Topics("t.");
    private static final String REGISTRY = "mock://" + SwitchedRegistry.SCOPE;
    private static final Duration TICK = Duration.ofMillis(50);

    static final int SET_ASIDE_AT_MOST = 10;

    private final AvroSerdes serdes;
    private final LogoutTopology.Parts parts;
    private final Map<String, KeptStore> stores = new HashMap<>();
    private final Map<Topic, List<TestRecord<byte[], byte[]>>> seen = new HashMap<>();
    private final Readiness readiness = new Readiness(() -> this.now);
    private final Backlog backlog = new Backlog(SET_ASIDE_AT_MOST, readiness);
    private TopologyTestDriver driver;
    private Instant now = AvroSamples.NOON;

    Driven(int places, BiFunction<Agent, SagaEvent, AgentStep> desk) {
        this(REGISTRY, places, desk);
    }

    private Driven(String registry, int places, BiFunction<Agent, SagaEvent, AgentStep> desk) {
        serdes = new AvroSerdes(TOPICS, Map.of("schema.registry.url", REGISTRY));
        List.of(Topic.values()).forEach(serdes::register);
        AvroSerdes inside =
                new AvroSerdes(
                        TOPICS,
                        Map.of("schema.registry.url", registry),
                        Optional.of(Duration.ofSeconds(5)),
                        () -> Duration.between(AvroSamples.NOON, now).toNanos());
        inside.lookUp(OutboundMapper.TOPICS);
        inside.fetch(InboundMapper.TOPICS);
        parts =
                new LogoutTopology.Parts(
                        TOPICS,
                        inside,
                        1,
                        Duration.ofMinutes(2),
                        places,
                        Pace.DEFAULT,
                        LogoutPolicy.DEFAULT,
                        backlog,
                        new Reading(InstantSource.system()),
                        desk);
        driver = newDriver();
    }

    static Driven plain() {
        return withPlaces(200);
    }

    /** Schemas of today are fetched from it, as a start does. */
    static Driven withRegistry(SwitchedRegistry registry) {
        return new Driven(registry.url(), 200, new AgentDesk(LogoutPolicy.DEFAULT)::decide);
    }

    static Driven withPlaces(int places) {
        return new Driven(places, new AgentDesk(LogoutPolicy.DEFAULT)::decide);
    }

    private TopologyTestDriver newDriver() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "driven");
        Function<String, KeptStore> kept = name -> stores.computeIfAbsent(name, KeptStore::new);
        return new TopologyTestDriver(LogoutTopology.of(parts, kept::apply), config, now);
    }

    /** The process is gone and another one takes over: what is stored is all that is left. */
    void restart() {
        drain();
        driver.close();
        driver = newDriver();
    }

    KeptStore agents() {
        return stores.computeIfAbsent(SagaProcessor.AGENTS, KeptStore::new);
    }

    KeptStore setAside() {
        return stores.computeIfAbsent(SagaProcessor.SET_ASIDE, KeptStore::new);
    }

    Readiness readiness() {
        return readiness;
    }

    Backlog backlog() {
        return backlog;
    }

    /** In steps, as the clock does; in larger ones where it is about hours. */
    void pass(Duration time) {
        Duration step = time.compareTo(Duration.ofMinutes(5)) < 0 ? TICK : Duration.ofSeconds(5);
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            driver.advanceWallClockTime(step);
            now = now.plus(step);
        }
    }

    void pipe(Topic topic, String key, byte[] value, Headers headers) {
        var input =
                driver.createInputTopic(
                        TOPICS.name(topic), new ByteArraySerializer(), new ByteArraySerializer());
        input.pipeInput(new TestRecord<>(key.getBytes(UTF_8), value, headers, now));
    }

    void pipe(Topic topic, String key, SpecificRecord value) {
        pipe(topic, key, bytes(topic, value), new RecordHeaders());
    }

    byte[] bytes(Topic topic, SpecificRecord value) {
        return serdes.serializer().serialize(TOPICS.name(topic), value);
    }

    void open(SessionOpened opened) {
        pipe(Topic.SESSION_OPENED, opened.getAgentId(), opened);
    }

    void request(LogoutRequest.Builder request) {
        pipe(Topic.REQUEST_LOGOUT, request.getAgentId(), request.build());
    }

    void answer(ChannelResult result) {
        pipe(Topic.CHANNEL_RESULT, result.getAgentId(), result);
    }

    /** Every command of now is done, and those that follow, until none is left. */
    void workersDoAll() {
        for (List<ChannelCommand> out = commands(); !out.isEmpty(); out = commands()) {
            out.forEach(command -> answer(AvroSamples.done(command)));
        }
    }

    /** Those sent since the last call. */
    List<ChannelCommand> commands() {
        List<ChannelCommand> all = new ArrayList<>();
        for (Topic topic : List.of(Topic.COMMAND_VOICE, Topic.COMMAND_CHAT, Topic.COMMAND_EMAIL)) {
            all.addAll(values(topic, ChannelCommand.class));
        }
        return all;
    }

    List<LogoutReply> replies() {
        List<LogoutReply> all = new ArrayList<>(values(Topic.REPLY_SUCCESS, LogoutReply.class));
        all.addAll(values(Topic.REPLY_ERROR, LogoutReply.class));
        return all;
    }

    List<String> events() {
        return values(Topic.SESSION_EVENT, SessionEvent.class).stream()
                .map(event ->
                        event.getKind()
                                + " "
                                + Optional.ofNullable(event.getChannelId()).orElse(""))
                .map(String::strip)
                .toList();
    }

    /** "-" for a tombstone. */
    List<String> statuses() {
        return records(Topic.STATUS).stream()
                .map(record ->
                        record.value() == null
                                ? "-"
                                : read(record.value(), LogoutStatus.class).getPhase())
                .toList();
    }

    <T extends SpecificRecord> List<T> values(Topic topic, Class<T> type) {
        return records(topic).stream().map(record -> read(record.value(), type)).toList();
    }

    private <T extends SpecificRecord> T read(byte[] value, Class<T> type) {
        AvroReader<T> reader = serdes.reader(type);
        return switch (reader.read(value)) {
            case ReadResult.Read<T>(T read) -> read;
            case ReadResult<T> other -> throw new AssertionError(other.toString());
        };
    }

    /** Those written since the last call. */
    List<TestRecord<byte[], byte[]>> records(Topic topic) {
        drain();
        List<TestRecord<byte[], byte[]>> all = seen.remove(topic);
        return all == null ? List.of() : all;
    }

    private void drain() {
        for (Topic topic : Topic.values()) {
            if (driver.producedTopicNames().contains(TOPICS.name(topic))) {
                var output =
                        driver.createOutputTopic(
                                TOPICS.name(topic),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer());
                seen.computeIfAbsent(topic, _ -> new ArrayList<>())
                        .addAll(output.readRecordsToList());
            }
        }
    }

    @Override
    public void close() {
        driver.close();
        try {
            serdes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
