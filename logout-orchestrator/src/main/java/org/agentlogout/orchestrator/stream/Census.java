/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.LogoutPolicy;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.orchestrator.saga.SessionStanding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a lost server from lost desktops: how many of a node's sessions are in their grace at the
 * same time, and whether those of a lost node have begun to return. A function of the stored agents
 * but for the returns, which are counted anew after a restart: then a hold lasts longer, never
 * shorter.
 */
final class Census {

    private static final Logger LOG = LoggerFactory.getLogger(Census.class);

    /** More in one go would keep the partition's records waiting. */
    private static final int AT_ONCE = 200;

    /** One event to feed to an agent. */
    record Word(String agentId, SagaEvent event) {}

    private static final class Node {
        private int sessions;
        private final Set<String> counted = new HashSet<>();
        private final Map<String, String> graces = new LinkedHashMap<>();
        private final Map<String, String> held = new LinkedHashMap<>();
        private Instant lastReturn = Instant.MAX;

        private void forget(String agentId) {
            graces.remove(agentId);
            counted.remove(agentId);
            held.remove(agentId);
        }

        private boolean isEmpty() {
            return sessions == 0 && graces.isEmpty() && held.isEmpty();
        }
    }

    private final LogoutPolicy.Absence policy;
    private final Map<String, Node> nodes = new TreeMap<>();

    Census(LogoutPolicy.Absence policy) {
        this.policy = policy;
    }

    /** An agent as stored, at the start. */
    void recall(Agent agent) {
        add(agent);
    }

    void changed(Agent before, Agent after, Instant at) {
        SessionStanding was = SessionStanding.of(before.saga());
        SessionStanding is = SessionStanding.of(after.saga());
        if (was.equals(is)) {
            return;
        }
        remove(before);
        add(after);
        boolean returned =
                was.kind() == SessionStanding.Kind.HELD && is.kind() == SessionStanding.Kind.THERE;
        Node node = nodes.get(was.node());
        if (returned && node != null) {
            node.lastReturn = at;
        }
    }

    private void add(Agent agent) {
        SessionStanding standing = SessionStanding.of(agent.saga());
        if (standing.kind() == SessionStanding.Kind.NONE) {
            return;
        }
        Node node = nodes.computeIfAbsent(standing.node(), _ -> new Node());
        node.sessions++;
        switch (standing.kind()) {
            case GRACE_COUNTED -> {
                node.counted.add(agent.agentId());
                node.graces.put(agent.agentId(), standing.sessionId());
            }
            case GRACE -> node.graces.put(agent.agentId(), standing.sessionId());
            case HELD -> {
                tellFirst(standing.node(), node);
                node.held.put(agent.agentId(), standing.sessionId());
            }
            case NONE, THERE, AWAY -> {}
        }
    }

    private static void tellFirst(String name, Node node) {
        if (node.held.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("node", name)
                    .addKeyValue("sessions", node.sessions)
                    .addKeyValue("away", node.graces.size() + 1)
                    .log(
                            "a desktop server seems to be lost: nobody is logged out until its"
                                    + " desktops are back; logout presence release or drop --node"
                                    + " ends it sooner");
        }
    }

    /** Nothing is to be told to an agent in quarantine. */
    void forget(String agentId) {
        nodes.values().forEach(node -> node.forget(agentId));
    }

    private void remove(Agent agent) {
        SessionStanding standing = SessionStanding.of(agent.saga());
        Node node = nodes.get(standing.node());
        if (standing.kind() == SessionStanding.Kind.NONE || node == null) {
            return;
        }
        node.sessions--;
        node.forget(agent.agentId());
        if (node.held.isEmpty()) {
            node.lastReturn = Instant.MAX;
        }
        if (node.isEmpty()) {
            nodes.remove(standing.node());
        }
    }

    /** What is to be told to whom now; some of it where it is much. */
    List<Word> words(Instant now) {
        List<Word> words = new ArrayList<>();
        for (Map.Entry<String, Node> each : nodes.entrySet()) {
            Node node = each.getValue();
            if (isLost(node) && !node.graces.isEmpty()) {
                hold(each.getKey(), node, now, words);
            }
            if (hasComeToRest(node, now)) {
                release(each.getKey(), node, now, words);
            }
        }
        return words;
    }

    private boolean isLost(Node node) {
        double most = Math.max(policy.holdFloor(), policy.holdShare() * node.sessions);
        return !node.held.isEmpty() || node.counted.size() > most;
    }

    private boolean hasComeToRest(Node node, Instant now) {
        return !node.held.isEmpty()
                && !node.lastReturn.equals(Instant.MAX)
                && !now.isBefore(node.lastReturn.plus(policy.returnQuiet()));
    }

    private static void hold(String name, Node node, Instant now, List<Word> words) {
        node.graces.keySet().stream()
                .limit(AT_ONCE)
                .forEach(
                        agentId -> words.add(new Word(agentId, new SagaEvent.NodeLost(now, name))));
    }

    private static void release(String name, Node node, Instant now, List<Word> words) {
        LOG.atInfo()
                .addKeyValue("node", name)
                .addKeyValue("away", node.held.size())
                .log("the desktops of a lost server are back: the grace of the others starts anew");
        node.held.entrySet().stream()
                .limit(AT_ONCE)
                .forEach(held ->
                        words.add(
                                new Word(
                                        held.getKey(),
                                        new SagaEvent.GraceReleased(now, held.getValue()))));
    }
}
