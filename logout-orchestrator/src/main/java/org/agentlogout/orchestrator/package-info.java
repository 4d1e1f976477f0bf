/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The orchestrator: one logout process (a saga) for each session, on Kafka Streams.
 *
 * <pre>
 *  session.opened,                                pure, no I/O, no clock
 *  session.request.* ─┐  Avro
 *                     ├─▶ InboundMapper ─▶ SagaEvent ─▶ AgentDesk.decide(agent, event) ─▶ AgentStep
 *  channel.result ────┘                      ▲  ▲            └ LogoutSaga.decide            │   │
 *                          DeadlineReached ──┘  └── PlaceGranted                            │   │
 *                          DeadlineIndex             Places ◀── AskForPlace, GivePlaceBack ─────┤
 *                               ▲                      ▲                                    │   │
 *                               └── built from it ─────┴── 'agents' store ◀── next Agent ───┘   │
 *                                                                                               │
 *  channel.command.*, mediabar.response.*, session.event, logout.* ◀── OutboundMapper ◀── Effects
 * </pre>
 *
 * <p>Arrows point one way; generated Avro classes never pass the mappers; {@code decide} is total
 * and gives back only values. Everything that follows from one input commits in one transaction.
 *
 * <p>Read in this order: {@code saga.SagaEvent}, {@code saga.SagaState}, {@code saga.Effect},
 * {@code saga.LogoutSaga}, {@code saga.AgentDesk}; then {@code stream.SagaProcessor}, {@code
 * stream.Floor}, {@code stream.Round} and {@code stream.LogoutTopology}; the border, {@code avro},
 * when a field is in question. {@link org.agentlogout.orchestrator.OrchestratorMain} is the
 * program, {@link org.agentlogout.orchestrator.Orchestrator} the same inside another one, {@link
 * org.agentlogout.orchestrator.OrchestratorSettings} all that can be set.
 */
@NullMarked
package org.agentlogout.orchestrator;

import org.jspecify.annotations.NullMarked;
