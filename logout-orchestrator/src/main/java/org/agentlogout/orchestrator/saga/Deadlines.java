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
                : putOff(state, at, policy);
    }

    /** Too late for another attempt: nobody is due again before the step ends. */
    private static Step putOff(Stepping state, Instant at, LogoutPolicy policy) {
        Logout logout =
                state.logout()
                        .each(work ->
                                at.isBefore(againAt(work.progress(), policy))
                                        ? work
                                        : work.with(putOff(work.progress(), state.endsAt())));
        return logout.equals(state.logout())
                ? Step.stay(state, Verdict.STALE)
                : Step.to(state.with(state.session(), logout), Effect.none());
    }

    private static Progress putOff(Progress progress, Instant end) {
        return switch (progress) {
            case Progress.Asked(int attempt, _) -> new Progress.Asked(attempt, end);
            case Progress.Proving(int attempt, _) -> new Progress.Proving(attempt, end);
            case Progress.AskAgain(int attempt, _, String code, String text) ->
                    new Progress.AskAgain(attempt, end, code, text);
            case Progress.ProveAgain(int attempt, _) -> new Progress.ProveAgain(attempt, end);
            case Progress.Resting _, Progress.Carried _, Progress.Succeeded _, Progress.Fell _ ->
                    progress;
        };
    }

    /** The step's budget is over: who has not answered has failed. */
    private static Step giveUp(Stepping state, Instant at, LogoutPolicy policy) {
        Stepping told = Endings.givenUp(state, "NO_ANSWER");
        return Steps.conclude(told, News.failures(state, told.logout(), at), at, policy);
    }

    private static Step issueAgain(Stepping state, Instant at, LogoutPolicy policy) {
        Logout logout =
                state.logout()
                        .each(work ->
                                at.isBefore(againAt(work.progress(), policy))
                                        ? work
                                        : again(state.stage(), work, at));
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

    /** A change that was not answered may have been made: its channel's state is not known. */
    private static ChannelWork again(Stage stage, ChannelWork work, Instant at) {
        boolean silent = stage != Stage.INSPECT && work.progress() instanceof Progress.Asked;
        return (silent ? work.lost() : work).with(next(work.progress(), at));
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
