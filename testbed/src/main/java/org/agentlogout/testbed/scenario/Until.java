/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.scenario;

import java.time.Instant;
import java.util.function.Predicate;
import org.agentlogout.schema.LogoutAudit;
import org.agentlogout.schema.LogoutStatus;
import org.agentlogout.schema.SessionEvent;
import org.agentlogout.schema.SessionEventKind;
import org.agentlogout.schema.SwitchEvent;
import org.agentlogout.schema.SwitchEventKind;

/** What a stage may wait for. */
public final class Until {

    private Until() {}

    /** {@code logout.status} has said so of the session opened last. */
    public static void phase(Stage stage, String phase) {
        phase(stage, phase, "");
    }

    /** The same, with that among the words that say what is waited for. */
    public static void phase(Stage stage, String phase, String waitingFor) {
        stage.awaitMail(
                "status " + phase + " " + waitingFor,
                mail ->
                        mail.value() instanceof LogoutStatus status
                                && status.getSessionId().equals(stage.sessionId())
                                && status.getPhase().equals(phase)
                                && String.valueOf(status.getWaitingFor()).contains(waitingFor));
    }

    /** Such an event of any session of the agent. */
    public static void event(Stage stage, SessionEventKind kind) {
        event(stage, kind, it -> true);
    }

    public static void event(Stage stage, SessionEventKind kind, Predicate<SessionEvent> which) {
        stage.awaitMail(
                "event " + kind,
                mail ->
                        mail.value() instanceof SessionEvent event
                                && event.getKind() == kind
                                && which.test(event));
    }

    /** The record of an ended logout. */
    public static void audit(Stage stage) {
        stage.awaitMail("audit", mail -> mail.value() instanceof LogoutAudit);
    }

    /** A worker has said so of the agent's switch, at that time or later. */
    public static void switchIs(Stage stage, SwitchEventKind kind, Instant since) {
        stage.awaitAnybodys(
                kind + " of " + stage.seat().switchId(),
                mail ->
                        mail.value() instanceof SwitchEvent event
                                && !event.getAt().isBefore(since)
                                && event.getSwitchId().equals(stage.seat().switchId())
                                && event.getKind() == kind);
    }
}
