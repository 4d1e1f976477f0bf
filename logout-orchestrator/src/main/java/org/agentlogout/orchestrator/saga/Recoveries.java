/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.Reply.Result;
import org.agentlogout.orchestrator.saga.SagaEvent.RecoverRequested;
import org.agentlogout.orchestrator.saga.SagaEvent.SwitchBack;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.Open;
import org.agentlogout.orchestrator.saga.SagaState.Resting;
import org.agentlogout.orchestrator.saga.SagaState.Running;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;

/** Restoring the media of a session after an outage. Never beside a logout, and voice has none. */
final class Recoveries {

    private Recoveries() {}

    /** The time has come that an outage set. */
    static Step due(Idle state, Instant at) {
        return start(state, "", at);
    }

    /** A switch is there again: its media are looked after once nothing else is under way. */
    static Step noted(Open state, SwitchBack event) {
        Session session = state.session();
        boolean concerned =
                session.recoverAt().equals(Instant.MAX)
                        && session.media().stream()
                                .anyMatch(it -> it.switchId().equals(event.switchId()));
        if (!concerned) {
            return Step.stay(state, Verdict.STALE);
        }
        Session next = session.recoverAt(event.at());
        return Step.to(
                switch (state) {
                    case Resting it -> it.with(next);
                    case Running it -> it.with(next, it.logout());
                },
                Effect.none());
    }

    static Step requested(Resting state, RecoverRequested event) {
        return start(state, event.request().requestId(), event.at());
    }

    private static Step start(Resting state, String requestId, Instant at) {
        Session session = state.session().recoverAt(Instant.MAX).oneMoreBegun();
        Logout logout =
                Logout.of(
                        session.begunId("r"),
                        new Purpose.Restoring(requestId, Instant.MAX),
                        at,
                        session);
        return Steps.queue(session, logout);
    }

    /** All have answered, or their time is over. */
    static Step ended(Stepping state, Instant at, LogoutPolicy policy) {
        Result result =
                state.logout().anyFell()
                        ? new Result.Failure(ErrorCode.SWITCH_UNAVAILABLE, "")
                        : new Result.Success();
        return Endings.end(state, result, List.of(), at, policy);
    }

    static List<Effect> news(Stepping state, ChannelWork is, CommandResult result, Instant at) {
        News news = new News(state.session(), state.logout().sagaId(), at);
        List<Effect> told = new ArrayList<>();
        if (is.progress() instanceof ChannelWork.Progress.Succeeded) {
            CommandResult.Recovered recovered = result.recovered();
            told.add(
                    news.of(
                            is.channelId(),
                            new Effect.SessionNews.ChannelRecovered(
                                    recovered.restored(), recovered.interactions())));
        }
        return told;
    }
}
