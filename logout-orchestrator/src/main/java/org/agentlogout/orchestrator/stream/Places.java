/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.LogoutRequest.Priority;
import org.agentlogout.orchestrator.saga.SagaState;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;

/**
 * Who may run: at most so many sagas of a partition are in a step at once, fewer while {@link
 * Admission} says so; the rest wait in order, LIVE before BACKGROUND. Like {@link DeadlineIndex},
 * it is a function of the stored agents (a saga in a step has a place, a queued one waits) and is
 * built from them after a restart.
 *
 * <p>Changes can be taken back until {@link #keep}: a decision that fails leaves no trace.
 */
final class Places {

    /**
     * A saga that waits.
     *
     * @param since when it began to
     * @param sequence order among those of the same instant
     */
    record Waiting(
            Priority priority, Instant since, long sequence, String sagaId, String agentId) {}

    private static final Comparator<Waiting> ORDER =
            Comparator.comparing(Waiting::priority)
                    .thenComparing(Waiting::since)
                    .thenComparingLong(Waiting::sequence);

    private final Admission admission;
    private final Map<String, String> running = new HashMap<>();
    private final Map<String, Waiting> waiting = new HashMap<>();
    private final TreeMap<Waiting, String> order = new TreeMap<>(ORDER);
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private long sequence;

    /**
     * @param atMost places of one partition, at least 1
     */
    Places(int atMost) {
        this.admission = new Admission(atMost);
    }

    /**
     * @param behind age of the oldest answer that is not read yet
     * @param answers how many have been read by now
     */
    void adjust(Instant now, Duration behind, long answers) {
        admission.adjust(now, behind, answers, running.size() >= admission.places());
    }

    /** After a restart: what this agent's sagas have or wait for. */
    void recall(Agent agent) {
        Stream.concat(Stream.of(agent.saga()), agent.dryRuns().stream())
                .forEach(saga -> recall(agent.agentId(), saga));
        keep();
    }

    private void recall(String agentId, SagaState saga) {
        switch (saga) {
            case Stepping stepping when stepping.takesPlace() ->
                    run(stepping.logout().sagaId(), agentId);
            case Queued queued ->
                    queue(
                            queued.logout().sagaId(),
                            agentId,
                            queued.logout().purpose().priority(),
                            queued.logout().startedAt());
            case SagaState _ -> {}
        }
    }

    /** Whether the saga may go on at once; else it waits for {@link #next}. */
    boolean ask(String sagaId, String agentId, Priority priority, Instant now) {
        if (running.size() < admission.places() && order.isEmpty()) {
            run(sagaId, agentId);
            return true;
        }
        queue(sagaId, agentId, priority, now);
        return false;
    }

    /** The saga neither runs nor waits any more. Does nothing where it did not. */
    void giveBack(String sagaId) {
        String agentId = running.remove(sagaId);
        if (agentId != null) {
            undo.push(() -> running.put(sagaId, agentId));
        }
        Waiting waited = waiting.get(sagaId);
        if (waited != null) {
            leave(waited);
        }
    }

    /** Whether a place is free and somebody waits for it. */
    boolean hasNext() {
        return running.size() < admission.places() && !order.isEmpty();
    }

    /** Gives a free place to the first who waits. */
    Optional<Waiting> next() {
        if (!hasNext()) {
            return Optional.empty();
        }
        Waiting first = order.firstKey();
        leave(first);
        run(first.sagaId(), first.agentId());
        return Optional.of(first);
    }

    /** All that an agent's sagas have or wait for is free again. */
    void forget(String agentId) {
        List<String> sagas =
                Stream.concat(
                                running.entrySet().stream()
                                        .filter(each -> each.getValue().equals(agentId))
                                        .map(Map.Entry::getKey),
                                waiting.values().stream()
                                        .filter(each -> each.agentId().equals(agentId))
                                        .map(Waiting::sagaId))
                        .toList();
        sagas.forEach(this::giveBack);
    }

    void keep() {
        undo.clear();
    }

    void takeBack() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    private void run(String sagaId, String agentId) {
        running.put(sagaId, agentId);
        undo.push(() -> running.remove(sagaId));
    }

    private void queue(String sagaId, String agentId, Priority priority, Instant since) {
        Waiting one = new Waiting(priority, since, sequence++, sagaId, agentId);
        enter(one);
        undo.push(() -> drop(one));
    }

    private void leave(Waiting one) {
        drop(one);
        undo.push(() -> enter(one));
    }

    private void enter(Waiting one) {
        waiting.put(one.sagaId(), one);
        order.put(one, one.sagaId());
    }

    private void drop(Waiting one) {
        waiting.remove(one.sagaId());
        order.remove(one);
    }
}
