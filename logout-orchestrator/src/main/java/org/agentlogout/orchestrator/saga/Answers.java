/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.agentlogout.orchestrator.saga.ChannelWork.Progress;
import org.agentlogout.orchestrator.saga.Effect.SessionNews;
import org.agentlogout.orchestrator.saga.SagaEvent.ChannelAnswered;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;

/**
 * What a worker's result does to a running step. Only the answer to the attempt that is out counts.
 */
final class Answers {

    /** A retryable failure is repeated while the step has time, and then at least so often. */
    private static final int LONGEST_DELAY = 4;

    private Answers() {}

    static Step take(Stepping state, ChannelAnswered event, LogoutPolicy policy) {
        CommandResult result = event.result();
        for (ChannelWork work : state.logout().works()) {
            switch (work.progress()) {
                case Progress.Asked(int attempt, Instant since)
                        when answers(state, work, state.stage().slug(), attempt, result) -> {
                    Stepping inTime = result.turnedAway() ? anew(state, event, policy) : state;
                    return settle(inTime, step(state, work, since, event, policy), event, policy);
                }
                case Progress.Proving(int attempt, Instant since)
                        when answers(state, work, Orders.PROVE, attempt, result) -> {
                    return settle(state, prove(work, event, policy), event, policy);
                }
                case Progress _ -> {}
            }
        }
        return new Step(state, LateResults.lateEffect(state, event), Verdict.STALE);
    }

    private static boolean answers(
            Stepping state, ChannelWork work, String slug, int attempt, CommandResult result) {
        return result.attempt() == attempt
                && result.commandId().equals(state.logout().commandId(work.channelId(), slug));
    }

    /** The channel after the answer to the step's own command. */
    private static ChannelWork step(
            Stepping state,
            ChannelWork work,
            Instant since,
            ChannelAnswered event,
            LogoutPolicy policy) {
        CommandResult result = event.result();
        Stage stage = state.stage();
        return switch (result.outcome()) {
            case DONE, ALREADY_DONE -> succeeded(stage, work, result);
            case REFUSED -> work.reads(result.state()).with(fell(result));
            case EXPIRED ->
                    event.at().isBefore(Orders.expiry(state, policy))
                            // The step was given more time after the command was issued.
                            ? work.with(again(result, retryAt(event, policy)))
                            : work.with(new Progress.Fell("EXPIRED", "No time was left for it."));
            case FAILED ->
                    work.reads(result.state())
                            .with(
                                    result.retryable()
                                            ? again(result, retryAt(event, policy))
                                            : fell(result));
            // Nothing is sent blindly: the next attempt asks the switch what became of this one.
            case UNKNOWN ->
                    (stage.looksOnly() ? work : work.lost())
                            .reads(result.state())
                            .with(
                                    result.attempt() <= policy.retries()
                                            ? again(result, since.plus(policy.reissueAfter()))
                                            : fell(result));
        };
    }

    /**
     * Limits of our own kept the command back: that wait is not the switch's, so the step's budget
     * starts anew, for three budgets in all: a switch that hangs fills its bulkhead, too.
     */
    private static Stepping anew(Stepping state, ChannelAnswered event, LogoutPolicy policy) {
        Instant atMost = state.since().plus(state.stage().budget(policy).multipliedBy(2));
        Instant from = event.at().isBefore(atMost) ? event.at() : atMost;
        Instant anew = Steps.budgetEnd(state.stage(), state.logout(), from, policy);
        Instant endsAt = anew.isBefore(state.endsAt()) ? state.endsAt() : anew;
        return Stepping.at(state.stage(), state.session(), state.logout(), state.since(), endsAt);
    }

    private static ChannelWork succeeded(Stage stage, ChannelWork work, CommandResult result) {
        Progress done = new Progress.Succeeded();
        return switch (stage) {
            case INSPECT ->
                    result.inspection().equals(Inspection.NOT_YET)
                            ? work.with(
                                    new Progress.Fell(
                                            "NO_INSPECTION", "The worker's look told nothing."))
                            : work.found(result.inspection()).with(done);
            case STOP, MAKE_NOT_READY, DEACTIVATE, RECOVER ->
                    deed(stage, work.reads(result.state()), result).with(done);
            case SIGN_OUT -> deed(stage, work.reads(AgentState.LOGGED_OUT), result).with(done);
        };
    }

    /**
     * Found done at the first attempt was not our deed; at a later one it was the attempt before.
     */
    private static ChannelWork deed(Stage stage, ChannelWork work, CommandResult result) {
        boolean ours = result.outcome() == CommandResult.Outcome.DONE || result.attempt() > 1;
        return ours ? work.did(stage == Stage.STOP ? stopped(work) : stage.deed()) : work;
    }

    /** What the stop of new work has done, by the kind of channel and what its state is now. */
    private static String stopped(ChannelWork work) {
        if (!work.isVoice()) {
            return Stage.DEACTIVATE.deed();
        }
        return work.now() == AgentState.NOT_READY
                ? Stage.MAKE_NOT_READY.deed()
                : "NOT_READY_PENDING";
    }

    private static ChannelWork prove(ChannelWork work, ChannelAnswered event, LogoutPolicy policy) {
        CommandResult result = event.result();
        if (result.inspection().loggedOut()) {
            return work.reads(AgentState.LOGGED_OUT)
                    .did(Stage.SIGN_OUT.deed())
                    .with(new Progress.Succeeded());
        }
        return work.reads(result.inspection().state())
                .with(
                        result.attempt() <= policy.retries()
                                ? new Progress.ProveAgain(
                                        result.attempt() + 1,
                                        event.at().plus(delay(result, policy)))
                                : new Progress.Fell(
                                        "NOT_CONTROLLABLE",
                                        "The sign-out of all media left this channel logged in."));
    }

    /** Longer with each attempt, so that a switch that is overrun gets air. */
    private static Duration delay(CommandResult result, LogoutPolicy policy) {
        return policy.retryDelay().multipliedBy(Math.min(result.attempt(), LONGEST_DELAY));
    }

    /** Up to half of that later: those who were turned away together must not return together. */
    private static Instant retryAt(ChannelAnswered event, LogoutPolicy policy) {
        CommandResult result = event.result();
        Duration delay = delay(result, policy);
        int share = Math.floorMod(Objects.hash(result.commandId(), result.attempt()), 512);
        return event.at().plus(delay).plus(delay.multipliedBy(share).dividedBy(1_024));
    }

    private static Progress fell(CommandResult result) {
        String code = result.code().isEmpty() ? result.outcome().name() : result.code();
        return new Progress.Fell(code, result.text());
    }

    private static Progress again(CommandResult result, Instant due) {
        String code = result.code().isEmpty() ? result.outcome().name() : result.code();
        return new Progress.AskAgain(result.attempt() + 1, due, code, result.text());
    }

    private static Step settle(
            Stepping state, ChannelWork after, ChannelAnswered event, LogoutPolicy policy) {
        Session session = learned(state, after, event.result());
        Logout logout = state.logout().change(after.channelId(), _ -> after);
        Stepping next = release(state.with(session, logout), after, event.at());
        List<Effect> effects = new ArrayList<>(LateResults.lateEffect(state, event));
        for (int i = 0; i < next.logout().works().size(); i++) {
            ChannelWork was = state.logout().works().get(i);
            ChannelWork is = next.logout().works().get(i);
            effects.addAll(news(state, was, is, event));
            if (was.progress() instanceof Progress.Carried && is.isInFlight()) {
                effects.add(Orders.command(next, is, 1, event.at(), policy));
            }
        }
        return next.logout().allSettled()
                ? Steps.conclude(next, effects, event.at(), policy)
                : Step.to(next, effects);
    }

    private static Session learned(Stepping state, ChannelWork after, CommandResult result) {
        Session session = state.session();
        if (after.now() != AgentState.UNKNOWN) {
            session = session.learned(after.channelId(), after.now());
        }
        return session.learned(after.channelId(), routable(state.stage(), after, result));
    }

    /** Only what was read or done counts: a recovery restores it later. */
    private static Inspection.Routable routable(
            Stage stage, ChannelWork after, CommandResult result) {
        boolean done = after.progress() instanceof Progress.Succeeded;
        return switch (stage) {
            case INSPECT -> result.inspection().routable();
            case RECOVER -> result.recovered().routable();
            case STOP, DEACTIVATE ->
                    done && !after.isVoice()
                            ? Inspection.Routable.NO
                            : Inspection.Routable.NOT_TOLD;
            case MAKE_NOT_READY, SIGN_OUT -> Inspection.Routable.NOT_TOLD;
        };
    }

    /**
     * Once the carrying sign-out has ended, the carried channels are looked at, or have fallen with
     * it.
     */
    private static Stepping release(Stepping state, ChannelWork ended, Instant at) {
        boolean carrier =
                state.stage() == Stage.SIGN_OUT
                        && ended.found().canSignOutAllMedia()
                        && ended.isSettled();
        if (!carrier) {
            return state;
        }
        Progress next =
                ended.progress() instanceof Progress.Succeeded
                        ? new Progress.Proving(1, at)
                        : new Progress.Fell(
                                "NOT_CONTROLLABLE", "The sign-out that was to carry it failed.");
        return state.with(
                state.session(),
                state.logout()
                        .each(work ->
                                work.progress() instanceof Progress.Carried
                                                && work.channel()
                                                        .switchId()
                                                        .equals(ended.channel().switchId())
                                        ? work.with(next)
                                        : work));
    }

    private static List<Effect> news(
            Stepping state, ChannelWork was, ChannelWork is, ChannelAnswered event) {
        Instant at = event.at();
        if (was.equals(is)) {
            return List.of();
        }
        News teller = new News(state.session(), state.logout().sagaId(), at);
        List<Effect> news = new ArrayList<>(teller.stateChanged(is.channelId(), is.now()));
        if (isDeactivated(state.stage(), is)) {
            news.add(teller.of(is.channelId(), new SessionNews.ChannelDeactivated()));
        }
        if (state.stage() == Stage.RECOVER) {
            news.addAll(Recoveries.news(state, is, event.result(), at));
        }
        if (is.progress() instanceof Progress.Fell fell && state.stage() != Stage.INSPECT) {
            news.add(teller.controlFailure(is.channelId(), state.stage(), fell));
        }
        return news;
    }

    private static boolean isDeactivated(Stage stage, ChannelWork is) {
        return is.progress() instanceof Progress.Succeeded
                && (stage == Stage.DEACTIVATE || (stage == Stage.STOP && !is.isVoice()));
    }
}
