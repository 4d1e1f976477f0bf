/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.util.Arrays;
import org.agentlogout.cti.AgentMessage.AgentDeskSettingsReq;
import org.agentlogout.cti.AgentMessage.QueryAgentStateReq;
import org.agentlogout.cti.AgentMessage.SetAgentStateReq;
import org.agentlogout.cti.AgentState;
import org.agentlogout.cti.CallMessage.SnapshotDeviceReq;
import org.agentlogout.cti.CtiMessage;

/** What a message to a CTI server asks for: the names that faults match and the call log shows. */
public enum CtiOperation {
    OPEN("CtiOpen", false),
    /** Not in the call log. */
    HEARTBEAT("CtiHeartbeat", false),
    QUERY_STATE("CtiQueryState", false),
    SNAPSHOT("CtiSnapshot", false),
    DESK_SETTINGS("CtiDeskSettings", false),
    SIGN_IN("CtiSignIn", true),
    SET_READY("CtiSetReady", true),
    SET_NOT_READY("CtiSetNotReady", true),
    SIGN_OUT("CtiSignOut", true),
    /** A state that nobody can be set to. */
    SET_OTHER("CtiSetOther", false);

    private final String label;
    private final boolean stateChanging;

    CtiOperation(String label, boolean stateChanging) {
        this.label = label;
        this.stateChanging = stateChanging;
    }

    /** The name in faults and in the call log. */
    public String label() {
        return label;
    }

    boolean stateChanging() {
        return stateChanging;
    }

    static CtiOperation of(CtiMessage.Request request) {
        return switch (request) {
            case QueryAgentStateReq _ -> QUERY_STATE;
            case SnapshotDeviceReq _ -> SNAPSHOT;
            case AgentDeskSettingsReq _ -> DESK_SETTINGS;
            case SetAgentStateReq set -> of(set.agentState());
        };
    }

    private static CtiOperation of(AgentState wanted) {
        return switch (wanted) {
            case LOGIN -> SIGN_IN;
            case AVAILABLE -> SET_READY;
            case NOT_READY -> SET_NOT_READY;
            case LOGOUT -> SIGN_OUT;
            default -> SET_OTHER;
        };
    }

    /** Whether a fault written for this pattern can ever match. */
    static boolean known(String pattern) {
        boolean beginning = pattern.endsWith("*");
        String stem = beginning ? pattern.substring(0, pattern.length() - 1) : pattern;
        return Arrays.stream(values())
                .anyMatch(it -> beginning ? it.label.startsWith(stem) : it.label.equals(stem));
    }
}
