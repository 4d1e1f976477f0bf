/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.command;

import java.util.List;

/**
 * What a look at a channel found: the facts the orchestrator decides by, so that it need not know
 * any platform.
 *
 * @param routable whether new work may still come
 * @param interactionsKnown false where the credential may not read them
 * @param controllable false where the credential cannot change the channel
 * @param mustBeMadeNotReady in a routable state, or in one it cannot be signed out from
 * @param canBeDeactivated active, and the platform can deactivate it
 * @param canSignOutAllMedia a sign-out of this channel can carry the media that are not
 *     controllable
 * @param reasons the logout reasons to choose from; empty where the platform takes none
 * @param notReadyReasonProblem empty, or a sentence that names the setting which is missing or not
 *     known to the switch
 * @param notReadyPending a Not Ready the switch will apply when the interaction ends
 * @param onDisconnect what the platform does with an agent whose desktop is gone
 * @param canSignOutDuringInteraction platform and credential allow it; a call then stays up, tasks
 *     are closed or transferred as the sign-in said
 * @param canPendNotReady there is an interaction, and a Not Ready to be applied at its end is taken
 * @param platform such as UCCE or UCCX
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
        boolean canPendNotReady,
        String platform) {

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

    /** What is done with an agent whose desktop is gone ("Logout on Agent Disconnect"). */
    public enum OnDisconnect {
        /** The platform has no such setting: it signs the agent out. */
        NOT_OFFERED,
        /** LOAD 0. */
        NOT_READY,
        /** LOAD 1. */
        SIGN_OUT
    }

    /**
     * A call, chat or e-mail in the agent's hands, ringing and offered ones included.
     *
     * @param state the switch's word for it
     */
    public record Interaction(String id, String state, String text) {}

    /** A reason as the switch lists it. */
    public record Reason(String id, String label) {}
}
