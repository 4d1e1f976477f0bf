/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.Effect.SessionNews;
import org.agentlogout.orchestrator.saga.SagaEvent.ChannelAnswered;
import org.agentlogout.orchestrator.saga.SagaEvent.ChannelNews;
import org.agentlogout.orchestrator.saga.SagaState.Absent;
import org.agentlogout.orchestrator.saga.SagaState.Deferring;
import org.agentlogout.orchestrator.saga.SagaState.ForcedWaiting;
import org.agentlogout.orchestrator.saga.SagaState.Grace;
import org.agentlogout.orchestrator.saga.SagaState.GraceHeld;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.Last;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Open;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.agentlogout.orchestrator.saga.SagaState.Resting;
import org.agentlogout.orchestrator.saga.SagaState.Running;
import org.agentlogout.orchestrator.saga.SagaState.Stuck;

/**
 * Results that come after their saga: they never change a reply, but the truth they bring is kept.
 */
final class LateResults {

    private LateResults() {}

    /**
     * A call that took effect after a newer session was opened, or after its time, is told,
     * whatever else becomes of its result. It is news of the session at hand, which it happened to.
     */
    static List<Effect> lateEffect(SagaState state, ChannelAnswered event) {
        CommandResult result = event.result();
        if (result.lateEffect().isEmpty()) {
            return List.of();
        }
        String current =
                state instanceof Open open ? open.session().sessionId() : result.sessionId();
        SessionNews news =
                new SessionNews.LateEffect(
                        result.sessionId(), result.commandId(), result.lateEffect());
        return List.of(
                new Effect.Publish(current, result.channelId(), result.sagaId(), event.at(), news),
                lateAudit(result, current, event.at()));
    }

    /**
     * The audit of its logout has been written when it was superseded or given up; this adds to it.
     */
    private static Effect lateAudit(CommandResult result, String current, Instant at) {
        ErrorCode why =
                result.sessionId().equals(current)
                        ? ErrorCode.DEADLINE_EXCEEDED
                        : ErrorCode.SESSION_SUPERSEDED;
        Session session =
                Session.opened(result.sessionId(), result.epoch(), "", "", "", at, List.of());
        Reply reply =
                Reply.error(Reply.Kind.LOGOUT, result.sessionId(), why, result.commandId(), at);
        return new Effect.Audit(
                session,
                result.sagaId(),
                new Effect.Behind.LateEffect(),
                at,
                at,
                reply,
                result.lateEffect());
    }

    /**
     * The result of an ended saga may be the one that completes the picture: then the session is
     * disposed of.
     */
    static Step bringUpToDate(Resting state, ChannelAnswered event) {
        CommandResult result = event.result();
        Session session = state.session();
        List<Effect> effects = new ArrayList<>(lateEffect(state, event));
        if (!isNewsOf(session, result)) {
            return new Step(state, effects, Verdict.STALE);
        }
        News news = new News(session, result.sagaId(), event.at());
        effects.addAll(news.stateChanged(result.channelId(), result.state()));
        Session learned = session.learned(result.channelId(), result.state());
        if (!learned.allOut()) {
            return new Step(state.with(learned), effects, Verdict.STALE);
        }
        effects.addAll(new News(learned, result.sagaId(), event.at()).loggedOut(last(state)));
        return new Step(new NoSession(), effects, Verdict.STALE);
    }

    /** A forced logout that waits for its place may have nothing left to do. */
    static Step bringUpToDate(Queued state, ChannelAnswered event) {
        CommandResult result = event.result();
        List<Effect> effects = new ArrayList<>(lateEffect(state, event));
        if (!isNewsOf(state.session(), result)) {
            return new Step(state, effects, Verdict.STALE);
        }
        News news = new News(state.session(), result.sagaId(), event.at());
        effects.addAll(news.stateChanged(result.channelId(), result.state()));
        Session learned = state.session().learned(result.channelId(), result.state());
        Queued next = new Queued(learned, state.logout());
        boolean over = learned.allOut() && state.logout().purpose() instanceof Purpose.Forced;
        if (!over) {
            return new Step(next, effects, Verdict.STALE);
        }
        Step out = Endings.forcedOut(next, event.at());
        effects.addAll(out.effects());
        return new Step(out.next(), effects, Verdict.STALE);
    }

    private static boolean isNewsOf(Session session, CommandResult result) {
        return result.sessionId().equals(session.sessionId())
                && result.epoch() == session.epoch()
                && session.has(result.channelId())
                && result.state() != AgentState.UNKNOWN
                && session.known(result.channelId()) != result.state();
    }

    /** Where the desktop is gone, that was the cause of the logout. */
    private static Last last(Resting state) {
        return switch (state) {
            case Idle idle -> idle.last();
            case Grace _, GraceHeld _, ForcedWaiting _, Stuck _, Absent _ -> new Last.Forced();
        };
    }

    /**
     * What a worker noticed. It never ends a session: before the sign-in at the switch every
     * channel of a fresh one is logged out.
     */
    static Step news(Resting state, ChannelNews event) {
        Session session = state.session();
        if (!isOurs(session, event)) {
            return Step.stay(state, Verdict.STALE);
        }
        Session learned = learned(session, event);
        List<Effect> told =
                new News(session, "", event.at()).stateChanged(event.channelId(), event.state());
        Resting next =
                state instanceof ForcedWaiting it
                                && it.why() == ForcedWaiting.Why.INTERACTION
                                && event.at().isBefore(it.nextTry())
                        ? new ForcedWaiting(learned, it.departure(), event.at(), it.why())
                        : state.with(learned);
        return next.equals(state) ? Step.stay(state, Verdict.DUPLICATE) : Step.to(next, told);
    }

    /** A deferred logout looks at once. Where commands are out, their results tell the truth. */
    static Step news(Running state, ChannelNews event) {
        if (!(state instanceof Deferring it) || !isOurs(it.session(), event)) {
            return Step.stay(state, Verdict.STALE);
        }
        Session learned = learned(it.session(), event);
        List<Effect> told =
                new News(it.session(), it.logout().sagaId(), event.at())
                        .stateChanged(event.channelId(), event.state());
        Instant next = event.at().isBefore(it.nextLook()) ? event.at() : it.nextLook();
        return Step.to(new Deferring(learned, it.logout(), it.since(), next), told);
    }

    private static boolean isOurs(Session session, ChannelNews event) {
        return event.sessionId().equals(session.sessionId()) && session.has(event.channelId());
    }

    private static Session learned(Session session, ChannelNews event) {
        Session next = session.learned(event.channelId(), event.routable());
        return event.state() == AgentState.UNKNOWN
                ? next
                : next.learned(event.channelId(), event.state());
    }
}
