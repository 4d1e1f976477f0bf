/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

import static org.agentlogout.cti.session.SessionScene.POLICY;
import static org.agentlogout.cti.session.SessionScene.open;
import static org.agentlogout.cti.session.SessionScene.query;
import static org.agentlogout.cti.session.SessionScene.system;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.agentlogout.cti.AgentMessage.AgentName;
import org.agentlogout.cti.AgentMessage.ControlFailureConf;
import org.agentlogout.cti.AgentMessage.QueryAgentStateConf;
import org.agentlogout.cti.AgentMessage.SetAgentStateConf;
import org.agentlogout.cti.AgentMessage.TaskLoad;
import org.agentlogout.cti.AgentState;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.PgStatus;
import org.agentlogout.cti.SessionMessage.CloseReq;
import org.agentlogout.cti.SessionMessage.FailureConf;
import org.agentlogout.cti.SessionMessage.FailureEvent;
import org.agentlogout.cti.SessionMessage.HeartbeatConf;
import org.agentlogout.cti.SessionMessage.HeartbeatReq;
import org.agentlogout.cti.SessionMessage.SystemEventKind;
import org.agentlogout.cti.StatusCode;
import org.agentlogout.cti.session.RequestOutcome.Answered;
import org.agentlogout.cti.session.RequestOutcome.NoAnswer;
import org.agentlogout.cti.session.RequestOutcome.NotSent;
import org.agentlogout.cti.session.RequestOutcome.WhyNoAnswer;
import org.agentlogout.cti.session.RequestOutcome.WhyNotSent;
import org.agentlogout.cti.session.SessionEffect.Complete;
import org.agentlogout.cti.session.SessionEffect.Tell;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OpenSessionTest {

    private static final Duration BEAT = POLICY.heartbeat();

    @Nested
    class Heartbeats {

        @Test
        void areSentWhenNothingElseIs() {
            SessionScene scene = open().after(BEAT.minusMillis(1));
            assertThat(scene.effects()).isEmpty();

            assertThat(scene.after(Duration.ofMillis(1)).sent()).isEqualTo(new HeartbeatReq(2));
        }

        @Test
        void areNotSentWhileRequestsAreAnswered() {
            SessionScene scene = open().after(Duration.ofSeconds(4)).submit("q", query());
            scene.hears(new ControlFailureConf(2, 22, 0));

            assertThat(scene.after(Duration.ofSeconds(4)).effects()).isEmpty();
        }

        @Test
        void askAServerThatIsSilentThoughRequestsGoOut() {
            SessionScene scene = open().after(Duration.ofSeconds(4)).submit("q", query());

            assertThat(scene.after(Duration.ofSeconds(1)).sent()).isEqualTo(new HeartbeatReq(3));
        }

        @Test
        void threeWithoutAnAnswerEndTheSession() {
            SessionScene scene = open().after(BEAT).after(BEAT).after(BEAT);
            assertThat(scene.sent()).isEqualTo(new HeartbeatReq(4));

            assertThat(scene.after(BEAT).effects())
                    .startsWith(new SessionEffect.Disconnect(1))
                    .contains(lost("3 heartbeats without an answer"));
        }

        @Test
        void anAnswerToAnyOfThemKeepsTheSession() {
            SessionScene scene = open().after(BEAT).after(BEAT).after(BEAT);

            scene.hears(new HeartbeatConf(2)).after(BEAT);

            assertThat(scene.sent()).isEqualTo(new HeartbeatReq(5));
        }

        @Test
        void anAnswerToNoneOfThemIsStale() {
            SessionScene scene = open().after(BEAT).hears(new HeartbeatConf(77));

            assertThat(scene.verdict()).isEqualTo(Verdict.STALE);
        }

        @Test
        void aRefusedOneEndsTheSession() {
            SessionScene scene = open().after(BEAT);

            assertThat(scene.hears(FailureConf.of(2, StatusCode.CTI_SERVER_OFFLINE)).effects())
                    .contains(lost("the CTI server is offline (status 15)"));
        }
    }

    @Nested
    class Requests {

        @Test
        void areSentWithAnInvokeIdOfTheirOwn() {
            SessionScene scene = open().submit("q", query()).submit("r", query("1002"));

            assertThat(scene.sent()).isEqualTo(query("1002").withInvokeId(3));
        }

        @Test
        void areAnswered() {
            SessionScene scene = open().submit("q", query()).hears(notReady(2));

            assertThat(scene.effects()).containsExactly(complete(new Answered(notReady(2))));
        }

        @Test
        void mayBeRefusedByEitherFailure() {
            ControlFailureConf control = new ControlFailureConf(2, 22, 9);
            FailureConf failure = FailureConf.of(2, StatusCode.INVALID_AGENT_DATA);

            assertThat(open().submit("q", query()).hears(control).effects())
                    .containsExactly(complete(new Answered(control)));
            assertThat(open().submit("q", query()).hears(failure).effects())
                    .containsExactly(complete(new Answered(failure)));
        }

        @Test
        void areNotAnsweredByAMessageOfAnotherKind() {
            SessionScene scene = open().submit("q", query()).hears(new SetAgentStateConf(2));
            assertThat(scene.verdict()).isEqualTo(Verdict.STALE);

            assertThat(scene.hears(notReady(2)).effects()).hasSize(1);
        }

        @Test
        void areNotAnsweredTwice() {
            SessionScene scene = open().submit("q", query()).hears(notReady(2)).hears(notReady(2));

            assertThat(scene.verdict()).isEqualTo(Verdict.STALE);
            assertThat(scene.effects()).isEmpty();
        }

        @Test
        void areGivenUpAfterTheirTime() {
            SessionScene scene = open().submit("q", query());

            assertThat(scene.after(POLICY.requestTimeout()).effects())
                    .contains(complete(new NoAnswer(WhyNoAnswer.TIMED_OUT)));
            assertThat(scene.hears(notReady(2)).verdict()).isEqualTo(Verdict.STALE);
        }

        @Test
        void areNotSentTwiceUnderOneKey() {
            SessionScene scene = open().submit("q", query()).submit("q", query());

            assertThat(scene.verdict()).isEqualTo(Verdict.DUPLICATE);
            assertThat(scene.effects()).isEmpty();
        }

        @Test
        void areNotSentWhenTooManyAreOnTheirWay() {
            SessionScene scene = open();
            for (int i = 0; i < POLICY.requestLimit(); i++) {
                scene.submit("q" + i, query());
            }

            assertThat(why(scene.submit("q", query()))).isEqualTo(WhyNotSent.TOO_MANY_REQUESTS);
        }

        @Test
        void areNotSentWhenTheyDoNotFitTheProtocol() {
            assertThat(open().submit("q", query("123456789012")).effects())
                    .containsExactly(
                            complete(
                                    new NotSent(
                                            WhyNotSent.NOT_WRITABLE,
                                            "AGENT_ID may have 11 characters")));
        }

        @Test
        void areNotSentWithoutASession() {
            assertThat(why(SessionScene.opening().submit("q", query())))
                    .isEqualTo(WhyNotSent.SESSION_NOT_OPEN);
        }
    }

    @Nested
    class Plants {

        @Test
        void aPeripheralThatNobodyNamedIsAsked() {
            assertThat(open().submit("q", query()).sent()).isInstanceOf(CtiMessage.Request.class);
        }

        @Test
        void anOfflinePeripheralIsNotAsked() {
            SessionScene scene = open().hears(system(SystemEventKind.PERIPHERAL_OFFLINE, 5000, 4));
            assertThat(scene.effects())
                    .containsExactly(new Tell(new SessionNews.PeripheralChanged(5000, false)));

            assertThat(why(scene.submit("q", query()))).isEqualTo(WhyNotSent.PERIPHERAL_OFFLINE);
        }

        /** Seen on a real server: PGStatus 4, and two of three peripherals at work. */
        @Test
        void anotherOfflinePeripheralDoesNotMatter() {
            SessionScene scene = open().hears(system(SystemEventKind.PERIPHERAL_OFFLINE, 5003, 4));

            assertThat(scene.submit("q", query()).sent()).isInstanceOf(CtiMessage.Request.class);
        }

        @Test
        void aPeripheralThatIsBackIsAsked() {
            SessionScene scene =
                    open().hears(system(SystemEventKind.PERIPHERAL_OFFLINE, 5000, 4))
                            .hears(system(SystemEventKind.PERIPHERAL_ONLINE, 5000, 0));
            assertThat(scene.effects())
                    .containsExactly(new Tell(new SessionNews.PeripheralChanged(5000, true)));

            assertThat(scene.submit("q", query()).sent()).isInstanceOf(CtiMessage.Request.class);
        }

        @Test
        void newsIsToldOnce() {
            SessionScene scene =
                    open().hears(system(SystemEventKind.PERIPHERAL_ONLINE, 5000, 0))
                            .hears(system(SystemEventKind.PERIPHERAL_ONLINE, 5000, 0));

            assertThat(scene.effects()).isEmpty();
        }

        @Test
        void nothingIsAskedWhileNoEventsCome() {
            SessionScene scene =
                    open().hears(system(SystemEventKind.TEXT_FYI, 0, PgStatus.OPC_DOWN));
            assertThat(scene.effects())
                    .containsExactly(new Tell(new SessionNews.GatewayChanged(false)));
            assertThat(why(scene.submit("q", query()))).isEqualTo(WhyNotSent.PERIPHERAL_OFFLINE);

            assertThat(scene.hears(system(SystemEventKind.TEXT_FYI, 0, 0)).effects())
                    .containsExactly(new Tell(new SessionNews.GatewayChanged(true)));
        }

        @Test
        void aGatewayThatIsSaidToBeOfflineIsNotAsked() {
            SessionScene scene =
                    open().hears(system(SystemEventKind.PERIPHERAL_GATEWAY_OFFLINE, 0, 0));

            assertThat(why(scene.submit("q", query()))).isEqualTo(WhyNotSent.PERIPHERAL_OFFLINE);
        }

        @Test
        void aServerThatNamesPeripheralsWithoutEndIsNotRemembered() {
            SessionScene scene = open();
            for (int id = 0; id < 2_000; id++) {
                scene.hears(system(SystemEventKind.PERIPHERAL_ONLINE, id, 0));
            }

            assertThat(((SessionState.Open) scene.state()).plant().peripherals()).hasSize(1_000);
        }
    }

    @Test
    void isOverWhenTheServerSaysSo() {
        FailureEvent offline = new FailureEvent(StatusCode.CTI_SERVER_OFFLINE.number());
        CloseReq close = new CloseReq(1, StatusCode.CTI_SERVER_OFFLINE.number());
        Tell lost = lost("the CTI server is offline (status 15)");

        assertThat(open().hears(offline).effects()).contains(lost);
        assertThat(open().hears(close).effects()).contains(lost);
    }

    @Test
    void isOverWhenTheServerDoesNotKnowIt() {
        FailureConf conf = FailureConf.of(2, StatusCode.SESSION_NOT_OPEN);

        assertThat(open().submit("q", query()).hears(conf).effects())
                .startsWith(complete(new Answered(conf)))
                .contains(lost("the session is not open (status 4)"));
    }

    private static QueryAgentStateConf notReady(long invokeId) {
        return new QueryAgentStateConf(
                invokeId,
                AgentState.NOT_READY,
                1,
                new TaskLoad(0, 1, 1, 0),
                5007,
                0,
                AgentName.NONE,
                List.of());
    }

    private static Complete complete(RequestOutcome outcome) {
        return new Complete("q", outcome);
    }

    private static Tell lost(String why) {
        return new Tell(new SessionNews.Lost(Side.A, why));
    }

    private static WhyNotSent why(SessionScene scene) {
        Complete complete = (Complete) scene.effects().getFirst();
        return ((NotSent) complete.outcome()).why();
    }
}
