/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private long places;

    FaultPlan(long seed) {
        this.seed = seed;
    }

    synchronized void add(Fault fault) {
        rules.add(new Rule(fault, places++));
    }

    synchronized void clear() {
        rules.clear();
        places = 0;
    }

    /** The faults that can still strike, in order. */
    synchronized List<Fault> list() {
        return rules.stream().map(rule -> rule.fault).toList();
    }

    synchronized Hit hit(FinesseOperation operation, String userId, String mrdId, Node node) {
        Duration latency = Duration.ZERO;
        Optional<FaultAction> action = Optional.empty();
        for (Rule rule : List.copyOf(rules)) {
            boolean slow = rule.fault.action() instanceof FaultAction.Latency;
            if ((slow ? latency.isZero() : action.isEmpty())
                    && rule.fault.matches(operation, userId, mrdId, node)
                    && drawn(rule)) {
                if (rule.fault.action() instanceof FaultAction.Latency(Duration delay)) {
                    latency = delay;
                } else {
                    action = Optional.of(rule.fault.action());
                }
                used(rule);
            }
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
