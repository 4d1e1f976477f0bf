/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.scenario;

import static org.agentlogout.testbed.scenario.Deeds.fault;
import static org.agentlogout.testbed.scenario.Deeds.gone;
import static org.agentlogout.testbed.scenario.Deeds.pause;
import static org.agentlogout.testbed.scenario.Deeds.signIn;
import static org.agentlogout.testbed.scenario.Deeds.step;
import static org.agentlogout.testbed.scenario.Expectations.called;
import static org.agentlogout.testbed.scenario.Expectations.mediaAre;
import static org.agentlogout.testbed.scenario.Expectations.untouched;
import static org.agentlogout.testbed.scenario.Expectations.voiceIs;
import static org.agentlogout.testbed.scenario.Tellings.audited;
import static org.agentlogout.testbed.scenario.Tellings.forcedOut;
import static org.agentlogout.testbed.scenario.Tellings.never;
import static org.agentlogout.testbed.scenario.Tellings.stays;
import static org.agentlogout.testbed.scenario.Tellings.superseded;

import java.time.Duration;
import java.util.List;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.PresenceCause;
import org.agentlogout.schema.SessionEventKind;
import org.agentlogout.simulator.FaultAction;
import org.agentlogout.simulator.Node;

/** A desktop goes, and comes back or not. */
final class Departures {

    private static final Duration SLOW_LOOK = Duration.ofMillis(700);
    private static final Seat LOAD_1 = Seat.USUAL.on(Seat.LOAD_1);

    /** Longer than the shortened grace. */
    private static final Duration GRACE_AND_MORE = Duration.ofMillis(2_300);

    private Departures() {}

    /** In the order of the demo. */
    static List<Scenario> all() {
        return List.of(refresh(), crashLoad0(), crashLoad1(), failOverRace());
    }

    private static Scenario refresh() {
        return new Scenario(
                "refresh",
                "The desktop is refreshed: nothing happened",
                "no logout",
                List.of(
                        signIn("signs in; with LOAD 1 a lost desktop would mean a logout", LOAD_1),
                        step(
                                "the browser is closed",
                                stage -> Records.gone(stage, PresenceCause.BROWSER_CLOSED)),
                        step("the desktop is back", Records::there),
                        pause("the time of the grace passes", GRACE_AND_MORE)),
                List.of(
                        untouched(),
                        voiceIs("READY"),
                        mediaAre("READY", "READY"),
                        stays("IDLE"),
                        never(SessionEventKind.POST_LOGOUT, SessionEventKind.SESSION_DISPOSED)));
    }

    private static Scenario crashLoad0() {
        return new Scenario(
                "crash-load-0",
                "The desktop crashes, LOAD 0: made Not Ready, and stays logged in",
                "NOT_READY, session open",
                List.of(
                        signIn(),
                        gone("the desktop crashes", PresenceCause.CONNECTION_LOST),
                        step("the grace runs out", Until::audit)),
                List.of(
                        voiceIs("NOT_READY"),
                        mediaAre("NOT_READY", "NOT_READY"),
                        called("SignOutUser", 0),
                        called("SignOutMedia", 0),
                        stays("IDLE"),
                        never(SessionEventKind.POST_LOGOUT, SessionEventKind.SESSION_DISPOSED),
                        audited("PRESENCE", "SUCCESS")));
    }

    private static Scenario crashLoad1() {
        return new Scenario(
                "crash-load-1",
                "The desktop crashes, LOAD 1: logged out by force",
                "forced logout",
                List.of(
                        signIn("signs in on a switch with LOAD 1", LOAD_1),
                        gone("the desktop crashes", PresenceCause.CONNECTION_LOST),
                        step("the grace runs out", Until::audit)),
                List.of(
                        voiceIs("LOGOUT"),
                        mediaAre("LOGOUT", "LOGOUT"),
                        forcedOut(),
                        audited("PRESENCE", "SUCCESS")));
    }

    private static Scenario failOverRace() {
        return new Scenario(
                "fail-over-race",
                "Signed in elsewhere as the forced logout begins: not thrown out",
                "the new sign-in lives",
                List.of(
                        signIn("signs in on a switch with LOAD 1", LOAD_1),
                        gone("the desktop's node is lost to it", PresenceCause.CONNECTION_LOST),
                        fault(
                                "the switch answers slowly",
                                "GetUser",
                                "",
                                new FaultAction.Latency(SLOW_LOOK)),
                        step(
                                "the grace runs out, the forced logout begins",
                                stage ->
                                        stage.awaitMail(
                                                "command",
                                                mail -> mail.value() instanceof ChannelCommand)),
                        step(
                                "at that moment the agent signs in at the secondary node",
                                stage -> {
                                    stage.openSession("secondary");
                                    stage.simulator().signIn(stage.agent(), Node.B);
                                }),
                        step(
                                "the older session ends",
                                stage -> Until.event(stage, SessionEventKind.SESSION_DISPOSED)),
                        pause("what was on its way arrives", SLOW_LOOK.plusMillis(300))),
                List.of(
                        untouched(),
                        voiceIs("READY"),
                        mediaAre("READY", "READY"),
                        superseded(),
                        stays("IDLE"),
                        audited("PRESENCE", "SESSION_SUPERSEDED")));
    }
}
