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

    /**
     * How far has been read.
     *
     * @param answers of workers
     * @param arrivals sessions and presence
     */
    record Read(Instant answers, Instant arrivals) {}

    private final DeadlineIndex byAnswers = new DeadlineIndex();
    private final DeadlineIndex byArrivals = new DeadlineIndex();
    private final DeadlineIndex byClock = new DeadlineIndex();
    private final DeadlineIndex ends = new DeadlineIndex();

    void set(Agent agent, LogoutPolicy policy) {
        byAnswers.set(agent.agentId(), agent.dueByAnswers(policy));
        byArrivals.set(agent.agentId(), agent.dueByArrivals(policy));
        byClock.set(agent.agentId(), agent.dueByClock(policy));
        ends.set(agent.agentId(), agent.deadline());
    }

    /** The same agent at another time, where it waits for nobody. */
    void setAnew(String agentId, Instant at) {
        byClock.set(agentId, at);
    }

    void remove(String agentId) {
        byAnswers.remove(agentId);
        byArrivals.remove(agentId);
        byClock.remove(agentId);
        ends.remove(agentId);
    }

    /**
     * Those who are due, the longest overdue first. They stay until their time is set anew.
     *
     * @param read a timer between it and {@code now} may wait for something that is there already;
     *     the end of a logout is promised whatever comes
     */
    List<String> due(Instant now, Read read, int atMost) {
        Set<String> found = new LinkedHashSet<>(ends.due(now, atMost));
        found.addAll(byClock.due(now, atMost));
        found.addAll(byAnswers.due(read.answers(), atMost));
        found.addAll(byArrivals.due(read.arrivals(), atMost));
        return found.stream().limit(atMost).toList();
    }
}
