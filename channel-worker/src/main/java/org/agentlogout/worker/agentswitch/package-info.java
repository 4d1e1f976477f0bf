/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Switches as the worker sees them: the port {@link
 * org.agentlogout.worker.agentswitch.AgentSwitch}, what stands before every adapter ({@link
 * org.agentlogout.worker.agentswitch.ResilientSwitch}), and what adapters share: settings, time,
 * credentials and the rule that one wrong password costs one try.
 *
 * <p>Each adapter has a package below this one. Nothing here knows Kafka; only {@code
 * ResilientSwitch} knows Resilience4j. Start with the port, then read an adapter's own
 * package-info.
 */
@NullMarked
package org.agentlogout.worker.agentswitch;

import org.jspecify.annotations.NullMarked;
