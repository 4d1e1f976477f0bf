/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import org.agentlogout.orchestrator.saga.Presence.Away;
import org.agentlogout.orchestrator.saga.SagaState.Grace;
import org.agentlogout.orchestrator.saga.SagaState.GraceHeld;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Open;

/**
 * How a session counts among those of its node, for the shell's judgement whether a server is gone.
 *
 * @param node where the desktop is, else was
 */
public record SessionStanding(Kind kind, String node, String sessionId) {

    public enum Kind {
        /** No session. */
        NONE,
        THERE,
        /** In a grace that can be held, and that tells something of the server. */
        GRACE_COUNTED,
        /** The same of one whose agent has closed the browser. */
        GRACE,
        HELD,
        /** Gone otherwise. */
        AWAY
    }

    public static SessionStanding of(SagaState state) {
        return switch (state) {
            case NoSession _ -> new SessionStanding(Kind.NONE, "", "");
            case Open open -> {
                Presence presence = open.session().presence();
                String sessionId = open.session().sessionId();
                yield presence.away()
                        .map(away -> new SessionStanding(kind(open, away), away.node(), sessionId))
                        .orElse(new SessionStanding(Kind.THERE, presence.node(), sessionId));
            }
        };
    }

    private static Kind kind(Open state, Away away) {
        if (state instanceof GraceHeld) {
            return Kind.HELD;
        }
        if (!(state instanceof Grace grace) || grace.turn() == Grace.Turn.AFTER_HOLD) {
            return Kind.AWAY;
        }
        return away.cause() == Presence.Kind.BROWSER_CLOSED ? Kind.GRACE : Kind.GRACE_COUNTED;
    }
}
