/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.CommandResult.Outcome;
import org.agentlogout.orchestrator.saga.Effect.Manner;
import org.agentlogout.orchestrator.saga.Effect.NotReadyReason;
import org.agentlogout.orchestrator.saga.Effect.Order;
import org.agentlogout.orchestrator.saga.Inspection.OnDisconnect;
import org.agentlogout.orchestrator.saga.Presence.Kind;
import org.agentlogout.orchestrator.saga.SagaState.Absent;
import org.agentlogout.orchestrator.saga.SagaState.ForcedWaiting;
import org.agentlogout.orchestrator.saga.SagaState.Grace;
import org.agentlogout.orchestrator.saga.SagaState.GraceHeld;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.agentlogout.orchestrator.saga.SagaState.Stuck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Forced logouts of sessions with voice and chat: where channels differ, and what is repeated. */
class ForcingTest {

    private static final Duration GRACE = Duration.ofSeconds(60);

    private static Scene gone(Kind cause) {
        return Scene.withSession().gone("A", cause);
    }

    private static Scene looking() {
        return gone(Kind.CONNECTION_LOST).wait(GRACE).granted();
    }

    private static Inspection ready(OnDisconnect load) {
        return Look.at(AgentState.READY).load(load).found();
    }

    private static Inspection talking(OnDisconnect load) {
        return Look.talking().load(load).underInteraction().found();
    }

    @Test
    void theReasonOfRequestedLogoutsIsNotAskedOfAForcedOne() {
        Scene scene =
                looking()
                        .bothFound(
                                Look.ready()
                                        .reasonProblem("NOT_READY_REASON is missing")
                                        .load(OnDisconnect.NOT_READY)
                                        .found());

        assertThat(scene.commandTo("voice").order())
                .isEqualTo(new Order.MakeNotReady(NotReadyReason.FORCE_NOT_READY, false));
    }

    @Test
    void noChannelWaitsForAnother() {
        Scene scene =
                looking()
                        .found("voice", talking(OnDisconnect.SIGN_OUT))
                        .found("chat", ready(OnDisconnect.SIGN_OUT));

        assertThat(scene.changes())
                .extracting(it -> it.channel().channelId())
                .containsExactly("chat");
        scene.done("chat", AgentState.LOGGED_OUT);
        assertThat(scene.agent().saga()).isInstanceOf(ForcedWaiting.class);
        assertThat(scene.all(Effect.Audit.class)).isEmpty();
    }

    @Test
    void aSettingThatIsNotKnownKeepsTheAgentIn() {
        Scene scene =
                looking()
                        .bothFound(Look.ready().load(OnDisconnect.UNKNOWN).found())
                        .bothDone(AgentState.NOT_READY);

        assertThat(scene.changes())
                .extracting(Effect.SendCommand::order)
                .containsOnly(new Order.MakeNotReady(NotReadyReason.FORCE_NOT_READY, false));
        assertThat(scene.agent().saga()).isInstanceOf(Absent.class);
    }

    @Test
    void whatMayStayInAndNobodyHereCanChangeIsLeftAsItIs() {
        Scene scene =
                looking()
                        .bothFound(
                                Look.ready().uncontrollable().load(OnDisconnect.NOT_READY).found());

        assertThat(scene.changes()).isEmpty();
        assertThat(scene.agent().saga()).isInstanceOf(Absent.class);
    }

    @Test
    void whatMustOutAndNobodyHereCanSignOutIsStuckAtOnce() {
        Scene scene =
                looking()
                        .found("voice", ready(OnDisconnect.SIGN_OUT))
                        .found(
                                "chat",
                                Look.ready().uncontrollable().load(OnDisconnect.SIGN_OUT).found())
                        .done("voice", AgentState.LOGGED_OUT);

        assertThat(scene.agent().saga()).isInstanceOf(Stuck.class);
        assertThat(scene.all(Effect.Audit.class)).hasSize(1);
    }

    @Test
    void voiceThatCarriesALiveChatWaitsForIt() {
        Scene scene =
                looking()
                        .found(
                                "voice",
                                Look.at(AgentState.READY)
                                        .carriesMedia()
                                        .load(OnDisconnect.SIGN_OUT)
                                        .found())
                        .found(
                                "chat",
                                Look.talking()
                                        .uncontrollable()
                                        .load(OnDisconnect.SIGN_OUT)
                                        .found());

        assertThat(scene.changes()).isEmpty();
        assertThat(scene.agent().saga()).isInstanceOf(ForcedWaiting.class);
    }

    @Test
    void anExpiredTokenSignsVoiceOutUnderTheCallAndLetsTheChatEnd() {
        Scene scene = gone(Kind.TOKEN_EXPIRED).granted().bothFound(talking(OnDisconnect.SIGN_OUT));

        assertThat(scene.changes())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.channel().channelId()).isEqualTo("voice");
                    assertThat(it.order())
                            .isEqualTo(new Order.SignOut("", false, Manner.SYSTEM_FAILURE_FORCED));
                });
        scene.done("voice", AgentState.LOGGED_OUT);
        assertThat(scene.agent().saga()).isInstanceOf(ForcedWaiting.class);
    }

    @Test
    void aCredentialThatCannotSignOutUnderACallWaitsForItsEnd() {
        Scene scene =
                gone(Kind.TOKEN_EXPIRED)
                        .granted()
                        .bothFound(Look.talking().load(OnDisconnect.SIGN_OUT).found());

        assertThat(scene.changes()).isEmpty();
    }

    @Test
    void aTokenThatExpiresWhileACallIsWaitedForIsJudgedAtOnce() {
        Scene scene =
                looking()
                        .bothFound(talking(OnDisconnect.SIGN_OUT))
                        .gone("A", Kind.TOKEN_EXPIRED)
                        .wait(Duration.ZERO)
                        .granted()
                        .found("voice", talking(OnDisconnect.SIGN_OUT))
                        .found("chat", Samples.loggedOut());

        assertThat(scene.commandTo("voice").order()).isInstanceOf(Order.SignOut.class);
    }

    @Test
    void anAgentWhoIsKeptInIsJudgedAgainWhenTheTokenExpires() {
        Scene scene =
                looking()
                        .bothFound(
                                Look.at(AgentState.NOT_READY).load(OnDisconnect.NOT_READY).found());
        assertThat(scene.agent().saga()).isInstanceOf(Absent.class);

        assertThat(scene.gone("A", Kind.TOKEN_EXPIRED).agent().saga()).isInstanceOf(Queued.class);
    }

    @Test
    void aCallThatComesUpBetweenLookAndSignOutIsWaitedFor() {
        Scene scene =
                looking()
                        .found("voice", ready(OnDisconnect.SIGN_OUT))
                        .found("chat", Samples.loggedOut())
                        .ends("voice", Outcome.REFUSED, false, "INTERACTION_STARTED");

        assertThat(scene.agent().saga())
                .isInstanceOfSatisfying(
                        ForcedWaiting.class,
                        it -> assertThat(it.why()).isEqualTo(ForcedWaiting.Why.INTERACTION));
    }

    @Test
    void theOthersGoOnWithoutTheOneThatFailedAndItIsTriedAgain() {
        Scene scene =
                looking()
                        .found("voice", Look.ready().load(OnDisconnect.SIGN_OUT).found())
                        .found("chat", Look.ready().load(OnDisconnect.SIGN_OUT).found())
                        .ends("voice", Outcome.REFUSED, false, "NO")
                        .done("chat", AgentState.NOT_READY)
                        .done("chat", AgentState.LOGGED_OUT);

        assertThat(scene.agent().saga())
                .isInstanceOfSatisfying(
                        ForcedWaiting.class,
                        it -> assertThat(it.why()).isEqualTo(ForcedWaiting.Why.RETRY));
    }

    @Test
    void triesThatFailComeAfterFiveTenTwentyFortyAndThenSixtySeconds() {
        Scene scene = looking();
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            scene.bothFound(ready(OnDisconnect.SIGN_OUT));
            scene.ends("voice", Outcome.REFUSED, false, "NO");
            scene.ends("chat", Outcome.REFUSED, false, "NO");
            ForcedWaiting waiting = (ForcedWaiting) scene.agent().saga();
            Duration pause = Duration.between(scene.now(), waiting.nextTry());
            pauses.add(pause.toSeconds());
            scene.wait(pause).granted();
        }

        assertThat(pauses).containsExactly(5L, 10L, 20L, 40L, 60L, 60L);
    }

    @Test
    void aTryThatHasToWaitForACallEndsTheRowOfFailures() {
        Scene scene =
                looking()
                        .bothFound(ready(OnDisconnect.SIGN_OUT))
                        .ends("voice", Outcome.REFUSED, false, "NO")
                        .ends("chat", Outcome.REFUSED, false, "NO")
                        .wait(Duration.ofSeconds(5))
                        .granted()
                        .found("voice", talking(OnDisconnect.SIGN_OUT))
                        .found("chat", Samples.loggedOut());

        ForcedWaiting waiting = (ForcedWaiting) scene.agent().saga();
        assertThat(waiting.departure().failures()).isZero();
        assertThat(waiting.departure().firstFailed()).isEqualTo(Instant.MAX);
    }

    @Test
    void whoComesBackWhileACallIsWaitedForIsAuditedAndLeftAlone() {
        Scene scene = looking().bothFound(talking(OnDisconnect.SIGN_OUT)).there("A");

        assertThat(scene.agent().saga()).isInstanceOf(Idle.class);
        assertThat(scene.all(Effect.Audit.class))
                .singleElement()
                .satisfies(it ->
                        assertThat(it.reply().result())
                                .isEqualTo(
                                        new Reply.Result.Failure(
                                                ErrorCode.CANCELLED, "PRESENCE_BACK")));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"NODE_LOST", "SWITCH_LOST"})
    void aLostServerHoldsTheGraceAtOnce(Kind cause) {
        assertThat(gone(cause).agent().saga()).isInstanceOf(GraceHeld.class);
    }

    @Test
    void releasedGracesStartAnewInFullAndAreNotHeldAgain() {
        Scene scene = gone(Kind.NODE_LOST).wait(Duration.ofMinutes(3)).released();
        scene.when(new SagaEvent.NodeLost(scene.now(), "A"));

        Grace grace = (Grace) scene.agent().saga();
        assertThat(grace.endsAt()).isEqualTo(scene.now().plus(GRACE));
    }

    @Test
    void droppedGracesAreForgotten() {
        Scene scene = gone(Kind.NODE_LOST).dropped();
        assertThat(scene.agent().saga()).isInstanceOf(Idle.class);

        assertThat(scene.wait(Duration.ofHours(1)).changes()).isEmpty();
        assertThat(scene.agent().saga()).isInstanceOf(Idle.class);
    }

    @Test
    void aTokenThatExpiredInTheHoldHasNoGraceWhenItEnds() {
        Scene scene = gone(Kind.NODE_LOST).gone("A", Kind.TOKEN_EXPIRED).released();

        assertThat(scene.agent().saga()).isInstanceOf(Queued.class);
    }

    @Test
    void presenceLostDuringARequestedLogoutIsJudgedWhenItEnds() {
        Scene scene =
                Scene.inspecting()
                        .gone("A", Kind.CONNECTION_LOST)
                        .wait(Duration.ofSeconds(5))
                        .bothFound(Samples.busy());

        assertThat(scene.code()).isEqualTo(ErrorCode.ONGOING_INTERACTION);
        assertThat(scene.agent().saga())
                .isInstanceOfSatisfying(
                        Grace.class,
                        it -> assertThat(it.endsAt()).isEqualTo(Samples.NOON.plus(GRACE)));
    }

    @Test
    void aSessionWithoutChannelsIsDisposedOfWhenTheGraceIsOver() {
        Scene scene =
                new Scene()
                        .open(Samples.session("s1", 100))
                        .gone("A", Kind.CONNECTION_LOST)
                        .wait(GRACE);

        assertThat(scene.agent().saga()).isInstanceOf(NoSession.class);
    }
}
