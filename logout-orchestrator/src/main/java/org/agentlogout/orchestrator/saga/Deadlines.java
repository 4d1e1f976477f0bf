/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.ChannelWork.Progress;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;

/**
 * When a state needs to be looked at again, and what happens then. Nobody sets or clears a timer:
 * the instant follows from the state, so none can be forgotten and none can outlive its cause.
 */
final class Deadlines {

    private Deadlines() {}

    /**
     * The earliest instant at which {@link LogoutSaga#decide} has something to do by itself; {@link
     * Instant#MAX}: none.
     */
    static Instant due(SagaState state, LogoutPolicy policy) {
        return switch (state) {
            case NoSession _, Idle _ -> Instant.MAX;
            case Queued queued -> queued.logout().request().deadline();
            case Stepping stepping -> due(stepping, policy);
        };
    }

    private static Instant due(Stepping state, LogoutPolicy policy) {
        Instant due = state.endsAt();
        for (ChannelWork work : state.logout().works()) {
            Instant again = againAt(work.progress(), policy);
            if (again.isBefore(due) && again.isBefore(Steps.expiry(state, policy))) {
                due = again;
            }
        }
        return due;
    }

    /** When a channel's command is to be issued again; {@link Instant#MAX}: never. */
    private static Instant againAt(Progress progress, LogoutPolicy policy) {
        return switch (progress) {
            case Progress.Asked(int attempt, Instant since) -> silence(attempt, since, policy);
            case Progress.Proving(int attempt, Instant since) -> silence(attempt, since, policy);
            case Progress.AskAgain(_, Instant due, _, _) -> due;
            case Progress.ProveAgain(_, Instant due) -> due;
            case Progress.Resting _, Progress.Carried _, Progress.Succeeded _, Progress.Fell _ ->
                    Instant.MAX;
        };
    }

    private static Instant silence(int attempt, Instant since, LogoutPolicy policy) {
        return attempt <= policy.retries() ? since.plus(policy.reissueAfter()) : Instant.MAX;
    }

    static Step reached(Stepping state, Instant at, LogoutPolicy policy) {
        if (!at.isBefore(state.logout().request().deadline())) {
            return Endings.timedOut(state, at);
        }
        if (!at.isBefore(state.endsAt())) {
            return giveUp(state, at, policy);
        }
        return at.isBefore(Steps.expiry(state, policy))
                ? issueAgain(state, at, policy)
                : Step.stay(state, Verdict.STALE);
    }

    /** The step's budget is over: who has not answered has failed. */
    private static Step giveUp(Stepping state, Instant at, LogoutPolicy policy) {
        Stepping told =
                state.with(state.session(), state.logout().each(work -> without(state, work)));
        News news = new News(state.session(), state.logout().sagaId(), at);
        List<Effect> effects = new ArrayList<>();
        for (ChannelWork work : state.logout().works()) {
            if (!work.isSettled() && state.stage() != Stage.INSPECT) {
                Progress.Fell fell = (Progress.Fell) without(state, work).progress();
                effects.add(news.controlFailure(work.channelId(), state.stage(), fell));
            }
        }
        return Steps.conclude(told, effects, at, policy);
    }

    private static ChannelWork without(Stepping state, ChannelWork work) {
        return work.progress() instanceof Progress.AskAgain again
                ? work.with(new Progress.Fell(again.code(), again.text()))
                : Endings.unknown(state, work, "NO_ANSWER");
    }

    private static Step issueAgain(Stepping state, Instant at, LogoutPolicy policy) {
        Logout logout =
                state.logout()
                        .each(work ->
                                at.isBefore(againAt(work.progress(), policy))
                                        ? work
                                        : work.with(next(work.progress(), at)));
        Stepping next = state.with(state.session(), logout);
        List<Effect> commands = new ArrayList<>();
        for (int i = 0; i < logout.works().size(); i++) {
            ChannelWork work = logout.works().get(i);
            if (!work.equals(state.logout().works().get(i))) {
                commands.add(Steps.command(next, work, attempt(work), at, policy));
            }
        }
        return commands.isEmpty() ? Step.stay(state, Verdict.STALE) : Step.to(next, commands);
    }

    private static Progress next(Progress progress, Instant at) {
        return switch (progress) {
            case Progress.Asked(int attempt, _) -> new Progress.Asked(attempt + 1, at);
            case Progress.Proving(int attempt, _) -> new Progress.Proving(attempt + 1, at);
            case Progress.AskAgain(int attempt, _, _, _) -> new Progress.Asked(attempt, at);
            case Progress.ProveAgain(int attempt, _) -> new Progress.Proving(attempt, at);
            case Progress.Resting _, Progress.Carried _, Progress.Succeeded _, Progress.Fell _ ->
                    progress;
        };
    }

    private static int attempt(ChannelWork work) {
        return switch (work.progress()) {
            case Progress.Asked(int attempt, _) -> attempt;
            case Progress.Proving(int attempt, _) -> attempt;
            case Progress.AskAgain _,
                    Progress.ProveAgain _,
                    Progress.Resting _,
                    Progress.Carried _,
                    Progress.Succeeded _,
                    Progress.Fell _ ->
                    throw new IllegalStateException(
                            "channel " + work.channelId() + " has no command out: " + work);
        };
    }
}
