/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.cti;

import java.util.List;
import java.util.Set;
import org.agentlogout.cti.AgentMessage.AgentDeskSettingsConf;
import org.agentlogout.worker.agentswitch.SwitchSettings;
import org.agentlogout.worker.agentswitch.cti.CtiCaller.Look;
import org.agentlogout.worker.agentswitch.cti.CtiCaller.Seen;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Inspection.OnDisconnect;
import org.agentlogout.worker.command.Inspection.Reason;
import org.agentlogout.worker.command.Outcome;

/** Everything the orchestrator decides by. */
final class CtiInspection {
    private static final String PLATFORM = "CTI_SERVER";

    /** What a server says that has no desk settings. */
    private static final Set<String> NO_DESK_SETTINGS =
            Set.of("FUNCTION_NOT_AVAILABLE", "MESSAGE_TYPE_NOT_IN_VERSION");

    private final SwitchSettings settings;

    CtiInspection(SwitchSettings settings) {
        this.settings = settings;
    }

    /** SET_AGENT_STATE_REQ names no medium. */
    static Outcome notControllable() {
        return new Outcome.Refused(
                "NOT_CONTROLLABLE",
                "A CTI server changes voice only; give the medium an address of Finesse.",
                AgentState.UNKNOWN);
    }

    Inspection of(CtiCaller caller) throws CtiTrouble {
        Seen seen = caller.see();
        if (!caller.address().voice()) {
            return inspection(seen, false, false, false);
        }
        if (seen.look().loggedOut()) {
            return inspection(seen, true, false, false);
        }
        try {
            AgentDeskSettingsConf desk = caller.deskSettings();
            return inspection(
                    seen, true, desk.logoutReasonRequired(), desk.notReadyReasonRequired());
        } catch (CtiTrouble trouble) {
            if (trouble.outcome() instanceof Outcome.Refused(String code, String _, AgentState _)
                    && NO_DESK_SETTINGS.contains(code)) {
                return inspection(seen, true, false, false);
            }
            throw trouble;
        }
    }

    private Inspection inspection(
            Seen seen, boolean voice, boolean logoutReason, boolean notReadyReason) {
        Look look = seen.look();
        boolean in = voice && !look.loggedOut();
        return new Inspection(
                look.state(),
                CtiStates.routable(look.state(), look.pending()),
                seen.interactions(),
                true,
                voice,
                in && mustBeMadeNotReady(look.state()),
                false,
                false,
                logoutReason,
                in ? reasons() : List.of(),
                notReadyReason ? notReadyReasonProblem() : "",
                look.pending(),
                onDisconnect(),
                voice && settings.cti().forcedFlag(),
                voice && CtiStates.inCall(look.state()),
                PLATFORM);
    }

    /** From wrap-up an agent is not signed out. */
    private static boolean mustBeMadeNotReady(AgentState state) {
        return state == AgentState.READY
                || state == AgentState.WORK
                || state == AgentState.WORK_READY;
    }

    private List<Reason> reasons() {
        return settings.cti().logoutReasons();
    }

    private String notReadyReasonProblem() {
        return settings.reasons().notReady().isEmpty()
                ? "The switch wants a reason and the setting "
                        + settings.variable("NOT_READY_REASON")
                        + " is missing."
                : "";
    }

    private OnDisconnect onDisconnect() {
        return switch (settings.onDisconnect()) {
            case NOT_READY -> OnDisconnect.NOT_READY;
            case SIGN_OUT -> OnDisconnect.SIGN_OUT;
        };
    }
}
