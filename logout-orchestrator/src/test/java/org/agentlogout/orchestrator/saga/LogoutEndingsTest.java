/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.agentlogout.orchestrator.saga.Effect.SessionNews.AgentStateChanged;
import org.agentlogout.orchestrator.saga.Effect.SessionNews.ChannelDeactivated;
import org.agentlogout.orchestrator.saga.Effect.SessionNews.ChannelDisposed;
import org.agentlogout.orchestrator.saga.Effect.SessionNews.ChannelGroupDisposed;
import org.agentlogout.orchestrator.saga.Effect.SessionNews.ChannelOrphaned;
import org.agentlogout.orchestrator.saga.Effect.SessionNews.ConnectionClosed;
import org.agentlogout.orchestrator.saga.Effect.SessionNews.PostLogout;
import org.agentlogout.orchestrator.saga.Effect.SessionNews.SessionDisposed;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Step 7 and after: disposal, late results, newer sessions. */
class LogoutEndingsTest {
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
            Scene scene = loggedOut().request(Samples.ofSession(Samples.request("r2"), "s1"));

            assertThat(scene.reply().alreadyOut()).isTrue();
            assertThat(scene.reply().isSuccess()).isTrue();
        }

        @Test
        void requestWithoutASessionWaitsForAFreshSignInBeforeItIsToldSo() {
            Scene scene = loggedOut().request(Samples.request("r2"));
            assertThat(scene.replies()).hasSize(1);

            scene.wait(Duration.ofSeconds(2));

            assertThat(scene.reply().alreadyOut()).isTrue();
        }

        @Test
        void requestThatOvertakesAFreshSignInIsForTheNewSession() {
            Scene scene = loggedOut().request(Samples.request("r2"));

            scene.open(Samples.session("s2", 200, Samples.VOICE));

            assertThat(scene.agent().saga()).isInstanceOf(Queued.class);
            assertThat(scene.replies()).hasSize(1);
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
        void newSignInMayUseTheNameOfAnEndedSession() {
            Scene scene = new Scene().open(Samples.session("s1", 1)).request(Samples.request("r1"));

            scene.open(Samples.session("s1", 2));

            assertThat(scene.agent().saga()).isInstanceOf(Idle.class);
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
