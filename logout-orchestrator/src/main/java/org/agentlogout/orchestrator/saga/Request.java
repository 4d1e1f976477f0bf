/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import org.agentlogout.orchestrator.saga.LogoutRequest.Requester;

/** What a gateway asks for; each gets one answer. */
public sealed interface Request
        permits LogoutRequest, Request.Cancel, Request.Disconnect, Request.Recover {

    String requestId();

    /** Empty: the agent's current session. */
    String sessionId();

    /** Of the content: the same requestId with another one is refused. */
    String fingerprint();

    /** What its reply is a reply to. */
    Reply.Kind kind();

    /**
     * Withdraws a waiting logout.
     *
     * @param cancels the requestId of that logout; empty: what waits now
     */
    record Cancel(
            String requestId,
            String sessionId,
            String cancels,
            Requester requestedBy,
            String fingerprint)
            implements Request {
        @Override
        public Reply.Kind kind() {
            return Reply.Kind.CANCEL;
        }
    }

    /** Ends the session without logging the agent out. */
    record Disconnect(String requestId, String sessionId, Requester requestedBy, String fingerprint)
            implements Request {
        @Override
        public Reply.Kind kind() {
            return Reply.Kind.DISCONNECT;
        }
    }

    /** Restores the session's media after an outage. */
    record Recover(String requestId, String sessionId, Requester requestedBy, String fingerprint)
            implements Request {
        @Override
        public Reply.Kind kind() {
            return Reply.Kind.RECOVER;
        }
    }
}
