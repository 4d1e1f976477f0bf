/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.cti;

import java.util.Optional;
import org.agentlogout.cti.AgentMessage.Force;
import org.agentlogout.worker.agentswitch.SwitchSettings;
import org.agentlogout.worker.agentswitch.cti.CtiCaller.Look;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Command.LogoutReason;
import org.agentlogout.worker.command.Outcome;

/**
 * What a change of voice is to bring about, and from which states it may be asked for (Unified CCE:
 * a logout from Not Ready only, a Not Ready in a call is kept until its end).
 *
 * @param pendingIsEnough Not Ready that the switch keeps until the call ends counts
 * @param force whether ForcedFlag may be set: whatever the state
 */
record CtiWish(AgentState wanted, String reason, boolean pendingIsEnough, boolean force) {

    static CtiWish notReady(Command.MakeNotReady command, SwitchSettings settings) {
        String reason =
                switch (command.reasonSetting()) {
                    case NOT_READY -> settings.reasons().notReady();
                    case FORCE_NOT_READY -> settings.reasons().forceNotReady();
                };
        return new CtiWish(AgentState.NOT_READY, reason, command.pendingIsEnough(), false);
    }

    static CtiWish signOut(Command.SignOut command, SwitchSettings settings) {
        String reason =
                switch (command.reason()) {
                    case LogoutReason.Given(String id) -> id;
                    case LogoutReason.SystemFailure _ -> settings.reasons().systemFailure();
                };
        boolean force = command.forced() && settings.cti().forcedFlag();
        return new CtiWish(AgentState.LOGGED_OUT, reason, false, force);
    }

    boolean signsOut() {
        return wanted == AgentState.LOGGED_OUT;
    }

    org.agentlogout.cti.AgentState asked() {
        return signsOut()
                ? org.agentlogout.cti.AgentState.LOGOUT
                : org.agentlogout.cti.AgentState.NOT_READY;
    }

    /** Only where it is needed. */
    Force forceFrom(AgentState state) {
        return force && state != AgentState.NOT_READY ? Force.YES : Force.NO;
    }

    /** An unsigned number of two bytes. */
    int reasonCode() {
        return reason.isEmpty() ? 0 : Integer.parseInt(reason);
    }

    boolean isShown(Look look) {
        return look.loggedOut() || look.state() == wanted || (pendingIsEnough && look.pending());
    }

    /** Why it must not be asked for in this state; empty where it may. */
    Optional<Outcome> objection(Look look) {
        return signsOut() ? signOutObjection(look) : notReadyObjection(look);
    }

    private Optional<Outcome> signOutObjection(Look look) {
        if (force || look.state() == AgentState.NOT_READY) {
            return Optional.empty();
        }
        return CtiStates.busy(look.state())
                ? interaction(
                        look, "Its settings do not allow ForcedFlag, or it was not asked for.")
                : Optional.of(
                        new Outcome.Refused(
                                "STATE_NOT_ALLOWED",
                                "An agent in state " + look.word() + " cannot be signed out.",
                                look.state()));
    }

    private Optional<Outcome> notReadyObjection(Look look) {
        boolean taken =
                !CtiStates.busy(look.state())
                        || (pendingIsEnough && CtiStates.inCall(look.state()));
        return taken
                ? Optional.empty()
                : interaction(look, "Not Ready would have to wait until it ends.");
    }

    static Optional<Outcome> interaction(Look look, String more) {
        String text = "An interaction is there; the switch shows " + look.word() + ". " + more;
        return Optional.of(new Outcome.Refused("INTERACTION_STARTED", text, look.state()));
    }
}
