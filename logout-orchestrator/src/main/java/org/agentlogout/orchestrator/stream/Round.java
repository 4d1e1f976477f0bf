/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.agentlogout.orchestrator.avro.Outbound;
import org.agentlogout.orchestrator.avro.OutboundMapper;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.AgentStep;
import org.agentlogout.orchestrator.saga.Effect;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.orchestrator.saga.SessionStatus;
import org.agentlogout.orchestrator.saga.Verdict;
import org.agentlogout.wire.RegistryOutage;

/**
 * All that follows from one input, decided in memory before anything is put or forwarded: the
 * input's own agent, and those who get the places it gives back. Either the whole round is stored
 * and sent, or, after a defect, nothing of it.
 */
final class Round {

    /** So many waiting sagas are let in by one input; the next tick goes on. */
    private static final int GRANTS = 8;

    /** Above it a record would not fit its topic, and would kill the thread instead of one saga. */
    private static final int VALUE_BYTES = 1_000_000;

    /** What one agent's step threw. */
    record Defect(String agentId, SagaEvent event, RuntimeException cause) {
        /** For the dead letter: what was going on, and what went wrong. */
        String told() {
            return event.getClass().getSimpleName() + " at " + event.at() + ": " + cause;
        }
    }

    /** What became of an agent in this round. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way: nobody compares them
    record Change(Agent before, Agent after, byte[] snapshot) {}

    /** One step, for the log. */
    record Taken(String agentId, SagaEvent event, AgentStep step) {}

    private record Todo(String agentId, SagaEvent event) {}

    private final AgentStore agents;
    private final Places places;
    private final BiFunction<Agent, SagaEvent, AgentStep> desk;
    private final OutboundMapper mapper;

    private final Map<String, Change> changes = new LinkedHashMap<>();
    private final List<Outbound> outbound = new ArrayList<>();
    private final List<Taken> taken = new ArrayList<>();
    private final Deque<Todo> todo = new ArrayDeque<>();
    private Instant at = Instant.EPOCH;

    Round(
            AgentStore agents,
            Places places,
            BiFunction<Agent, SagaEvent, AgentStep> desk,
            OutboundMapper mapper) {
        this.agents = agents;
        this.places = places;
        this.desk = desk;
        this.mapper = mapper;
    }

    /** The first defect, after which the round is void; empty when all went well. */
    Optional<Defect> take(String agentId, SagaEvent event) {
        todo.add(new Todo(agentId, event));
        return run(event.at());
    }

    /** Lets in some of those who wait, while there are places. */
    Optional<Defect> letIn(Instant at) {
        return run(at);
    }

    /** When its input was taken. */
    Instant at() {
        return at;
    }

    private Optional<Defect> run(Instant now) {
        at = now;
        int grants = 0;
        while (true) {
            if (todo.isEmpty() && grants++ < GRANTS) {
                places.next().ifPresent(one -> todo.add(granted(one.agentId(), one.sagaId(), at)));
            }
            Todo next = todo.poll();
            if (next == null) {
                return Optional.empty();
            }
            try {
                step(next.agentId(), next.event());
            } catch (RegistryOutage e) {
                throw e;
            } catch (RuntimeException e) {
                return Optional.of(new Defect(next.agentId(), next.event(), e));
            }
        }
    }

    private static Todo granted(String agentId, String sagaId, Instant at) {
        return new Todo(agentId, new SagaEvent.PlaceGranted(at, sagaId));
    }

    private void step(String agentId, SagaEvent event) {
        Change earlier = changes.get(agentId);
        Agent before = earlier == null ? agents.load(agentId) : earlier.after();
        AgentStep step = desk.apply(before, event);
        outbound.addAll(checked(mapper.map(before, step.next(), event, step.effects())));
        Agent first = earlier == null ? before : earlier.before();
        changes.put(agentId, change(first, step.next()));
        taken.add(new Taken(agentId, event, step));
        for (Effect effect : step.effects()) {
            place(agentId, effect, event.at());
        }
    }

    private Change change(Agent before, Agent next) {
        AgentStore.Fitted after = agents.fit(next);
        return new Change(before, after.agent(), after.snapshot());
    }

    private void place(String agentId, Effect effect, Instant at) {
        switch (effect) {
            case Effect.AskForPlace(String sagaId, var priority) -> {
                if (places.ask(sagaId, agentId, priority, at)) {
                    todo.add(granted(agentId, sagaId, at));
                }
            }
            case Effect.GivePlaceBack(String sagaId) -> places.giveBack(sagaId);
            case Effect _ -> {}
        }
    }

    /** What became of the input itself. */
    Verdict verdict() {
        return taken.getFirst().step().verdict();
    }

    Collection<Change> changes() {
        return changes.values();
    }

    List<Taken> taken() {
        return taken;
    }

    /** What is to be sent: the effects in their order, then what onlookers see. */
    List<Outbound> outbound() {
        List<Outbound> all = new ArrayList<>(outbound);
        changes.forEach((agentId, change) -> all.addAll(status(agentId, change)));
        return all;
    }

    private List<Outbound> status(String agentId, Change change) {
        List<SessionStatus> before = SessionStatus.of(change.before().saga());
        List<SessionStatus> after = SessionStatus.of(change.after().saga());
        if (after.isEmpty()) {
            return before.isEmpty() ? List.of() : List.of(mapper.noStatus(agentId));
        }
        SessionStatus now = after.getFirst();
        boolean same = !before.isEmpty() && before.getFirst().looksLike(now);
        return same ? List.of() : List.of(mapper.status(agentId, now));
    }

    private static List<Outbound> checked(List<Outbound> records) {
        for (Outbound each : records) {
            byte[] value = each.value();
            if (value != null && value.length > VALUE_BYTES) {
                String what = each.topic() + " record of " + value.length + " bytes";
                throw new IllegalStateException(what + ", at most " + VALUE_BYTES);
            }
        }
        return records;
    }
}
