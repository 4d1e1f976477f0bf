/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The faults to order. Which of a rule's matching requests are hit depends on the seed, the rule's
 * place and how many requests matched it before: the same requests in the same order meet the same
 * faults. Safe for many threads.
 */
final class FaultPlan {

    /** What strikes one request: a wait, and at most one thing that goes wrong. */
    record Hit(Duration latency, Optional<FaultAction> action) {}

    private static final class Rule {
        final Fault fault;
        final long place;
        long matched;
        int struck;

        Rule(Fault fault, long place) {
            this.fault = fault;
            this.place = place;
        }
    }

    private final long seed;
    private final List<Rule> rules = new ArrayList<>();
    private final Map<Node, Instant> unavailableUntil = new EnumMap<>(Node.class);
    private long places;

    FaultPlan(long seed) {
        this.seed = seed;
    }

    synchronized void add(Fault fault) {
        rules.add(new Rule(fault, places++));
    }

    /** Ends what there is, 503 windows included; no request that was hit before begins one. */
    synchronized void clear() {
        rules.clear();
        unavailableUntil.clear();
        places = 0;
    }

    /** The faults that can still strike, in order. */
    synchronized List<Fault> list() {
        return rules.stream().map(rule -> rule.fault).toList();
    }

    /** Whether a fault has every request to this node answered with 503 now. */
    synchronized boolean unavailable(Node node, Instant now) {
        return unavailableUntil.getOrDefault(node, Instant.MIN).isAfter(now);
    }

    synchronized Hit hit(Heard request, Node node, Instant now) {
        Duration latency = Duration.ZERO;
        Optional<FaultAction> action = Optional.empty();
        for (Rule rule : List.copyOf(rules)) {
            boolean slow = rule.fault.action() instanceof FaultAction.Latency;
            if ((slow ? latency.isZero() : action.isEmpty())
                    && rule.fault.matches(request, node)
                    && drawn(rule)) {
                if (rule.fault.action() instanceof FaultAction.Latency(Duration delay)) {
                    latency = delay;
                } else {
                    action = Optional.of(rule.fault.action());
                }
                used(rule);
            }
        }
        if (action.orElse(null) instanceof FaultAction.Unavailable(Duration window)) {
            unavailableUntil.put(node, now.plus(window));
        }
        return new Hit(latency, action);
    }

    private boolean drawn(Rule rule) {
        long draw = rule.matched++;
        if (rule.fault.share() >= 1) {
            return true;
        }
        long mixed = seed * 0x9E3779B97F4A7C15L + rule.place * 0xBF58476D1CE4E5B9L + draw;
        return new SplittableRandom(mixed).nextDouble() < rule.fault.share();
    }

    private void used(Rule rule) {
        rule.struck++;
        if (rule.fault.times() > 0 && rule.struck >= rule.fault.times()) {
            rules.remove(rule);
        }
    }
}
