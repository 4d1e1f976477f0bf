/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

/** State of an agent on one channel, whatever the switch calls it. */
public enum AgentState {
    UNKNOWN,
    LOGGED_OUT,
    NOT_READY,
    READY,
    RESERVED,
    TALKING,
    HOLD,
    WORK,
    WORK_READY,
    ACTIVE,
    PAUSED,
    INTERRUPTED,
    BUSY_OTHER
}
