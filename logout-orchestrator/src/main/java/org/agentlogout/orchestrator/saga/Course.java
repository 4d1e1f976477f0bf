/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.Ledger.Ended;
import org.agentlogout.orchestrator.saga.Ledger.How;
import org.agentlogout.orchestrator.saga.Ledger.OpenRequest;
import org.agentlogout.orchestrator.saga.SagaState.Open;
import org.agentlogout.orchestrator.saga.SagaState.Running;

/**
 * One event's way through an agent's sagas: gathers what is to be stored and done. Lives for one
 * call of {@link AgentDesk#decide} and is seen by nobody else.
 */
final class Course {

    private final LogoutPolicy policy;
    private final List<Effect> effects = new ArrayList<>();
    private Agent agent;
    private Verdict verdict = Verdict.APPLIED;

    Course(Agent agent, LogoutPolicy policy) {
        this.agent = agent;
        this.policy = policy;
    }

    Agent agent() {
        return agent;
    }

    boolean isCurrent(String sessionId) {
        return agent.saga() instanceof Open open && open.session().sessionId().equals(sessionId);
    }

    void verdict(Verdict found) {
        verdict = found;
    }

    void ledger(Ledger next) {
        agent = agent.withLedger(next);
    }

    void dryRuns(List<Running> next) {
        agent = agent.withDryRuns(next);
    }

    void add(List<Effect> more) {
        effects.addAll(more);
    }

    Verdict toSaga(SagaEvent event) {
        Step step = LogoutSaga.decide(agent.saga(), event, policy);
        SagaState before = agent.saga();
        agent = agent.withSaga(step.next());
        take(step.effects());
        Instant memory = event.at().plus(policy.memory());
        for (Ended ended : Intake.endedBetween(before, step, memory)) {
            ledger(agent.ledger().over(ended));
            if (ended.how() != How.SUPERSEDED) { // a newer session tells them itself
                endDryRunsOf(ended, event.at());
            }
        }
        return step.verdict();
    }

    /** To the dry run of this id, else to the session's own saga. */
    Verdict toSagaOf(String sagaId, SagaEvent event) {
        for (Running dryRun : agent.dryRuns()) {
            if (dryRun.logout().sagaId().equals(sagaId)) {
                return toDryRun(dryRun, event);
            }
        }
        return toSaga(event);
    }

    void toDryRuns(SagaEvent event) {
        for (Running dryRun : agent.dryRuns()) {
            toDryRun(dryRun, event);
        }
    }

    /** A dry run tells its asker and nobody else: the session's news are its own saga's. */
    private Verdict toDryRun(Running dryRun, SagaEvent event) {
        Step step = LogoutSaga.decide(dryRun, event, policy);
        take(
                step.effects().stream()
                        .filter(effect -> !(effect instanceof Effect.Publish))
                        .toList());
        List<Running> next = new ArrayList<>();
        for (Running each : agent.dryRuns()) {
            if (!each.equals(dryRun)) {
                next.add(each);
            } else if (step.next() instanceof Running running) {
                next.add(running);
            }
        }
        dryRuns(next);
        return step.verdict();
    }

    /**
     * Takes over what a saga wants done; its answers become replies at every address that waits.
     */
    void take(List<Effect> wanted) {
        for (Effect effect : wanted) {
            if (effect instanceof Effect.Answer(String requestId, Reply reply)) {
                answer(requestId, reply);
            } else {
                effects.add(effect);
            }
        }
    }

    void answer(String requestId, Reply reply) {
        for (OpenRequest open : agent.ledger().open()) {
            if (open.requestId().equals(requestId)) {
                for (ReplyAddress address : open.addresses()) {
                    effects.add(new Effect.SendReply(requestId, reply, address));
                }
                Instant until = reply.at().plus(policy.memory());
                ledger(agent.ledger().answered(open, reply, until, policy.rememberedAtMost()));
            }
        }
    }

    /** Saga ids are made of the start: no two sagas of an agent may share a millisecond. */
    Instant nextStart(Instant at) {
        Instant last = agent.ledger().lastStart();
        Instant start = at.isAfter(last.plusMillis(1)) ? at : last.plusMillis(1);
        ledger(agent.ledger().started(start));
        return start;
    }

    AgentStep end(Instant at) {
        ledger(agent.ledger().forgetUntil(at));
        return new AgentStep(agent, effects, verdict);
    }

    /** What a dry run was to find out has happened: the session is out. */
    private void endDryRunsOf(Ended ended, Instant at) {
        for (Running dryRun : agent.dryRuns()) {
            if (dryRun.session().sessionId().equals(ended.sessionId())) {
                Reply reply = Reply.alreadyOut(Reply.Kind.DRY_RUN, ended.sessionId(), at);
                answer(dryRun.logout().requestId(), reply);
                effects.add(new Effect.GivePlaceBack(dryRun.logout().sagaId()));
                dryRuns(agent.dryRuns().stream().filter(one -> !one.equals(dryRun)).toList());
            }
        }
    }
}
