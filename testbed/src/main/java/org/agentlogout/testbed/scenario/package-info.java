/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The stories that the demo shows and the end-to-end tests check: the same code for both.
 *
 * <p>{@code Scenarios} is the list. A {@code Scenario} has steps and expectations; it plays on a
 * {@code Stage}, which is one agent of the local stack, and is told by a {@code Feed} of every
 * record that flows.
 */
@NullMarked
package org.agentlogout.testbed.scenario;

import org.jspecify.annotations.NullMarked;
