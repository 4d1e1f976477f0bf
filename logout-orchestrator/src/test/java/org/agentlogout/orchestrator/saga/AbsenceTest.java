/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import static org.agentlogout.orchestrator.saga.Inspection.OnDisconnect.NOT_OFFERED;
import static org.agentlogout.orchestrator.saga.Inspection.OnDisconnect.NOT_READY;
import static org.agentlogout.orchestrator.saga.Inspection.OnDisconnect.SIGN_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.agentlogout.orchestrator.saga.Effect.Manner;
import org.agentlogout.orchestrator.saga.Effect.NotReadyReason;
import org.agentlogout.orchestrator.saga.Effect.Order;
import org.agentlogout.orchestrator.saga.Effect.SessionNews;
import org.agentlogout.orchestrator.saga.Presence.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lost presence, row by row of what follows from it. The session has a voice channel alone. */
class AbsenceTest {

    private static final Duration GRACE = Duration.ofSeconds(60);

    private static Scene voiceOnly() {
        return new Scene().open(Samples.session("s1", 100, Samples.VOICE));
    }

    /** The grace is over, the try has its place, the look is out. */
    private static Scene looking(Kind cause) {
        Scene scene = voiceOnly().gone("A", cause);
        return cause == Kind.TOKEN_EXPIRED ? scene.granted() : scene.wait(GRACE).granted();
    }

    @Test
    void refreshWithinTheGraceIsNothing() {
        Scene scene =
                voiceOnly()
                        .gone("A", Kind.BROWSER_CLOSED)
                        .wait(Duration.ofSeconds(59))
                        .there("A")
                        .wait(Duration.ofMinutes(5));

        assertThat(scene.all(Effect.SendCommand.class)).isEmpty();
        assertThat(scene.agent().saga()).isInstanceOf(SagaState.Idle.class);
    }

    @Test
    void presentAtAnotherNodeIsPresent() {
        Scene scene =
                voiceOnly().there("B").gone("A", Kind.CONNECTION_LOST).wait(Duration.ofMinutes(5));

        assertThat(scene.all(Effect.SendCommand.class)).isEmpty();
    }

    @Test
    void anOlderWordOfTheSameNodeIsNoWord() {
        Scene scene =
                voiceOnly()
                        .gone("A", Kind.CONNECTION_LOST)
                        .said("A", Kind.AVAILABLE, Duration.ofSeconds(-100));

        assertThat(scene.agent().saga()).isInstanceOf(SagaState.Grace.class);
    }

    @Test
    void expiredTokenHasNoGrace() {
        Scene scene = looking(Kind.TOKEN_EXPIRED);

        assertThat(scene.commandTo("voice").order()).isEqualTo(new Order.Inspect());
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"BROWSER_CLOSED", "CONNECTION_LOST", "TOKEN_EXPIRED"})
    void foundAlreadyOutIsDisposedOfWithoutACommand(Kind cause) {
        Scene scene = looking(cause).found("voice", Samples.loggedOut());

        assertThat(scene.changes()).isEmpty();
        assertThat(scene.news())
                .contains(new SessionNews.PostLogout(true))
                .noneMatch(SessionNews.ConnectionClosed.class::isInstance);
        assertThat(scene.agent().saga()).isInstanceOf(SagaState.NoSession.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"CONNECTION_LOST", "TOKEN_EXPIRED"})
    void loadZeroMakesNotReadyAndKeepsTheSession(Kind cause) {
        Scene scene =
                looking(cause)
                        .found("voice", Look.ready().load(NOT_READY).found())
                        .done("voice", AgentState.NOT_READY);

        assertThat(scene.changes())
                .extracting(Effect.SendCommand::order)
                .containsExactly(new Order.MakeNotReady(NotReadyReason.FORCE_NOT_READY, false));
        assertThat(scene.agent().saga()).isInstanceOf(SagaState.Absent.class);
        assertThat(scene.news())
                .noneMatch(SessionNews.PostLogout.class::isInstance)
                .noneMatch(SessionNews.SessionDisposed.class::isInstance);
    }

    @ParameterizedTest
    @EnumSource(
            value = Inspection.OnDisconnect.class,
            names = {"SIGN_OUT", "NOT_OFFERED"})
    void loadOneAndNoLoadSignOutWithSystemFailure(Inspection.OnDisconnect load) {
        Scene scene =
                looking(Kind.CONNECTION_LOST)
                        .found("voice", Look.ready().load(load).found())
                        .done("voice", AgentState.NOT_READY)
                        .done("voice", AgentState.LOGGED_OUT);

        assertThat(scene.changes().getLast().order())
                .isEqualTo(new Order.SignOut("", false, Manner.SYSTEM_FAILURE));
        assertThat(scene.changes()).allMatch(Effect.SendCommand::guarded);
        assertThat(scene.news()).contains(new SessionNews.PostLogout(true));
        assertThat(scene.agent().saga()).isInstanceOf(SagaState.NoSession.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Inspection.OnDisconnect.class,
            names = {"NOT_READY", "SIGN_OUT", "NOT_OFFERED"})
    void talkingWaitsForTheEndWithoutTouchingTheCall(Inspection.OnDisconnect load) {
        Scene scene =
                looking(Kind.CONNECTION_LOST).found("voice", Look.talking().load(load).found());

        assertThat(scene.changes()).isEmpty();
        assertThat(scene.agent().saga()).isInstanceOf(SagaState.ForcedWaiting.class);

        scene.news("voice", AgentState.READY).wait(Duration.ZERO).granted();

        assertThat(scene.commandTo("voice").order()).isEqualTo(new Order.Inspect());
    }

    @Test
    void expiredTokenWithLoadOneSignsOutUnderTheCall() {
        Scene scene =
                looking(Kind.TOKEN_EXPIRED)
                        .found("voice", Look.talking().load(SIGN_OUT).underInteraction().found());

        assertThat(scene.changes())
                .extracting(Effect.SendCommand::order)
                .containsExactly(new Order.SignOut("", false, Manner.SYSTEM_FAILURE_FORCED));
        assertThat(scene.commandTo("voice").guarded()).isFalse();
    }

    @Test
    void expiredTokenWithLoadZeroWaits() {
        Scene scene =
                looking(Kind.TOKEN_EXPIRED)
                        .found("voice", Look.talking().load(NOT_READY).underInteraction().found());

        assertThat(scene.changes()).isEmpty();
        assertThat(scene.agent().saga()).isInstanceOf(SagaState.ForcedWaiting.class);
    }

    @Test
    void expiredTokenWithoutLoadWaits() {
        Scene scene =
                looking(Kind.TOKEN_EXPIRED)
                        .found(
                                "voice",
                                Look.talking().load(NOT_OFFERED).underInteraction().found());

        assertThat(scene.changes()).isEmpty();
    }

    @Test
    void newerSessionEndsItWithoutACommand() {
        Scene scene =
                voiceOnly()
                        .gone("A", Kind.CONNECTION_LOST)
                        .open(Samples.session("s2", 200, Samples.CHAT))
                        .wait(Duration.ofMinutes(5));

        assertThat(scene.all(Effect.SendCommand.class)).isEmpty();
        assertThat(scene.news()).contains(new SessionNews.ChannelOrphaned());
    }

    @Test
    void presenceThatReturnsStopsTheTry() {
        Scene scene =
                looking(Kind.CONNECTION_LOST)
                        .there("A")
                        .found("voice", Look.ready().load(SIGN_OUT).found());

        assertThat(scene.changes()).isEmpty();
        assertThat(scene.agent().saga()).isInstanceOf(SagaState.Idle.class);
    }

    @Test
    void failureIsRepeatedUntilItIsStuck() {
        Scene scene = looking(Kind.CONNECTION_LOST);
        int tries = 0;
        while (!(scene.agent().saga() instanceof SagaState.Stuck) && tries++ < 100) {
            scene.ends("voice", CommandResult.Outcome.REFUSED, false, "NO").wait(GRACE);
            if (scene.agent().saga() instanceof SagaState.Queued) {
                scene.granted();
            }
        }

        assertThat(scene.agent().saga()).isInstanceOf(SagaState.Stuck.class);
        assertThat(tries).isBetween(28, 40);
        assertThat(scene.all(Effect.Audit.class)).hasSize(1);
    }

    @Test
    void resultAfterTheEndThatCompletesThePictureDisposesOfTheSession() {
        Scene scene = looking(Kind.CONNECTION_LOST).found("voice", signsOut());
        Effect.SendCommand signOut = scene.commandTo("voice");
        scene.wait(Duration.ofSeconds(121));

        scene.answer(Samples.done(signOut, AgentState.LOGGED_OUT));

        assertThat(scene.news()).contains(new SessionNews.PostLogout(true));
        assertThat(scene.agent().saga()).isInstanceOf(SagaState.NoSession.class);
    }

    private static Inspection signsOut() {
        return Look.at(AgentState.NOT_READY).load(SIGN_OUT).found();
    }

    @Test
    void lostServerHoldsTheGraceUntilItIsReleased() {
        Scene scene = voiceOnly().gone("A", Kind.NODE_LOST).wait(Duration.ofMinutes(9));

        assertThat(scene.agent().saga()).isInstanceOf(SagaState.GraceHeld.class);
        assertThat(scene.news()).anyMatch(SessionNews.PresenceHeld.class::isInstance);

        scene.wait(Duration.ofMinutes(1));

        assertThat(scene.agent().saga()).isInstanceOf(SagaState.Grace.class);
        assertThat(scene.wait(GRACE).agent().saga()).isInstanceOf(SagaState.Queued.class);
    }

    @Test
    void presenceBeforeItsSessionWaitsForIt() {
        Scene scene =
                new Scene()
                        .gone("A", Kind.CONNECTION_LOST)
                        .wait(Duration.ofSeconds(100))
                        .open(Samples.session("s1", 100, Samples.VOICE));

        assertThat(scene.agent().saga()).isInstanceOf(SagaState.Grace.class);
    }

    @Test
    void sessionThatNobodyEndsIsEndedWithoutACall() {
        Scene scene = voiceOnly().wait(Duration.ofHours(24));

        assertThat(scene.all(Effect.SendCommand.class)).isEmpty();
        assertThat(scene.news().getLast())
                .isEqualTo(new SessionNews.ConnectionClosed("", "EXPIRED"));
        assertThat(scene.all(Effect.Audit.class))
                .extracting(Effect.Audit::behind)
                .isEqualTo(List.of(new Effect.Behind.TimeToLive()));
    }

    @Test
    void requestTakesOverInTheGrace() {
        Scene scene =
                voiceOnly()
                        .gone("A", Kind.CONNECTION_LOST)
                        .request(Samples.request("r1"))
                        .granted()
                        .found("voice", Samples.busy());

        assertThat(scene.code()).isEqualTo(ErrorCode.ONGOING_INTERACTION);
        assertThat(scene.agent().saga()).isInstanceOf(SagaState.Grace.class);
    }
}
