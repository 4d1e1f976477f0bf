/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.LogoutPolicy;

/** When each agent of a partition is due, and by when its logout must have ended. */
final class Timers {

    private final DeadlineIndex due = new DeadlineIndex();
    private final DeadlineIndex ends = new DeadlineIndex();

    void set(Agent agent, LogoutPolicy policy) {
        due.set(agent.agentId(), agent.due(policy));
        ends.set(agent.agentId(), agent.deadline());
    }

    /** The same agent at another time. */
    void setAnew(String agentId, Instant at) {
        due.set(agentId, at);
    }

    void remove(String agentId) {
        due.remove(agentId);
        ends.remove(agentId);
    }

    /**
     * Those who are due, the longest overdue first. They stay until their time is set anew.
     *
     * @param read what came before it has been read. A timer between it and {@code now} may wait
     *     for something that is there already; the end of a logout is promised whatever comes
     */
    List<String> due(Instant now, Instant read, int atMost) {
        Set<String> found = new LinkedHashSet<>(ends.due(now, atMost));
        found.addAll(due.due(read, atMost));
        return found.stream().limit(atMost).toList();
    }
}
