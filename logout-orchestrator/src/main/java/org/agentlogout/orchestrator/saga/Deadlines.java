/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.agentlogout.orchestrator.saga.ChannelWork.Progress;
import org.agentlogout.orchestrator.saga.SagaEvent.DeadlineReached;
import org.agentlogout.orchestrator.saga.SagaState.Absent;
import org.agentlogout.orchestrator.saga.SagaState.Deferring;
import org.agentlogout.orchestrator.saga.SagaState.ForcedWaiting;
import org.agentlogout.orchestrator.saga.SagaState.Grace;
import org.agentlogout.orchestrator.saga.SagaState.GraceHeld;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.agentlogout.orchestrator.saga.SagaState.Resting;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;
import org.agentlogout.orchestrator.saga.SagaState.Stuck;

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
            case NoSession _ -> Instant.MAX;
            case Resting resting -> earlier(lifeEnd(resting, policy), due(resting));
            case Queued queued -> queued.logout().deadline();
            case Deferring it -> earlier(it.nextLook(), it.logout().deadline());
            case Stepping stepping -> due(stepping, policy);
        };
    }

    private static Instant due(Resting state) {
        return switch (state) {
            case Idle idle -> idle.session().recoverAt();
            case Grace grace -> grace.endsAt();
            case GraceHeld held -> held.until();
            case ForcedWaiting waiting -> waiting.nextTry();
            case Stuck _, Absent _ -> Instant.MAX;
        };
    }

    /** A session that nobody ends is ended then. */
    private static Instant lifeEnd(Resting state, LogoutPolicy policy) {
        return state.session().openedAt().plus(policy.absence().sessionLife());
    }

    /**
     * What {@code at} being due means where it may be put off for the sake of others: a look of one
     * who waits, a recovery. All else is due without question.
     */
    static Turn turn(SagaState state, Instant at, LogoutPolicy policy) {
        return switch (state) {
            case Idle idle when isTurn(idle, at, policy) ->
                    new Turn(Turn.Kind.RECOVERY, mediaSwitches(idle.session()));
            case ForcedWaiting it when isTurn(it, at, policy) ->
                    new Turn(Turn.Kind.LOOK, it.session().switchIds());
            case Deferring it when at.isBefore(it.logout().deadline()) ->
                    new Turn(Turn.Kind.LOOK, it.session().switchIds());
            case SagaState _ -> Turn.NONE;
        };
    }

    private static boolean isTurn(Resting state, Instant at, LogoutPolicy policy) {
        return !at.isBefore(due(state)) && at.isBefore(lifeEnd(state, policy));
    }

    private static Set<String> mediaSwitches(Session session) {
        return session.media().stream()
                .map(Channel::switchId)
                .collect(Collectors.toUnmodifiableSet());
    }

    static Step reached(Resting state, DeadlineReached event, LogoutPolicy policy) {
        Instant at = event.at();
        if (!at.isBefore(lifeEnd(state, policy))) {
            return Absence.expired(state, at);
        }
        boolean away = state instanceof Grace || state instanceof GraceHeld;
        if ((away ? event.arrivals() : at).isBefore(due(state))) {
            return Step.stay(state, Verdict.STALE);
        }
        return switch (state) {
            case Idle idle -> Recoveries.due(idle, at);
            case Grace grace -> Absence.over(grace, at, policy);
            case GraceHeld held -> Absence.anew(held, at, policy);
            case ForcedWaiting it -> Forcing.start(it.session(), it.departure(), at);
            case Stuck _, Absent _ -> Step.stay(state, Verdict.STALE);
        };
    }

    static Step reached(Deferring state, Instant at, LogoutPolicy policy) {
        if (!at.isBefore(state.logout().deadline())) {
            return Endings.fail(state, ErrorCode.DEADLINE_EXCEEDED, "DEFERRING", at, policy);
        }
        return at.isBefore(state.nextLook())
                ? Step.stay(state, Verdict.STALE)
                : Deferral.lookAgain(state);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant due(Stepping state, LogoutPolicy policy) {
        Instant due = state.endsAt();
        for (ChannelWork work : state.logout().works()) {
            Instant again = againAt(work.progress(), policy);
            if (again.isBefore(due) && again.isBefore(Orders.expiry(state, policy))) {
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

    /** The end of a logout comes by the clock, all else only when no answer can lie unread. */
    static Step reached(Stepping state, DeadlineReached event, LogoutPolicy policy) {
        Instant at = event.at();
        Instant read = event.answers();
        if (!at.isBefore(state.logout().deadline())) {
            return Endings.timedOut(state, at, policy);
        }
        if (!read.isBefore(state.endsAt())) {
            return giveUp(state, at, policy);
        }
        if (!read.isBefore(Orders.expiry(state, policy))) {
            return putOff(state, read, policy);
        }
        boolean late = !at.isBefore(Orders.expiry(state, policy));
        return issueAgain(late ? shifted(state, event) : state, event, policy);
    }

    /** The time by which we were late to read is not the switch's. */
    private static Stepping shifted(Stepping state, DeadlineReached event) {
        Duration late = Duration.between(event.answers(), event.at());
        Instant endsAt = earlier(state.endsAt().plus(late), state.logout().deadline());
        return Stepping.at(state.stage(), state.session(), state.logout(), state.since(), endsAt);
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

    private static Step issueAgain(Stepping state, DeadlineReached event, LogoutPolicy policy) {
        Instant at = event.at();
        Logout logout =
                state.logout()
                        .each(work ->
                                event.answers().isBefore(againAt(work.progress(), policy))
                                        ? work
                                        : again(state.stage(), work, at));
        Stepping next = state.with(state.session(), logout);
        List<Effect> commands = new ArrayList<>();
        for (int i = 0; i < logout.works().size(); i++) {
            ChannelWork work = logout.works().get(i);
            if (!work.equals(state.logout().works().get(i))) {
                commands.add(Orders.command(next, work, attempt(work), at, policy));
            }
        }
        return commands.isEmpty() ? Step.stay(state, Verdict.STALE) : Step.to(next, commands);
    }

    /** A change that was not answered may have been made: its channel's state is not known. */
    private static ChannelWork again(Stage stage, ChannelWork work, Instant at) {
        boolean silent = !stage.looksOnly() && work.progress() instanceof Progress.Asked;
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
