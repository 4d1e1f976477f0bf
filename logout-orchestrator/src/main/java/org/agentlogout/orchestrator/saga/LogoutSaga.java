/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.List;
import org.agentlogout.orchestrator.saga.SagaEvent.ChannelAnswered;
import org.agentlogout.orchestrator.saga.SagaEvent.DeadlineReached;
import org.agentlogout.orchestrator.saga.SagaEvent.LogoutRequested;
import org.agentlogout.orchestrator.saga.SagaEvent.PlaceGranted;
import org.agentlogout.orchestrator.saga.SagaEvent.SessionOpened;
import org.agentlogout.orchestrator.saga.SagaState.Held;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;

/**
 * The logout of one session as a function: every state has an answer to every event, and the answer
 * is a value. The table of all pairs is docs/state-machine.md.
 */
public final class LogoutSaga {

    private LogoutSaga() {}

    /**
     * What follows from {@code event} in {@code state}. Never throws for any input that can be
     * built.
     */
    public static Step decide(SagaState state, SagaEvent event, LogoutPolicy policy) {
        return switch (state) {
            case NoSession s -> whenNoSession(s, event);
            case Idle s -> whenIdle(s, event, policy);
            case Queued s -> whenQueued(s, event, policy);
            case Stepping s -> whenStepping(s, event, policy);
        };
    }

    private static Step whenNoSession(NoSession state, SagaEvent event) {
        return switch (event) {
            case SessionOpened e -> Step.to(new Idle(e.session(), e.at(), ""), Effect.none());
            case LogoutRequested e -> refuse(state, e, "", ErrorCode.SESSION_UNKNOWN, "");
            case PlaceGranted e -> handBack(state, e);
            case ChannelAnswered e ->
                    new Step(state, LateResults.lateEffect(state, e), Verdict.STALE);
            case DeadlineReached _ -> Step.stay(state, Verdict.STALE);
        };
    }

    private static Step whenIdle(Idle state, SagaEvent event, LogoutPolicy policy) {
        return switch (event) {
            case SessionOpened e -> Openings.whileIdle(state, e);
            case LogoutRequested e -> request(state, e, policy);
            case PlaceGranted e -> handBack(state, e);
            case ChannelAnswered e -> LateResults.bringUpToDate(state, e);
            case DeadlineReached _ -> Step.stay(state, Verdict.STALE);
        };
    }

    private static Step whenQueued(Queued state, SagaEvent event, LogoutPolicy policy) {
        return switch (event) {
            case SessionOpened e -> Openings.whileRunning(state, e);
            case LogoutRequested e -> inProgress(state, e);
            case PlaceGranted e ->
                    e.sagaId().equals(state.logout().sagaId())
                            ? Steps.begin(
                                    Stage.INSPECT, state.session(), state.logout(), e.at(), policy)
                            : handBack(state, e);
            case ChannelAnswered e ->
                    new Step(state, LateResults.lateEffect(state, e), Verdict.STALE);
            case DeadlineReached e ->
                    e.at().isBefore(state.logout().request().deadline())
                            ? Step.stay(state, Verdict.STALE)
                            : Endings.fail(state, ErrorCode.DEADLINE_EXCEEDED, "QUEUED", e.at());
        };
    }

    private static Step whenStepping(Stepping state, SagaEvent event, LogoutPolicy policy) {
        return switch (event) {
            case SessionOpened e -> Openings.whileRunning(state, e);
            case LogoutRequested e -> inProgress(state, e);
            case PlaceGranted e ->
                    e.sagaId().equals(state.logout().sagaId())
                            ? Step.stay(state, Verdict.DUPLICATE)
                            : handBack(state, e);
            case ChannelAnswered e -> Answers.take(state, e, policy);
            case DeadlineReached e -> Deadlines.reached(state, e.at(), policy);
        };
    }

    /** Step 0: what can be refused without asking anybody. */
    private static Step request(Idle state, LogoutRequested event, LogoutPolicy policy) {
        LogoutRequest request = event.request();
        String sessionId = state.session().sessionId();
        if (request.mode() != LogoutRequest.Mode.REFUSE) {
            return refuse(state, event, sessionId, ErrorCode.INVALID_REQUEST, modeText(request));
        }
        if (!event.at().isBefore(request.deadline())) {
            return refuse(state, event, sessionId, ErrorCode.DEADLINE_EXCEEDED, "");
        }
        if (request.deadline().isAfter(event.at().plus(policy.deadlineAtMost()))) {
            return refuse(
                    state,
                    event,
                    sessionId,
                    ErrorCode.INVALID_REQUEST,
                    "The deadline may lie at most " + policy.deadlineAtMost() + " ahead.");
        }
        Logout logout =
                new Logout(
                        sagaId(sessionId, event.at()),
                        request,
                        event.at(),
                        state.session().channels().stream().map(ChannelWork::untouched).toList());
        Queued queued = new Queued(state.session(), logout);
        return logout.works().isEmpty()
                ? Endings.withoutChannels(queued, event.at())
                : Step.to(
                        queued,
                        List.of(new Effect.AskForPlace(logout.sagaId(), request.priority())));
    }

    /**
     * Derived, so that a crash and a second run give the same commands; {@link Agent} sees to it
     * that starts differ.
     */
    private static String sagaId(String sessionId, Instant startedAt) {
        return sessionId + '~' + Long.toString(startedAt.toEpochMilli(), 36);
    }

    private static String modeText(LogoutRequest request) {
        return switch (request.mode()) {
            case REFUSE -> "";
            case UNKNOWN -> "Name a mode: REFUSE.";
            case DEFER, FORCE -> "Mode " + request.mode() + " is not offered yet; send REFUSE.";
        };
    }

    private static Step inProgress(Held state, LogoutRequested event) {
        return refuse(state, event, state.session().sessionId(), ErrorCode.LOGOUT_IN_PROGRESS, "");
    }

    static Step refuse(
            SagaState state,
            LogoutRequested event,
            String sessionId,
            ErrorCode code,
            String detail) {
        Reply reply =
                Reply.error(Replies.kindOf(event.request()), sessionId, code, detail, event.at());
        return new Step(
                state,
                List.of(new Effect.Answer(event.request().requestId(), reply)),
                Verdict.REFUSED);
    }

    /** A place for a saga that has ended: without this it would be lost to the partition. */
    private static Step handBack(SagaState state, PlaceGranted event) {
        return new Step(state, List.of(new Effect.GivePlaceBack(event.sagaId())), Verdict.STALE);
    }
}
