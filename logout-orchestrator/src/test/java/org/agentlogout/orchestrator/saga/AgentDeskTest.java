/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.agentlogout.orchestrator.saga.Effect.SendReply;
import org.agentlogout.orchestrator.saga.SagaState.Inspecting;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AgentDeskTest {

    private static ReplyAddress address(int number) {
        return new ReplyAddress("own.replies", number, "YWJj", "");
    }

    @Nested
    class Repeats {

        @Test
        void repeatOfARunningRequestWaitsForItsReply() {
            Scene scene =
                    Scene.inspecting()
                            .request(Samples.request("r1"), address(1))
                            .bothFound(Samples.busy());

            assertThat(scene.replies()).hasSize(2);
            assertThat(scene.replies())
                    .extracting(SendReply::to)
                    .containsExactly(ReplyAddress.DEFAULT, address(1));
            assertThat(scene.all(Effect.AskForPlace.class)).hasSize(1);
        }

        @Test
        void seventeenthRepeatDoesNotWait() {
            Scene scene = Scene.inspecting();
            for (int repeat = 1; repeat <= 16; repeat++) {
                scene.request(Samples.request("r1"), address(repeat));
            }
            assertThat(scene.replies()).isEmpty();

            scene.request(Samples.request("r1"), address(17));

            assertThat(scene.code()).isEqualTo(ErrorCode.LOGOUT_IN_PROGRESS);
            assertThat(scene.reply().duplicate()).isTrue();
        }

        @Test
        void repeatAfterTheReplyGetsTheSameBody() {
            Scene scene = Scene.inspecting().bothFound(Samples.busy());
            Reply first = scene.reply();

            scene.wait(Duration.ofMinutes(59)).request(Samples.request("r1"), address(1));

            assertThat(scene.reply()).isEqualTo(first);
            assertThat(scene.verdict()).isEqualTo(Verdict.DUPLICATE);
        }

        @Test
        void anHourLaterItIsANewRequest() {
            Scene scene = Scene.inspecting().bothFound(Samples.busy()).wait(Duration.ofMinutes(61));
            LogoutRequest later = deadline(Samples.request("r1"), Samples.after(61 * 60 + 100));

            scene.request(later);

            assertThat(scene.agent().saga()).isInstanceOf(Queued.class);
        }

        @Test
        void sameIdWithOtherContentIsInvalid() {
            Scene scene = Scene.inspecting();
            LogoutRequest other = Samples.dryRun("r1");
            LogoutRequest changed =
                    new LogoutRequest(
                            other.requestId(),
                            "",
                            other.mode(),
                            true,
                            other.reason(),
                            other.deadline(),
                            other.requestedBy(),
                            false,
                            "another");

            scene.request(changed);

            assertThat(scene.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(scene.agent().saga()).isInstanceOf(Inspecting.class);
        }

        private static LogoutRequest deadline(LogoutRequest plain, Instant deadline) {
            return new LogoutRequest(
                    plain.requestId(),
                    "",
                    plain.mode(),
                    false,
                    plain.reason(),
                    deadline,
                    plain.requestedBy(),
                    false,
                    plain.fingerprint());
        }
    }

    @Nested
    class EarlyRequests {

        @Test
        void requestWaitsForItsSession() {
            Scene scene = new Scene().request(Samples.request("r1"));
            assertThat(scene.replies()).isEmpty();

            scene.wait(Duration.ofSeconds(1)).open(Samples.session());

            assertThat(scene.agent().saga()).isInstanceOf(Queued.class);
        }

        @Test
        void afterTwoSecondsTheSessionIsUnknown() {
            Scene scene = new Scene().request(Samples.request("r1")).wait(Duration.ofSeconds(2));

            assertThat(scene.code()).isEqualTo(ErrorCode.SESSION_UNKNOWN);
        }

        @Test
        void requestForAnotherSessionWaitsForThatOne() {
            Scene scene =
                    Scene.withSession().request(Samples.ofSession(Samples.request("r1"), "s2"));

            scene.open(Samples.session("s2", 200, Samples.VOICE));

            assertThat(scene.agent().saga()).isInstanceOf(Queued.class);
        }

        @Test
        void requestForASupersededSessionIsToldSo() {
            Scene scene =
                    Scene.withSession()
                            .open(Samples.session("s2", 200, Samples.VOICE))
                            .request(Samples.ofSession(Samples.request("r1"), "s1"));

            assertThat(scene.code()).isEqualTo(ErrorCode.SESSION_SUPERSEDED);
        }

        @Test
        void requestForASessionThatComesTooLateIsToldSo() {
            Scene scene =
                    new Scene()
                            .open(Samples.session("s2", 200, Samples.VOICE))
                            .request(Samples.ofSession(Samples.request("r1"), "s1"))
                            .open(Samples.session("s1", 100, Samples.VOICE));
            assertThat(scene.code()).isEqualTo(ErrorCode.SESSION_SUPERSEDED);
            int told = scene.news().size();

            scene.open(Samples.session("s1", 100, Samples.VOICE))
                    .request(Samples.ofSession(Samples.request("r2"), "s1"));

            assertThat(scene.code()).isEqualTo(ErrorCode.SESSION_SUPERSEDED);
            assertThat(scene.replies()).hasSize(2);
            assertThat(scene.news()).as("disposed of once").hasSize(told);
        }

        @Test
        void ofEqualEpochsTheLaterRecordWins() {
            Scene scene =
                    new Scene()
                            .open(Samples.session("s1", 100, Samples.VOICE))
                            .open(Samples.session("s2", 100, Samples.VOICE))
                            .open(Samples.session("s1", 100, Samples.VOICE));

            assertThat(scene.agent().saga())
                    .isInstanceOfSatisfying(
                            SagaState.Idle.class,
                            idle -> assertThat(idle.session().sessionId()).isEqualTo("s1"));
        }

        @Test
        void moreThanSixteenEarlyRequestsAreNotKept() {
            Scene scene = new Scene();
            for (int i = 1; i <= 17; i++) {
                scene.request(Samples.request("r" + i));
            }

            assertThat(scene.replies()).hasSize(1);
            assertThat(scene.code()).isEqualTo(ErrorCode.SESSION_UNKNOWN);
        }
    }

    @Nested
    class DryRuns {

        @Test
        void dryRunTellsWhatWouldBeDoneAndChangesNothing() {
            Scene scene =
                    Scene.withSession()
                            .request(Samples.dryRun("d1"))
                            .granted()
                            .bothFound(Samples.ready());

            assertThat(scene.reply().kind()).isEqualTo(Reply.Kind.DRY_RUN);
            assertThat(scene.reply().isSuccess()).isTrue();
            assertThat(scene.reply().channels().getFirst().done())
                    .containsExactly("NOT_READY", "DEACTIVATED", "SIGNED_OUT");
            assertThat(scene.changes()).isEmpty();
            assertThat(scene.all(Effect.Audit.class)).isEmpty();
            assertThat(scene.news()).isEmpty();
        }

        @Test
        void dryRunForeseesWhatCannotBeSignedOut() {
            Scene scene =
                    Scene.withSession()
                            .request(Samples.dryRun("d1"))
                            .granted()
                            .found("voice", Samples.resting())
                            .found("chat", Samples.uncontrollable(AgentState.READY));

            assertThat(scene.reply().isSuccess()).isTrue();
            assertThat(scene.reply().text()).contains("not every channel");
            assertThat(scene.reply().channels().getLast().done()).isEmpty();
            assertThat(scene.reply().channels().getLast().text())
                    .isEqualTo("Chat would not be logged out: it is not ours to sign out.");
        }

        @Test
        void logoutStartsBesideADryRun() {
            Scene scene =
                    Scene.withSession()
                            .request(Samples.dryRun("d1"))
                            .granted()
                            .request(Samples.request("r1"))
                            .granted();

            assertThat(scene.agent().saga()).isInstanceOf(Inspecting.class);
            assertThat(scene.agent().dryRuns()).hasSize(1);
            assertThat(scene.all(Effect.SendCommand.class))
                    .extracting(Effect.SendCommand::commandId)
                    .doesNotHaveDuplicates();
        }

        @Test
        void dryRunBesideALogoutIsToldThatOneRuns() {
            Scene scene = Scene.inspecting().request(Samples.dryRun("d1"));

            assertThat(scene.code()).isEqualTo(ErrorCode.LOGOUT_IN_PROGRESS);
            assertThat(scene.reply().kind()).isEqualTo(Reply.Kind.DRY_RUN);
        }

        @Test
        void newerSessionEndsDryRunsToo() {
            Scene scene =
                    Scene.withSession()
                            .request(Samples.dryRun("d1"))
                            .granted()
                            .open(Samples.session("s2", 200, Samples.VOICE));

            assertThat(scene.code()).isEqualTo(ErrorCode.SESSION_SUPERSEDED);
            assertThat(scene.agent().dryRuns()).isEmpty();
            assertThat(scene.all(Effect.GivePlaceBack.class)).hasSize(1);
        }

        @Test
        void fifthDryRunAtOnceIsRefused() {
            Scene scene = Scene.withSession();
            for (int i = 1; i <= 5; i++) {
                scene.request(Samples.dryRun("d" + i));
            }

            assertThat(scene.agent().dryRuns()).hasSize(4);
            assertThat(scene.code()).isEqualTo(ErrorCode.LOGOUT_IN_PROGRESS);
        }
    }

    @Test
    void lateEffectIsNewsOfTheSessionAtHand() {
        Scene scene = Scene.inspecting().bothFound(Samples.resting());
        Effect.SendCommand old = scene.commandTo("voice");
        scene.open(Samples.session("s2", 200, Samples.VOICE));

        scene.answer(Samples.tookEffectLate(old));

        Effect.Publish told = scene.all(Effect.Publish.class).getLast();
        assertThat(told.sessionId()).isEqualTo("s2");
        assertThat(told.news())
                .isEqualTo(new Effect.SessionNews.LateEffect("s1", old.commandId(), "late"));
    }

    @Test
    void agentWithNothingToRememberIsForgotten() {
        Scene scene =
                new Scene()
                        .open(Samples.session("s1", 1))
                        .request(Samples.request("r1"))
                        .wait(Duration.ofMinutes(61));

        assertThat(scene.agent().isForgettable()).isTrue();
    }
}
