/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

/** How far a call at an agent's phone has come, as that agent's phone shows it. */
public enum CallState {
    ALERTING,
    ACTIVE,
    HELD
}
