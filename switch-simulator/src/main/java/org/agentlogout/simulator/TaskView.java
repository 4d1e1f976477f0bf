/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

/**
 * A non-voice dialog in an agent's hands.
 *
 * @param id the dialog id, of the form n_n_n
 * @param state OFFERED, ACCEPTED, ACTIVE, PAUSED, WRAPPING_UP, INTERRUPTED or CLOSED
 * @param disposition why it was closed, empty while it lives
 */
public record TaskView(String id, String state, String disposition) {}
