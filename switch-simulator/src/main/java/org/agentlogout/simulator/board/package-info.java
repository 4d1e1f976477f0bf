/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The truth about agents: states, calls, tasks, reasons, and which moves are legal.
 *
 * <p>Pure: no clock, thread, random number, logger or I/O; time comes in as an argument. Nothing
 * here knows Finesse's XML, so that another endpoint (a CTI server, a PBX) can speak for the same
 * agents. Start at {@link org.agentlogout.simulator.board.AgentBoard}; what may be asked is {@link
 * org.agentlogout.simulator.board.Wish}, what is answered {@link
 * org.agentlogout.simulator.board.Answer}; the tables are {@code VoiceRules} and {@code
 * MediaRules}.
 */
@NullMarked
package org.agentlogout.simulator.board;

import org.jspecify.annotations.NullMarked;
