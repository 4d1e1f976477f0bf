/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.scenario;

import static org.agentlogout.testbed.scenario.Deeds.signIn;
import static org.agentlogout.testbed.scenario.Deeds.step;
import static org.agentlogout.testbed.scenario.Expectations.called;
import static org.agentlogout.testbed.scenario.Expectations.endedInOrder;
import static org.agentlogout.testbed.scenario.Expectations.mediaAre;
import static org.agentlogout.testbed.scenario.Expectations.refused;
import static org.agentlogout.testbed.scenario.Expectations.routable;
import static org.agentlogout.testbed.scenario.Expectations.succeeded;
import static org.agentlogout.testbed.scenario.Expectations.voiceIs;
import static org.agentlogout.testbed.scenario.Tellings.audited;
import static org.agentlogout.testbed.scenario.Tellings.replyTells;
import static org.agentlogout.testbed.scenario.Tellings.stays;
import static org.agentlogout.testbed.scenario.Tellings.told;

import java.time.Duration;
import java.util.List;
import org.agentlogout.cli.SimulatedSession;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.ReplyKind;
import org.agentlogout.schema.SessionEventKind;
import org.agentlogout.testbed.scenario.Scenario.Step;

/** Logouts that wait for interactions, and one that does not. */
final class Waits {

    private static final String FIRST = "request-1";
    private static final String SECOND = "request-2";

    private Waits() {}

    /** In the order of the demo. */
    static List<Scenario> all() {
        return List.of(deferral(), cancel(), forced());
    }

    private static Step call() {
        return step("a customer calls", stage -> stage.simulator().startCall(stage.agent(), true));
    }

    private static Step defer() {
        return step(
                "asks to be logged out when the call is over",
                stage -> {
                    Records.defer(stage, FIRST, Duration.ofMinutes(5));
                    Until.phase(stage, "DEFERRING");
                    Until.event(stage, SessionEventKind.CHANNEL_DEACTIVATED);
                });
    }

    private static Scenario deferral() {
        return new Scenario(
                "deferral",
                "Logged out as soon as the call is over; no new work meanwhile",
                "LOGOUT SUCCESS",
                List.of(
                        signIn(),
                        call(),
                        defer(),
                        step(
                                "the call ends",
                                stage -> {
                                    var call = stage.truth().dialogs().getFirst().id();
                                    stage.simulator().endCall(stage.agent(), call);
                                }),
                        step("waits for the reply", stage -> stage.awaitReplies(FIRST, 1))),
                List.of(
                        succeeded(FIRST, ReplyKind.LOGOUT),
                        told(SessionEventKind.LOGOUT_DEFERRED),
                        voiceIs("LOGOUT"),
                        mediaAre("LOGOUT", "LOGOUT"),
                        endedInOrder()));
    }

    private static Scenario cancel() {
        return new Scenario(
                "cancel",
                "The waiting logout is withdrawn; what was done stays done",
                "CANCELLED; CANCEL SUCCESS",
                List.of(
                        signIn(),
                        call(),
                        defer(),
                        step(
                                "changes its mind",
                                stage -> {
                                    Records.cancel(stage, SECOND, FIRST);
                                    stage.awaitReplies(SECOND, 1);
                                    stage.awaitReplies(FIRST, 1);
                                })),
                List.of(
                        refused(FIRST, "CANCELLED"),
                        succeeded(SECOND, ReplyKind.CANCEL),
                        told(SessionEventKind.LOGOUT_CANCELLED),
                        voiceIs("TALKING"),
                        routable(SimulatedSession.CHAT_MRD, false),
                        called("SignOutUser", 0),
                        stays("IDLE")));
    }

    private static Scenario forced() {
        return new Scenario(
                "forced",
                "A supervisor logs the agent out while a call is live",
                "LOGOUT SUCCESS, the call stays up",
                List.of(
                        signIn(
                                "signs in on voice, where a supervisor's credential is in use",
                                Seat.USUAL.on(Seat.SUPERVISED).with(ChannelType.VOICE)),
                        call(),
                        step(
                                "the supervisor asks for a logout by force",
                                stage -> {
                                    Records.force(stage, FIRST);
                                    stage.awaitReplies(FIRST, 1);
                                    Until.audit(stage);
                                })),
                List.of(
                        succeeded(FIRST, ReplyKind.LOGOUT),
                        replyTells(FIRST, "voice", "though it was live"),
                        voiceIs("LOGOUT"),
                        Expectations.expectation(
                                "the call is still up",
                                stage ->
                                        Expectations.problemUnless(
                                                stage.truth().dialogs().size() == 1,
                                                stage.truth()::toString)),
                        called("SetUserNotReady", 0),
                        audited("SUPERVISOR", "SUCCESS")));
    }
}
