/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.agentlogout.orchestrator.saga.Samples.CHAT;
import static org.agentlogout.orchestrator.saga.Samples.NOON;
import static org.agentlogout.orchestrator.saga.Samples.VOICE;
import static org.agentlogout.orchestrator.saga.Samples.request;
import static org.agentlogout.orchestrator.saga.Samples.session;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.Channel;
import org.agentlogout.orchestrator.saga.Effect;
import org.agentlogout.orchestrator.saga.Effect.Order;
import org.agentlogout.orchestrator.saga.Effect.SessionNews;
import org.agentlogout.orchestrator.saga.LogoutRequest;
import org.agentlogout.orchestrator.saga.Reply;
import org.agentlogout.orchestrator.saga.ReplyAddress;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelReport;
import org.agentlogout.schema.CommandKind;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.ReplyOutcome;
import org.agentlogout.schema.SessionEvent;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class OutboundMapperTest {

    private static final Agent AGENT = Agent.unknown("anna");
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final ReplyAddress ADDRESS = new ReplyAddress("replies", 3, "/wAB", TRACE);
    private static final SagaEvent ASKED =
            new SagaEvent.LogoutRequested(NOON, request("r1"), ADDRESS);

    private final List<SpecificRecord> written = new ArrayList<>();
    private final OutboundMapper mapper =
            new OutboundMapper((_, record) -> {
                written.add(record);
                return record.toString().getBytes(UTF_8);
            });

    private Outbound map(Effect effect) {
        written.clear();
        return mapper.map(AGENT, AGENT, ASKED, List.of(effect)).getFirst();
    }

    private static Effect.SendCommand command(Channel channel, Order order) {
        return new Effect.SendCommand(
                "s1~x/c/step", 2, "s1~x", session(), channel, order, true, NOON, NOON);
    }

    private ChannelCommand commanded(Order order) {
        map(command(CHAT, order));
        return (ChannelCommand) written.getFirst();
    }

    @Test
    void eachOrderHasItsKindAndItsVariant() {
        assertThat(commanded(new Order.Inspect()).getKind()).isEqualTo(CommandKind.INSPECT);
        assertThat(commanded(new Order.Deactivate()).getKind()).isEqualTo(CommandKind.DEACTIVATE);
        assertThat(
                        commanded(new Order.MakeNotReady(Effect.NotReadyReason.NOT_READY, false))
                                .getMakeNotReady()
                                .getReasonSetting())
                .isEqualTo("NOT_READY");
        ChannelCommand signOut = commanded(new Order.SignOut("7", true, Effect.Manner.PLAIN));
        assertThat(signOut.getSignOut().getReasonId()).isEqualTo("7");
        assertThat(signOut.getSignOut().getAllMedia()).isTrue();
        assertThat(signOut.getSignOut().getForced()).isFalse();
        assertThat(
                        commanded(new Order.SignOut("", false, Effect.Manner.PLAIN))
                                .getSignOut()
                                .getReasonId())
                .isNull();
    }

    @Test
    void commandsGoToTheTopicOfTheChannelsType() {
        assertThat(map(command(VOICE, new Order.Inspect())).topic()).isEqualTo(Topic.COMMAND_VOICE);
        assertThat(map(command(CHAT, new Order.Inspect())).topic()).isEqualTo(Topic.COMMAND_CHAT);
        Channel email = new Channel("e", Channel.Type.EMAIL, "cce1", CHAT.address());
        assertThat(map(command(email, new Order.Inspect())).topic()).isEqualTo(Topic.COMMAND_EMAIL);
    }

    @Test
    void aCommandCarriesTheTraceOfItsRequest() {
        assertThat(map(command(VOICE, new Order.Inspect())).headers())
                .containsOnlyKeys(HeaderNames.REQUEST_ID, HeaderNames.TRACE_PARENT)
                .containsEntry(HeaderNames.REQUEST_ID, "r1".getBytes(UTF_8));
    }

    @Test
    void everyKindOfNewsIsToldUnderItsOwnName() {
        RandomRecords random = new RandomRecords(1);
        for (Class<?> news : SessionNews.class.getPermittedSubclasses()) {
            map(new Effect.Publish("s1", "", "", NOON, (SessionNews) random.any(news)));

            SessionEvent event = (SessionEvent) written.getFirst();
            assertThat(event.getKind().name()).isEqualTo(upperSnake(news.getSimpleName()));
            long variants =
                    Stream.of(
                                    event.getStateChange(),
                                    event.getControlFailure(),
                                    event.getPostLogout(),
                                    event.getConnectionClosed(),
                                    event.getLateEffect(),
                                    event.getLogoutDeferred(),
                                    event.getPresenceHeld(),
                                    event.getChannelRecovered())
                            .filter(Objects::nonNull)
                            .count();
            assertThat(variants).isEqualTo(news.getRecordComponents().length == 0 ? 0 : 1);
        }
    }

    private static String upperSnake(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    @Test
    void aReplyGoesByItsOutcomeWithTheAddressInItsHeaders() {
        Reply bad =
                Reply.error(
                        Reply.Kind.LOGOUT,
                        "",
                        org.agentlogout.orchestrator.saga.ErrorCode.SESSION_UNKNOWN,
                        "",
                        NOON);
        Outbound out = map(new Effect.SendReply("r1", bad, ADDRESS));

        assertThat(out.topic()).isEqualTo(Topic.REPLY_ERROR);
        assertThat(((LogoutReply) written.getFirst()).getOutcome()).isEqualTo(ReplyOutcome.ERROR);
        assertThat(out.headers())
                .containsEntry(HeaderNames.REPLY_TOPIC, "replies".getBytes(UTF_8))
                .containsEntry(HeaderNames.REPLY_PARTITION, new byte[] {0, 0, 0, 3})
                .containsEntry(HeaderNames.CORRELATION_ID, new byte[] {-1, 0, 1});
    }

    @Test
    void everyReplySurvivesBeingKept() {
        for (int seed = 0; seed < 500; seed++) {
            Reply reply = new RandomRecords(seed).any(Reply.class);

            assertThat(ReplyMapper.toSaga(ReplyMapper.toAvro("anna", "r1", reply)))
                    .as("seed %s", seed)
                    .isEqualTo(reply);
        }
    }

    @Test
    void theWordsOfSixtyFourSwitchesStillFitOneRecord() {
        Reply.ChannelReport wordy =
                new Reply.ChannelReport(
                        "c",
                        Channel.Type.VOICE,
                        "s",
                        org.agentlogout.orchestrator.saga.AgentState.READY,
                        org.agentlogout.orchestrator.saga.AgentState.READY,
                        List.of(),
                        "X",
                        "é".repeat(2048),
                        "");
        Reply.ChannelReport[] all = new Reply.ChannelReport[64];
        Arrays.fill(all, wordy);

        List<ChannelReport> reports = ReplyMapper.reports(List.of(all));

        assertThat(reports)
                .allMatch(report -> report.getSwitchSaid().getBytes(UTF_8).length <= 1024)
                .allMatch(report -> report.getSwitchSaid().chars().allMatch(c -> c == 'é'));
    }

    @Test
    void theCoresWordsAndTheWiresAreTheSame() {
        assertSame(
                org.agentlogout.orchestrator.saga.AgentState.class,
                org.agentlogout.schema.AgentState.class);
        assertSame(LogoutRequest.Mode.class, org.agentlogout.schema.LogoutMode.class);
        assertSame(LogoutRequest.RequesterKind.class, org.agentlogout.schema.RequesterKind.class);
        assertSame(
                org.agentlogout.orchestrator.saga.CommandResult.Outcome.class,
                org.agentlogout.schema.CommandOutcome.class);
        assertThat(names(org.agentlogout.schema.ReplyKind.class))
                .containsAll(names(Reply.Kind.class));
        assertThat(names(org.agentlogout.schema.ChannelType.class))
                .containsAll(names(Channel.Type.class));
    }

    private static void assertSame(Class<? extends Enum<?>> core, Class<? extends Enum<?>> wire) {
        assertThat(names(core)).containsExactlyInAnyOrderElementsOf(names(wire));
    }

    private static List<String> names(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    }
}
