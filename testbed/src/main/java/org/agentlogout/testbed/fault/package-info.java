/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Kills and freezes the product's processes while logouts run, and judges what became of them.
 *
 * <p>Four things that do not know each other, so that a cluster in containers can take the place of
 * the first: {@code Site} starts, kills and freezes processes; {@code BlowPlan} says which and
 * when, from a seed; {@code Load} is what gateways and agents do meanwhile, from the same seed; and
 * {@code History} is what was left behind in topics, the switch's call log and output files. The
 * checks are functions of the history alone. {@code FaultRun} puts them together.
 */
@NullMarked
package org.agentlogout.testbed.fault;

import org.jspecify.annotations.NullMarked;
