/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.agentlogout.orchestrator.avro.Outbound;
import org.agentlogout.orchestrator.avro.OutboundMapper;
import org.agentlogout.orchestrator.avro.SwitchWord;
import org.agentlogout.orchestrator.avro.UnreadableStateException;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.orchestrator.saga.SagaEvent.DeadlineReached;
import org.agentlogout.orchestrator.saga.SagaEvent.SwitchBack;
import org.agentlogout.orchestrator.saga.SessionStatus;
import org.agentlogout.orchestrator.saga.Turn;
import org.agentlogout.orchestrator.saga.Verdict;
import org.agentlogout.orchestrator.stream.Round.Change;
import org.agentlogout.orchestrator.stream.Round.Defect;
import org.jspecify.annotations.Nullable;

/** The agents of one partition, their timers and their places: where a decision becomes a fact. */
final class Floor {

    /** More would keep the partition's records waiting; the rest is due at the next tick. */
    private static final int TIMERS_PER_TICK = 200;

    /** A timer may be 250 ms late; what can wait asks again as often. */
    private static final Duration PUT_OFF = Duration.ofMillis(200);

    /** No timer waits longer than this for what may lie unread. */
    private static final Duration HELD_AT_MOST = Duration.ofSeconds(30);

    /**
     * How far the partition has been read.
     *
     * @param answers of workers
     * @param count how many of those so far
     * @param arrivals sessions and presence
     * @param switches news of switches
     */
    record Heard(Instant answers, long count, Instant arrivals, Instant switches) {

        /** What timers wait for. */
        Timers.Read atMost(Instant longest) {
            return new Timers.Read(later(answers, longest), later(arrivals, longest));
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }

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
    private final Timers timers = new Timers();
    private final Places places;
    private final Census census;
    private final Pacer pacer;
    private final SwitchBoard switches = new SwitchBoard();

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
        this.census = new Census(parts.policy().absence());
        this.pacer = new Pacer(parts.pace(), parts.partitions());
        agents.each(
                agent -> {
                    timers.set(agent, parts.policy());
                    places.recall(agent);
                    census.recall(agent);
                },
                unreadable -> timers.setAnew(unreadable, Instant.EPOCH));
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

    /** A switch may be back by it: then all whose media are on it are told. */
    void heard(SwitchWord word) {
        if (switches.isBackBy(word)) {
            tellBack(word.switchId(), word.at());
        }
    }

    private void tellBack(String switchId, Instant at) {
        for (String agentId : agents.withMediaOn(switchId)) {
            byItself(agentId, new SwitchBack(at, switchId));
        }
    }

    /** An event that is no record's: what a defect in it costs is the stored agent. */
    private void byItself(String agentId, SagaEvent event) {
        if (quarantine.keepsOut(agentId, event)) {
            return;
        }
        byte[] stored = agents.bytes(agentId);
        Decided decided = decide(agentId, event);
        decided.defect().ifPresent(it -> outlet.buryState(agentId, stored, it.told()));
    }

    /**
     * Lost servers first, for their graces may be due; then whoever is due at this instant, and
     * whoever can have a place.
     *
     * @param read how far: no later timer is sure to be due
     */
    void tick(Instant now, Heard read) {
        places.adjust(now, Duration.between(read.answers(), now), read.count());
        census.words(now).forEach(word -> byItself(word.agentId(), word.event()));
        switches.backBySilence(read.switches()).forEach(switchId -> tellBack(switchId, now));
        Timers.Read held = read.atMost(now.minus(HELD_AT_MOST));
        for (String agentId : timers.due(now, held, TIMERS_PER_TICK)) {
            DeadlineReached event = new DeadlineReached(now, held.answers(), held.arrivals());
            if (quarantine.keepsOut(agentId, event)) {
                timers.remove(agentId);
            } else if (!isPutOff(agentId, now)) {
                byItself(agentId, event);
            }
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
        if (!quarantine.holds(agentId)) {
            return;
        }
        Instant now = outlet.now();
        Agent agent = quarantine.again(agentId, setAside, now);
        quarantine.lift(agentId);
        agents.put(agents.fit(agent));
        timers.set(agent, parts.policy());
        outlet.send(
                SessionStatus.of(agent.saga()).stream()
                        .map(status -> mapper.status(agentId, status))
                        .toList());
    }

    private boolean isPutOff(String agentId, Instant now) {
        Turn turn = agents.turn(agentId, now, parts.policy());
        if (!turn.mayBePutOff() || pacer.lets(turn, now)) {
            return false;
        }
        timers.setAnew(agentId, now.plus(PUT_OFF));
        return true;
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
                timers.set(change.after(), parts.policy());
                census.changed(change.before(), change.after(), round.at());
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
        census.forget(agentId);
        places.keep();
        timers.remove(agentId);
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
