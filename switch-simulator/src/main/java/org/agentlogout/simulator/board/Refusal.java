/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

/**
 * Why the switch refuses. Numbers and constants are those of the CTI server's control failures and
 * of the agent request manager ("ARM"), as the Finesse developer guide 12.5 and Cisco's pages on
 * errors of agent state and mode changes print them; 0 where the switch itself is not asked.
 */
public enum Refusal {
    AGENT_UNKNOWN(0, "UNKNOWN_USER"),
    ALREADY_SIGNED_OUT(0, "The agent is signed out already"),
    REASON_REQUIRED(0, "The state change requires a valid reason code."),
    REASON_FORBIDDEN(0, "For this operation, Reason Codes are not allowed."),
    REASON_UNKNOWN(0, "There is no such reason code."),
    INTERNAL_ERROR(269, "CF_INTERNAL_PROCESSING_ERROR"),
    INVALID_STATE(22, "CF_INVALID_OBJECT_STATE"),
    RESOURCE_BUSY(33, "CF_RESOURCE_BUSY"),
    WRONG_WORK_MODE(265, "CF_INVALID_AGENT_WORKMODE"),
    MEDIUM_ALREADY_SIGNED_IN(1, "E_ARM_STAT_AGENT_ALREADY_LOGGED_IN"),
    MEDIUM_UNKNOWN(3, "E_ARM_STAT_MRD_LIST_ENTRY_NOT_FOUND"),
    MEDIUM_NOT_SIGNED_IN(6, "E_ARM_STAT_AGENT_NOT_LOGGED_IN"),
    NOT_READY_PENDING(9, "E_ARM_STAT_ALREADY_HAVE_PENDING_MAKE_AGENT_NOT_READY"),
    VOICE_IS_NO_MEDIUM(11, "E_ARM_STAT_CANT_LOGIN_TO_VOICE_MRD"),
    TASK_SENT_RECENTLY(14, "E_ARM_STAT_DO_THIS_WITH_TASK_SENT_RECENTLY"),
    /** Its number is printed nowhere. */
    ALREADY_IN_MODE(0, "E_ARM_STAT_ALREADY_IN_REQUESTED_AGENT_MODE");

    private final int number;
    private final String text;

    Refusal(int number, String text) {
        this.number = number;
        this.text = text;
    }

    public int number() {
        return number;
    }

    /** Whether something changes in spite of it: a second sign-in overwrites the settings. */
    public boolean effective() {
        return this == MEDIUM_ALREADY_SIGNED_IN;
    }

    public String text() {
        return text;
    }
}
