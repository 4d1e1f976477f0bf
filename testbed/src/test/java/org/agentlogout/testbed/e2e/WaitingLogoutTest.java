/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.agentlogout.cli.SimulatedSession;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.LogoutMode;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.ReplyKind;
import org.agentlogout.schema.ReplyOutcome;
import org.agentlogout.schema.SessionEventKind;
import org.agentlogout.simulator.CallLogEntry;
import org.agentlogout.testbed.LocalStack;
import org.agentlogout.testbed.StackSettings;
import org.agentlogout.testbed.scenario.Records;
import org.agentlogout.testbed.scenario.Seat;
import org.agentlogout.testbed.scenario.Stage;
import org.agentlogout.testbed.scenario.Until;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** DEFER, cancel and FORCE, by the switch's own account. */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class WaitingLogoutTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String FIRST = "first";
    private static final String SECOND = "second";

    private final LocalStack stack =
            LocalStack.start(
                    StackSettings.shortened()
                            .withWorker(
                                    // There an end is found by looking, not told.
                                    Map.of(
                                            StackSettings.variable(Seat.LOAD_1, "WATCH_INTERVAL"),
                                            "1m")));

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void threeRunningChatsComeToTheirEndAndNoFourthComes() {
        var stage = signedIn("chats", Seat.USUAL);
        var chats =
                Stream.of(1, 2, 3)
                        .map(i ->
                                stage.simulator()
                                        .startTask(
                                                stage.agent(), SimulatedSession.CHAT_MRD, "ACTIVE"))
                        .toList();

        Records.defer(stage, FIRST, LONG);
        deactivated(stage, "chat");
        deactivated(stage, "email");
        Until.event(stage, SessionEventKind.AGENT_STATE_CHANGED);
        assertThat(stage.truth().voiceState()).as("idle voice").isEqualTo("NOT_READY");
        assertThat(stage.replies(FIRST)).isEmpty();
        chats.forEach(chat -> stage.simulator().endTask(stage.agent(), chat));
        stage.awaitReplies(FIRST, 1);

        assertThat(reply(stage, FIRST)).isEqualTo("SUCCESS");
        assertThat(stage.truth().voiceState()).isEqualTo("LOGOUT");
        assertThat(stage.truth().medias().values()).allMatch(it -> it.state().equals("LOGOUT"));
    }

    @Test
    void theEndOfACallIsFoundByLookingWhereNobodyTellsIt() {
        var stage = talking("looking", Seat.USUAL.on(Seat.LOAD_1).with(ChannelType.VOICE));

        Records.defer(stage, FIRST, LONG);
        Until.phase(stage, "DEFERRING");
        hangUp(stage);
        stage.awaitReplies(FIRST, 1);

        assertThat(reply(stage, FIRST)).isEqualTo("SUCCESS");
    }

    @Test
    void theDeadlineEndsTheWaitAndWhatWasDoneStaysDone() {
        var stage = talking("deadline", Seat.USUAL);

        Records.defer(stage, FIRST, Duration.ofSeconds(12));
        deactivated(stage, "chat");
        stage.awaitReplies(FIRST, 1);

        assertThat(reply(stage, FIRST)).isEqualTo("DEADLINE_EXCEEDED");
        assertThat(stage.truth().voiceState()).isEqualTo("TALKING");
        assertThat(stage.truth().medias().get(SimulatedSession.CHAT_MRD).routable()).isFalse();
    }

    @Test
    void theReasonIsAskedForBeforeAnythingChanges() {
        var stage = talking("reason", Seat.USUAL);
        var deadline = Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(LONG);

        stage.send(
                LogoutRequest.newBuilder(stage.logoutRequest(FIRST, false, ""))
                        .setMode(LogoutMode.DEFER)
                        .setDeadline(deadline)
                        .build());
        stage.awaitReplies(FIRST, 1);

        assertThat(reply(stage, FIRST)).isEqualTo("LOGOUT_REASON_REQUIRED");
        assertThat(changes(stage)).isEmpty();
    }

    @Test
    void aSupervisorsForceTakesOver() {
        var stage = talking("taken-over", Seat.USUAL.on(Seat.SUPERVISED).with(ChannelType.VOICE));
        Records.defer(stage, FIRST, LONG);
        Until.phase(stage, "DEFERRING");

        Records.force(stage, SECOND);
        stage.awaitReplies(SECOND, 1);
        stage.awaitReplies(FIRST, 1);

        assertThat(reply(stage, FIRST)).isEqualTo("CANCELLED");
        assertThat(reply(stage, SECOND)).isEqualTo("SUCCESS");
        assertThat(stage.replies(SECOND).getFirst().getText()).contains("Still live");
        assertThat(stage.truth().dialogs()).as("calls that are up").hasSize(1);
    }

    /** Finesse lets only a supervisor sign somebody out who is talking. */
    @Test
    void forceWithTheAgentsOwnCredentialCutsNoCall() {
        var stage = talking("own-credential", Seat.USUAL.with(ChannelType.VOICE));

        Records.force(stage, FIRST);
        stage.awaitReplies(FIRST, 1);

        assertThat(reply(stage, FIRST)).isEqualTo("SIGN_OUT_FAILED");
        assertThat(changes(stage)).isEmpty();
        assertThat(stage.truth().voiceState()).isEqualTo("TALKING");
    }

    @Test
    void forceOnTheTopicOfAgentsIsRefused() {
        var stage = signedIn("wrong-topic", Seat.USUAL);

        stage.send(
                LogoutRequest.newBuilder(stage.logoutRequest(FIRST, false, "7"))
                        .setMode(LogoutMode.FORCE)
                        .build());
        stage.awaitReplies(FIRST, 1);

        assertThat(reply(stage, FIRST)).isEqualTo("INVALID_REQUEST");
        assertThat(changes(stage)).isEmpty();
    }

    @Test
    void aCancelBeforeItsRequestIsTakenToo() {
        var stage = talking("early-cancel", Seat.USUAL);

        Records.cancel(stage, SECOND, FIRST);
        Records.defer(stage, FIRST, LONG);
        stage.awaitReplies(FIRST, 1);
        stage.awaitReplies(SECOND, 1);

        assertThat(reply(stage, FIRST)).isEqualTo("CANCELLED");
        assertThat(stage.replies(SECOND).getFirst().getKind()).isEqualTo(ReplyKind.CANCEL);
        assertThat(reply(stage, SECOND)).isEqualTo("SUCCESS");
    }

    @Test
    void aCancelWithoutAnythingToCancelIsToldSo() {
        var stage = signedIn("nothing", Seat.USUAL);

        Records.cancel(stage, FIRST, "");
        stage.awaitReplies(FIRST, 1);

        assertThat(reply(stage, FIRST)).isEqualTo("NOTHING_TO_CANCEL");
    }

    private Stage signedIn(String agent, Seat seat) {
        var stage = stack.stage(agent);
        stage.signIn(seat.at(agent));
        return stage;
    }

    private Stage talking(String agent, Seat seat) {
        var stage = signedIn(agent, seat);
        stage.simulator().startCall(stage.agent(), true);
        return stage;
    }

    private static void hangUp(Stage stage) {
        stage.simulator().endCall(stage.agent(), stage.truth().dialogs().getFirst().id());
    }

    private static void deactivated(Stage stage, String channelId) {
        Until.event(
                stage,
                SessionEventKind.CHANNEL_DEACTIVATED,
                it -> channelId.equals(it.getChannelId()));
    }

    private static String reply(Stage stage, String requestId) {
        List<LogoutReply> replies = stage.replies(requestId);
        assertThat(replies).hasSize(1);
        var reply = replies.getFirst();
        return reply.getOutcome() == ReplyOutcome.SUCCESS
                ? "SUCCESS"
                : Objects.requireNonNull(reply.getCode());
    }

    private static List<CallLogEntry> changes(Stage stage) {
        return stage.calls().stream().filter(CallLogEntry::stateChanging).toList();
    }
}
