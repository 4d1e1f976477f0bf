/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * When each agent of a partition is due, sorted by time, one entry an agent. The instant is a
 * function of the stored agent, so the agents' store is what makes it durable: after a restart the
 * index is built from it anew, with the policy of today, and can neither miss a timer nor keep one
 * too many.
 */
final class DeadlineIndex {

    /** The agent's id breaks ties, so that the order is total. */
    private record Due(Instant at, String agentId) {}

    private final TreeSet<Due> sorted =
            new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::agentId));

    private final Map<String, Due> byAgent = new HashMap<>();

    /**
     * @param at {@link Instant#MAX}: never
     */
    void set(String agentId, Instant at) {
        remove(agentId);
        if (at.isBefore(Instant.MAX)) {
            Due due = new Due(at, agentId);
            byAgent.put(agentId, due);
            sorted.add(due);
        }
    }

    void remove(String agentId) {
        Due before = byAgent.remove(agentId);
        if (before != null) {
            sorted.remove(before);
        }
    }

    /** Those who are due, the longest overdue first. They stay until their time is set anew. */
    List<String> due(Instant now, int atMost) {
        return sorted.stream()
                .takeWhile(due -> !due.at().isAfter(now))
                .limit(atMost)
                .map(Due::agentId)
                .toList();
    }
}
