/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import java.time.Instant;

/**
 * A request as its gateway knows it.
 *
 * @param prompt whether its answer comes at once when nothing is broken
 * @param at when the gateway first tried to write it
 */
public record Asked(String agent, String requestId, boolean prompt, Instant at) {}
