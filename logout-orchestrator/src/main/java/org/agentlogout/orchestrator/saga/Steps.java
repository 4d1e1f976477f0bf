/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.ChannelWork.Progress;
import org.agentlogout.orchestrator.saga.Effect.Order;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;

/** How a step begins, whom it asks, and what follows once every channel has settled. */
final class Steps {

    /** The look that proves a carried channel out has a command id of its own. */
    static final String PROVE = "prove";

    /** Of a channel that is for nobody here to sign out. */
    static final Progress.Fell NOT_CONTROLLABLE =
            new Progress.Fell(
                    "NOT_CONTROLLABLE", "The credential in use cannot sign this channel out.");

    private Steps() {}

    static Step begin(
            Stage stage, Session session, Logout logout, Instant at, LogoutPolicy policy) {
        Instant endsAt = earlier(at.plus(stage.budget(policy)), logout.request().deadline());
        Logout started = logout.each(work -> work.with(opening(stage, work, logout, at)));
        Stepping state = Stepping.at(stage, session, started, at, endsAt);
        List<Effect> commands =
                new ArrayList<>(News.failures(state.with(session, logout), started, at));
        if (started.allSettled()) {
            return conclude(state, commands, at, policy);
        }
        if (!at.isBefore(logout.request().deadline())) {
            // The timer comes a moment late: nothing is sent that has expired already.
            Stepping before = state.with(session, logout);
            return Endings.fail(before, ErrorCode.DEADLINE_EXCEEDED, "", at);
        }
        for (ChannelWork work : started.works()) {
            if (work.isInFlight()) {
                commands.add(command(state, work, 1, at, policy));
            }
        }
        return Step.to(state, commands);
    }

    private static Progress opening(Stage stage, ChannelWork work, Logout logout, Instant at) {
        if (stage == Stage.SIGN_OUT && !work.loggedOut() && !work.found().controllable()) {
            return carriers(work, logout).isEmpty() ? NOT_CONTROLLABLE : new Progress.Carried();
        }
        return concerns(stage, work) ? new Progress.Asked(1, at) : new Progress.Resting();
    }

    private static boolean concerns(Stage stage, ChannelWork work) {
        Inspection found = work.found();
        boolean mine = !work.loggedOut() && found.controllable();
        return switch (stage) {
            case INSPECT -> true;
            case MAKE_NOT_READY -> mine && found.mustBeMadeNotReady();
            case DEACTIVATE -> mine && found.canBeDeactivated();
            case SIGN_OUT -> mine;
        };
    }

    /**
     * The channels whose sign-out can carry {@code work} along; none when its interactions could
     * not be read, for a chat might be torn down unseen.
     */
    static List<ChannelWork> carriers(ChannelWork work, Logout logout) {
        if (!work.found().interactionsKnown()) {
            return List.of();
        }
        return logout.works().stream()
                .filter(other -> !other.loggedOut() && other.found().controllable())
                .filter(other -> other.found().canSignOutAllMedia())
                .filter(other -> other.channel().switchId().equals(work.channel().switchId()))
                .toList();
    }

    static Effect command(
            Stepping state, ChannelWork work, int attempt, Instant at, LogoutPolicy policy) {
        boolean proving = work.progress() instanceof Progress.Proving;
        Order order = proving ? new Order.Inspect() : order(state, work);
        String slug = proving ? PROVE : state.stage().slug();
        String sagaId = state.logout().sagaId();
        return new Effect.SendCommand(
                Logout.commandId(sagaId, work.channelId(), slug),
                attempt,
                sagaId,
                state.session(),
                work.channel(),
                order,
                !(order instanceof Order.Inspect),
                at,
                expiry(state, policy));
    }

    private static Order order(Stepping state, ChannelWork work) {
        return switch (state.stage()) {
            case INSPECT -> new Order.Inspect();
            case MAKE_NOT_READY -> new Order.MakeNotReady();
            case DEACTIVATE -> new Order.Deactivate();
            case SIGN_OUT -> new Order.SignOut(work.reasonId(), carriesOthers(state, work));
        };
    }

    private static boolean carriesOthers(Stepping state, ChannelWork work) {
        return work.found().canSignOutAllMedia()
                && state.logout().works().stream()
                        .filter(other -> other.progress() instanceof Progress.Carried)
                        .anyMatch(other ->
                                other.channel().switchId().equals(work.channel().switchId()));
    }

    /** Commands expire a little before the step, so that the last answer still finds it running. */
    static Instant expiry(Stepping state, LogoutPolicy policy) {
        return state.endsAt().minus(policy.answerMargin());
    }

    /** Called once every channel has settled: the barrier is open. */
    static Step conclude(Stepping state, List<Effect> before, Instant at, LogoutPolicy policy) {
        Step after = state.logout().anyFell() ? fell(state, at) : passed(state, at, policy);
        List<Effect> all = new ArrayList<>(before);
        all.addAll(after.effects());
        return Step.to(after.next(), all);
    }

    private static Step fell(Stepping state, Instant at) {
        String detail =
                state.logout().works().stream()
                        .map(ChannelWork::progress)
                        .filter(Progress.Fell.class::isInstance)
                        .map(progress -> ((Progress.Fell) progress).code())
                        .findFirst()
                        .orElse("");
        return Endings.fail(state, state.stage().failure(), detail, at);
    }

    private static Step passed(Stepping state, Instant at, LogoutPolicy policy) {
        Session session = state.session();
        Logout logout = state.logout();
        return switch (state.stage()) {
            case INSPECT -> Judgement.afterLook(state, at, policy);
            case MAKE_NOT_READY -> begin(Stage.DEACTIVATE, session, logout, at, policy);
            case DEACTIVATE -> begin(Stage.SIGN_OUT, session, logout, at, policy);
            case SIGN_OUT -> Endings.signedOut(state, at);
        };
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
