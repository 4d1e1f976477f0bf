/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.List;
import org.agentlogout.orchestrator.saga.SagaState.Grace;
import org.agentlogout.orchestrator.saga.SagaState.GraceHeld;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Running;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;

/**
 * All that is stored for one agent: the saga of the current session, dry runs beside it, and the
 * ledger.
 *
 * @param dryRuns logouts that only look; they stand in nobody's way
 */
public record Agent(String agentId, SagaState saga, List<Running> dryRuns, Ledger ledger) {

    public Agent {
        dryRuns = List.copyOf(dryRuns);
    }

    /** An agent nothing is known of. */
    public static Agent unknown(String agentId) {
        return new Agent(agentId, new NoSession(), List.of(), Ledger.EMPTY);
    }

    /**
     * The earliest instant at which {@link SagaEvent.DeadlineReached} is owed; {@link Instant#MAX}:
     * none.
     */
    public Instant due(LogoutPolicy policy) {
        Instant due = Deadlines.due(saga, policy);
        for (Running dryRun : dryRuns) {
            due = earlier(due, Deadlines.due(dryRun, policy));
        }
        return earlier(due, ledger.due());
    }

    /** The same, where a command is silent. */
    public Instant dueByAnswers(LogoutPolicy policy) {
        Instant due = saga instanceof Stepping ? Deadlines.due(saga, policy) : Instant.MAX;
        for (Running dryRun : dryRuns) {
            due = earlier(due, Deadlines.due(dryRun, policy));
        }
        return due;
    }

    /** The same, where a session or its desktop has not come. */
    public Instant dueByArrivals(LogoutPolicy policy) {
        boolean away = saga instanceof Grace || saga instanceof GraceHeld;
        return earlier(ledger.due(), away ? Deadlines.due(saga, policy) : Instant.MAX);
    }

    /** The same, where nothing is waited for that could lie unread. */
    public Instant dueByClock(LogoutPolicy policy) {
        boolean waits =
                saga instanceof Stepping || saga instanceof Grace || saga instanceof GraceHeld;
        return waits ? Instant.MAX : Deadlines.due(saga, policy);
    }

    /**
     * When the first of its logouts has to end, answered or not; {@link Instant#MAX}: none runs.
     */
    public Instant deadline() {
        Instant deadline =
                saga instanceof Running running ? running.logout().deadline() : Instant.MAX;
        for (Running dryRun : dryRuns) {
            deadline = earlier(deadline, dryRun.logout().deadline());
        }
        return deadline;
    }

    /**
     * What {@link SagaEvent.DeadlineReached} at {@code now} would begin, where that may be put off
     * for the sake of others.
     */
    public Turn turn(Instant now, LogoutPolicy policy) {
        boolean othersToo =
                !now.isBefore(ledger.due())
                        || dryRuns.stream()
                                .anyMatch(it -> !now.isBefore(Deadlines.due(it, policy)));
        return othersToo ? Turn.NONE : Deadlines.turn(saga, now, policy);
    }

    /** Whether its session has a channel other than voice on that switch. */
    public boolean hasMediaOn(String switchId) {
        return saga instanceof SagaState.Open open
                && open.session().media().stream()
                        .anyMatch(channel -> channel.switchId().equals(switchId));
    }

    /** Nothing is left to remember: the shell deletes the entry. */
    public boolean isForgettable() {
        return saga instanceof NoSession && dryRuns.isEmpty() && ledger.isEmpty();
    }

    /**
     * Forgets the older half of the replies kept for repeats, for a shell that cannot store them
     * all; the same where there is none.
     */
    public Agent withFewerReplies() {
        return withLedger(ledger.withFewerReplies());
    }

    Agent withSaga(SagaState next) {
        return new Agent(agentId, next, dryRuns, ledger);
    }

    Agent withLedger(Ledger next) {
        return new Agent(agentId, saga, dryRuns, next);
    }

    Agent withDryRuns(List<Running> next) {
        return new Agent(agentId, saga, next, ledger);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
