/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.agentlogout.orchestrator.avro.Outbound;
import org.agentlogout.orchestrator.avro.OutboundMapper;
import org.agentlogout.orchestrator.avro.UnreadableStateException;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.orchestrator.saga.SagaEvent.DeadlineReached;
import org.agentlogout.orchestrator.saga.SessionStatus;
import org.agentlogout.orchestrator.saga.Verdict;
import org.agentlogout.orchestrator.stream.Round.Change;
import org.agentlogout.orchestrator.stream.Round.Defect;
import org.jspecify.annotations.Nullable;

/** The agents of one partition, their timers and their places: where a decision becomes a fact. */
final class Floor {

    /** More would keep the partition's records waiting; the rest is due at the next tick. */
    private static final int TIMERS_PER_TICK = 200;

    /** What became of an event: a verdict, or a defect that put its agent into quarantine. */
    record Decided(Optional<Verdict> verdict, Optional<Defect> defect) {
        boolean is(Verdict one) {
            return verdict.filter(one::equals).isPresent();
        }
    }

    private final LogoutTopology.Parts parts;
    private final OutboundMapper mapper;
    private final AgentStore agents;
    private final Quarantine quarantine;
    private final Outlet outlet;
    private final StepLog log = new StepLog();
    private final DeadlineIndex deadlines = new DeadlineIndex();
    private final Places places;

    /** Timers and places follow from the agents that are stored: they are read once, here. */
    Floor(
            LogoutTopology.Parts parts,
            OutboundMapper mapper,
            AgentStore agents,
            Quarantine quarantine,
            Outlet outlet) {
        this.parts = parts;
        this.mapper = mapper;
        this.agents = agents;
        this.quarantine = quarantine;
        this.outlet = outlet;
        this.places = new Places(parts.places());
        agents.each(
                agent -> {
                    deadlines.set(agent.agentId(), agent.due(parts.policy()));
                    places.recall(agent);
                },
                unreadable -> deadlines.set(unreadable, Instant.EPOCH));
    }

    /**
     * Decides, stores and sends. Those who were to get a place by it and met a defect of their own
     * are taken out first: the event's own agent must not suffer from them.
     */
    Decided decide(String agentId, SagaEvent event) {
        while (true) {
            Round round = newRound();
            Optional<Defect> defect = round.take(agentId, event);
            if (defect.isEmpty()) {
                commit(round);
                return new Decided(Optional.of(round.verdict()), defect);
            }
            if (defect.get().agentId().equals(agentId)) {
                takeInOwn(defect.get());
                return new Decided(Optional.empty(), defect);
            }
            takeInWithState(defect.get());
        }
    }

    /** Whoever is due at this instant, and whoever can have a place. */
    void tick(Instant now) {
        for (String agentId : deadlines.due(now, TIMERS_PER_TICK)) {
            DeadlineReached event = new DeadlineReached(now);
            if (quarantine.keepsOut(agentId, event)) {
                deadlines.remove(agentId);
                continue;
            }
            byte[] stored = agents.bytes(agentId);
            Decided decided = decide(agentId, event);
            decided.defect().ifPresent(it -> outlet.buryState(agentId, stored, it.told()));
        }
        while (places.hasNext()) {
            Round round = newRound();
            round.letIn(now).ifPresentOrElse(this::takeInWithState, () -> commit(round));
        }
    }

    /**
     * The letter with a stored agent was sent back: somebody has looked into it. Where the agent is
     * in quarantine no more, a newer session has come, and the letter is of no use.
     */
    void takeUpAgain(String agentId, byte @Nullable [] setAside) {
        if (!quarantine.lift(agentId)) {
            return;
        }
        Instant now = outlet.now();
        Agent agent = quarantine.again(agentId, setAside, now);
        agents.put(agents.fit(agent));
        deadlines.set(agentId, agent.due(parts.policy()));
        outlet.send(
                SessionStatus.of(agent.saga()).stream()
                        .map(status -> mapper.status(agentId, status))
                        .toList());
    }

    private Round newRound() {
        return new Round(agents, places, parts.desk(), mapper);
    }

    private void commit(Round round) {
        List<Outbound> outbound = round.outbound();
        places.keep();
        for (Change change : round.changes()) {
            if (!change.after().equals(change.before())) {
                agents.put(change.after(), change.snapshot());
                deadlines.set(change.after().agentId(), change.after().due(parts.policy()));
            }
        }
        outlet.send(outbound);
        log.of(round);
    }

    private void takeIn(Defect defect) {
        String agentId = defect.agentId();
        places.takeBack();
        List<Outbound> told = quarantine.takeIn(defect);
        places.forget(agentId);
        places.keep();
        deadlines.remove(agentId);
        outlet.send(told);
        log.of(defect);
    }

    /** The caller sets the input aside; what was stored and cannot be read would be lost by it. */
    private void takeInOwn(Defect defect) {
        boolean unreadable = defect.cause() instanceof UnreadableStateException;
        if (unreadable && !(defect.event() instanceof DeadlineReached)) {
            takeInWithState(defect);
        } else {
            takeIn(defect);
        }
    }

    /** There is no input to set aside: the stored agent is. */
    private void takeInWithState(Defect defect) {
        byte[] stored = agents.bytes(defect.agentId());
        takeIn(defect);
        outlet.buryState(defect.agentId(), stored, defect.told());
    }
}
