/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

/** What a reason is the reason for. */
public enum ReasonCategory {
    NOT_READY,
    LOGOUT
}
