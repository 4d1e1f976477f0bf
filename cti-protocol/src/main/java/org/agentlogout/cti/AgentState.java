/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.util.Arrays;

/** The states of an agent (guide, table "AgentState values"). */
public enum AgentState {
    LOGIN(0),
    LOGOUT(1),
    NOT_READY(2),
    AVAILABLE(3),
    TALKING(4),
    WORK_NOT_READY(5),
    WORK_READY(6),
    BUSY_OTHER(7),
    RESERVED(8),
    /** The server does not know, the message has no such field, or the number is a new one. */
    UNKNOWN(9),
    HOLD(10),
    ACTIVE(11),
    PAUSED(12),
    INTERRUPTED(13),
    NOT_ACTIVE(14);

    private final int number;

    AgentState(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static AgentState of(int number) {
        return Arrays.stream(values())
                .filter(it -> it.number == number)
                .findFirst()
                .orElse(UNKNOWN);
    }
}
