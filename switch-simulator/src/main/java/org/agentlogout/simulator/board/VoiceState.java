/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

/** What an agent does on the voice channel. */
public enum VoiceState {
    LOGOUT,
    NOT_READY,
    READY,
    RESERVED,
    RESERVED_OUTBOUND,
    RESERVED_OUTBOUND_PREVIEW,
    TALKING,
    HOLD,
    WORK,
    WORK_READY,
    UNKNOWN;

    /** Whether a call, ringing or held ones included, is the cause of this state. */
    boolean inCall() {
        return switch (this) {
            case RESERVED, RESERVED_OUTBOUND, RESERVED_OUTBOUND_PREVIEW, TALKING, HOLD -> true;
            case LOGOUT, NOT_READY, READY, WORK, WORK_READY, UNKNOWN -> false;
        };
    }
}
