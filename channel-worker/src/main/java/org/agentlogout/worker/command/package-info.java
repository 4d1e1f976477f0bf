/* SPDX-License-Identifier: Apache-2.0 */

/**
 * What a worker is asked to do and how it ended, as plain values: no Kafka, no switch, no clock.
 * Start with {@link org.agentlogout.worker.command.Command} and {@link
 * org.agentlogout.worker.command.Outcome}.
 */
@NullMarked
package org.agentlogout.worker.command;

import org.jspecify.annotations.NullMarked;
