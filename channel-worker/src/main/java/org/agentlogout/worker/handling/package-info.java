/* SPDX-License-Identifier: Apache-2.0 */

/**
 * What one command goes through between its arrival and its answer, whatever it arrived by:
 * doubled, in turn, expired, last look, the switch, late effect. Start with {@link
 * org.agentlogout.worker.handling.CommandHandler}.
 *
 * <p>No Kafka type and no HTTP type comes in here. It is a package of its own, and not a part of
 * {@code command}, because it knows the port {@code agentswitch} and the port knows the commands.
 */
@NullMarked
package org.agentlogout.worker.handling;

import org.jspecify.annotations.NullMarked;
