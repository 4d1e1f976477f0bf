/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.ChannelWork.Progress;
import org.agentlogout.orchestrator.saga.LogoutRequest.Mode;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.agentlogout.orchestrator.saga.SagaState.Running;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;

/** How a saga and its steps begin, whom they ask, and what follows once every channel settled. */
final class Steps {

    /** Of a channel that is for nobody here to sign out. */
    static final Progress.Fell NOT_CONTROLLABLE =
            new Progress.Fell(
                    "NOT_CONTROLLABLE", "The credential in use cannot sign this channel out.");

    /** An interaction came up between the look and the command. */
    static final String INTERACTION_STARTED = "INTERACTION_STARTED";

    private Steps() {}

    /** A saga begins, or one that waited goes on: it asks for a place. */
    static Step queue(Session session, Logout logout) {
        Logout fresh = logout.each(work -> work.with(new Progress.Resting()));
        Effect ask = new Effect.AskForPlace(logout.sagaId(), logout.purpose().priority());
        return Step.to(new Queued(session, fresh), List.of(ask));
    }

    /** It has its place: its budgets start now. */
    static Step admitted(Queued state, Instant at, LogoutPolicy policy) {
        Purpose purpose = state.logout().purpose();
        Logout logout = state.logout().with(purpose.startingAt(at, policy));
        Stage first = purpose instanceof Purpose.Restoring ? Stage.RECOVER : Stage.INSPECT;
        return begin(first, state.session(), logout, at, policy);
    }

    static Step begin(
            Stage stage, Session session, Logout logout, Instant at, LogoutPolicy policy) {
        Instant endsAt = budgetEnd(stage, logout, at, policy);
        Stepping empty = Stepping.at(stage, session, logout, at, endsAt);
        Logout started = logout.each(work -> work.with(opening(empty, work, at)));
        Stepping state = empty.with(session, started);
        List<Effect> commands = new ArrayList<>(News.failures(empty, started, at));
        if (started.allSettled()) {
            return conclude(state, commands, at, policy);
        }
        if (!at.isBefore(logout.deadline())) {
            // The timer comes a moment late: nothing is sent that has expired already.
            return Endings.fail(empty, ErrorCode.DEADLINE_EXCEEDED, "", at, policy);
        }
        for (ChannelWork work : started.works()) {
            if (work.isInFlight()) {
                commands.add(Orders.command(state, work, 1, at, policy));
            }
        }
        return Step.to(state, commands);
    }

    /** When a step that starts, or starts anew, at that instant is over. */
    static Instant budgetEnd(Stage stage, Logout logout, Instant at, LogoutPolicy policy) {
        return earlier(at.plus(stage.budget(policy)), logout.deadline());
    }

    private static Progress opening(Stepping state, ChannelWork work, Instant at) {
        Stage stage = state.stage();
        Logout logout = state.logout();
        boolean forced = logout.purpose() instanceof Purpose.Forced;
        if (forced && stage != Stage.INSPECT && work.fell()) {
            return work.progress(); // the others of a forced logout go on without it
        }
        if (stage == Stage.SIGN_OUT && isOthersToSignOut(work, logout)) {
            return carriers(work, logout).isEmpty() ? NOT_CONTROLLABLE : new Progress.Carried();
        }
        return concerns(state, work) ? new Progress.Asked(1, at) : new Progress.Resting();
    }

    private static boolean isOthersToSignOut(ChannelWork work, Logout logout) {
        return !work.loggedOut()
                && !work.found().controllable()
                && (!(logout.purpose() instanceof Purpose.Forced)
                        || Forcing.part(work, logout) == Forcing.Part.BEYOND_REACH);
    }

    private static boolean concerns(Stepping state, ChannelWork work) {
        Inspection found = work.found();
        Logout logout = state.logout();
        boolean mine = !work.loggedOut() && found.controllable();
        if (mine && logout.purpose() instanceof Purpose.Forced && state.stage() != Stage.INSPECT) {
            return Forcing.concerns(state.stage(), work, logout);
        }
        boolean underInteraction = logout.purpose().is(Mode.FORCE) && found.busy();
        return switch (state.stage()) {
            case INSPECT -> true;
            case STOP -> mine && Deferral.stops(work);
            case MAKE_NOT_READY -> mine && found.mustBeMadeNotReady() && !underInteraction;
            case DEACTIVATE -> mine && found.canBeDeactivated() && !underInteraction;
            case SIGN_OUT -> mine;
            // Recovering a medium that is logged out would sign the agent in.
            case RECOVER ->
                    !work.isVoice()
                            && state.session().known(work.channelId()) != AgentState.LOGGED_OUT;
        };
    }

    /**
     * The channels whose sign-out can carry {@code work} along. Where a live interaction is
     * respected there are none when those of {@code work} could not be read, for a chat might be
     * torn down unseen.
     */
    static List<ChannelWork> carriers(ChannelWork work, Logout logout) {
        boolean mayTearDown =
                logout.purpose() instanceof Purpose.Forced || logout.purpose().is(Mode.FORCE);
        if (!work.found().interactionsKnown() && !mayTearDown) {
            return List.of();
        }
        return logout.works().stream()
                .filter(other -> !other.loggedOut() && other.found().controllable())
                .filter(other -> other.found().canSignOutAllMedia())
                .filter(other -> other.channel().switchId().equals(work.channel().switchId()))
                .toList();
    }

    /** Called once every channel has settled: the barrier is open. */
    static Step conclude(Stepping state, List<Effect> before, Instant at, LogoutPolicy policy) {
        Step after = follows(state, at, policy);
        List<Effect> all = new ArrayList<>(before);
        all.addAll(after.effects());
        return Step.to(after.next(), all);
    }

    private static Step follows(Stepping state, Instant at, LogoutPolicy policy) {
        Session session = state.session();
        Logout logout = state.logout();
        boolean goesOn =
                !logout.anyFell()
                        || logout.purpose() instanceof Purpose.Forced
                        || state.stage() == Stage.STOP
                        || state.stage() == Stage.RECOVER;
        if (!goesOn) {
            return Deferral.goesBack(state)
                    ? Deferral.back(state, at, policy)
                    : fell(state, at, policy);
        }
        return switch (state.stage()) {
            case INSPECT -> Judgement.afterLook(state, at, policy);
            case STOP -> Deferral.stopped(state, at, policy);
            case MAKE_NOT_READY -> begin(Stage.DEACTIVATE, session, logout, at, policy);
            case DEACTIVATE -> begin(Stage.SIGN_OUT, session, logout, at, policy);
            case SIGN_OUT ->
                    logout.purpose() instanceof Purpose.Forced
                            ? Forcing.tried(state, at, policy)
                            : Endings.signedOut(state, at, policy);
            case RECOVER -> Recoveries.ended(state, at, policy);
        };
    }

    private static Step fell(Stepping state, Instant at, LogoutPolicy policy) {
        String detail =
                state.logout().works().stream()
                        .map(ChannelWork::progress)
                        .filter(Progress.Fell.class::isInstance)
                        .map(progress -> ((Progress.Fell) progress).code())
                        .findFirst()
                        .orElse("");
        return Endings.fail(state, state.stage().failure(), detail, at, policy);
    }

    /** Whether nothing of this saga has been changed on any switch so far. */
    static boolean nothingDone(Running state) {
        boolean changing = state instanceof Stepping stepping && !stepping.stage().looksOnly();
        return !changing && state.logout().works().stream().allMatch(it -> it.done().isEmpty());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
