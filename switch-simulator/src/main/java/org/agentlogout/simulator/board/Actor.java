/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

/** In what capacity somebody asks: for themselves, or for a member of the team. */
public enum Actor {
    AGENT,
    SUPERVISOR
}
