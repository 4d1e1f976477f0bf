/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

/** What an agent does in one non-voice media routing domain. */
public enum MediaState {
    LOGOUT,
    NOT_READY,
    READY,
    RESERVED,
    ACTIVE,
    PAUSED,
    INTERRUPTED,
    WORK_READY,
    WORK_NOT_READY
}
