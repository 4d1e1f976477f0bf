/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import java.time.Instant;

/** A reply as somebody who waits for it sees it come. */
public record Arrival(String agent, String requestId, Instant at) {}
