/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

/** How far a non-voice task has come. */
public enum TaskState {
    OFFERED,
    ACCEPTED,
    ACTIVE,
    PAUSED,
    WRAPPING_UP,
    INTERRUPTED,
    CLOSED;

    /** Whether the agent has yet to start it. */
    boolean waiting() {
        return this == OFFERED || this == ACCEPTED;
    }
}
