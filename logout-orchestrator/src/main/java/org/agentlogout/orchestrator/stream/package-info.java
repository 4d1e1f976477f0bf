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
 * <p>Durable are the agents and what is set aside. Timers ({@code DeadlineIndex}), places ({@code
 * Places}) and the count of desktops away ({@code Census}) are functions of the agents and are
 * built from them whenever a task starts: so they cannot disagree with the state, and a step writes
 * one changelog record and not four.
 *
 * <p>What concerns many agents at once is seen here and told to each as an event of its own: a
 * desktop server that seems lost, and its return ({@code Census}); a switch that is back ({@code
 * SwitchBoard}, from what all worker processes say). What can wait, the looks of waiting logouts
 * and recoveries, is let through at a rate for each switch ({@code Pacer}).
 *
 * <p>An input whose schema the registry does not tell is set aside in a store of its own ({@code
 * SetAside}), with all of its key that comes after it, and tried again by a timer; other agents and
 * all timers go on. Where that gets too much, the partition is not read ({@code PausableConsumer}).
 * {@code Readiness} says so.
 */
@NullMarked
package org.agentlogout.orchestrator.stream;

import org.jspecify.annotations.NullMarked;
