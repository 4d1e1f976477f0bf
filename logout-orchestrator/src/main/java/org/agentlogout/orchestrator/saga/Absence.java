/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agentlogout.orchestrator.saga.Effect.SessionNews;
import org.agentlogout.orchestrator.saga.Presence.Away;
import org.agentlogout.orchestrator.saga.Purpose.Departure;
import org.agentlogout.orchestrator.saga.SagaEvent.GraceDropped;
import org.agentlogout.orchestrator.saga.SagaEvent.GraceReleased;
import org.agentlogout.orchestrator.saga.SagaEvent.NodeLost;
import org.agentlogout.orchestrator.saga.SagaEvent.PresenceChanged;
import org.agentlogout.orchestrator.saga.SagaState.Absent;
import org.agentlogout.orchestrator.saga.SagaState.ForcedWaiting;
import org.agentlogout.orchestrator.saga.SagaState.Grace;
import org.agentlogout.orchestrator.saga.SagaState.GraceHeld;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.Last;
import org.agentlogout.orchestrator.saga.SagaState.Open;
import org.agentlogout.orchestrator.saga.SagaState.Resting;
import org.agentlogout.orchestrator.saga.SagaState.Running;
import org.agentlogout.orchestrator.saga.SagaState.Stuck;

/** What the coming and going of desktops does to a session. */
final class Absence {

    private Absence() {}

    static Step whileResting(Resting state, PresenceChanged event, LogoutPolicy policy) {
        Session before = state.session();
        Session session = before.with(before.presence().seen(event.sighting()));
        if (session.equals(before)) {
            return Step.stay(state, Verdict.STALE);
        }
        Optional<Away> away = session.presence().away();
        return away.isPresent()
                ? gone(state, session, away.get(), event.at(), policy)
                : there(state, session, event.at());
    }

    private static Step gone(
            Resting state, Session session, Away away, Instant at, LogoutPolicy policy) {
        return switch (state) {
            case Idle _ -> depart(session, away, at, policy);
            case Grace _ when !away.hasGrace() || away.cause().isOutage() ->
                    depart(session, away, at, policy);
            // With an expired token there is less to wait for: the next look is due now.
            case ForcedWaiting it ->
                    Step.to(
                            new ForcedWaiting(
                                    session,
                                    it.departure().because(away),
                                    away.hasGrace() ? it.nextTry() : at,
                                    it.why()),
                            Effect.none());
            case Absent _ when !away.hasGrace() ->
                    Forcing.start(session, Departure.of(away, at), at);
            case Grace _, GraceHeld _, Stuck _, Absent _ ->
                    Step.to(state.with(session), Effect.none());
        };
    }

    /** The desktop is back. After an outage of its server the media are looked after. */
    private static Step there(Resting state, Session session, Instant at) {
        boolean outage =
                state instanceof GraceHeld
                        || state.session()
                                .presence()
                                .away()
                                .filter(away -> away.cause().isOutage())
                                .isPresent();
        Session next = outage ? session.recoverAt(at) : session;
        return switch (state) {
            case Idle _ -> Step.to(state.with(next), Effect.none());
            case Grace _, GraceHeld _, Absent _ ->
                    Step.to(new Idle(next, at, new Last.None()), Effect.none());
            case ForcedWaiting _, Stuck _ ->
                    Step.to(
                            new Idle(next, at, new Last.Forced()),
                            Forcing.auditOf(state, ErrorCode.CANCELLED, "PRESENCE_BACK", at));
        };
    }

    /** The desktop is gone and nothing else is under way. */
    private static Step depart(Session session, Away away, Instant at, LogoutPolicy policy) {
        if (!away.hasGrace()) {
            return Forcing.start(session, Departure.of(away, at), at);
        }
        if (away.cause().isOutage()) {
            return held(session, away.node(), at, policy);
        }
        Instant full = away.since().plus(policy.absence().grace());
        Instant endsAt = full.isAfter(at) ? full : at;
        return Step.to(new Grace(session, at, endsAt, Grace.Turn.FIRST), Effect.none());
    }

    /** The desktop has not come back in its time. */
    static Step over(Grace state, Instant at, LogoutPolicy policy) {
        return state.session()
                .presence()
                .away()
                .map(away -> Forcing.start(state.session(), Departure.of(away, at), at))
                .orElse(Step.to(new Idle(state.session(), at, new Last.None()), Effect.none()));
    }

    private static Step held(Session session, String node, Instant at, LogoutPolicy policy) {
        Instant until = at.plus(policy.absence().holdAtMost());
        Effect news = new News(session, "", at).of("", new SessionNews.PresenceHeld(node, until));
        return Step.to(new GraceHeld(session, at, until), List.of(news));
    }

    /** A saga has ended and the session goes on: presence that was lost meanwhile is judged now. */
    static Step rest(Session session, Last last, Instant at, LogoutPolicy policy) {
        Optional<Away> away = session.presence().away();
        return away.isEmpty()
                ? Step.to(new Idle(session, at, last), Effect.none())
                : depart(session, away.get(), at, policy);
    }

    /** What runs is not disturbed, but for a forced try whose desktop is back. */
    static Step whileRunning(Running state, PresenceChanged event, LogoutPolicy policy) {
        Session before = state.session();
        Session session = before.with(before.presence().seen(event.sighting()));
        if (session.equals(before)) {
            return Step.stay(state, Verdict.STALE);
        }
        boolean back = session.presence().away().isEmpty();
        return back && state.logout().purpose() instanceof Purpose.Forced
                ? Forcing.abandoned(state, session, event.at(), policy)
                : Step.to(state.with(session, state.logout()), Effect.none());
    }

    /** The shell's census finds too many in their grace at once. */
    static Step nodeLost(Open state, NodeLost event, LogoutPolicy policy) {
        return state instanceof Grace grace && isHeldFor(grace, event.node())
                ? held(grace.session(), event.node(), event.at(), policy)
                : Step.stay(state, Verdict.STALE);
    }

    /** Whether the grace is one that the loss of that node holds. */
    static boolean isHeldFor(Grace grace, String node) {
        return grace.turn() == Grace.Turn.FIRST
                && grace.session()
                        .presence()
                        .away()
                        .filter(away -> away.node().equals(node))
                        .isPresent();
    }

    static Step released(Open state, GraceReleased event, LogoutPolicy policy) {
        return state instanceof GraceHeld held
                ? anew(held, event.at(), policy)
                : Step.stay(state, Verdict.STALE);
    }

    /** A full grace for those still away; none for an expired token. */
    static Step anew(GraceHeld state, Instant at, LogoutPolicy policy) {
        Session session = state.session();
        Optional<Away> away = session.presence().away();
        if (away.isPresent() && !away.get().hasGrace()) {
            return Forcing.start(session, Departure.of(away.get(), at), at);
        }
        Instant endsAt = at.plus(policy.absence().grace());
        return Step.to(new Grace(session, at, endsAt, Grace.Turn.AFTER_HOLD), Effect.none());
    }

    static Step dropped(Open state, GraceDropped event) {
        if (!(state instanceof Grace) && !(state instanceof GraceHeld)) {
            return Step.stay(state, Verdict.STALE);
        }
        Session session = state.session().with(state.session().presence().dropped());
        return Step.to(new Idle(session, event.at(), new Last.None()), Effect.none());
    }

    /** Nobody has ended it: no switch is asked, whatever the agent is doing. */
    static Step expired(Resting state, Instant at) {
        Session session = state.session();
        List<Effect> effects =
                new ArrayList<>(Forcing.auditOf(state, ErrorCode.DEADLINE_EXCEEDED, "", at));
        effects.addAll(new News(session, "", at).closed("", "EXPIRED"));
        Reply reply =
                Reply.error(
                        Reply.Kind.LOGOUT,
                        session.sessionId(),
                        ErrorCode.DEADLINE_EXCEEDED,
                        "TIME_TO_LIVE",
                        at);
        effects.add(
                new Effect.Audit(
                        session,
                        session.sessionId() + "~t",
                        new Effect.Behind.TimeToLive(),
                        session.openedAt(),
                        at,
                        reply,
                        ""));
        return Step.to(new SagaState.NoSession(), effects);
    }
}
