/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.agentlogout.orchestrator.saga.CommandResult.Outcome;
import org.agentlogout.orchestrator.saga.Effect.Manner;
import org.agentlogout.orchestrator.saga.Effect.Order;
import org.agentlogout.orchestrator.saga.Inspection.OnDisconnect;
import org.agentlogout.orchestrator.saga.Presence.Kind;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.agentlogout.orchestrator.saga.SagaState.Stuck;
import org.junit.jupiter.api.Test;

/** A supervisor's FORCE, and who takes whose place. */
class ForceTest {

    private static final Duration GRACE = Duration.ofSeconds(60);

    private static Scene forced() {
        return Scene.withSession().request(Samples.forced("r1")).granted();
    }

    /** The grace of a session with voice alone is over; its forced try waits for a place. */
    private static Scene queuedTry() {
        return new Scene()
                .open(Samples.session("s1", 100, Samples.VOICE))
                .gone("A", Kind.CONNECTION_LOST)
                .wait(GRACE);
    }

    private static Scene waitingForACall() {
        return queuedTry()
                .granted()
                .found("voice", Look.talking().load(OnDisconnect.SIGN_OUT).found());
    }

    private static Scene stuck() {
        Scene scene =
                queuedTry()
                        .granted()
                        .found(
                                "voice",
                                Look.ready().uncontrollable().load(OnDisconnect.SIGN_OUT).found());
        assertThat(scene.agent().saga()).isInstanceOf(Stuck.class);
        return scene;
    }

    @Test
    void aChannelInACallIsSignedOutAndNotTouchedBefore() {
        Scene scene =
                forced().found("voice", Look.talking().found()).found("chat", Samples.resting());

        assertThat(scene.changes())
                .extracting(Effect.SendCommand::order)
                .containsOnly(new Order.SignOut("", false, Manner.FORCED));
        assertThat(scene.changes()).hasSize(2).noneMatch(Effect.SendCommand::guarded);
        scene.bothDone(AgentState.LOGGED_OUT);
        assertThat(scene.reply().text()).contains("Still live at that moment: Voice");
        assertThat(scene.agent().saga()).isInstanceOf(NoSession.class);
    }

    @Test
    void anIdleChannelGoesThroughItsStepsUnguarded() {
        Scene scene =
                forced().found("voice", Look.talking().found()).found("chat", Samples.ready());

        assertThat(scene.changes()).noneMatch(Effect.SendCommand::guarded);
        assertThat(scene.commandTo("chat").order()).isInstanceOf(Order.MakeNotReady.class);
        assertThat(scene.commandTo("voice").order()).isInstanceOf(Order.Inspect.class);
    }

    @Test
    void whatTheSwitchRefusesIsTold() {
        Scene scene =
                forced().found("voice", Look.talking().found())
                        .found("chat", Samples.resting())
                        .done("chat", AgentState.LOGGED_OUT)
                        .ends("voice", Outcome.REFUSED, false, "STATE_NOT_ALLOWED");

        assertThat(scene.code()).isEqualTo(ErrorCode.SIGN_OUT_FAILED);
        assertThat(scene.detail()).isEqualTo("STATE_NOT_ALLOWED");
    }

    @Test
    void aForcedTryThatOnlyWaitsForItsPlaceMakesRoomForAnyRequest() {
        Scene scene = queuedTry().request(Samples.request("r1"));

        assertThat(scene.replies()).isEmpty();
        assertThat(scene.granted().commandTo("voice").order()).isEqualTo(new Order.Inspect());
        scene.found("voice", Samples.busy());
        assertThat(scene.codeOf("r1")).isEqualTo(ErrorCode.ONGOING_INTERACTION);
    }

    @Test
    void aForcedTryThatLooksMakesRoomForAForceAlone() {
        Scene scene = queuedTry().granted().request(Samples.request("r1"));
        assertThat(scene.codeOf("r1")).isEqualTo(ErrorCode.LOGOUT_IN_PROGRESS);

        scene.request(Samples.forced("r2"));

        assertThat(scene.agent().saga()).isInstanceOf(Queued.class);
        assertThat(scene.replies()).hasSize(1);
    }

    @Test
    void aForcedTryThatChangesSomethingMakesRoomForNobody() {
        Scene scene =
                queuedTry()
                        .granted()
                        .found(
                                "voice",
                                Look.at(AgentState.READY).load(OnDisconnect.SIGN_OUT).found())
                        .request(Samples.forced("r1"));

        assertThat(scene.codeOf("r1")).isEqualTo(ErrorCode.LOGOUT_IN_PROGRESS);
    }

    @Test
    void aForcedLogoutThatWaitsForACallEndsWithTheRequestThatTakesItOver() {
        Scene scene = waitingForACall().request(Samples.request("r1"));

        assertThat(scene.all(Effect.Audit.class))
                .singleElement()
                .satisfies(audit ->
                        assertThat(audit.reply().result())
                                .isEqualTo(
                                        new Reply.Result.Failure(
                                                ErrorCode.CANCELLED, "TAKEN_OVER")));
    }

    @Test
    void aDryRunTakesNothingOver() {
        Scene scene = waitingForACall().request(Samples.dryRun("r1"));

        assertThat(scene.all(Effect.Audit.class)).isEmpty();
        assertThat(scene.agent().saga()).isInstanceOf(SagaState.ForcedWaiting.class);
    }

    @Test
    void whoIsStuckIsHelpedByAForceAlone() {
        Scene scene = stuck().request(Samples.request("r1"));
        assertThat(scene.codeOf("r1")).isEqualTo(ErrorCode.LOGOUT_IN_PROGRESS);

        scene.request(Samples.forced("r2"))
                .granted()
                .found("voice", Samples.resting())
                .done("voice", AgentState.LOGGED_OUT);

        assertThat(scene.replyTo("r2").result()).isInstanceOf(Reply.Result.Success.class);
        assertThat(scene.agent().saga()).isInstanceOf(NoSession.class);
    }

    @Test
    void whoIsStuckCanBeDisconnected() {
        Scene scene = stuck().disconnect("d1");

        assertThat(scene.replyTo("d1").result()).isInstanceOf(Reply.Result.Success.class);
        assertThat(scene.agent().saga()).isInstanceOf(NoSession.class);
    }

    @Test
    void aForcedTryThatChangesSomethingCannotBeDisconnected() {
        Scene scene =
                queuedTry()
                        .granted()
                        .found(
                                "voice",
                                Look.at(AgentState.READY).load(OnDisconnect.SIGN_OUT).found())
                        .disconnect("d1");

        assertThat(scene.codeOf("d1")).isEqualTo(ErrorCode.LOGOUT_IN_PROGRESS);
    }

    @Test
    void aForcedTryThatLooksIsLeftForADisconnect() {
        Scene scene = queuedTry().granted().disconnect("d1");

        assertThat(scene.agent().saga()).isInstanceOf(NoSession.class);
        assertThat(scene.all(Effect.GivePlaceBack.class)).isNotEmpty();
    }

    @Test
    void aRecoveryMakesRoomForAnyLogoutAndIsToldSo() {
        Scene scene = Scene.withSession().recover("v1").granted().request(Samples.request("r1"));

        assertThat(scene.codeOf("v1")).isEqualTo(ErrorCode.LOGOUT_IN_PROGRESS);
        assertThat(scene.agent().saga()).isInstanceOf(Queued.class);
    }

    @Test
    void aRecoveryAsksMediaAloneAndTellsWhatItFound() {
        Scene scene = Scene.withSession().recover("v1").granted();
        assertThat(scene.changes())
                .extracting(it -> it.channel().channelId())
                .containsExactly("chat");

        scene.done("chat", AgentState.READY);

        assertThat(scene.replyTo("v1").result()).isInstanceOf(Reply.Result.Success.class);
        assertThat(scene.news()).anyMatch(Effect.SessionNews.ChannelRecovered.class::isInstance);
        assertThat(scene.agent().saga()).isInstanceOf(Idle.class);
    }

    @Test
    void aRecoveryDuringALogoutIsRefused() {
        Scene scene = Scene.inspecting().recover("v1");

        assertThat(scene.codeOf("v1")).isEqualTo(ErrorCode.LOGOUT_IN_PROGRESS);
    }

    @Test
    void aSwitchThatIsBackHasItsMediaLookedAfterOnceTheLogoutHasEnded() {
        Scene scene =
                Scene.inspecting()
                        .back(Samples.CHAT.switchId())
                        .bothFound(Samples.busy())
                        .wait(Duration.ZERO);

        assertThat(scene.codeOf("r1")).isEqualTo(ErrorCode.ONGOING_INTERACTION);
        assertThat(scene.granted().commandTo("chat").order()).isInstanceOf(Order.Recover.class);
    }
}
