/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.agentlogout.orchestrator.avro.AvroSamples.NOON;
import static org.agentlogout.orchestrator.avro.AvroSamples.asterisk;
import static org.agentlogout.orchestrator.avro.AvroSamples.chat;
import static org.agentlogout.orchestrator.avro.AvroSamples.cti;
import static org.agentlogout.orchestrator.avro.AvroSamples.opened;
import static org.agentlogout.orchestrator.avro.AvroSamples.voice;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.agentlogout.orchestrator.saga.Channel;
import org.agentlogout.orchestrator.saga.CommandResult;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.CommandKind;
import org.agentlogout.schema.FinesseAddress;
import org.agentlogout.schema.SessionOpened;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.KeyPartition;
import org.agentlogout.wire.Topic;
import org.agentlogout.wire.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes in from anybody; requests have a test of their own. */
class InboundMapperTest {

    private static final Topics TOPICS = new Topics("t.");
    private static final String SCOPE = "InboundMapperTest";
    private static final int PARTITIONS = 8;
    private static final Duration SAGA_TIME = Duration.ofMinutes(2);

    private final AvroSerdes serdes = serdes("mock://" + SCOPE);
    private final InboundMapper mapper = new InboundMapper(TOPICS, serdes, PARTITIONS, SAGA_TIME);

    private static AvroSerdes serdes(String url) {
        AvroSerdes serdes = new AvroSerdes(TOPICS, Map.of("schema.registry.url", url));
        if (url.startsWith("mock")) {
            List.of(Topic.values()).forEach(serdes::register);
        }
        return serdes;
    }

    @AfterEach
    void drop() {
        MockSchemaRegistry.dropScope(SCOPE);
    }

    private byte[] bytes(Topic topic, SpecificRecord value) {
        return serdes.serializer().serialize(TOPICS.name(topic), value);
    }

    private static Inbound in(Topic topic, String key, byte[] value) {
        return in(topic, KeyPartition.of(key, PARTITIONS), key.getBytes(UTF_8), value);
    }

    @SuppressWarnings("NullAway") // it reads no annotation of an array from a class file
    private static Inbound in(
            Topic topic, int partition, byte @Nullable [] key, byte @Nullable [] value) {
        return new Inbound(TOPICS.name(topic), partition, NOON, key, value, Map.of(), NOON);
    }

    private Mapping map(SessionOpened value) {
        return mapper.map(in(Topic.SESSION_OPENED, "anna", bytes(Topic.SESSION_OPENED, value)));
    }

    private static SagaEvent event(Mapping mapping) {
        return switch (mapping) {
            case Mapping.Mapped(_, SagaEvent event) -> event;
            case Mapping other -> throw new AssertionError("not mapped: " + other);
        };
    }

    private void assertBuried(Mapping mapping, String... words) {
        assertThat(mapping)
                .isInstanceOfSatisfying(
                        Mapping.DeadLetter.class,
                        letter -> assertThat(letter.text()).contains(words));
    }

    @Test
    void aSessionArrivesWithEveryChannelOfEveryPlatform() {
        SagaEvent event = event(map(opened("anna", voice(), chat(), cti(), asterisk())));

        assertThat(event)
                .isInstanceOfSatisfying(
                        SagaEvent.SessionOpened.class,
                        it ->
                                assertThat(it.session().channels())
                                        .extracting(member -> member.channel().address())
                                        .containsExactly(
                                                new Channel.FinesseVoice("1001", "5001"),
                                                new Channel.FinesseMedium(
                                                        "1001",
                                                        "5001",
                                                        "5000",
                                                        3,
                                                        "ACCEPT",
                                                        "TRANSFER"),
                                                new Channel.CtiServer(
                                                        5000, "1001", "5001", "5001", 1),
                                                new Channel.Asterisk(
                                                        "PJSIP/100", List.of("sales"), "")));
    }

    @Test
    void aChannelSurvivesTheWayInAndOut() {
        for (var channel : List.of(voice(), chat(), cti(), asterisk())) {
            assertThat(ChannelMapper.toAvro(ChannelMapper.toSaga(channel))).isEqualTo(channel);
        }
    }

    @Test
    void everythingWrongWithASessionIsToldAtOnce() {
        var noAddress = org.agentlogout.schema.Channel.newBuilder(voice()).setFinesse(null).build();
        var noType =
                org.agentlogout.schema.Channel.newBuilder(voice())
                        .setType(ChannelType.UNKNOWN)
                        .build();

        assertBuried(
                map(opened("anna", noAddress, noType)),
                "channels[0].finesse is missing",
                "channels[1].type is not known",
                "channels[1].channelId is that of another channel");
    }

    @Test
    void sessionsThatCannotBeWorkedWithAreDeadLetters() {
        assertBuried(map(new SessionOpened("anna", "", 1L, "", "", "", List.of())), "sessionId");
        assertBuried(map(new SessionOpened("anna", "s\n1", 1L, "", "", "", List.of())), "control");
        assertBuried(
                map(new SessionOpened("anna", "x".repeat(129), 1L, "", "", "", List.of())),
                "sessionId has 129 bytes");
        assertBuried(map(new SessionOpened("anna", "s", -1L, "", "", "", List.of())), "epoch");
        assertBuried(
                map(opened("anna", "s", 1, Collections.nCopies(65, voice()))), "channels are 65");
    }

    @Test
    void mediaAndVoiceAreNotMixedUp() {
        var voiceWithMedia =
                org.agentlogout.schema.Channel.newBuilder(chat())
                        .setType(ChannelType.VOICE)
                        .build();
        var chatWithout =
                org.agentlogout.schema.Channel.newBuilder(chat())
                        .setFinesse(new FinesseAddress("1001", "", null))
                        .build();

        assertBuried(map(opened("anna", voiceWithMedia)), "channels[0].finesse.media");
        assertBuried(map(opened("anna", chatWithout)), "channels[0].finesse.media");
    }

    @Test
    void aRecordInTheWrongPartitionOrUnderAForeignKeyIsADeadLetter() {
        byte[] value = bytes(Topic.SESSION_OPENED, opened("anna", voice()));
        int right = KeyPartition.of("anna", PARTITIONS);
        int wrong = (right + 1) % PARTITIONS;
        byte[] key = "anna".getBytes(UTF_8);

        assertBuried(
                mapper.map(in(Topic.SESSION_OPENED, wrong, key, value)),
                "belongs into " + right,
                "murmur2_random");
        assertBuried(mapper.map(in(Topic.SESSION_OPENED, "bert", value)), "key must be");
        assertBuried(mapper.map(in(Topic.SESSION_OPENED, right, null, value)), "key must be");
    }

    @Test
    void aTombstoneAndGarbageAreDeadLetters() {
        byte[] garbage = {0, 0, 0, 0, 1, 99};

        assertBuried(mapper.map(in(Topic.SESSION_OPENED, 0, new byte[0], null)), "no value");
        assertThat(mapper.map(in(Topic.SESSION_OPENED, "anna", garbage)))
                .isInstanceOf(Mapping.DeadLetter.class);
    }

    @Test
    void aRegistryThatGivesNoAnswerIsNoReasonToBury() {
        byte[] value = bytes(Topic.SESSION_OPENED, opened("anna", voice()));
        InboundMapper lost =
                new InboundMapper(TOPICS, serdes("http://localhost:1"), PARTITIONS, SAGA_TIME);

        assertThat(lost.map(in(Topic.SESSION_OPENED, "anna", value)))
                .isInstanceOf(Mapping.RegistryDown.class);
    }

    @Test
    void aChannelTypeOfALaterReleaseIsToldAsUnknown() throws IOException, RestClientException {
        String later = SessionOpened.getClassSchema().toString().replace("\"VOICE\"", "\"VIDEO\"");
        int id =
                MockSchemaRegistry.getClientForScope(SCOPE)
                        .register("later-value", new AvroSchema(later));
        byte[] value = bytes(Topic.SESSION_OPENED, opened("anna", voice()));
        ByteBuffer.wrap(value).putInt(1, id);

        assertBuried(
                mapper.map(in(Topic.SESSION_OPENED, "anna", value)), "channels[0].type is not");
    }

    private static ChannelResult.Builder result() {
        return ChannelResult.newBuilder()
                .setKind(CommandKind.INSPECT)
                .setCommandId("s1~x/voice/inspect")
                .setAttempt(1)
                .setSagaId("s1~x")
                .setAgentId("anna")
                .setSessionId("s1")
                .setEpoch(7)
                .setChannelId("voice")
                .setInspection(AvroSamples.ready())
                .setAt(NOON);
    }

    private Mapping map(ChannelResult.Builder value) {
        return mapper.map(
                in(Topic.CHANNEL_RESULT, "anna", bytes(Topic.CHANNEL_RESULT, value.build())));
    }

    @Test
    void aResultArrivesWhole() {
        assertThat(event(map(result())))
                .isInstanceOfSatisfying(
                        SagaEvent.ChannelAnswered.class,
                        it -> {
                            assertThat(it.result().outcome())
                                    .isEqualTo(CommandResult.Outcome.UNKNOWN);
                            assertThat(it.result().inspection())
                                    .isEqualTo(InspectionMapper.toSaga(AvroSamples.ready()));
                            assertThat(it.result().epoch()).isEqualTo(7);
                        });
    }

    @Test
    void resultsBeyondTheLimitsAreDeadLetters() {
        List<Consumer<ChannelResult.Builder>> spoilers =
                List.of(
                        it -> it.setAttempt(0),
                        it -> it.setCommandId(""),
                        it -> it.setCommandId("x".repeat(513)),
                        it -> it.setSessionId("x".repeat(129)),
                        it -> it.setText("x".repeat(4097)),
                        it -> it.setAgentId("bert"));
        for (Consumer<ChannelResult.Builder> spoiler : spoilers) {
            ChannelResult.Builder spoiled = result();
            spoiler.accept(spoiled);

            assertThat(map(spoiled))
                    .isInstanceOfSatisfying(
                            Mapping.DeadLetter.class,
                            letter -> assertThat(letter.reason()).isEqualTo("INVALID"));
        }
    }
}
