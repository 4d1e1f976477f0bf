/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

/** Whose rules the agents follow. */
public enum Profile {
    CCE,
    CCX
}
