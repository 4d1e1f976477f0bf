/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.Ledger.Early;
import org.agentlogout.orchestrator.saga.Ledger.Ended;
import org.agentlogout.orchestrator.saga.Ledger.How;
import org.agentlogout.orchestrator.saga.Ledger.OpenRequest;
import org.agentlogout.orchestrator.saga.SagaEvent.Asked;
import org.agentlogout.orchestrator.saga.SagaEvent.CancelRequested;
import org.agentlogout.orchestrator.saga.SagaEvent.DisconnectRequested;
import org.agentlogout.orchestrator.saga.SagaEvent.LogoutRequested;
import org.agentlogout.orchestrator.saga.SagaEvent.RecoverRequested;
import org.agentlogout.orchestrator.saga.SagaState.Open;
import org.agentlogout.orchestrator.saga.SagaState.Resting;
import org.agentlogout.orchestrator.saga.SagaState.Running;

/** Takes the requests of one agent: repeats, those before their session, those after it. */
final class Intake {

    private final LogoutPolicy policy;

    Intake(LogoutPolicy policy) {
        this.policy = policy;
    }

    void requested(Course course, Asked event) {
        Request request = event.request();
        switch (Repeats.find(course.agent().ledger(), request)) {
            case Repeats.New _ -> {
                course.ledger(
                        course.agent()
                                .ledger()
                                .opened(
                                        new OpenRequest(
                                                request.requestId(),
                                                request.fingerprint(),
                                                request.kind(),
                                                List.of(event.replyTo()))));
                fresh(course, request, event.at());
            }
            case Repeats.Running(OpenRequest open) -> repeat(course, event, open);
            case Repeats.Answered(Reply reply) -> {
                course.add(List.of(reply(event, reply)));
                course.verdict(Verdict.DUPLICATE);
            }
            case Repeats.OtherContent _ -> {
                String text = "The requestId was used before with other content; take a new one.";
                Reply reply =
                        Reply.error(
                                request.kind(),
                                request.sessionId(),
                                ErrorCode.INVALID_REQUEST,
                                text,
                                event.at());
                course.add(List.of(reply(event, reply)));
                course.verdict(Verdict.REFUSED);
            }
        }
    }

    private static Effect reply(Asked event, Reply reply) {
        return new Effect.SendReply(event.request().requestId(), reply, event.replyTo());
    }

    private void repeat(Course course, Asked event, OpenRequest open) {
        course.verdict(Verdict.DUPLICATE);
        if (open.addresses().size() > policy.repeatsWaiting()) {
            Reply reply = Reply.tooManyRepeats(event.request().kind(), event.at());
            course.add(List.of(reply(event, reply)));
        } else {
            course.ledger(
                    course.agent().ledger().joined(event.request().requestId(), event.replyTo()));
        }
    }

    /** The first of its requestId. */
    private void fresh(Course course, Request request, Instant at) {
        if (request instanceof Request.Cancel cancel) {
            cancel(course, cancel, at);
            return;
        }
        for (Early early : course.agent().ledger().early()) {
            if (early.request() instanceof Request.Cancel cancel
                    && cancel.cancels().equals(request.requestId())) {
                withdraw(course, early, request, at);
                return;
            }
        }
        if (isForCurrent(course, request)) {
            start(course, request, at);
            return;
        }
        boolean over = course.agent().ledger().ended().stream().anyMatch(it -> names(request, it));
        // One that names no session waits although an earlier one is over: the record of a fresh
        // sign-in may be on its way on its own topic, and "already out" would be a lie then.
        if (over || !waits(course, request, at.plus(policy.earlyRequestWait()))) {
            withoutSession(course, request, at);
        }
    }

    private boolean waits(Course course, Request request, Instant until) {
        boolean room = course.agent().ledger().early().size() < policy.earlyAtMost();
        if (room) {
            course.ledger(course.agent().ledger().waiting(new Early(request, until)));
        }
        return room;
    }

    private static boolean isForCurrent(Course course, Request request) {
        return request.sessionId().isEmpty()
                ? course.agent().saga() instanceof Open
                : course.isCurrent(request.sessionId());
    }

    private static boolean names(Request request, Ended ended) {
        return request.sessionId().equals(ended.sessionId());
    }

    /** What a cancel is about may wait for its session, run, be over, or be still to come. */
    private void cancel(Course course, Request.Cancel cancel, Instant at) {
        Ledger ledger = course.agent().ledger();
        for (Early early : ledger.early().reversed()) {
            boolean meant =
                    cancel.cancels().isEmpty()
                            || cancel.cancels().equals(early.request().requestId());
            if (meant && early.request() instanceof LogoutRequest request) {
                course.ledger(ledger.noLongerWaiting(List.of(early)));
                cancelled(course, cancel, request, at);
                return;
            }
        }
        boolean runs =
                course.agent().saga() instanceof Running running
                        && (cancel.sessionId().isEmpty() || course.isCurrent(cancel.sessionId()))
                        && (cancel.cancels().isEmpty()
                                || cancel.cancels().equals(running.logout().requestId()));
        boolean known =
                ledger.open().stream().anyMatch(it -> it.requestId().equals(cancel.cancels()))
                        || ledger.remembered().stream()
                                .anyMatch(it -> it.requestId().equals(cancel.cancels()));
        if (runs) {
            course.verdict(course.toSaga(new CancelRequested(at, cancel, ReplyAddress.DEFAULT)));
        } else if (known) {
            refuse(course, cancel, ErrorCode.CANCEL_TOO_LATE, at);
        } else if (cancel.cancels().isEmpty()
                || !waits(course, cancel, at.plus(policy.cancelWait()))) {
            refuse(course, cancel, ErrorCode.NOTHING_TO_CANCEL, at);
        }
    }

    /** The cancel was here before what it cancels. */
    private static void withdraw(Course course, Early cancel, Request request, Instant at) {
        course.ledger(course.agent().ledger().noLongerWaiting(List.of(cancel)));
        cancelled(course, cancel.request(), request, at);
    }

    private static void cancelled(Course course, Request cancel, Request request, Instant at) {
        course.answer(
                request.requestId(),
                Reply.error(request.kind(), request.sessionId(), ErrorCode.CANCELLED, "", at));
        course.answer(
                cancel.requestId(),
                Reply.success(cancel.kind(), cancel.sessionId(), "The logout was withdrawn.", at));
    }

    private static void refuse(Course course, Request request, ErrorCode code, Instant at) {
        course.answer(
                request.requestId(),
                Reply.error(request.kind(), request.sessionId(), code, "", at));
        course.verdict(Verdict.REFUSED);
    }

    /** The time is over that an early request waits. */
    void cameInVain(Course course, Request request, Instant at) {
        if (request instanceof Request.Cancel) {
            refuse(course, request, ErrorCode.NOTHING_TO_CANCEL, at);
        } else {
            withoutSession(course, request, at);
        }
    }

    /** There is no such session now: an ended one is remembered for its time. */
    private static void withoutSession(Course course, Request request, Instant at) {
        for (Ended ended : course.agent().ledger().ended().reversed()) {
            if (request.sessionId().isEmpty() || names(request, ended)) {
                course.answer(request.requestId(), ofEnded(ended, request, at));
                return;
            }
        }
        refuse(course, request, ErrorCode.SESSION_UNKNOWN, at);
    }

    private static Reply ofEnded(Ended ended, Request request, Instant at) {
        Reply.Kind kind = request.kind();
        String sessionId = ended.sessionId();
        boolean disconnect = request instanceof Request.Disconnect;
        boolean recover = request instanceof Request.Recover;
        return switch (ended.how()) {
            case LOGGED_OUT ->
                    recover
                            ? Reply.error(kind, sessionId, ErrorCode.SESSION_UNKNOWN, "", at)
                            : Reply.alreadyOut(kind, sessionId, at);
            case CLOSED ->
                    disconnect
                            ? Reply.alreadyOut(kind, sessionId, at)
                            : Reply.error(kind, sessionId, ErrorCode.SESSION_UNKNOWN, "", at);
            case SUPERSEDED -> Reply.error(kind, sessionId, ErrorCode.SESSION_SUPERSEDED, "", at);
        };
    }

    /** Its session was superseded before it was known. */
    void tellEarly(Course course, Ended ended, Instant at) {
        for (Early early : course.agent().ledger().early()) {
            if (names(early.request(), ended) && !(early.request() instanceof Request.Cancel)) {
                course.ledger(course.agent().ledger().noLongerWaiting(List.of(early)));
                course.answer(early.request().requestId(), ofEnded(ended, early.request(), at));
            }
        }
    }

    void admitEarly(Course course, Instant at) {
        for (Early early : course.agent().ledger().early()) {
            if (!(early.request() instanceof Request.Cancel)
                    && isForCurrent(course, early.request())) {
                course.ledger(course.agent().ledger().noLongerWaiting(List.of(early)));
                start(course, early.request(), at);
            }
        }
    }

    private void start(Course course, Request request, Instant at) {
        Instant start = course.nextStart(at);
        ReplyAddress none = ReplyAddress.DEFAULT; // the ledger knows where its replies go
        switch (request) {
            case LogoutRequest logout -> logout(course, new LogoutRequested(start, logout, none));
            case Request.Disconnect it ->
                    course.verdict(course.toSaga(new DisconnectRequested(start, it, none)));
            case Request.Recover it ->
                    course.verdict(course.toSaga(new RecoverRequested(start, it, none)));
            case Request.Cancel it -> cancel(course, it, at);
        }
    }

    /** A dry run stands in nobody's way: it runs beside the session's own saga. */
    private void logout(Course course, LogoutRequested event) {
        SagaState saga = course.agent().saga();
        if (!event.request().dryRun() || !(saga instanceof Resting resting)) {
            course.verdict(course.toSaga(event));
            return;
        }
        boolean room = course.agent().dryRuns().size() < policy.dryRunsAtMost();
        String text = "Too many dry runs of this agent are under way.";
        Step step =
                room
                        ? LogoutSaga.decide(resting, event, policy)
                        : Requests.refuse(saga, event, ErrorCode.LOGOUT_IN_PROGRESS, text);
        course.take(step.effects());
        course.verdict(step.verdict());
        if (step.next() instanceof Running running) {
            List<Running> dryRuns = new ArrayList<>(course.agent().dryRuns());
            dryRuns.add(running);
            course.dryRuns(dryRuns);
        }
    }

    /** How the session of {@code before} has ended by that step; empty where it has not. */
    static List<Ended> endedBetween(SagaState before, Step step, Instant until) {
        if (!(before instanceof Open open)) {
            return List.of();
        }
        Session session = open.session();
        boolean goesOn =
                step.next() instanceof Open next
                        && next.session().sessionId().equals(session.sessionId());
        if (goesOn) {
            return List.of();
        }
        boolean out =
                step.effects().stream()
                        .filter(Effect.Publish.class::isInstance)
                        .map(effect -> ((Effect.Publish) effect).news())
                        .anyMatch(Effect.SessionNews.PostLogout.class::isInstance);
        How gone = out ? How.LOGGED_OUT : How.CLOSED;
        How how = step.next() instanceof Open ? How.SUPERSEDED : gone;
        return List.of(new Ended(session.sessionId(), session.epoch(), how, until));
    }
}
