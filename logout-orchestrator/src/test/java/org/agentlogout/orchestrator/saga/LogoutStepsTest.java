/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.agentlogout.orchestrator.saga.CommandResult.Outcome;
import org.agentlogout.orchestrator.saga.Effect.Order;
import org.agentlogout.orchestrator.saga.Effect.SessionNews.ControlFailure;
import org.agentlogout.orchestrator.saga.SagaState.Deactivating;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.MakingNotReady;
import org.agentlogout.orchestrator.saga.SagaState.SigningOut;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Steps 4 to 6: changes, their order and their failures. */
class LogoutStepsTest {
    @Nested
    class Changing {

        @Test
        void changesAreGuardedAndExpireBeforeTheirStep() {
            Scene scene = Scene.inspecting().bothFound(Samples.ready());

            assertThat(scene.agent().saga()).isInstanceOf(MakingNotReady.class);
            assertThat(scene.commandTo("voice").guarded()).isTrue();
            assertThat(scene.commandTo("voice").expiresAt()).isEqualTo(Samples.after(24));
        }

        @Test
        void stepsThatConcernNobodyArePassedBy() {
            Scene scene = Scene.inspecting().bothFound(Samples.resting());

            assertThat(scene.agent().saga()).isInstanceOf(SigningOut.class);
        }

        @Test
        void deactivationWaitsForEveryNotReady() {
            Scene scene =
                    Scene.inspecting()
                            .bothFound(Samples.ready())
                            .done("voice", AgentState.NOT_READY);

            assertThat(scene.agent().saga()).isInstanceOf(MakingNotReady.class);
            scene.done("chat", AgentState.NOT_READY);
            assertThat(scene.agent().saga()).isInstanceOf(Deactivating.class);
        }

        @Test
        void failedNotReadyKeepsWhatWasDone() {
            Scene scene =
                    Scene.inspecting()
                            .bothFound(Samples.ready())
                            .done("voice", AgentState.NOT_READY)
                            .ends("chat", Outcome.REFUSED, false, "INTERACTION_STARTED");

            assertThat(scene.code()).isEqualTo(ErrorCode.NOT_READY_FAILED);
            assertThat(scene.detail()).isEqualTo("INTERACTION_STARTED");
            assertThat(scene.reply().channels().getFirst().done()).containsExactly("NOT_READY");
            assertThat(scene.reply().channels().getLast().switchSaid()).contains("INTERACTION");
            assertThat(scene.news()).hasAtLeastOneElementOfType(ControlFailure.class);
            assertThat(scene.agent().saga()).isInstanceOf(Idle.class);
        }

        @Test
        void failedDeactivationHasItsOwnCode() {
            Scene scene =
                    Scene.inspecting()
                            .bothFound(Samples.ready())
                            .bothDone(AgentState.NOT_READY)
                            .done("voice", AgentState.NOT_READY)
                            .ends("chat", Outcome.REFUSED, false, "E_ARM");

            assertThat(scene.code()).isEqualTo(ErrorCode.DEACTIVATION_FAILED);
        }

        @Test
        void failedSignOutLeavesTheOthersOut() {
            Scene scene =
                    Scene.inspecting()
                            .bothFound(Samples.resting())
                            .done("voice", AgentState.LOGGED_OUT)
                            .ends("chat", Outcome.REFUSED, false, "INVALID_STATE");

            assertThat(scene.code()).isEqualTo(ErrorCode.SIGN_OUT_FAILED);
            assertThat(scene.reply().channels())
                    .extracting(Reply.ChannelReport::now)
                    .containsExactly(AgentState.LOGGED_OUT, AgentState.NOT_READY);
        }

        @Test
        void retryableFailureIsIssuedAgainAfterItsDelay() {
            Scene scene =
                    Scene.inspecting()
                            .bothFound(Samples.resting())
                            .ends("voice", Outcome.FAILED, true, "BULKHEAD_FULL")
                            .wait(Duration.ofMillis(999));
            assertThat(scene.commandTo("voice").attempt()).isEqualTo(1);

            scene.wait(Duration.ofMillis(501));

            assertThat(scene.commandTo("voice").attempt()).isEqualTo(2);
        }

        @Test
        void retryableFailureIsRepeatedWhileTheStepHasTime() {
            Scene scene = Scene.inspecting().bothFound(Samples.resting());
            for (int i = 0; i < 3; i++) {
                scene.ends("voice", Outcome.FAILED, true, "SWITCH_UNREACHABLE")
                        .wait(Duration.ofSeconds(6));
            }
            assertThat(scene.commandTo("voice").attempt()).isEqualTo(4);

            scene.ends("voice", Outcome.FAILED, true, "SWITCH_UNREACHABLE")
                    .wait(Duration.ofSeconds(7));

            assertThat(scene.code()).isEqualTo(ErrorCode.SIGN_OUT_FAILED);
        }

        @Test
        void whatOurOwnLimitsKeepBackCostsTheStepNoTime() {
            Scene scene =
                    Scene.inspecting()
                            .bothFound(Samples.resting())
                            .done("chat", AgentState.LOGGED_OUT);
            for (int i = 0; i < 8; i++) {
                scene.ends("voice", Outcome.FAILED, true, "BULKHEAD_FULL")
                        .wait(Duration.ofSeconds(6));
            }
            assertThat(scene.commandTo("voice").attempt()).isEqualTo(9);

            scene.done("voice", AgentState.LOGGED_OUT);

            assertThat(scene.reply().result()).isEqualTo(new Reply.Result.Success());
        }

        @Test
        void unknownIsAskedForAgainNotBefore12Seconds() {
            Scene scene =
                    Scene.inspecting()
                            .bothFound(Samples.resting())
                            .ends("voice", Outcome.UNKNOWN, false, "TIMED_OUT")
                            .wait(Duration.ofMillis(11_999));

            assertThat(scene.commandTo("voice").attempt()).isEqualTo(1);
            scene.wait(Duration.ofMillis(1));
            assertThat(scene.commandTo("voice").attempt()).isEqualTo(2);
        }

        @Test
        void resultOfAnOldAttemptChangesNothing() {
            Scene scene = Scene.inspecting().bothFound(Samples.resting());
            CommandResult first = Samples.done(scene.commandTo("voice"), AgentState.LOGGED_OUT);
            scene.wait(Duration.ofSeconds(12));
            Agent before = scene.agent();

            scene.answer(first);

            assertThat(scene.verdict()).isEqualTo(Verdict.STALE);
            assertThat(scene.agent()).isEqualTo(before);
        }

        @Test
        void signOutWithoutProofIsNotToldAsIfNothingHadHappened() {
            Scene scene =
                    Scene.inspecting()
                            .bothFound(Samples.resting())
                            .done("voice", AgentState.LOGGED_OUT)
                            .ends("chat", Outcome.UNKNOWN, false, "TIMED_OUT")
                            .wait(Duration.ofSeconds(26));

            assertThat(scene.code()).isEqualTo(ErrorCode.SIGN_OUT_FAILED);
            Reply.ChannelReport chat = scene.reply().channels().getLast();
            assertThat(chat.now()).isEqualTo(AgentState.UNKNOWN);
            assertThat(chat.text()).startsWith("Chat may or may not be logged out");
        }

        @Test
        void deadlineTellsEveryChannelThatDidNotComeThrough() {
            Scene scene = Scene.withSession().wait(Duration.ofSeconds(110));
            scene.request(Samples.request("r1")).granted().bothFound(Samples.resting());

            scene.done("voice", AgentState.LOGGED_OUT).wait(Duration.ofSeconds(11));

            assertThat(scene.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
            assertThat(scene.news()).filteredOn(ControlFailure.class::isInstance).hasSize(1);
        }

        @Test
        void nothingIsSentOnceTheDeadlineHasPassed() {
            Scene scene = Scene.inspecting();
            CommandResult voice = Samples.found(scene.commandTo("voice"), Samples.resting());
            CommandResult chat = Samples.found(scene.commandTo("chat"), Samples.resting());
            scene.when(new SagaEvent.ChannelAnswered(Samples.NOON, voice));

            scene.when(new SagaEvent.ChannelAnswered(Samples.after(120), chat));

            assertThat(scene.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
            assertThat(scene.changes()).isEmpty();
        }

        @Test
        void aTimerThatComesTooLateForAnotherAttemptIsNotDueAgainAtOnce() {
            Scene scene = Scene.inspecting();
            Instant late = Samples.after(19).plusMillis(500);

            scene.when(new SagaEvent.DeadlineReached(late));

            assertThat(scene.agent().due(Samples.POLICY)).isEqualTo(Samples.after(20));
            assertThat(scene.commandTo("voice").attempt()).isEqualTo(1);
        }

        @Test
        void silentSignOutIsToldAsUnknown() {
            Scene scene = Scene.inspecting().bothFound(Samples.ready());
            scene.bothDone(AgentState.NOT_READY).bothDone(AgentState.NOT_READY);

            scene.wait(Duration.ofSeconds(26));

            assertThat(scene.code()).isEqualTo(ErrorCode.SIGN_OUT_FAILED);
            assertThat(scene.reply().channels())
                    .extracting(Reply.ChannelReport::now, Reply.ChannelReport::failed)
                    .containsOnly(
                            org.assertj.core.groups.Tuple.tuple(AgentState.UNKNOWN, "NO_ANSWER"));
        }
    }

    @Nested
    class Carrying {

        private Scene signingOut() {
            return Scene.inspecting()
                    .found("voice", Samples.carrying())
                    .found("chat", Samples.uncontrollable(AgentState.READY))
                    .done("voice", AgentState.NOT_READY);
        }

        @Test
        void voiceCarriesTheMediumAndALookProvesIt() {
            Scene scene = signingOut();
            assertThat(scene.commandTo("voice").order())
                    .isEqualTo(new Order.SignOut("", true, Effect.Manner.PLAIN));

            scene.done("voice", AgentState.LOGGED_OUT).found("chat", Samples.loggedOut());

            assertThat(scene.reply().isSuccess()).isTrue();
            assertThat(scene.commandTo("chat").commandId()).endsWith("/chat/prove");
        }

        @Test
        void mediumThatStaysInFailsTheSignOutByName() {
            Scene scene = signingOut().done("voice", AgentState.LOGGED_OUT);
            for (int look = 1; look <= 6; look++) {
                scene.found("chat", Samples.uncontrollable(AgentState.READY))
                        .wait(Duration.ofSeconds(look));
            }

            assertThat(scene.code()).isEqualTo(ErrorCode.SIGN_OUT_FAILED);
            assertThat(scene.reply().channels().getLast().failed()).isEqualTo("NOT_CONTROLLABLE");
        }

        @Test
        void mediumWithoutCarrierFailsWhileTheOthersAreSignedOut() {
            Scene scene =
                    Scene.inspecting()
                            .found("voice", Samples.resting())
                            .found("chat", Samples.uncontrollable(AgentState.READY))
                            .done("voice", AgentState.LOGGED_OUT);

            assertThat(scene.code()).isEqualTo(ErrorCode.SIGN_OUT_FAILED);
            assertThat(scene.reply().channels().getFirst().now()).isEqualTo(AgentState.LOGGED_OUT);
            assertThat(scene.news()).filteredOn(ControlFailure.class::isInstance).hasSize(1);
        }
    }
}
