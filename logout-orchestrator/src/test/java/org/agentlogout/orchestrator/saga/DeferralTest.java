/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.agentlogout.orchestrator.saga.CommandResult.Outcome;
import org.agentlogout.orchestrator.saga.Effect.NotReadyReason;
import org.agentlogout.orchestrator.saga.Effect.Order;
import org.agentlogout.orchestrator.saga.Effect.SendCommand;
import org.agentlogout.orchestrator.saga.Effect.SessionNews;
import org.agentlogout.orchestrator.saga.SagaState.Deferring;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.junit.jupiter.api.Test;

/** A logout that waits for interactions to end, on voice and chat. */
class DeferralTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Scene looking() {
        return Scene.withSession().request(Samples.deferred("r1")).granted();
    }

    /** A call on voice, an active chat without a task; new work is stopped on both. */
    private static Scene waiting() {
        return looking()
                .found("voice", Look.talking().underInteraction().found())
                .found("chat", Look.at(AgentState.READY).deactivatable().found())
                .bothDone(AgentState.UNKNOWN);
    }

    private static long timesDeferred(Scene scene) {
        return scene.news().stream().filter(SessionNews.LogoutDeferred.class::isInstance).count();
    }

    @Test
    void newWorkIsStoppedOnEveryChannelAtOnce() {
        Scene scene =
                looking()
                        .found("voice", Look.talking().underInteraction().found())
                        .found("chat", Look.at(AgentState.READY).deactivatable().found());

        assertThat(scene.changes())
                .extracting(SendCommand::order)
                .containsExactly(
                        new Order.MakeNotReady(NotReadyReason.NOT_READY, true),
                        new Order.Deactivate());
        assertThat(scene.changes()).noneMatch(SendCommand::guarded);
        assertThat(timesDeferred(scene)).isEqualTo(1);
    }

    @Test
    void idleVoiceIsMadeNotReadyWhereAChatIsLive() {
        Scene scene =
                looking()
                        .found("voice", Look.ready().found())
                        .found("chat", Look.talking().deactivatable().found());

        assertThat(scene.commandTo("voice").order())
                .isEqualTo(new Order.MakeNotReady(NotReadyReason.NOT_READY, true));
        assertThat(scene.commandTo("chat").order()).isEqualTo(new Order.Deactivate());
    }

    @Test
    void aCallThatTakesNoPendingNotReadyIsLeftAlone() {
        Scene scene =
                looking().found("voice", Look.talking().found()).found("chat", Samples.resting());

        assertThat(scene.changes()).isEmpty();
        assertThat(scene.agent().saga()).isInstanceOf(Deferring.class);
    }

    @Test
    void whileItWaitsItHasNoPlace() {
        Scene scene = waiting();

        assertThat(scene.all(Effect.GivePlaceBack.class)).hasSize(1);
        assertThat(scene.replies()).isEmpty();
    }

    @Test
    void whatFailsWhileNewWorkIsStoppedEndsNothing() {
        Scene scene =
                looking()
                        .found("voice", Look.talking().underInteraction().found())
                        .found("chat", Look.at(AgentState.READY).deactivatable().found())
                        .ends("voice", Outcome.REFUSED, false, "NO")
                        .done("chat", AgentState.READY);

        assertThat(scene.agent().saga()).isInstanceOf(Deferring.class);
    }

    @Test
    void theEndOfTheCallIsLookedAtAtOnceAndThenItGoesOn() {
        Scene scene = waiting();
        SendCommand first = scene.commandTo("voice");

        scene.news("voice", AgentState.NOT_READY).wait(Duration.ZERO).granted();
        assertThat(scene.commandTo("voice").commandId()).isNotEqualTo(first.commandId());
        scene.found("voice", Samples.resting())
                .found("chat", Samples.resting())
                .bothDone(AgentState.LOGGED_OUT);

        assertThat(scene.replyTo("r1").result()).isInstanceOf(Reply.Result.Success.class);
        assertThat(scene.commandTo("voice").guarded()).isTrue();
        assertThat(timesDeferred(scene)).isEqualTo(1);
        assertThat(scene.agent().saga()).isInstanceOf(NoSession.class);
    }

    @Test
    void withoutNewsItLooksAfterTwoSecondsThenAfterFour() {
        Scene scene = waiting().wait(Duration.ofMillis(1_999));
        assertThat(scene.agent().saga()).isInstanceOf(Deferring.class);

        scene.wait(Duration.ofMillis(1)).granted();
        scene.found("voice", Look.talking().found()).found("chat", Samples.resting());
        scene.wait(Duration.ofMillis(3_999));

        assertThat(scene.agent().saga()).isInstanceOf(Deferring.class);
        assertThat(scene.wait(Duration.ofMillis(1)).agent().saga()).isInstanceOf(Queued.class);
        assertThat(timesDeferred(scene)).isEqualTo(1);
    }

    @Test
    void aLaterLookThatIsNotAnsweredIsMadeAgain() {
        Scene scene =
                waiting().wait(SECOND.multipliedBy(2)).granted().wait(SECOND.multipliedBy(20));

        assertThat(scene.agent().saga()).isInstanceOf(Deferring.class);
        assertThat(scene.replies()).isEmpty();
    }

    @Test
    void theFirstLookThatIsNotAnsweredEndsIt() {
        Scene scene = looking().wait(SECOND.multipliedBy(20));

        assertThat(scene.codeOf("r1")).isEqualTo(ErrorCode.SWITCH_UNAVAILABLE);
    }

    @Test
    void aCallThatComesUpBeforeStepFourLeadsBackToWaiting() {
        Scene scene =
                waiting()
                        .news("voice", AgentState.READY)
                        .wait(Duration.ZERO)
                        .granted()
                        .found("voice", Look.ready().found())
                        .found("chat", Samples.resting())
                        .ends("voice", Outcome.REFUSED, false, "INTERACTION_STARTED");

        assertThat(scene.agent().saga()).isInstanceOf(Deferring.class);
        assertThat(timesDeferred(scene)).isEqualTo(2);
        assertThat(scene.replies()).isEmpty();
    }

    @Test
    void anythingElseThatFailsInStepFourEndsIt() {
        Scene scene =
                waiting()
                        .news("voice", AgentState.READY)
                        .wait(Duration.ZERO)
                        .granted()
                        .found("voice", Look.ready().found())
                        .found("chat", Samples.resting())
                        .ends("voice", Outcome.REFUSED, false, "NO");

        assertThat(scene.codeOf("r1")).isEqualTo(ErrorCode.NOT_READY_FAILED);
    }

    @Test
    void theReasonIsAskedForBeforeAnythingIsStopped() {
        Scene scene =
                looking()
                        .found("voice", Samples.wantsReason())
                        .found("chat", Look.talking().deactivatable().found());

        assertThat(scene.codeOf("r1")).isEqualTo(ErrorCode.LOGOUT_REASON_REQUIRED);
        assertThat(scene.changes()).isEmpty();
    }

    @Test
    void atItsDeadlineItEndsAndWhatWasDoneStaysDone() {
        Scene scene = waiting();
        int before = scene.changes().size();

        for (int i = 0; i < 200 && scene.replies().isEmpty(); i++) {
            scene.wait(SECOND);
        }

        assertThat(scene.codeOf("r1")).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        assertThat(scene.changes()).hasSize(before);
        assertThat(scene.agent().saga()).isInstanceOf(Idle.class);
    }

    @Test
    void aCancelEndsBothRequestsAndSaysSo() {
        Scene scene = waiting().cancel("c1", "r1");

        assertThat(scene.codeOf("r1")).isEqualTo(ErrorCode.CANCELLED);
        assertThat(scene.replyTo("c1").kind()).isEqualTo(Reply.Kind.CANCEL);
        assertThat(scene.replyTo("c1").result()).isInstanceOf(Reply.Result.Success.class);
        assertThat(scene.news()).contains(new SessionNews.LogoutCancelled());
        assertThat(scene.agent().saga()).isInstanceOf(Idle.class);
    }

    @Test
    void onceTheAgentIsMadeNotReadyACancelIsTooLate() {
        Scene scene =
                waiting()
                        .news("voice", AgentState.READY)
                        .wait(Duration.ZERO)
                        .granted()
                        .found("voice", Look.ready().found())
                        .found("chat", Samples.resting())
                        .cancel("c1", "");

        assertThat(scene.codeOf("c1")).isEqualTo(ErrorCode.CANCEL_TOO_LATE);
    }

    @Test
    void aCancelOfAnotherRequestFindsNothing() {
        Scene scene = waiting().cancel("c1", "r9").wait(SECOND.multipliedBy(10));

        assertThat(scene.codeOf("c1")).isEqualTo(ErrorCode.NOTHING_TO_CANCEL);
    }

    @Test
    void aSecondRequestIsToldThatOneIsInProgress() {
        Scene scene = waiting().request(Samples.request("r2"));

        assertThat(scene.codeOf("r2")).isEqualTo(ErrorCode.LOGOUT_IN_PROGRESS);
    }

    @Test
    void aForceTakesItsPlace() {
        Scene scene = waiting().request(Samples.forced("r2"));

        assertThat(scene.codeOf("r1")).isEqualTo(ErrorCode.CANCELLED);
        assertThat(((Reply.Result.Failure) scene.replyTo("r1").result()).detail())
                .isEqualTo("TAKEN_OVER");
        scene.granted().bothFound(Samples.resting()).bothDone(AgentState.LOGGED_OUT);
        assertThat(scene.replyTo("r2").result()).isInstanceOf(Reply.Result.Success.class);
    }

    @Test
    void threeChatsEndOneAfterTheOther() {
        Scene scene =
                looking()
                        .found("voice", Samples.resting())
                        .found("chat", Look.talking().deactivatable().found())
                        .done("chat", AgentState.ACTIVE);
        for (int chat = 2; chat > 0; chat--) {
            scene.news("chat", AgentState.ACTIVE).wait(Duration.ZERO).granted();
            scene.found("voice", Samples.resting()).found("chat", Look.talking().found());
            assertThat(scene.agent().saga()).isInstanceOf(Deferring.class);
        }
        scene.news("chat", AgentState.NOT_READY).wait(Duration.ZERO).granted();
        scene.bothFound(Samples.resting()).bothDone(AgentState.LOGGED_OUT);

        assertThat(scene.replyTo("r1").result()).isInstanceOf(Reply.Result.Success.class);
        assertThat(scene.changes())
                .extracting(it -> it.order().getClass().getSimpleName())
                .isEqualTo(List.of("Deactivate", "SignOut", "SignOut"));
    }
}
