/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.util.List;
import org.agentlogout.orchestrator.saga.Inspection.Interaction;
import org.agentlogout.orchestrator.saga.Inspection.OnDisconnect;

/** What a look found, said in the words a test cares for; the rest is as quiet as can be. */
public record Look(Inspection found) {

    public static Look at(AgentState state) {
        return new Look(
                new Inspection(
                        state,
                        Inspection.Routable.NOT_TOLD,
                        List.of(),
                        true,
                        true,
                        false,
                        false,
                        false,
                        false,
                        List.of(),
                        "",
                        false,
                        OnDisconnect.NOT_READY,
                        false,
                        false));
    }

    public static Look ready() {
        return at(AgentState.READY).mustBeMadeNotReady();
    }

    /** In a call. */
    public static Look talking() {
        return at(AgentState.TALKING).with(new Interaction("d1", "ACTIVE", "a call"));
    }

    public Look with(Interaction one) {
        return change(true, found.controllable(), found.mustBeMadeNotReady(), List.of(one));
    }

    public Look uncontrollable() {
        return change(
                found.interactionsKnown(), false, found.mustBeMadeNotReady(), found.interactions());
    }

    public Look mustBeMadeNotReady() {
        return change(found.interactionsKnown(), found.controllable(), true, found.interactions());
    }

    private Look change(
            boolean known, boolean controllable, boolean notReady, List<Interaction> live) {
        return of(
                known,
                controllable,
                notReady,
                found.canBeDeactivated(),
                found.canSignOutAllMedia(),
                found.notReadyReasonProblem(),
                live,
                found.onDisconnect(),
                found.canSignOutDuringInteraction(),
                found.canPendNotReady());
    }

    public Look deactivatable() {
        return of(
                found.interactionsKnown(),
                found.controllable(),
                found.mustBeMadeNotReady(),
                true,
                found.canSignOutAllMedia(),
                found.notReadyReasonProblem(),
                found.interactions(),
                found.onDisconnect(),
                found.canSignOutDuringInteraction(),
                found.canPendNotReady());
    }

    public Look carriesMedia() {
        return of(
                found.interactionsKnown(),
                found.controllable(),
                found.mustBeMadeNotReady(),
                found.canBeDeactivated(),
                true,
                found.notReadyReasonProblem(),
                found.interactions(),
                found.onDisconnect(),
                found.canSignOutDuringInteraction(),
                found.canPendNotReady());
    }

    public Look reasonProblem(String problem) {
        return of(
                found.interactionsKnown(),
                found.controllable(),
                found.mustBeMadeNotReady(),
                found.canBeDeactivated(),
                found.canSignOutAllMedia(),
                problem,
                found.interactions(),
                found.onDisconnect(),
                found.canSignOutDuringInteraction(),
                found.canPendNotReady());
    }

    public Look load(OnDisconnect setting) {
        return of(
                found.interactionsKnown(),
                found.controllable(),
                found.mustBeMadeNotReady(),
                found.canBeDeactivated(),
                found.canSignOutAllMedia(),
                found.notReadyReasonProblem(),
                found.interactions(),
                setting,
                found.canSignOutDuringInteraction(),
                found.canPendNotReady());
    }

    /** Platform and credential can sign out, and pend a Not Ready, under a live interaction. */
    public Look underInteraction() {
        return of(
                found.interactionsKnown(),
                found.controllable(),
                found.mustBeMadeNotReady(),
                found.canBeDeactivated(),
                found.canSignOutAllMedia(),
                found.notReadyReasonProblem(),
                found.interactions(),
                found.onDisconnect(),
                true,
                true);
    }

    private Look of(
            boolean known,
            boolean controllable,
            boolean notReady,
            boolean deactivatable,
            boolean carries,
            String problem,
            List<Interaction> live,
            OnDisconnect load,
            boolean signOutLive,
            boolean pend) {
        return new Look(
                new Inspection(
                        found.state(),
                        found.routable(),
                        live,
                        known,
                        controllable,
                        notReady,
                        deactivatable,
                        carries,
                        found.reasonRequired(),
                        found.reasons(),
                        problem,
                        found.notReadyPending(),
                        load,
                        signOutLive,
                        pend));
    }
}
