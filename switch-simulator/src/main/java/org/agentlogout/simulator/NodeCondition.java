/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.time.Instant;

/** What is wrong with one node as a whole. Read and written by many threads. */
final class NodeCondition {

    private volatile boolean outOfService;
    private volatile Instant unavailableUntil = Instant.MIN;

    void outOfService(boolean out) {
        outOfService = out;
    }

    boolean outOfService() {
        return outOfService;
    }

    /** Every request is answered 503 until then. */
    void unavailableUntil(Instant until) {
        unavailableUntil = until;
    }

    boolean unavailable(Instant now) {
        return unavailableUntil.isAfter(now);
    }
}
