/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.SagaEvent.SessionOpened;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.Last;
import org.agentlogout.orchestrator.saga.SagaState.Open;
import org.agentlogout.orchestrator.saga.SagaState.Resting;
import org.agentlogout.orchestrator.saga.SagaState.Running;

/**
 * A session.opened for an agent who has a session: the same again, an older one, or a newer one.
 */
final class Openings {

    private Openings() {}

    static Step whileResting(Resting state, SessionOpened event) {
        Session current = state.session();
        Session opened = event.session();
        if (opened.epoch() < current.epoch()) {
            return older(state, event);
        }
        if (!opened.sessionId().equals(current.sessionId())) {
            Session newer = event.session();
            List<Effect> effects =
                    new ArrayList<>(new News(current, "", event.at()).superseded(newer));
            effects.addAll(Forcing.auditOf(state, ErrorCode.SESSION_SUPERSEDED, "", event.at()));
            return Step.to(new Idle(newer, event.at(), new Last.None()), effects);
        }
        Session replaced = current.replacedBy(opened);
        return sameContent(current, replaced)
                ? Step.stay(state, Verdict.DUPLICATE)
                : Step.to(state.with(replaced), Effect.none());
    }

    /**
     * The running logout keeps the channels it began with; what a repeated session.opened adds is
     * judged at its end. A newer session ends it: no further command is sent for the old one.
     */
    static Step whileRunning(Running state, SessionOpened event) {
        Session current = state.session();
        Session opened = event.session();
        if (opened.epoch() < current.epoch()) {
            return older(state, event);
        }
        if (!opened.sessionId().equals(current.sessionId())) {
            return Endings.superseded(state, opened, event.at());
        }
        Session replaced = current.replacedBy(opened);
        return sameContent(current, replaced)
                ? Step.stay(state, Verdict.DUPLICATE)
                : Step.to(state.with(replaced, state.logout()), Effect.none());
    }

    /** Superseded before it was known: whoever watches it learns that it is over. */
    private static Step older(Open state, SessionOpened event) {
        Session opened = event.session();
        boolean sameSession = opened.sessionId().equals(state.session().sessionId());
        List<Effect> news =
                sameSession ? Effect.none() : new News(opened, "", event.at()).superseded(opened);
        return new Step(state, news, Verdict.STALE);
    }

    private static boolean sameContent(Session current, Session replaced) {
        return replaced.epoch() == current.epoch()
                && replaced.node().equals(current.node())
                && replaced.teamId().equals(current.teamId())
                && replaced.channelGroupId().equals(current.channelGroupId())
                && replaced.channels().equals(current.channels());
    }
}
