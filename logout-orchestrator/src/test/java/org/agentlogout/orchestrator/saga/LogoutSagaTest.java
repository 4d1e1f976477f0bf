/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.agentlogout.orchestrator.saga.CommandResult.Outcome;
import org.agentlogout.orchestrator.saga.Effect.Order;
import org.agentlogout.orchestrator.saga.Effect.SessionNews.AgentStateChanged;
import org.agentlogout.orchestrator.saga.Effect.SessionNews.ChannelDeactivated;
import org.agentlogout.orchestrator.saga.Effect.SessionNews.ChannelDisposed;
import org.agentlogout.orchestrator.saga.Effect.SessionNews.ChannelGroupDisposed;
import org.agentlogout.orchestrator.saga.Effect.SessionNews.ChannelOrphaned;
import org.agentlogout.orchestrator.saga.Effect.SessionNews.ConnectionClosed;
import org.agentlogout.orchestrator.saga.Effect.SessionNews.ControlFailure;
import org.agentlogout.orchestrator.saga.Effect.SessionNews.PostLogout;
import org.agentlogout.orchestrator.saga.Effect.SessionNews.SessionDisposed;
import org.agentlogout.orchestrator.saga.LogoutRequest.ReasonChoice;
import org.agentlogout.orchestrator.saga.LogoutRequest.SwitchReason;
import org.agentlogout.orchestrator.saga.SagaState.Deactivating;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.Inspecting;
import org.agentlogout.orchestrator.saga.SagaState.MakingNotReady;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.agentlogout.orchestrator.saga.SagaState.SigningOut;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

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
        void modesThatAreNotOfferedAreRefusedInWords() {
            LogoutRequest plain = Samples.request("r1");
            LogoutRequest defer =
                    new LogoutRequest(
                            "r1",
                            "",
                            LogoutRequest.Mode.DEFER,
                            false,
                            plain.reason(),
                            plain.deadline(),
                            plain.requestedBy(),
                            false,
                            "f");

            Scene scene = Scene.withSession().request(defer);

            assertThat(scene.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(scene.detail()).contains("DEFER");
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

            assertThat(scene.commandTo("voice").order()).isEqualTo(new Order.SignOut("7", false));
        }

        @Test
        void reasonIsNotSentToAPlatformThatTakesNone() {
            Scene scene =
                    withReason(new ReasonChoice(List.of(), "End of shift"))
                            .bothFound(Samples.resting());

            assertThat(scene.commandTo("voice").order()).isEqualTo(new Order.SignOut("", false));
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
                            .wait(Duration.ofSeconds(1));

            assertThat(scene.commandTo("voice").attempt()).isEqualTo(2);
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
            assertThat(scene.commandTo("voice").order()).isEqualTo(new Order.SignOut("", true));

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
        }
    }

    @Nested
    class Ending {

        private Scene loggedOut() {
            return Scene.inspecting()
                    .bothFound(Samples.ready())
                    .bothDone(AgentState.NOT_READY)
                    .bothDone(AgentState.NOT_READY)
                    .bothDone(AgentState.LOGGED_OUT);
        }

        @Test
        void eventsComeInTheOrderDesktopsExpect() {
            assertThat(loggedOut().news())
                    .containsExactly(
                            new AgentStateChanged(AgentState.READY, AgentState.NOT_READY),
                            new AgentStateChanged(AgentState.READY, AgentState.NOT_READY),
                            new ChannelDeactivated(),
                            new ChannelDeactivated(),
                            new AgentStateChanged(AgentState.NOT_READY, AgentState.LOGGED_OUT),
                            new AgentStateChanged(AgentState.NOT_READY, AgentState.LOGGED_OUT),
                            new PostLogout(false),
                            new ChannelDisposed(),
                            new ChannelDisposed(),
                            new ChannelGroupDisposed(),
                            new SessionDisposed(),
                            new ConnectionClosed("r1", "SUCCESS"));
        }

        @Test
        void successGivesThePlaceBackAndOneAudit() {
            Scene scene = loggedOut();

            assertThat(scene.reply().isSuccess()).isTrue();
            assertThat(scene.all(Effect.GivePlaceBack.class)).hasSize(1);
            assertThat(scene.all(Effect.Audit.class)).hasSize(1);
        }

        @Test
        void nextRequestIsToldThatTheAgentWasOutAlready() {
            Scene scene = loggedOut().request(Samples.request("r2"));

            assertThat(scene.reply().alreadyOut()).isTrue();
            assertThat(scene.reply().isSuccess()).isTrue();
        }

        @Test
        void lateResultThatCompletesThePictureDisposesOfTheSession() {
            Scene scene =
                    Scene.inspecting()
                            .bothFound(Samples.resting())
                            .done("voice", AgentState.LOGGED_OUT);
            CommandResult late = Samples.done(scene.commandTo("chat"), AgentState.LOGGED_OUT);
            scene.wait(Duration.ofSeconds(40));
            int replies = scene.replies().size();

            scene.answer(late);

            assertThat(scene.replies()).hasSize(replies);
            assertThat(scene.agent().saga()).isInstanceOf(NoSession.class);
            assertThat(scene.news()).endsWith(new ConnectionClosed("r1", "SUCCESS"));
        }

        @Test
        void channelAddedMeanwhileIsNotForgotten() {
            Scene scene = Scene.withSession().request(Samples.request("r1")).granted();
            Channel mail = new Channel("mail", Channel.Type.EMAIL, "cce1", Samples.CHAT.address());
            scene.open(Samples.session("s1", 100, Samples.VOICE, Samples.CHAT, mail));

            scene.bothFound(Samples.resting()).bothDone(AgentState.LOGGED_OUT);

            assertThat(scene.code()).isEqualTo(ErrorCode.SIGN_OUT_FAILED);
            assertThat(scene.agent().saga()).isInstanceOf(Idle.class);
        }
    }

    @Nested
    class Superseding {

        @Test
        void newerSessionEndsTheSagaAndNothingMoreIsSent() {
            Scene scene = Scene.inspecting().bothFound(Samples.ready());
            int sent = scene.all(Effect.SendCommand.class).size();

            scene.open(Samples.session("s2", 200, Samples.VOICE));

            assertThat(scene.code()).isEqualTo(ErrorCode.SESSION_SUPERSEDED);
            assertThat(scene.all(Effect.SendCommand.class)).hasSize(sent);
            assertThat(scene.news())
                    .contains(new ChannelOrphaned())
                    .doesNotHaveAnyElementsOfTypes(PostLogout.class, ConnectionClosed.class);
        }

        @Test
        void olderSessionIsOverAtOnceAndLeavesTheCurrentOneAlone() {
            Scene scene = Scene.withSession();
            SagaState before = scene.agent().saga();

            scene.open(Samples.session("s0", 50, Samples.VOICE));

            assertThat(scene.agent().saga()).isEqualTo(before);
            assertThat(scene.news()).contains(new SessionDisposed());
        }

        @Test
        void equalEpochOfAnotherSessionIsTheLaterRecord() {
            Scene scene = Scene.withSession().open(Samples.session("s2", 100, Samples.VOICE));

            assertThat(((Idle) scene.agent().saga()).session().sessionId()).isEqualTo("s2");
        }

        @Test
        void endedSessionIsNotOpenedByItsOwnRecordAgain() {
            Scene scene = new Scene().open(Samples.session("s1", 1)).request(Samples.request("r1"));

            scene.open(Samples.session("s1", 1));

            assertThat(scene.verdict()).isEqualTo(Verdict.DUPLICATE);
            assertThat(scene.agent().saga()).isInstanceOf(NoSession.class);
        }

        @Test
        void epochFarAheadOfItsRecordIsRefused() {
            long ahead = Samples.NOON.plus(Duration.ofMinutes(6)).toEpochMilli();

            Scene scene = Scene.withSession().open(Samples.session("s2", ahead));

            assertThat(scene.verdict()).isEqualTo(Verdict.REFUSED);
            assertThat(((Idle) scene.agent().saga()).session().sessionId()).isEqualTo("s1");
        }
    }
}
