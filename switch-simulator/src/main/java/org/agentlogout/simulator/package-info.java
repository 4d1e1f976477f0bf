/* SPDX-License-Identifier: Apache-2.0 */

/**
 * A switch that one can run: the Finesse REST API of a CCE or CCX pair over real sockets, with
 * faults to order, for tests, demos and measurements.
 *
 * <pre>
 *  node A ─▶ FinesseEndpoint ─▶ FinesseRequest ─┬▶ FinesseAnswers (GET) ──▶ XML
 *  node B ─▶      │  │  │                       └▶ FinesseChanges (PUT) ─▶ Wish
 *                 │  │  └ Credentials                                       │ 202, then later
 *                 │  └ FaultPlan                                            ▼
 *                 └ CallLog ◀── what became of it ────────────────── LiveBoard ▷ AgentBoard
 *  control ─▶ ControlEndpoint ─▶ ControlRoutes ─▶ SwitchSimulator ──────────┘
 * </pre>
 *
 * <p>Tests in the same JVM start a {@link org.agentlogout.simulator.SwitchSimulator}; {@link
 * org.agentlogout.simulator.SimulatorMain} runs one as a program, steered over the control port,
 * whose routes {@code ControlRoutes} lists. The truth is in {@link
 * org.agentlogout.simulator.board}; nothing here decides what an agent may do. What the client
 * believes is checked against {@link org.agentlogout.simulator.CallLogEntry}.
 */
@NullMarked
package org.agentlogout.simulator;

import org.jspecify.annotations.NullMarked;
