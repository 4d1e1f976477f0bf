/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.scenario;

import static org.agentlogout.testbed.scenario.Deeds.fault;
import static org.agentlogout.testbed.scenario.Deeds.isNotReadyOfVoice;
import static org.agentlogout.testbed.scenario.Deeds.logout;
import static org.agentlogout.testbed.scenario.Deeds.refusal;
import static org.agentlogout.testbed.scenario.Deeds.signIn;
import static org.agentlogout.testbed.scenario.Deeds.step;
import static org.agentlogout.testbed.scenario.Expectations.called;
import static org.agentlogout.testbed.scenario.Expectations.channelFailed;
import static org.agentlogout.testbed.scenario.Expectations.endedInOrder;
import static org.agentlogout.testbed.scenario.Expectations.mediaAre;
import static org.agentlogout.testbed.scenario.Expectations.offersReasons;
import static org.agentlogout.testbed.scenario.Expectations.oneSaga;
import static org.agentlogout.testbed.scenario.Expectations.outcomeOf;
import static org.agentlogout.testbed.scenario.Expectations.refused;
import static org.agentlogout.testbed.scenario.Expectations.routable;
import static org.agentlogout.testbed.scenario.Expectations.sameReplies;
import static org.agentlogout.testbed.scenario.Expectations.succeeded;
import static org.agentlogout.testbed.scenario.Expectations.untouched;
import static org.agentlogout.testbed.scenario.Expectations.voiceIs;

import java.time.Duration;
import java.util.List;
import org.agentlogout.cli.SimulatedSession;
import org.agentlogout.schema.CommandOutcome;
import org.agentlogout.schema.ReplyKind;
import org.agentlogout.simulator.FaultAction;

/** Every way a requested logout in mode REFUSE can end, and the dry run. */
final class Logouts {

    private static final String REASON = Scenarios.REASON;
    private static final String FIRST = "request-1";
    private static final String SECOND = "request-2";

    /**
     * The wait of a look that a call shall overtake: many times what a command takes to the worker.
     */
    private static final Duration SLOW_LOOK = Duration.ofMillis(700);

    private Logouts() {}

    /** In the order of the demo. */
    static List<Scenario> all() {
        return List.of(
                success(),
                ongoingInteraction(),
                reasonRequired(),
                notReadyFails(),
                callSlipsIn(),
                deactivationFails(),
                signOutFails(),
                timeOutReconciled(),
                sameRequestTwice(),
                dryRun());
    }

    private static Scenario success() {
        return new Scenario(
                "success",
                "A logout over voice, chat and e-mail",
                "LOGOUT SUCCESS",
                List.of(signIn(), logout(FIRST, REASON)),
                List.of(
                        succeeded(FIRST, ReplyKind.LOGOUT),
                        voiceIs("LOGOUT"),
                        mediaAre("LOGOUT", "LOGOUT"),
                        called("SignOutUser", 1),
                        called("SignOutMedia", 2),
                        endedInOrder()));
    }

    private static Scenario ongoingInteraction() {
        return new Scenario(
                "ongoing-interaction",
                "A call is live: refused, and nothing is touched",
                "ONGOING_INTERACTION",
                List.of(
                        signIn(),
                        step(
                                "a customer calls",
                                stage -> stage.simulator().startCall(stage.agent(), true)),
                        logout(FIRST, REASON)),
                List.of(
                        refused(FIRST, "ONGOING_INTERACTION"),
                        untouched(),
                        voiceIs("TALKING"),
                        mediaAre("READY", "READY")));
    }

    private static Scenario reasonRequired() {
        return new Scenario(
                "reason-required",
                "The switch wants a reason: asked for, then given",
                "LOGOUT_REASON_REQUIRED, then LOGOUT SUCCESS",
                List.of(
                        signIn(),
                        logout(FIRST, ""),
                        step("nothing may have changed", Deeds::requireUntouched),
                        logout(SECOND, REASON)),
                List.of(
                        refused(FIRST, "LOGOUT_REASON_REQUIRED"),
                        offersReasons(FIRST),
                        succeeded(SECOND, ReplyKind.LOGOUT),
                        voiceIs("LOGOUT"),
                        mediaAre("LOGOUT", "LOGOUT"),
                        endedInOrder()));
    }

    private static Scenario notReadyFails() {
        return new Scenario(
                "not-ready-fails",
                "The switch will not make voice Not Ready",
                "NOT_READY_FAILED",
                List.of(
                        signIn(),
                        fault("voice cannot be made Not Ready", "SetUserNotReady", "", refusal()),
                        logout(FIRST, REASON)),
                List.of(
                        refused(FIRST, "NOT_READY_FAILED"),
                        voiceIs("READY"),
                        called("SignOutUser", 0),
                        called("SetMediaRoutable", 0)));
    }

    private static Scenario callSlipsIn() {
        return new Scenario(
                "call-slips-in",
                "A call comes in between the look and the step",
                "NOT_READY_FAILED, INTERACTION_STARTED",
                List.of(
                        signIn(),
                        fault(
                                "the switch answers slowly",
                                "GetUser",
                                "",
                                new FaultAction.Latency(SLOW_LOOK)),
                        step("asks to log out", stage -> stage.request(FIRST, false, REASON)),
                        step(
                                "a call arrives when voice is about to be made Not Ready",
                                stage -> {
                                    stage.awaitMail(
                                            "command MAKE_NOT_READY",
                                            mail -> isNotReadyOfVoice(mail.value()));
                                    stage.simulator().startCall(stage.agent(), true);
                                }),
                        step("waits for the reply", stage -> stage.awaitReplies(FIRST, 1))),
                List.of(
                        refused(FIRST, "NOT_READY_FAILED"),
                        channelFailed(FIRST, "voice", "INTERACTION_STARTED"),
                        called("SetUserNotReady", 0),
                        called("SignOutUser", 0),
                        voiceIs("TALKING")));
    }

    private static Scenario deactivationFails() {
        return new Scenario(
                "deactivation-fails",
                "Chat cannot be taken out of routing",
                "DEACTIVATION_FAILED",
                List.of(
                        signIn(),
                        fault(
                                "chat cannot be deactivated",
                                "SetMediaRoutable",
                                SimulatedSession.CHAT_MRD,
                                refusal()),
                        logout(FIRST, REASON)),
                List.of(
                        refused(FIRST, "DEACTIVATION_FAILED"),
                        routable(SimulatedSession.CHAT_MRD, true),
                        routable(SimulatedSession.EMAIL_MRD, false),
                        voiceIs("NOT_READY"),
                        called("SignOutUser", 0),
                        called("SignOutMedia", 0)));
    }

    private static Scenario signOutFails() {
        return new Scenario(
                "sign-out-fails",
                "E-mail cannot be signed out; the others stay out",
                "SIGN_OUT_FAILED",
                List.of(
                        signIn(),
                        fault(
                                "e-mail cannot be signed out",
                                "SignOutMedia",
                                SimulatedSession.EMAIL_MRD,
                                refusal()),
                        logout(FIRST, REASON)),
                List.of(
                        refused(FIRST, "SIGN_OUT_FAILED"),
                        voiceIs("LOGOUT"),
                        mediaAre("LOGOUT", "NOT_READY"),
                        called("SignOutUser", 1)));
    }

    private static Scenario timeOutReconciled() {
        return new Scenario(
                "time-out-reconciled",
                "The sign-out is done, its answer never comes: found out by asking",
                "LOGOUT SUCCESS",
                List.of(
                        signIn(),
                        fault(
                                "the answer to the sign-out is lost",
                                "SignOutUser",
                                "",
                                new FaultAction.Hang(true)),
                        logout(FIRST, REASON)),
                List.of(
                        succeeded(FIRST, ReplyKind.LOGOUT),
                        called("SignOutUser", 1),
                        outcomeOf("SIGN_OUT", "voice", CommandOutcome.DONE),
                        voiceIs("LOGOUT"),
                        mediaAre("LOGOUT", "LOGOUT"),
                        endedInOrder()));
    }

    private static Scenario sameRequestTwice() {
        return new Scenario(
                "same-request-twice",
                "The same request twice: one logout, the same reply twice",
                "LOGOUT SUCCESS, twice",
                List.of(
                        signIn(),
                        step(
                                "the gateway writes its request twice",
                                stage -> {
                                    stage.request(FIRST, false, REASON);
                                    stage.request(FIRST, false, REASON);
                                }),
                        step("waits for both replies", stage -> stage.awaitReplies(FIRST, 2))),
                List.of(
                        sameReplies(FIRST, 2),
                        oneSaga(),
                        called("SignOutUser", 1),
                        voiceIs("LOGOUT")));
    }

    private static Scenario dryRun() {
        return new Scenario(
                "dry-run",
                "What would be done? Told, and not done",
                "DRY_RUN SUCCESS",
                List.of(
                        signIn(),
                        step(
                                "asks what a logout would do",
                                stage -> {
                                    stage.request(FIRST, true, REASON);
                                    stage.awaitReplies(FIRST, 1);
                                })),
                List.of(
                        succeeded(FIRST, ReplyKind.DRY_RUN),
                        untouched(),
                        voiceIs("READY"),
                        mediaAre("READY", "READY")));
    }
}
