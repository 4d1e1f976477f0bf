/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.scenario;

import static org.agentlogout.testbed.scenario.Deeds.fault;
import static org.agentlogout.testbed.scenario.Deeds.step;
import static org.agentlogout.testbed.scenario.Expectations.called;
import static org.agentlogout.testbed.scenario.Expectations.endedInOrder;
import static org.agentlogout.testbed.scenario.Expectations.mediaAre;
import static org.agentlogout.testbed.scenario.Expectations.refused;
import static org.agentlogout.testbed.scenario.Expectations.succeeded;
import static org.agentlogout.testbed.scenario.Expectations.untouched;
import static org.agentlogout.testbed.scenario.Expectations.voiceIs;

import java.util.List;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.ReasonChoice;
import org.agentlogout.schema.ReplyKind;
import org.agentlogout.simulator.FaultAction;
import org.agentlogout.simulator.Node;
import org.agentlogout.testbed.scenario.Scenario.Step;

/** Sessions that mix: voice over a CTI server, chat and e-mail over Finesse. */
final class CtiLogouts {

    private static final String FIRST = "request-1";

    private CtiLogouts() {}

    static List<Scenario> all() {
        return List.of(success(), ongoingInteraction(), connectionLost(), sideAway());
    }

    private static Step signIn() {
        return step(
                "signs in on voice (CTI server), chat and e-mail (Finesse); Ready everywhere",
                stage -> stage.signIn(Seat.MIXED));
    }

    /** A label suits both platforms: they know the reason by other ids. */
    private static Step logout() {
        return step(
                "asks to log out",
                stage -> {
                    var label = Scenarios.END_OF_SHIFT.label();
                    var request = LogoutRequest.newBuilder(stage.logoutRequest(FIRST, false, ""));
                    request.setReason(ReasonChoice.newBuilder().setLabel(label).build());
                    stage.send(request.build());
                    stage.awaitReplies(FIRST, 1);
                });
    }

    private static Scenario success() {
        return new Scenario(
                "cti-success",
                "A logout over a CTI server and Finesse",
                "LOGOUT SUCCESS",
                List.of(signIn(), logout()),
                List.of(
                        succeeded(FIRST, ReplyKind.LOGOUT),
                        voiceIs("LOGOUT"),
                        mediaAre("LOGOUT", "LOGOUT"),
                        called("CtiSetNotReady", 1),
                        called("CtiSignOut", 1),
                        called("SignOutMedia", 2),
                        endedInOrder()));
    }

    private static Scenario ongoingInteraction() {
        return new Scenario(
                "cti-ongoing-interaction",
                "A call is live at the CTI server: refused, nothing is touched",
                "ONGOING_INTERACTION",
                List.of(
                        signIn(),
                        step(
                                "a customer calls",
                                stage -> stage.simulator().startCall(stage.agent(), true)),
                        logout()),
                List.of(
                        refused(FIRST, "ONGOING_INTERACTION"),
                        untouched(),
                        voiceIs("TALKING"),
                        mediaAre("READY", "READY")));
    }

    private static Scenario connectionLost() {
        return new Scenario(
                "cti-connection-lost",
                "The connection breaks with the sign-out on it: asked, not sent again",
                "LOGOUT SUCCESS",
                List.of(
                        signIn(),
                        fault(
                                "the connection shall break at the sign-out",
                                "CtiSignOut",
                                "",
                                new FaultAction.Drop(true)),
                        logout()),
                List.of(
                        succeeded(FIRST, ReplyKind.LOGOUT),
                        voiceIs("LOGOUT"),
                        called("CtiSignOut", 1),
                        endedInOrder()));
    }

    private static Scenario sideAway() {
        return new Scenario(
                "cti-side-away",
                "Side A goes out of service: side B takes over",
                "LOGOUT SUCCESS",
                List.of(
                        signIn(),
                        step(
                                "side A goes out of service",
                                stage -> stage.simulator().cti().outOfService(Node.A, true)),
                        logout(),
                        step(
                                "side A is back",
                                stage -> stage.simulator().cti().outOfService(Node.A, false))),
                List.of(
                        succeeded(FIRST, ReplyKind.LOGOUT),
                        voiceIs("LOGOUT"),
                        mediaAre("LOGOUT", "LOGOUT"),
                        endedInOrder()));
    }
}
