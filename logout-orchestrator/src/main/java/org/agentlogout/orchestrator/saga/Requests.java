/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.Effect.SessionNews;
import org.agentlogout.orchestrator.saga.LogoutRequest.Mode;
import org.agentlogout.orchestrator.saga.SagaEvent.Asked;
import org.agentlogout.orchestrator.saga.SagaEvent.CancelRequested;
import org.agentlogout.orchestrator.saga.SagaEvent.DisconnectRequested;
import org.agentlogout.orchestrator.saga.SagaEvent.LogoutRequested;
import org.agentlogout.orchestrator.saga.SagaEvent.RecoverRequested;
import org.agentlogout.orchestrator.saga.SagaState.Absent;
import org.agentlogout.orchestrator.saga.SagaState.ForcedWaiting;
import org.agentlogout.orchestrator.saga.SagaState.Grace;
import org.agentlogout.orchestrator.saga.SagaState.GraceHeld;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Open;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.agentlogout.orchestrator.saga.SagaState.Resting;
import org.agentlogout.orchestrator.saga.SagaState.Running;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;
import org.agentlogout.orchestrator.saga.SagaState.Stuck;

/** Step 0 of every request: what can be answered without asking a switch, and what may begin. */
final class Requests {

    private Requests() {}

    static Step logout(Resting state, LogoutRequested event, LogoutPolicy policy) {
        LogoutRequest request = event.request();
        if (state instanceof Stuck && request.mode() != Mode.FORCE && !request.dryRun()) {
            String text = "A forced logout was given up; a supervisor's FORCE goes on with it.";
            return refuse(state, event, ErrorCode.LOGOUT_IN_PROGRESS, text);
        }
        List<Effect> before =
                request.dryRun()
                        ? Effect.none()
                        : Forcing.auditOf(state, ErrorCode.CANCELLED, "TAKEN_OVER", event.at());
        return begin(state, event, before, policy);
    }

    private static Step begin(
            Open state, LogoutRequested event, List<Effect> before, LogoutPolicy policy) {
        LogoutRequest request = event.request();
        if (request.mode() == Mode.UNKNOWN) {
            String text = "Name a mode: REFUSE, DEFER or FORCE.";
            return refuse(state, event, ErrorCode.INVALID_REQUEST, text);
        }
        if (!event.at().isBefore(request.deadline())) {
            return refuse(state, event, ErrorCode.DEADLINE_EXCEEDED, "");
        }
        if (request.deadline().isAfter(event.at().plus(policy.deadlineAtMost()))) {
            String text = "The deadline may lie at most " + policy.deadlineAtMost() + " ahead.";
            return refuse(state, event, ErrorCode.INVALID_REQUEST, text);
        }
        Session session = state.session();
        String sagaId = Logout.sagaId(session.sessionId(), event.at());
        Logout logout = Logout.of(sagaId, new Purpose.Requested(request), event.at(), session);
        Step step =
                logout.works().isEmpty()
                        ? Endings.withoutChannels(new Queued(session, logout), event.at(), policy)
                        : Steps.queue(session, logout);
        List<Effect> effects = new ArrayList<>(before);
        effects.addAll(step.effects());
        return Step.to(step.next(), effects);
    }

    /** A FORCE takes the place of what waits; a plain one of what has not begun. */
    static Step logout(Running state, LogoutRequested event, LogoutPolicy policy) {
        LogoutRequest request = event.request();
        boolean force = request.mode() == Mode.FORCE;
        boolean takesOver =
                !request.dryRun()
                        && switch (state.logout().purpose()) {
                            case Purpose.Requested _ -> force && Deferral.waits(state);
                            case Purpose.Forced _ ->
                                    state instanceof Queued || (force && Steps.nothingDone(state));
                            case Purpose.Restoring _ -> true;
                        };
        if (!takesOver) {
            return refuse(state, event, ErrorCode.LOGOUT_IN_PROGRESS, "");
        }
        Step next = begin(state, event, List.of(), policy);
        if (next.verdict() == Verdict.REFUSED) {
            return next;
        }
        List<Effect> effects = new ArrayList<>(withdrawn(state, event.at()));
        effects.addAll(next.effects());
        return Step.to(next.next(), effects);
    }

    /** The answer, the audit and the place of a saga that makes room. */
    private static List<Effect> withdrawn(Running state, Instant at) {
        return switch (state.logout().purpose()) {
            case Purpose.Requested _ -> Endings.takenOver(told(state), at);
            case Purpose.Restoring(String requestId, _) -> {
                String text = "A logout came in between.";
                Reply reply =
                        Reply.error(
                                Reply.Kind.RECOVER,
                                state.session().sessionId(),
                                ErrorCode.LOGOUT_IN_PROGRESS,
                                text,
                                at);
                Effect place = new Effect.GivePlaceBack(state.logout().sagaId());
                yield requestId.isEmpty()
                        ? List.of(place)
                        : List.of(new Effect.Answer(requestId, reply), place);
            }
            case Purpose.Forced _ -> List.of(new Effect.GivePlaceBack(state.logout().sagaId()));
        };
    }

    private static Running told(Running state) {
        return state instanceof Stepping stepping
                ? Endings.givenUp(stepping, ErrorCode.CANCELLED.name())
                : state;
    }

    /** Only what waits, or has changed nothing yet, can be withdrawn. */
    static Step cancel(Running state, CancelRequested event, LogoutPolicy policy) {
        if (!(state.logout().purpose() instanceof Purpose.Requested)) {
            return refuse(state, event, ErrorCode.NOTHING_TO_CANCEL, "");
        }
        if (!Deferral.waits(state) && !Steps.nothingDone(state)) {
            return refuse(state, event, ErrorCode.CANCEL_TOO_LATE, "");
        }
        Instant at = event.at();
        News news = new News(state.session(), state.logout().sagaId(), at);
        List<Effect> effects = new ArrayList<>();
        effects.add(news.of("", new SessionNews.LogoutCancelled()));
        Step ended = Endings.fail(told(state), ErrorCode.CANCELLED, "", at, policy);
        effects.addAll(ended.effects());
        effects.add(success(event, state, "The logout was withdrawn."));
        return Step.to(ended.next(), effects);
    }

    /** The session ends, the agent stays as the switch has it. */
    static Step disconnect(Resting state, DisconnectRequested event) {
        List<Effect> before =
                Forcing.auditOf(state, ErrorCode.CANCELLED, "DISCONNECTED", event.at());
        return disconnected(state, event, before);
    }

    static Step disconnect(Running state, DisconnectRequested event) {
        boolean mayGo =
                switch (state.logout().purpose()) {
                    case Purpose.Requested _ -> false;
                    case Purpose.Forced _ -> Steps.nothingDone(state);
                    case Purpose.Restoring _ -> true;
                };
        return mayGo
                ? disconnected(state, event, withdrawn(state, event.at()))
                : refuse(state, event, ErrorCode.LOGOUT_IN_PROGRESS, "");
    }

    private static Step disconnected(Open state, DisconnectRequested event, List<Effect> before) {
        String requestId = event.request().requestId();
        List<Effect> effects = new ArrayList<>(before);
        effects.addAll(new News(state.session(), "", event.at()).closed(requestId, "DISCONNECTED"));
        effects.add(success(event, state, "The session is closed. The agent was not logged out."));
        return Step.to(new NoSession(), effects);
    }

    static Step recover(Resting state, RecoverRequested event) {
        return switch (state) {
            case Idle _, Absent _, Grace _ -> Recoveries.requested(state, event);
            case GraceHeld _, ForcedWaiting _, Stuck _ ->
                    refuse(state, event, ErrorCode.LOGOUT_IN_PROGRESS, "");
        };
    }

    private static Effect success(Asked event, Open state, String text) {
        Reply reply =
                Reply.success(
                        event.request().kind(), state.session().sessionId(), text, event.at());
        return new Effect.Answer(event.request().requestId(), reply);
    }

    static Step refuse(SagaState state, Asked event, ErrorCode code, String detail) {
        String sessionId = state instanceof Open open ? open.session().sessionId() : "";
        Reply reply = Reply.error(event.request().kind(), sessionId, code, detail, event.at());
        return new Step(
                state,
                List.of(new Effect.Answer(event.request().requestId(), reply)),
                Verdict.REFUSED);
    }
}
