/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.agentlogout.schema.CancelLogoutRequest;
import org.agentlogout.schema.LogoutMode;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.PresenceCause;
import org.agentlogout.schema.PresenceKind;
import org.agentlogout.schema.RecoverRequest;
import org.agentlogout.schema.Requester;
import org.agentlogout.schema.RequesterKind;
import org.agentlogout.schema.SessionPresence;
import org.agentlogout.schema.Unavailable;
import org.agentlogout.wire.Topic;

/** What desktop servers, gateways and supervisors write about the agent of a stage. */
public final class Records {

    private Records() {}

    /** The desktop is gone from the node it was opened at. */
    public static void gone(Stage stage, PresenceCause cause) {
        gone(stage, stage.seat().node(), cause, now());
    }

    public static void gone(Stage stage, String node, PresenceCause cause, Instant at) {
        var record = presence(stage, PresenceKind.UNAVAILABLE, node, at);
        stage.write(Topic.SESSION_PRESENCE, record.setUnavailable(new Unavailable(cause)).build());
    }

    /** The desktop is at the node it was opened at. */
    public static void there(Stage stage) {
        there(stage, stage.seat().node(), now());
    }

    public static void there(Stage stage, String node, Instant at) {
        var record = presence(stage, PresenceKind.AVAILABLE, node, at);
        stage.write(Topic.SESSION_PRESENCE, record.build());
    }

    /** An operator's word on a held grace. */
    public static void steer(Stage stage, PresenceKind kind) {
        var record = presence(stage, kind, stage.seat().node(), now());
        stage.write(Topic.SESSION_PRESENCE, record.build());
    }

    private static SessionPresence.Builder presence(
            Stage stage, PresenceKind kind, String node, Instant at) {
        return SessionPresence.newBuilder()
                .setKind(kind)
                .setAgentId(stage.agent())
                .setSessionId(stage.sessionId())
                .setNode(node)
                .setAt(at);
    }

    /** The agent asks to be logged out once all interactions have ended. */
    public static void defer(Stage stage, String requestId, Duration atMost) {
        stage.send(
                asked(stage, requestId, LogoutMode.DEFER).setDeadline(now().plus(atMost)).build());
    }

    /** A supervisor logs the agent out, whatever the agent is doing. */
    public static void force(Stage stage, String requestId) {
        var by = new Requester(RequesterKind.SUPERVISOR, Scenarios.SUPERVISOR);
        supervised(stage, asked(stage, requestId, LogoutMode.FORCE).setRequestedBy(by).build());
    }

    private static LogoutRequest.Builder asked(Stage stage, String requestId, LogoutMode mode) {
        var request = stage.logoutRequest(requestId, false, Scenarios.REASON);
        return LogoutRequest.newBuilder(request).setMode(mode);
    }

    /** On the topic for requests on behalf of others. */
    public static void supervised(Stage stage, LogoutRequest request) {
        stage.write(Topic.REQUEST_LOGOUT_SUPERVISED, request);
    }

    public static void cancel(Stage stage, String requestId, String cancels) {
        stage.write(
                Topic.REQUEST_CANCEL,
                CancelLogoutRequest.newBuilder()
                        .setRequestId(requestId)
                        .setAgentId(stage.agent())
                        .setCancels(cancels)
                        .setRequestedBy(new Requester(RequesterKind.AGENT, stage.agent()))
                        .build());
    }

    public static void recover(Stage stage, String requestId) {
        stage.write(
                Topic.REQUEST_RECOVER,
                RecoverRequest.newBuilder()
                        .setRequestId(requestId)
                        .setAgentId(stage.agent())
                        .setRequestedBy(new Requester(RequesterKind.OPERATOR, "operator"))
                        .build());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
