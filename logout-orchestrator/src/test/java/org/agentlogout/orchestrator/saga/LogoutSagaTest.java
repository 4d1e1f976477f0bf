/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.agentlogout.orchestrator.saga.CommandResult.Outcome;
import org.agentlogout.orchestrator.saga.Effect.Order;
import org.agentlogout.orchestrator.saga.LogoutRequest.ReasonChoice;
import org.agentlogout.orchestrator.saga.LogoutRequest.SwitchReason;
import org.agentlogout.orchestrator.saga.SagaState.Inspecting;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Steps 0 to 3: what is refused before anything is changed. */
class LogoutSagaTest {

    @Nested
    class Validating {

        @Test
        void requestAsksForAPlaceFirst() {
            Scene scene = Scene.withSession().request(Samples.request("r1"));

            assertThat(scene.agent().saga()).isInstanceOf(Queued.class);
            assertThat(scene.all(Effect.AskForPlace.class)).hasSize(1);
            assertThat(scene.all(Effect.SendCommand.class)).isEmpty();
        }

        @Test
        void secondRequestIsToldThatOneRuns() {
            Scene scene = Scene.inspecting().request(Samples.request("r2"));

            assertThat(scene.code()).isEqualTo(ErrorCode.LOGOUT_IN_PROGRESS);
            assertThat(scene.agent().saga()).isInstanceOf(Inspecting.class);
        }

        @Test
        void anUnknownModeIsRefusedInWords() {
            LogoutRequest plain = Samples.request("r1");
            LogoutRequest unknown =
                    new LogoutRequest(
                            "r1",
                            "",
                            LogoutRequest.Mode.UNKNOWN,
                            false,
                            plain.reason(),
                            plain.deadline(),
                            plain.requestedBy(),
                            false,
                            "f");

            Scene scene = Scene.withSession().request(unknown);

            assertThat(scene.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(scene.detail()).contains("Name a mode");
        }

        @Test
        void requestAfterItsDeadlineIsAnsweredWithoutALook() {
            Scene scene =
                    Scene.withSession()
                            .wait(Duration.ofSeconds(121))
                            .request(Samples.request("r1"));

            assertThat(scene.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
            assertThat(scene.all(Effect.SendCommand.class)).isEmpty();
        }

        @Test
        void queuedRequestEndsAtItsDeadlineAndGivesItsTurnBack() {
            Scene scene =
                    Scene.withSession()
                            .request(Samples.request("r1"))
                            .wait(Duration.ofSeconds(121));

            assertThat(scene.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
            assertThat(scene.all(Effect.GivePlaceBack.class)).hasSize(1);
        }

        @Test
        void sessionWithoutChannelsIsDisposedOfAtOnce() {
            Scene scene = new Scene().open(Samples.session("s1", 1)).request(Samples.request("r1"));

            assertThat(scene.reply().isSuccess()).isTrue();
            assertThat(scene.agent().saga()).isInstanceOf(NoSession.class);
        }
    }

    @Nested
    class Looking {

        @Test
        void everyChannelIsLookedAtWithoutGuard() {
            Scene scene = Scene.inspecting();

            assertThat(scene.all(Effect.SendCommand.class))
                    .extracting(Effect.SendCommand::order)
                    .containsExactly(new Order.Inspect(), new Order.Inspect());
            assertThat(scene.commandTo("voice").guarded()).isFalse();
        }

        @Test
        void nothingIsDecidedBeforeTheLastLookIsIn() {
            Scene scene = Scene.inspecting().found("voice", Samples.busy());

            assertThat(scene.agent().saga()).isInstanceOf(Inspecting.class);
            assertThat(scene.replies()).isEmpty();
        }

        @Test
        void interactionOnAnyChannelEndsItWithoutAChange() {
            Scene scene =
                    Scene.inspecting()
                            .found("chat", Samples.busy())
                            .found("voice", Samples.ready());

            assertThat(scene.code()).isEqualTo(ErrorCode.ONGOING_INTERACTION);
            assertThat(scene.changes()).isEmpty();
        }

        @Test
        void interactionComesBeforeTheQuestionForAReason() {
            Scene scene =
                    Scene.inspecting()
                            .found("voice", Samples.wantsReason())
                            .found("chat", Samples.busy());

            assertThat(scene.code()).isEqualTo(ErrorCode.ONGOING_INTERACTION);
        }

        @Test
        void lookThatFailsEndsItAsSwitchUnavailable() {
            Scene scene =
                    Scene.inspecting()
                            .found("voice", Samples.ready())
                            .ends("chat", Outcome.FAILED, false, "CREDENTIAL_REFUSED");

            assertThat(scene.code()).isEqualTo(ErrorCode.SWITCH_UNAVAILABLE);
            assertThat(scene.detail()).isEqualTo("CREDENTIAL_REFUSED");
            assertThat(scene.changes()).isEmpty();
        }

        @Test
        void silentLookIsIssuedOnceMoreAndThenGivenUp() {
            Scene scene = Scene.inspecting().found("voice", Samples.ready());

            scene.wait(Duration.ofSeconds(21));

            assertThat(scene.all(Effect.SendCommand.class))
                    .filteredOn(command -> command.channel().equals(Samples.CHAT))
                    .extracting(Effect.SendCommand::attempt)
                    .containsExactly(1, 2);
            assertThat(scene.code()).isEqualTo(ErrorCode.SWITCH_UNAVAILABLE);
        }

        @Test
        void requiredReasonIsAskedForWithTheOffers() {
            Scene scene = Scene.inspecting().bothFound(Samples.wantsReason());

            assertThat(scene.code()).isEqualTo(ErrorCode.LOGOUT_REASON_REQUIRED);
            assertThat(scene.reply().reasonsToOffer())
                    .containsExactly(
                            new Reply.ReasonOffer("cce1", Samples.wantsReason().reasons()));
            assertThat(scene.changes()).isEmpty();
        }

        @Test
        void unknownReasonIsRefusedWithTheOffers() {
            ReasonChoice wrong = new ReasonChoice(List.of(new SwitchReason("cce1", "99")), "");

            Scene scene = withReason(wrong).bothFound(Samples.wantsReason());

            assertThat(scene.code()).isEqualTo(ErrorCode.LOGOUT_REASON_INVALID);
            assertThat(scene.reply().reasonsToOffer()).hasSize(1);
            assertThat(scene.changes()).isEmpty();
        }

        @Test
        void labelFindsTheSwitchesOwnId() {
            Scene scene =
                    withReason(new ReasonChoice(List.of(), "end of SHIFT"))
                            .bothFound(Samples.wantsReason())
                            .bothDone(AgentState.NOT_READY)
                            .bothDone(AgentState.NOT_READY);

            assertThat(scene.commandTo("voice").order())
                    .isEqualTo(new Order.SignOut("7", false, Effect.Manner.PLAIN));
        }

        @Test
        void reasonIsNotSentToAPlatformThatTakesNone() {
            Scene scene =
                    withReason(new ReasonChoice(List.of(), "End of shift"))
                            .bothFound(Samples.resting());

            assertThat(scene.commandTo("voice").order())
                    .isEqualTo(new Order.SignOut("", false, Effect.Manner.PLAIN));
        }

        @Test
        void missingNotReadyReasonNamesTheSettingBeforeAnythingChanges() {
            Scene scene =
                    Scene.inspecting()
                            .bothFound(Samples.withoutNotReadyReason("set SWITCH_CCE1_REASON"));

            assertThat(scene.code()).isEqualTo(ErrorCode.NOT_READY_FAILED);
            assertThat(scene.detail()).isEqualTo("set SWITCH_CCE1_REASON");
            assertThat(scene.changes()).isEmpty();
        }

        private Scene withReason(ReasonChoice reason) {
            return Scene.withSession()
                    .request(Samples.withReason(Samples.request("r1"), reason))
                    .granted();
        }
    }
}
