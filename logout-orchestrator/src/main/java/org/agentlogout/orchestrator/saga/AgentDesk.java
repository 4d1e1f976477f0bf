/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.Ledger.Early;
import org.agentlogout.orchestrator.saga.Ledger.Ended;
import org.agentlogout.orchestrator.saga.Ledger.How;
import org.agentlogout.orchestrator.saga.Ledger.OpenRequest;
import org.agentlogout.orchestrator.saga.SagaEvent.ChannelAnswered;
import org.agentlogout.orchestrator.saga.SagaEvent.DeadlineReached;
import org.agentlogout.orchestrator.saga.SagaEvent.LogoutRequested;
import org.agentlogout.orchestrator.saga.SagaEvent.PlaceGranted;
import org.agentlogout.orchestrator.saga.SagaEvent.SessionOpened;
import org.agentlogout.orchestrator.saga.SagaState.Held;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Running;

/**
 * Where everything about one agent arrives: finds the saga that an event is for, keeps repeats and
 * early requests, and sees to it that every request gets one answer. {@link LogoutSaga} decides,
 * this routes.
 */
public final class AgentDesk {

    private final LogoutPolicy policy;

    public AgentDesk(LogoutPolicy policy) {
        this.policy = policy;
    }

    /**
     * What follows from {@code event} for {@code agent}. Pure: the same input gives the same
     * output.
     */
    public AgentStep decide(Agent agent, SagaEvent event) {
        Course course = new Course(agent, policy);
        switch (event) {
            case SessionOpened e -> opened(course, e);
            case LogoutRequested e -> requested(course, e);
            case PlaceGranted e -> course.verdict(course.toSagaOf(e.sagaId(), e));
            case ChannelAnswered e -> course.verdict(course.toSagaOf(e.result().sagaId(), e));
            case DeadlineReached e -> deadline(course, e);
        }
        return course.end(event.at());
    }

    private void opened(Course course, SessionOpened event) {
        Session session = event.session();
        if (session.epoch() > event.appendedAt().plus(policy.epochAhead()).toEpochMilli()) {
            course.verdict(Verdict.REFUSED);
            return;
        }
        List<Ended> ended = course.agent().ledger().ended();
        if (ended.stream().anyMatch(one -> isItsRecordAgain(course.agent(), one, session))) {
            course.verdict(Verdict.DUPLICATE);
        } else if (ended.stream().anyMatch(one -> one.epoch() > session.epoch())) {
            course.add(new News(session, "", event.at()).superseded(session));
            cameTooLate(course, session, event.at());
        } else if (taken(course, event) == Verdict.STALE) {
            cameTooLate(course, session, event.at());
        } else {
            course.toDryRuns(event);
            admitEarly(course, event.at());
        }
    }

    private static Verdict taken(Course course, SessionOpened event) {
        Verdict verdict = course.toSaga(event);
        course.verdict(verdict);
        return verdict;
    }

    /**
     * With a greater epoch it is a new sign-in under the old name. With the epoch of the session
     * that took its place it is the later of two equals, which wins.
     */
    private static boolean isItsRecordAgain(Agent agent, Ended ended, Session session) {
        boolean laterOfEquals =
                ended.how() == How.SUPERSEDED
                        && agent.saga() instanceof Held held
                        && held.session().epoch() == session.epoch();
        return ended.sessionId().equals(session.sessionId())
                && session.epoch() <= ended.epoch()
                && !(laterOfEquals && session.epoch() == ended.epoch());
    }

    /** Superseded before it was known: it is remembered as such, and its requests are told so. */
    private void cameTooLate(Course course, Session session, Instant at) {
        course.verdict(Verdict.STALE);
        String current =
                course.agent().saga() instanceof Held held ? held.session().sessionId() : "";
        if (current.equals(session.sessionId())) {
            return;
        }
        Instant until = at.plus(policy.memory());
        Ended ended = new Ended(session.sessionId(), session.epoch(), How.SUPERSEDED, until);
        course.ledger(course.agent().ledger().over(ended));
        for (Early early : course.agent().ledger().early()) {
            LogoutRequest request = early.request();
            if (request.sessionId().equals(session.sessionId())) {
                course.ledger(course.agent().ledger().noLongerWaiting(List.of(early)));
                course.answer(request.requestId(), ofEnded(ended, request, at));
            }
        }
    }

    private void admitEarly(Course course, Instant at) {
        for (Early early : course.agent().ledger().early()) {
            if (isForCurrent(course.agent().saga(), early.request())) {
                course.ledger(course.agent().ledger().noLongerWaiting(List.of(early)));
                start(course, early.request(), at);
            }
        }
    }

    private static boolean isForCurrent(SagaState saga, LogoutRequest request) {
        return saga instanceof Held held
                && (request.sessionId().isEmpty()
                        || request.sessionId().equals(held.session().sessionId()));
    }

    private void requested(Course course, LogoutRequested event) {
        LogoutRequest request = event.request();
        Repeats.Finding finding = Repeats.find(course.agent().ledger(), request);
        switch (finding) {
            case Repeats.New _ -> {
                Reply.Kind kind = Replies.kindOf(request);
                course.ledger(
                        course.agent()
                                .ledger()
                                .opened(
                                        new OpenRequest(
                                                request.requestId(),
                                                request.fingerprint(),
                                                kind,
                                                List.of(event.replyTo()))));
                fresh(course, event);
            }
            case Repeats.Running(OpenRequest open) -> repeat(course, event, open);
            case Repeats.Answered(Reply reply) -> {
                course.add(List.of(reply(event, reply)));
                course.verdict(Verdict.DUPLICATE);
            }
            case Repeats.OtherContent _ -> {
                Reply.Kind kind = Replies.kindOf(request);
                String text = "The requestId was used before with other content; take a new one.";
                course.add(
                        List.of(
                                reply(
                                        event,
                                        Reply.error(
                                                kind,
                                                request.sessionId(),
                                                ErrorCode.INVALID_REQUEST,
                                                text,
                                                event.at()))));
                course.verdict(Verdict.REFUSED);
            }
        }
    }

    private static Effect reply(LogoutRequested event, Reply reply) {
        return new Effect.SendReply(event.request().requestId(), reply, event.replyTo());
    }

    private void repeat(Course course, LogoutRequested event, OpenRequest open) {
        course.verdict(Verdict.DUPLICATE);
        if (open.addresses().size() > policy.repeatsWaiting()) {
            Reply.Kind kind = Replies.kindOf(event.request());
            course.add(List.of(reply(event, Reply.tooManyRepeats(kind, event.at()))));
        } else {
            course.ledger(
                    course.agent().ledger().joined(event.request().requestId(), event.replyTo()));
        }
    }

    /**
     * The first of its requestId: to its session, to the memory of an ended one, or to wait for one
     * to be opened.
     */
    private void fresh(Course course, LogoutRequested event) {
        LogoutRequest request = event.request();
        if (isForCurrent(course.agent().saga(), request)) {
            start(course, request, event.at());
            return;
        }
        boolean over = course.agent().ledger().ended().stream().anyMatch(it -> names(request, it));
        // One that names no session waits although an earlier one is over: the record of a fresh
        // sign-in may be on its way on its own topic, and "already out" would be a lie then.
        if (!over && course.agent().ledger().early().size() < policy.earlyAtMost()) {
            Instant until = event.at().plus(policy.earlyRequestWait());
            course.ledger(course.agent().ledger().waiting(new Early(request, until)));
        } else {
            withoutSession(course, request, event.at());
        }
    }

    private static boolean names(LogoutRequest request, Ended ended) {
        return request.sessionId().equals(ended.sessionId());
    }

    /** There is no such session now: an ended one is remembered for its time. */
    private static void withoutSession(Course course, LogoutRequest request, Instant at) {
        for (Ended ended : course.agent().ledger().ended().reversed()) {
            if (request.sessionId().isEmpty() || names(request, ended)) {
                course.answer(request.requestId(), ofEnded(ended, request, at));
                return;
            }
        }
        unknownSession(course, request, at);
    }

    private static Reply ofEnded(Ended ended, LogoutRequest request, Instant at) {
        Reply.Kind kind = Replies.kindOf(request);
        return switch (ended.how()) {
            case LOGGED_OUT -> Reply.alreadyOut(kind, ended.sessionId(), at);
            case SUPERSEDED ->
                    Reply.error(kind, ended.sessionId(), ErrorCode.SESSION_SUPERSEDED, "", at);
        };
    }

    private static void unknownSession(Course course, LogoutRequest request, Instant at) {
        Reply.Kind kind = Replies.kindOf(request);
        String sessionId = request.sessionId();
        course.answer(
                request.requestId(),
                Reply.error(kind, sessionId, ErrorCode.SESSION_UNKNOWN, "", at));
        course.verdict(Verdict.REFUSED);
    }

    private void start(Course course, LogoutRequest request, Instant at) {
        LogoutRequested event =
                new LogoutRequested(course.nextStart(at), request, ReplyAddress.DEFAULT);
        SagaState saga = course.agent().saga();
        boolean beside = request.dryRun() && saga instanceof Idle;
        if (!beside) {
            course.verdict(course.toSaga(event));
            return;
        }
        if (course.agent().dryRuns().size() >= policy.dryRunsAtMost()) {
            Step refused =
                    LogoutSaga.refuse(
                            saga,
                            event,
                            ((Held) saga).session().sessionId(),
                            ErrorCode.LOGOUT_IN_PROGRESS,
                            "Too many dry runs of this agent are under way.");
            course.take(refused.effects());
            course.verdict(refused.verdict());
            return;
        }
        Step step = LogoutSaga.decide(saga, event, policy);
        course.take(step.effects());
        course.verdict(step.verdict());
        if (step.next() instanceof Running running) {
            List<Running> dryRuns = new ArrayList<>(course.agent().dryRuns());
            dryRuns.add(running);
            course.dryRuns(dryRuns);
        }
    }

    private void deadline(Course course, DeadlineReached event) {
        course.verdict(course.toSaga(event));
        course.toDryRuns(event);
        List<Early> over =
                course.agent().ledger().early().stream()
                        .filter(early -> !event.at().isBefore(early.until()))
                        .toList();
        course.ledger(course.agent().ledger().noLongerWaiting(over));
        for (Early early : over) {
            withoutSession(course, early.request(), event.at());
        }
    }

    /** The session that was current before and is not any more. */
    static List<Ended> endedBetween(Agent before, Agent after, Instant until) {
        if (!(before.saga() instanceof Held held)) {
            return List.of();
        }
        Session session = held.session();
        return switch (after.saga()) {
            case NoSession _ ->
                    List.of(new Ended(session.sessionId(), session.epoch(), How.LOGGED_OUT, until));
            case Held next ->
                    next.session().sessionId().equals(session.sessionId())
                            ? List.of()
                            : List.of(
                                    new Ended(
                                            session.sessionId(),
                                            session.epoch(),
                                            How.SUPERSEDED,
                                            until));
        };
    }
}
