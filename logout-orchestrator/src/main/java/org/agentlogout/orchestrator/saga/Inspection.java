/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.util.List;

/**
 * What a look at a channel found. The adapter says what its platform needs, so the saga knows no
 * platform.
 *
 * @param routable whether new work may still come
 * @param interactionsKnown false where the credential may not read them
 * @param controllable false where the credential cannot change the channel
 * @param mustBeMadeNotReady in a routable state, or in one it cannot be signed out from
 * @param canBeDeactivated active, and the platform can deactivate it
 * @param canSignOutAllMedia a sign-out of this channel can carry those that are not controllable
 * @param reasons the logout reasons to choose from; empty where the platform takes none
 * @param notReadyReasonProblem empty, or a sentence naming the setting that is missing or unknown
 *     to the switch
 * @param notReadyPending a Not Ready that the switch applies when the interaction ends
 * @param onDisconnect what the platform's setting wants for an agent whose desktop is gone
 * @param canSignOutDuringInteraction platform, credential and settings allow it
 * @param canPendNotReady a Not Ready is taken during an interaction, for its end
 */
public record Inspection(
        AgentState state,
        Routable routable,
        List<Interaction> interactions,
        boolean interactionsKnown,
        boolean controllable,
        boolean mustBeMadeNotReady,
        boolean canBeDeactivated,
        boolean canSignOutAllMedia,
        boolean reasonRequired,
        List<Reason> reasons,
        String notReadyReasonProblem,
        boolean notReadyPending,
        OnDisconnect onDisconnect,
        boolean canSignOutDuringInteraction,
        boolean canPendNotReady) {

    /** Before the first look. */
    public static final Inspection NOT_YET =
            new Inspection(
                    AgentState.UNKNOWN,
                    Routable.NOT_TOLD,
                    List.of(),
                    false,
                    true,
                    false,
                    false,
                    false,
                    false,
                    List.of(),
                    "",
                    false,
                    OnDisconnect.UNKNOWN,
                    false,
                    false);

    public Inspection {
        interactions = List.copyOf(interactions);
        reasons = List.copyOf(reasons);
    }

    /** Whether new work may still come. */
    public enum Routable {
        YES,
        NO,
        NOT_TOLD
    }

    /** The platform's Logout on Agent Disconnect. */
    public enum OnDisconnect {
        /** As NOT_READY: the agent is rather kept in than thrown out. */
        UNKNOWN,
        /** The platform has no such setting: the agent is signed out. */
        NOT_OFFERED,
        /** LOAD 0. */
        NOT_READY,
        /** LOAD 1. */
        SIGN_OUT;

        boolean keepsIn() {
            return this == NOT_READY || this == UNKNOWN;
        }
    }

    /** A call, chat or e-mail in the agent's hands. */
    public record Interaction(String id, String state, String text) {}

    /** A reason by the switch's own id. */
    public record Reason(String id, String label) {}

    boolean loggedOut() {
        return state == AgentState.LOGGED_OUT;
    }

    boolean busy() {
        return !loggedOut() && !interactions.isEmpty();
    }
}
