/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import static org.agentlogout.worker.kafka.Records.chat;
import static org.agentlogout.worker.kafka.Records.command;
import static org.agentlogout.worker.kafka.Records.makeNotReady;
import static org.agentlogout.worker.kafka.Records.signOut;
import static org.agentlogout.worker.kafka.Records.voice;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agentlogout.schema.Channel;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.CommandKind;
import org.agentlogout.schema.CommandOutcome;
import org.agentlogout.schema.LogoutOnDisconnect;
import org.agentlogout.schema.MakeNotReady;
import org.agentlogout.schema.Platform;
import org.agentlogout.schema.Recover;
import org.agentlogout.schema.SignOut;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Limits;
import org.agentlogout.wire.ReadResult;
import org.agentlogout.wire.Topic;
import org.agentlogout.worker.MovableClock;
import org.agentlogout.worker.Samples;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Command.LogoutReason;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Inspection.Routable;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.command.Target;
import org.agentlogout.worker.handling.Handled;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MappersTest {
    private final AvroSerdes serdes = Records.serdes();
    private final CommandMapper commands =
            new CommandMapper(serdes, ChannelKind.VOICE, Records.PARTITIONS);
    private final ResultMapper results =
            new ResultMapper(serdes, "channel.result", "worker-1", new MovableClock());

    @Test
    void aSignOutIsReadWithAllItSays() {
        Command read = ready(signOut().setAttempt(2).build());
        assertThat(read)
                .isEqualTo(
                        new Command.SignOut(
                                new Command.Order(
                                        "session-1~1/voice/SIGN_OUT",
                                        2,
                                        "session-1~1",
                                        new Target(
                                                "agent-1",
                                                "session-1",
                                                Samples.EPOCH,
                                                "",
                                                "voice",
                                                "cce1",
                                                new Target.FinesseVoice("1001", "2001")),
                                        true,
                                        Samples.NOON.plusSeconds(25)),
                                new LogoutReason.Given("7"),
                                false,
                                true));
    }

    @Test
    void aSignOutForLostPresenceNamesTheSettingInPlaceOfAReason() {
        SignOut variant = SignOut.newBuilder().setReasonSetting("SYSTEM_FAILURE").build();
        assertThat(ready(signOut().setSignOut(variant).build()))
                .isInstanceOfSatisfying(
                        Command.SignOut.class,
                        c -> assertThat(c.reason()).isEqualTo(new LogoutReason.SystemFailure()));
    }

    @Test
    void aRecoveryKnowsWhatTheChannelLastWas() {
        Recover routable = Recover.newBuilder().setRoutable(false).build();
        assertThat(recovery(routable)).isEqualTo(Routable.NO);
        assertThat(recovery(Recover.newBuilder().setRoutable(true).build()))
                .isEqualTo(Routable.YES);
        assertThat(recovery(Recover.newBuilder().build())).isEqualTo(Routable.NOT_TOLD);
    }

    private Routable recovery(Recover variant) {
        var command = command(CommandKind.RECOVER, voice()).setRecover(variant);
        return ((Command.Recover) ready(command.build())).routable();
    }

    @Test
    void aRecoveredChannelIsDoneAndSaysWhatWasRestored() {
        var recovered =
                new Outcome.Recovered(
                        AgentState.READY,
                        List.of("routable"),
                        List.of(new Inspection.Interaction("1_2_3", "ACTIVE", "A chat.")),
                        Routable.NO);
        ChannelResult result = result(Handled.of(recovered));
        assertThat(result.getOutcome()).isEqualTo(CommandOutcome.DONE);
        assertThat(result.getRecovered().getRestored()).containsExactly("routable");
        assertThat(result.getRecovered().getInteractions()).hasSize(1);
        assertThat(result.getRecovered().getRoutable()).isFalse();
    }

    @Test
    void aLookSaysWhatPlatformAndCredentialCanDo() {
        ChannelResult result = result(Handled.of(new Outcome.Inspected(inspection(1))));
        assertThat(result.getInspection().getLogoutOnDisconnect())
                .isEqualTo(LogoutOnDisconnect.SIGN_OUT);
        assertThat(result.getInspection().getCanSignOutDuringInteraction()).isTrue();
        assertThat(result.getInspection().getCanPendNotReady()).isFalse();
    }

    @Test
    void makeNotReadyKeepsItsReasonSetting() {
        assertThat(ready(makeNotReady().build()))
                .isInstanceOfSatisfying(
                        Command.MakeNotReady.class,
                        c -> {
                            assertThat(c.reasonSetting())
                                    .isEqualTo(Command.ReasonSetting.NOT_READY);
                            assertThat(c.pendingIsEnough()).isTrue();
                        });
    }

    @Test
    void aMediumKeepsTheSettingsOfItsSignIn() {
        CommandMapper ofChat = new CommandMapper(serdes, ChannelKind.CHAT, Records.PARTITIONS);
        var entry = entry(Topic.COMMAND_CHAT, command(CommandKind.DEACTIVATE, chat()).build());
        assertThat(ofChat.read(entry))
                .isInstanceOfSatisfying(
                        Reading.Taken.class,
                        taken ->
                                assertThat(
                                                ((Received.Ready) taken.value())
                                                        .command()
                                                        .order()
                                                        .target()
                                                        .address())
                                        .isEqualTo(
                                                new Target.FinesseMedium(
                                                        "1001", "5001", 3, "ACCEPT", "")));
    }

    static Stream<Arguments> hostile() {
        Channel.Builder channel = Channel.newBuilder(voice());
        String longId = "x".repeat(Limits.ID_BYTES + 1);
        return Stream.of(
                Arguments.of("NO_VARIANT", command(CommandKind.SIGN_OUT, voice())),
                Arguments.of("NO_VARIANT", command(CommandKind.MAKE_NOT_READY, voice())),
                Arguments.of("NO_VARIANT", command(CommandKind.RECOVER, voice())),
                Arguments.of(
                        "UNKNOWN_REASON_SETTING",
                        signOut()
                                .setSignOut(
                                        SignOut.newBuilder().setReasonSetting("LUNCH").build())),
                Arguments.of("NO_VARIANT", inspect(channel.setFinesse(null).build())),
                Arguments.of("NO_VARIANT", inspect(typed(chat(), ChannelType.VOICE))),
                Arguments.of("UNKNOWN_KIND", command(CommandKind.UNKNOWN, voice())),
                Arguments.of("UNKNOWN_PLATFORM", inspect(on(Platform.UNKNOWN))),
                Arguments.of("WRONG_TOPIC", inspect(chat())),
                Arguments.of("WRONG_TOPIC", inspect(typed(voice(), ChannelType.UNKNOWN))),
                Arguments.of("INVALID_ID", signOut().setSessionId("")),
                Arguments.of("INVALID_ID", signOut().setSessionId(longId)),
                Arguments.of("INVALID_ID", signOut().setTeamId(longId)),
                Arguments.of("INVALID_ID", signOut().setCommandId("x".repeat(513))),
                Arguments.of("INVALID_ID", signOut().setSagaId("")),
                Arguments.of("INVALID_ID", signOut().setSessionId("s-1\nERROR lost")),
                Arguments.of("INVALID_ID", signOut().setCommandId("c-1\nERROR lost")),
                Arguments.of("INVALID_NUMBER", signOut().setAttempt(0)),
                Arguments.of(
                        "INVALID_TIME", signOut().setExpiresAt(Samples.NOON.plusSeconds(3601))),
                Arguments.of(
                        "UNKNOWN_REASON_SETTING",
                        makeNotReady()
                                .setMakeNotReady(
                                        MakeNotReady.newBuilder()
                                                .setReasonSetting("LUNCH")
                                                .build())),
                Arguments.of("WRONG_KEY", signOut().setAgentId("agent-2")));
    }

    private static ChannelCommand.Builder inspect(Channel channel) {
        return command(CommandKind.INSPECT, channel);
    }

    private static Channel typed(Channel channel, ChannelType type) {
        return Channel.newBuilder(channel).setType(type).build();
    }

    private static Channel on(Platform platform) {
        return Channel.newBuilder(voice()).setPlatform(platform).build();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whatIsNotACommandIsUnfit(String reason, ChannelCommand.Builder command) {
        assertThat(reasonOf(commands.read(entry(Topic.COMMAND_VOICE, command.build()))))
                .isEqualTo(reason);
    }

    @Test
    void aCommandInTheWrongPartitionIsUnfit() {
        byte[] bytes = entry(Topic.COMMAND_VOICE, signOut().build()).value();
        int wrong = (Records.PARTITION + 1) % Records.PARTITIONS;
        var entry = Records.at(Topic.COMMAND_VOICE, wrong, 0, Samples.AGENT, bytes);
        assertThat(reasonOf(commands.read(entry))).isEqualTo("WRONG_PARTITION");
    }

    @Test
    void bytesThatAreNoAvroAreUnfit() {
        byte[] text = "{}".getBytes(StandardCharsets.UTF_8);
        var entry = Records.at(Topic.COMMAND_VOICE, Records.PARTITION, 0, Samples.AGENT, text);
        assertThat(reasonOf(commands.read(entry))).isEqualTo("NOT_AVRO");
    }

    @Test
    void whatThisReleaseCannotDoIsAnsweredNotBuried() {
        ChannelCommand ofAsterisk = inspect(on(Platform.ASTERISK)).build();
        assertThat(received(ofAsterisk)).isInstanceOf(Received.Unsupported.class);
    }

    @Test
    void aResultRepeatsItsCommandAndItsHeaders() {
        var entry = entry(Topic.COMMAND_VOICE, signOut().setAttempt(2).build());
        HeaderNames.put(entry.headers(), HeaderNames.REQUEST_ID, "r-1");
        HeaderNames.put(entry.headers(), "secret", "not passed on");
        ResultHead head = ((Reading.Taken<Received>) commands.read(entry)).value().head();
        ProducerRecord<byte[], byte[]> result =
                results.toRecord(head, Handled.of(new Outcome.Done(AgentState.LOGGED_OUT, "ok")));
        assertThat(new String(result.key(), StandardCharsets.UTF_8)).isEqualTo("agent-1");
        assertThat(HeaderNames.text(result.headers(), HeaderNames.REQUEST_ID)).contains("r-1");
        assertThat(result.headers().lastHeader("secret")).isNull();
        assertThat(read(result).getCommandId()).isEqualTo("session-1~1/voice/SIGN_OUT");
        assertThat(read(result).getAttempt()).isEqualTo(2);
        assertThat(read(result).getState()).isEqualTo(org.agentlogout.schema.AgentState.LOGGED_OUT);
    }

    static Stream<Arguments> outcomes() {
        AgentState state = AgentState.READY;
        return Stream.of(
                Arguments.of(new Outcome.Done(state, ""), CommandOutcome.DONE, ""),
                Arguments.of(new Outcome.AlreadyDone(state, ""), CommandOutcome.ALREADY_DONE, ""),
                Arguments.of(new Outcome.Refused("NO", "", state), CommandOutcome.REFUSED, "NO"),
                Arguments.of(new Outcome.Failed("F", "", true), CommandOutcome.FAILED, "F"),
                Arguments.of(new Outcome.Unknown("U", "", state), CommandOutcome.UNKNOWN, "U"),
                Arguments.of(new Outcome.Expired(), CommandOutcome.EXPIRED, "EXPIRED"),
                Arguments.of(new Outcome.Inspected(inspection(0)), CommandOutcome.DONE, ""));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void eachOutcomeHasItsWord(Outcome outcome, CommandOutcome word, String code) {
        ChannelResult result = result(Handled.of(outcome));
        assertThat(result.getOutcome()).isEqualTo(word);
        assertThat(result.getCode()).isEqualTo(code);
        assertThat(result.getRetryable()).isEqualTo(word == CommandOutcome.FAILED);
    }

    @ParameterizedTest
    @EnumSource
    void eachStateIsOneOfTheSchema(AgentState state) {
        ChannelResult result = result(Handled.of(new Outcome.Done(state, "")));
        assertThat(result.getState().name()).isEqualTo(state.name());
    }

    @Test
    void aLateEffectIsTold() {
        Handled late = new Handled(new Outcome.Done(AgentState.LOGGED_OUT, ""), "late");
        assertThat(result(late).getLateEffect()).isEqualTo("late");
        assertThat(result(Handled.of(late.outcome())).getLateEffect()).isNull();
    }

    @Test
    void whateverASwitchSaysAResultFitsIntoARecord() {
        Handled handled = Handled.of(new Outcome.Inspected(inspection(2_000)));
        assertThat(results.toRecord(head(), handled).value()).hasSizeLessThan(Limits.RECORD_BYTES);
    }

    private static Inspection inspection(int many) {
        String text = "ü".repeat(many);
        List<Inspection.Interaction> calls =
                IntStream.range(0, many)
                        .mapToObj(_ -> new Inspection.Interaction(text, text, text))
                        .toList();
        List<Inspection.Reason> reasons =
                IntStream.range(0, many)
                        .mapToObj(i -> new Inspection.Reason("" + i, text))
                        .toList();
        return new Inspection(
                AgentState.TALKING,
                Inspection.Routable.NOT_TOLD,
                calls,
                true,
                true,
                true,
                false,
                false,
                false,
                reasons,
                text,
                false,
                Inspection.OnDisconnect.SIGN_OUT,
                true,
                false,
                text);
    }

    private ConsumerRecord<byte[], byte[]> entry(Topic topic, ChannelCommand command) {
        return Records.of(serdes, topic, 0, command);
    }

    private Received received(ChannelCommand command) {
        Reading<Received> reading = commands.read(entry(Topic.COMMAND_VOICE, command));
        return ((Reading.Taken<Received>) reading).value();
    }

    private Command ready(ChannelCommand command) {
        return ((Received.Ready) received(command)).command();
    }

    private static String reasonOf(Reading<?> reading) {
        return reading instanceof Reading.Unfit<?>(Problem problem) ? problem.reason() : "";
    }

    private ResultHead head() {
        return received(signOut().build()).head();
    }

    private ChannelResult result(Handled handled) {
        return read(results.toRecord(head(), handled));
    }

    private ChannelResult read(ProducerRecord<byte[], byte[]> entry) {
        ReadResult<ChannelResult> read = serdes.reader(ChannelResult.class).read(entry.value());
        return ((ReadResult.Read<ChannelResult>) read).value();
    }
}
