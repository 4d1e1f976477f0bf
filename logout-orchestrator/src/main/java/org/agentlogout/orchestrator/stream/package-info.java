/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The shell: Kafka Streams around the pure saga. Start at {@link
 * org.agentlogout.orchestrator.stream.LogoutTopology}, then {@code SagaProcessor}, {@code Floor}
 * and {@code Round}.
 *
 * <p>One input is one round: everything that follows from it, the places it frees for others
 * included, is decided in memory; only then are stores written and records forwarded, which commit
 * with the input's offset in one transaction. An exception before that point is a defect of ours
 * and costs one agent (see {@code Quarantine}); one after it aborts the transaction, and the input
 * comes again.
 *
 * <p>Durable is the store of agents alone. Timers ({@code DeadlineIndex}) and places ({@code
 * Places}) are functions of the agents and are built from them whenever a task starts: so they
 * cannot disagree with the state, and a step writes one changelog record and not four.
 *
 * <p>A registry that gives no answer about an input's schema aborts the transaction, and the thread
 * is replaced and tries again after a pause: nothing is lost or taken for bad input, but the
 * partition waits. The design for going on: a store of the bytes under their key, tried again by a
 * timer; later records of that key queue behind them, other agents go on, and above a thousand in a
 * partition its reading pauses.
 */
@NullMarked
package org.agentlogout.orchestrator.stream;

import org.jspecify.annotations.NullMarked;
