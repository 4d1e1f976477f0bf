/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.cti;

import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Inspection.Routable;

/** The states of the protocol in ours. */
final class CtiStates {

    private CtiStates() {}

    static AgentState of(org.agentlogout.cti.AgentState state) {
        return switch (state) {
            case LOGOUT -> AgentState.LOGGED_OUT;
            // LOGIN is passed through and becomes NOT_READY; NOT_ACTIVE is that of a medium.
            case LOGIN, NOT_READY, NOT_ACTIVE -> AgentState.NOT_READY;
            case AVAILABLE -> AgentState.READY;
            case TALKING -> AgentState.TALKING;
            case WORK_NOT_READY -> AgentState.WORK;
            case WORK_READY -> AgentState.WORK_READY;
            case BUSY_OTHER -> AgentState.BUSY_OTHER;
            case RESERVED -> AgentState.RESERVED;
            case HOLD -> AgentState.HOLD;
            case ACTIVE -> AgentState.ACTIVE;
            case PAUSED -> AgentState.PAUSED;
            case INTERRUPTED -> AgentState.INTERRUPTED;
            case UNKNOWN -> AgentState.UNKNOWN;
        };
    }

    /**
     * Whether the state alone says that there is an interaction. What the server does not know
     * counts: it is not torn down. Wrap-up does not.
     */
    static boolean busy(AgentState state) {
        return switch (state) {
            case RESERVED, TALKING, HOLD, ACTIVE, PAUSED, INTERRUPTED, BUSY_OTHER, UNKNOWN -> true;
            case LOGGED_OUT, NOT_READY, READY, WORK, WORK_READY -> false;
        };
    }

    /** In these, Not Ready is taken for the end of the call. */
    static boolean inCall(AgentState state) {
        return state == AgentState.TALKING || state == AgentState.HOLD;
    }

    static Routable routable(AgentState state, boolean pending) {
        return switch (state) {
            case READY -> Routable.YES;
            case LOGGED_OUT, NOT_READY -> Routable.NO;
            case RESERVED,
                    TALKING,
                    HOLD,
                    WORK,
                    WORK_READY,
                    ACTIVE,
                    PAUSED,
                    INTERRUPTED,
                    BUSY_OTHER,
                    UNKNOWN ->
                    pending ? Routable.NO : Routable.NOT_TOLD;
        };
    }
}
