/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

import static org.agentlogout.cti.session.SessionScene.POLICY;
import static org.agentlogout.cti.session.SessionScene.line;
import static org.agentlogout.cti.session.SessionScene.open;
import static org.agentlogout.cti.session.SessionScene.opening;
import static org.agentlogout.cti.session.SessionScene.started;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.agentlogout.cti.CtiVersion;
import org.agentlogout.cti.SessionMessage.CloseConf;
import org.agentlogout.cti.SessionMessage.CloseReq;
import org.agentlogout.cti.SessionMessage.OpenReq;
import org.agentlogout.cti.SessionMessage.SessionType;
import org.agentlogout.cti.StatusCode;
import org.agentlogout.cti.session.SessionEffect.Connect;
import org.agentlogout.cti.session.SessionEffect.Disconnect;
import org.agentlogout.cti.session.SessionEffect.Tell;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CtiSessionTest {

    @Nested
    class Opening {

        @Test
        void beginsAtSideAWithTheNewestVersion() {
            assertThat(started().effects()).containsExactly(new Connect(1, Side.A, CtiVersion.V25));
        }

        @Test
        void asksForControlAndAllEvents() {
            OpenReq req = opening().openReq();

            assertThat(req.servicesRequested()).isEqualTo(0x14);
            assertThat(req.callMsgMask()).isEqualTo(0x6020);
            assertThat(req.agentStateMask()).isEqualTo(0x3FFF);
            assertThat(req.idleTimeout()).isEqualTo(20);
            assertThat(req.peripheralId()).isEqualTo(0xFFFF_FFFFL);
            assertThat(req.version()).isEqualTo(25);
        }

        @Test
        void isDoneWithOpenConf() {
            assertThat(open().effects())
                    .containsExactly(new Tell(new SessionNews.Opened(Side.A, CtiVersion.V25)));
        }

        @Test
        void offersTheNextLowerVersionToTheSameSide() {
            assertThat(opening().refused(StatusCode.INVALID_VERSION).effects())
                    .startsWith(new Disconnect(1))
                    .endsWith(new Connect(2, Side.A, CtiVersion.V24));
        }

        @Test
        void triesTheOtherSideWhenNoVersionIsTaken() {
            SessionScene scene = opening();
            for (int i = 1; i < CtiVersion.values().length; i++) {
                scene.refused(StatusCode.INVALID_VERSION).connected();
            }
            assertThat(scene.openReq().version()).isEqualTo(14);

            assertThat(scene.refused(StatusCode.INVALID_VERSION).effects())
                    .endsWith(new Connect(13, Side.B, CtiVersion.V25));
        }

        @Test
        void offersTheAgreedVersionAgain() {
            SessionScene scene = opening().refused(StatusCode.INVALID_VERSION).connected();

            assertThat(scene.accepted().lost().effects())
                    .endsWith(new Connect(3, Side.B, CtiVersion.V24));
        }

        @ParameterizedTest
        @EnumSource(
                value = StatusCode.class,
                names = {"INVALID_VERSION", "INVALID_PASSWORD"},
                mode = EnumSource.Mode.EXCLUDE)
        void triesTheOtherSideAfterAnyOtherRefusal(StatusCode status) {
            assertThat(opening().refused(status).effects())
                    .startsWith(new Disconnect(1))
                    .endsWith(new Connect(2, Side.B, CtiVersion.V25));
        }

        @Test
        void isNotDoneWithAnAnswerToSomethingElse() {
            SessionScene scene = opening();

            scene.hears(scene.openConf(2, 0x14, SessionType.ACTIVE));

            assertThat(scene.verdict()).isEqualTo(Verdict.STALE);
            assertThat(scene.state()).isInstanceOf(SessionState.Opening.class);
        }

        @Test
        void leavesAStandbyServer() {
            SessionScene scene = opening();

            assertThat(scene.hears(scene.openConf(0x14, SessionType.STANDBY)).effects())
                    .endsWith(new Connect(2, Side.B, CtiVersion.V25));
        }

        @Test
        void leavesAServerThatGrantsTooLittle() {
            SessionScene noEvents = opening();
            noEvents.hears(noEvents.openConf(0x4, SessionType.ACTIVE));
            SessionScene noControl = opening();
            noControl.hears(noControl.openConf(0x10, SessionType.ACTIVE));

            assertThat(List.of(noEvents.state(), noControl.state()))
                    .allMatch(SessionState.Connecting.class::isInstance);
        }

        @Test
        void isContentWithControlOfAgentsAlone() {
            SessionScene scene = opening();

            scene.hears(scene.openConf(0x2010, SessionType.ACTIVE));

            assertThat(scene.state()).isInstanceOf(SessionState.Open.class);
        }

        @Test
        void doesNotSendARefusedPasswordAgain() {
            SessionScene scene = opening().refused(StatusCode.INVALID_PASSWORD);
            assertThat(scene.effects().getLast())
                    .isEqualTo(
                            new Tell(
                                    new SessionNews.ClientRefused(
                                            Side.A, "the client's password is wrong (status 36)")));
            assertThat(scene.after(Duration.ofHours(1)).effects()).isEmpty();

            scene.happens(new SessionEvent.Start(scene.now()));

            assertThat(scene.effects()).containsExactly(new Connect(2, Side.A, CtiVersion.V25));
        }

        @Test
        void givesUpAfterItsTime() {
            assertThat(opening().after(Duration.ofSeconds(29)).effects()).isEmpty();
            assertThat(opening().after(Duration.ofSeconds(30)).effects())
                    .startsWith(new Disconnect(1))
                    .endsWith(new Connect(2, Side.B, CtiVersion.V25));
        }

        @Test
        void givesAConnectionUpAfterItsTime() {
            assertThat(started().after(Duration.ofSeconds(5)).effects())
                    .startsWith(new Disconnect(1))
                    .endsWith(new Connect(2, Side.B, CtiVersion.V25));
        }

        @Test
        void heedsNothingOfAnEarlierConnection() {
            SessionScene scene = started().lost().connected();

            scene.happens(new SessionEvent.ConnectionLost(scene.now(), 1, "late"));

            assertThat(scene.verdict()).isEqualTo(Verdict.STALE);
            assertThat(scene.state()).isInstanceOf(SessionState.Opening.class);
        }
    }

    @Nested
    class FailOver {

        @Test
        void followsTheGuidesOrder() {
            SessionScene scene = started();
            List<String> order = new ArrayList<>();
            for (int i = 0; i < 14; i++) {
                order.add(line(scene.state()).side().name());
                scene.lost();
                if (scene.state() instanceof SessionState.Waiting s) {
                    order.add(Duration.between(scene.now(), s.until()).toSeconds() + "s");
                    scene.after(Duration.between(scene.now(), s.until()).minusMillis(1));
                    assertThat(scene.effects()).isEmpty();
                    scene.after(Duration.ofMillis(1));
                }
            }
            assertThat(String.join(" ", order))
                    .isEqualTo("A B 3s A B 15s A B 30s A B 60s A B 120s A B 120s A B 120s");
        }

        @Test
        void returnsToASideThatWasGood() {
            SessionScene scene = started().lost().connected().accepted();

            assertThat(
                            scene.after(Duration.ofSeconds(4))
                                    .after(Duration.ofSeconds(6))
                                    .lost()
                                    .effects())
                    .endsWith(new Connect(3, Side.B, CtiVersion.V25));
        }

        @Test
        void countsASessionThatDidNotSettleAsAFailedTry() {
            SessionScene scene = open().lost().connected().accepted().lost();

            assertThat(scene.state()).isInstanceOf(SessionState.Waiting.class);
        }

        @ParameterizedTest
        @EnumSource(Side.class)
        void sendsNothingAgain(Side failing) {
            SessionScene scene =
                    failing == Side.A ? open() : started().lost().connected().accepted();
            scene.submit("q", SessionScene.query());

            scene.lost();
            assertThat(scene.effects())
                    .contains(
                            new SessionEffect.Complete(
                                    "q",
                                    new RequestOutcome.NoAnswer(
                                            RequestOutcome.WhyNoAnswer.CONNECTION_LOST)))
                    .noneMatch(SessionEffect.Send.class::isInstance);
            scene.after(Duration.ofSeconds(3)).connected();
            assertThat(scene.effects()).hasSize(1);
            scene.accepted();
            assertThat(scene.effects()).hasSize(1).first().isInstanceOf(Tell.class);
        }
    }

    @Nested
    class Closing {

        @Test
        void asksAndWaits() {
            SessionScene scene = open().stop();
            assertThat(scene.sent()).isEqualTo(new CloseReq(2, 0));

            assertThat(scene.hears(new CloseConf(2)).effects()).containsExactly(new Disconnect(1));
            assertThat(scene.state()).isInstanceOf(SessionState.Stopped.class);
        }

        @Test
        void waitsNoLongerThanItsTime() {
            assertThat(open().stop().after(POLICY.closeTimeout()).effects())
                    .containsExactly(new Disconnect(1));
        }

        @Test
        void isCutShortByAnotherStart() {
            SessionScene scene = open().stop();

            scene.happens(new SessionEvent.Start(scene.now()));

            assertThat(scene.effects())
                    .containsExactly(new Disconnect(1), new Connect(2, Side.A, CtiVersion.V25));
        }

        @Test
        void givesRequestsOnTheirWayNoAnswer() {
            assertThat(open().submit("q", SessionScene.query()).stop().effects())
                    .contains(
                            new SessionEffect.Complete(
                                    "q",
                                    new RequestOutcome.NoAnswer(
                                            RequestOutcome.WhyNoAnswer.SESSION_CLOSED)));
        }

        @Test
        void dropsAConnectionThatIsNotOpenYet() {
            assertThat(opening().stop().effects()).containsExactly(new Disconnect(1));
            assertThat(started().stop().effects()).containsExactly(new Disconnect(1));
        }
    }
}
