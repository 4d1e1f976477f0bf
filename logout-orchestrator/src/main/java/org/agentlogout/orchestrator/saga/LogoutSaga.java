/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.util.List;
import org.agentlogout.orchestrator.saga.SagaEvent.CancelRequested;
import org.agentlogout.orchestrator.saga.SagaEvent.ChannelAnswered;
import org.agentlogout.orchestrator.saga.SagaEvent.ChannelNews;
import org.agentlogout.orchestrator.saga.SagaEvent.DeadlineReached;
import org.agentlogout.orchestrator.saga.SagaEvent.DisconnectRequested;
import org.agentlogout.orchestrator.saga.SagaEvent.GraceDropped;
import org.agentlogout.orchestrator.saga.SagaEvent.GraceReleased;
import org.agentlogout.orchestrator.saga.SagaEvent.LogoutRequested;
import org.agentlogout.orchestrator.saga.SagaEvent.NodeLost;
import org.agentlogout.orchestrator.saga.SagaEvent.PlaceGranted;
import org.agentlogout.orchestrator.saga.SagaEvent.PresenceChanged;
import org.agentlogout.orchestrator.saga.SagaEvent.RecoverRequested;
import org.agentlogout.orchestrator.saga.SagaEvent.SessionOpened;
import org.agentlogout.orchestrator.saga.SagaEvent.SwitchBack;
import org.agentlogout.orchestrator.saga.SagaState.Deferring;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.Last;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.agentlogout.orchestrator.saga.SagaState.Resting;
import org.agentlogout.orchestrator.saga.SagaState.Running;
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
            case Resting s -> whenResting(s, event, policy);
            case Running s -> whenRunning(s, event, policy);
        };
    }

    private static Step whenNoSession(NoSession state, SagaEvent event) {
        return switch (event) {
            case SessionOpened e ->
                    Step.to(new Idle(e.session(), e.at(), new Last.None()), Effect.none());
            case LogoutRequested e -> unknown(state, e);
            case DisconnectRequested e -> unknown(state, e);
            case RecoverRequested e -> unknown(state, e);
            case CancelRequested e -> Requests.refuse(state, e, ErrorCode.NOTHING_TO_CANCEL, "");
            case PlaceGranted e -> handBack(state, e);
            case ChannelAnswered e ->
                    new Step(state, LateResults.lateEffect(state, e), Verdict.STALE);
            case PresenceChanged _,
                    NodeLost _,
                    GraceReleased _,
                    GraceDropped _,
                    ChannelNews _,
                    SwitchBack _,
                    DeadlineReached _ ->
                    Step.stay(state, Verdict.STALE);
        };
    }

    private static Step unknown(NoSession state, SagaEvent.Asked event) {
        return Requests.refuse(state, event, ErrorCode.SESSION_UNKNOWN, "");
    }

    private static Step whenResting(Resting state, SagaEvent event, LogoutPolicy policy) {
        return switch (event) {
            case SessionOpened e -> Openings.whileResting(state, e);
            case LogoutRequested e -> Requests.logout(state, e, policy);
            case CancelRequested e -> Requests.refuse(state, e, ErrorCode.NOTHING_TO_CANCEL, "");
            case DisconnectRequested e -> Requests.disconnect(state, e);
            case RecoverRequested e -> Requests.recover(state, e);
            case PresenceChanged e -> Absence.whileResting(state, e, policy);
            case NodeLost e -> Absence.nodeLost(state, e, policy);
            case GraceReleased e -> Absence.released(state, e, policy);
            case GraceDropped e -> Absence.dropped(state, e);
            case PlaceGranted e -> handBack(state, e);
            case ChannelAnswered e -> LateResults.bringUpToDate(state, e);
            case ChannelNews e -> LateResults.news(state, e);
            case SwitchBack e -> Recoveries.noted(state, e);
            case DeadlineReached e -> Deadlines.reached(state, e, policy);
        };
    }

    private static Step whenRunning(Running state, SagaEvent event, LogoutPolicy policy) {
        return switch (event) {
            case SessionOpened e -> Openings.whileRunning(state, e);
            case LogoutRequested e -> Requests.logout(state, e, policy);
            case CancelRequested e -> Requests.cancel(state, e, policy);
            case DisconnectRequested e -> Requests.disconnect(state, e);
            case RecoverRequested e -> Requests.refuse(state, e, ErrorCode.LOGOUT_IN_PROGRESS, "");
            case PresenceChanged e -> Absence.whileRunning(state, e, policy);
            case NodeLost _, GraceReleased _, GraceDropped _ -> Step.stay(state, Verdict.STALE);
            case PlaceGranted e -> granted(state, e, policy);
            case ChannelAnswered e -> answered(state, e, policy);
            case ChannelNews e -> LateResults.news(state, e);
            case SwitchBack e -> Recoveries.noted(state, e);
            case DeadlineReached e -> reached(state, e, policy);
        };
    }

    private static Step granted(Running state, PlaceGranted event, LogoutPolicy policy) {
        if (!event.sagaId().equals(state.logout().sagaId())) {
            return handBack(state, event);
        }
        return switch (state) {
            case Queued queued -> Steps.admitted(queued, event.at(), policy);
            case Deferring _ -> handBack(state, event);
            case Stepping stepping when !stepping.takesPlace() -> handBack(state, event);
            case Stepping _ -> Step.stay(state, Verdict.DUPLICATE);
        };
    }

    private static Step answered(Running state, ChannelAnswered event, LogoutPolicy policy) {
        return switch (state) {
            case Stepping stepping -> Answers.take(stepping, event, policy);
            case Queued queued -> LateResults.bringUpToDate(queued, event);
            case Deferring _ ->
                    new Step(state, LateResults.lateEffect(state, event), Verdict.STALE);
        };
    }

    private static Step reached(Running state, DeadlineReached event, LogoutPolicy policy) {
        return switch (state) {
            case Queued queued ->
                    event.at().isBefore(queued.logout().deadline())
                            ? Step.stay(queued, Verdict.STALE)
                            : Endings.fail(
                                    queued,
                                    ErrorCode.DEADLINE_EXCEEDED,
                                    "QUEUED",
                                    event.at(),
                                    policy);
            case Deferring it -> Deadlines.reached(it, event.at(), policy);
            case Stepping it -> Deadlines.reached(it, event, policy);
        };
    }

    /** A place for a saga that has ended: without this it would be lost to the partition. */
    private static Step handBack(SagaState state, PlaceGranted event) {
        return new Step(state, List.of(new Effect.GivePlaceBack(event.sagaId())), Verdict.STALE);
    }
}
