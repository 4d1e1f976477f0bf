/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.Effect.SessionNews;
import org.agentlogout.orchestrator.saga.SagaEvent.ChannelAnswered;
import org.agentlogout.orchestrator.saga.SagaState.Held;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;

/**
 * Results that come after their saga: they never change a reply, but the truth they bring is kept.
 */
final class LateResults {

    private LateResults() {}

    /**
     * A call that took effect after a newer session was opened is told, whatever else becomes of
     * its result. It is news of the session at hand, which it happened to.
     */
    static List<Effect> lateEffect(SagaState state, ChannelAnswered event) {
        CommandResult result = event.result();
        String current =
                state instanceof Held held ? held.session().sessionId() : result.sessionId();
        return result.lateEffect().isEmpty()
                ? List.of()
                : List.of(
                        new Effect.Publish(
                                current,
                                result.channelId(),
                                result.sagaId(),
                                event.at(),
                                new SessionNews.LateEffect(
                                        result.sessionId(),
                                        result.commandId(),
                                        result.lateEffect())));
    }

    /**
     * The result of an ended saga may be the one that completes the picture: then the session is
     * disposed of.
     */
    static Step bringUpToDate(Idle state, ChannelAnswered event) {
        CommandResult result = event.result();
        Session session = state.session();
        List<Effect> effects = new ArrayList<>(lateEffect(state, event));
        boolean ours =
                result.sessionId().equals(session.sessionId())
                        && result.epoch() == session.epoch()
                        && session.has(result.channelId())
                        && result.state() != AgentState.UNKNOWN;
        if (!ours || session.known(result.channelId()) == result.state()) {
            return new Step(state, effects, Verdict.STALE);
        }
        News news = new News(session, result.sagaId(), event.at());
        effects.addAll(news.stateChanged(result.channelId(), result.state()));
        Session learned = session.learned(result.channelId(), result.state());
        if (!learned.allOut()) {
            Idle next = new Idle(learned, state.since(), state.lastRequestId());
            return new Step(next, effects, Verdict.STALE);
        }
        effects.addAll(
                new News(learned, result.sagaId(), event.at()).loggedOut(state.lastRequestId()));
        return new Step(new NoSession(), effects, Verdict.STALE);
    }
}
