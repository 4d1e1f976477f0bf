/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** All agents, and which of them somebody laid hands on since it was last asked. */
final class Roster {

    private final Map<String, Agent> agents = new LinkedHashMap<>();
    private final Set<String> touched = new LinkedHashSet<>();

    void put(AgentProfile profile) {
        Agent before = agents.get(profile.id());
        if (before == null) {
            agents.put(profile.id(), new Agent(profile));
        } else {
            before.configure(profile);
        }
        touched.add(profile.id());
    }

    Optional<Agent> find(String agentId) {
        return Optional.ofNullable(agents.get(agentId));
    }

    /** The same, to be changed. */
    Optional<Agent> touch(String agentId) {
        Optional<Agent> agent = find(agentId);
        agent.ifPresent(it -> touched.add(agentId));
        return agent;
    }

    /** To be changed, by the floor. */
    Agent known(String agentId) {
        return touch(agentId)
                .orElseThrow(() -> new NoSuchElementException("there is no agent " + agentId));
    }

    Medium medium(String agentId, String mrdId) {
        Medium medium = known(agentId).media.get(mrdId);
        if (medium == null) {
            throw new NoSuchElementException("agent " + agentId + " has no medium " + mrdId);
        }
        return medium;
    }

    List<String> ids() {
        return List.copyOf(agents.keySet());
    }

    Iterable<Agent> all() {
        return agents.values();
    }

    Set<String> takeTouched() {
        Set<String> taken = Set.copyOf(touched);
        touched.clear();
        return taken;
    }
}
