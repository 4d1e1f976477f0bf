/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.ChannelWork.Progress;
import org.agentlogout.orchestrator.saga.Effect.Behind;
import org.agentlogout.orchestrator.saga.Reply.ReasonOffer;
import org.agentlogout.orchestrator.saga.Reply.Result;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.Last;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.agentlogout.orchestrator.saga.SagaState.Running;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;

/** The ways a saga ends. Each gives its answer, its audit record and its place back, once. */
final class Endings {

    private Endings() {}

    /** The flow ended early: the agent keeps the session, and what was done stays done. */
    static Step fail(
            Running state, ErrorCode code, String detail, Instant at, LogoutPolicy policy) {
        if (state.logout().purpose() instanceof Purpose.Forced) {
            return Forcing.failed(state, detail.isEmpty() ? code.name() : detail, at, policy);
        }
        return end(state, new Result.Failure(code, detail), List.of(), at, policy);
    }

    /** The agent has to choose a reason; nothing was changed. */
    static Step ask(
            Stepping state,
            ErrorCode code,
            List<ReasonOffer> offers,
            Instant at,
            LogoutPolicy policy) {
        return end(state, new Result.Failure(code, ""), offers, at, policy);
    }

    /** A dry run came through step 3: its reports tell what would be done. */
    static Step foreseen(Stepping state, Instant at, LogoutPolicy policy) {
        Logout told = state.logout().each(work -> foresee(state.logout(), work));
        return end(state.with(state.session(), told), new Result.Success(), List.of(), at, policy);
    }

    private static ChannelWork foresee(Logout logout, ChannelWork work) {
        Inspection found = work.found();
        if (work.loggedOut()) {
            return work;
        }
        if (!found.controllable() && Steps.carriers(work, logout).isEmpty()) {
            return work.with(Steps.NOT_CONTROLLABLE);
        }
        ChannelWork told = work;
        if (found.controllable() && found.mustBeMadeNotReady()) {
            told = told.did(Stage.MAKE_NOT_READY.deed());
        }
        if (found.controllable() && found.canBeDeactivated()) {
            told = told.did(Stage.DEACTIVATE.deed());
        }
        return told.did(Stage.SIGN_OUT.deed());
    }

    /** Steps 7 and 8: every channel the logout began with is out. */
    static Step signedOut(Stepping state, Instant at, LogoutPolicy policy) {
        Session session = state.session();
        if (!session.allOut()) {
            String added = "A channel was added to the session while it was logged out.";
            return fail(state, ErrorCode.SIGN_OUT_FAILED, added, at, policy);
        }
        return disposed(state, at);
    }

    /** A session without channels goes from step 0 to 7. */
    static Step withoutChannels(Queued state, Instant at, LogoutPolicy policy) {
        boolean dryRun = state.logout().purpose().dryRun();
        Step whole =
                dryRun
                        ? end(state, new Result.Success(), List.of(), at, policy)
                        : disposed(state, at);
        return withoutPlace(whole);
    }

    /** It never asked for a place, so it has none to give back. */
    static Step withoutPlace(Step whole) {
        List<Effect> effects =
                whole.effects().stream()
                        .filter(effect -> !(effect instanceof Effect.GivePlaceBack))
                        .toList();
        return Step.to(whole.next(), effects);
    }

    private static Step disposed(Running state, Instant at) {
        Logout logout = state.logout();
        List<Effect> effects =
                new ArrayList<>(
                        new News(state.session(), logout.sagaId(), at)
                                .loggedOut(new Last.Asked(logout.requestId())));
        Reply reply = Replies.of(state, new Result.Success(), List.of(), at);
        effects.addAll(parting(state, reply, at));
        return Step.to(new NoSession(), effects);
    }

    /** A forced logout has come to its end, or was found at it: the desktop must not disconnect. */
    static Step forcedOut(Running state, Instant at) {
        Logout logout = state.logout();
        List<Effect> effects =
                new ArrayList<>(
                        new News(state.session(), logout.sagaId(), at)
                                .loggedOut(new Last.Forced()));
        Reply reply = Replies.of(state, new Result.Success(), List.of(), at);
        effects.addAll(parting(state, reply, at));
        return Step.to(new NoSession(), effects);
    }

    /** A newer session was opened: nothing more is sent for this one. */
    static Step superseded(Running state, Session newer, Instant at) {
        Running told =
                state instanceof Stepping stepping
                        ? givenUp(stepping, ErrorCode.SESSION_SUPERSEDED.name())
                        : state;
        Result result = new Result.Failure(ErrorCode.SESSION_SUPERSEDED, "");
        Reply reply = Replies.of(told, result, List.of(), at);
        List<Effect> effects =
                new ArrayList<>(
                        new News(state.session(), state.logout().sagaId(), at).superseded(newer));
        effects.addAll(parting(state, reply, at));
        return Step.to(new Idle(newer, at, new Last.None()), effects);
    }

    /** Time is over: what is on its way is told as unknown. */
    static Step timedOut(Stepping state, Instant at, LogoutPolicy policy) {
        Stepping told = givenUp(state, "UNKNOWN");
        Step failed = fail(told, ErrorCode.DEADLINE_EXCEEDED, "", at, policy);
        List<Effect> effects = new ArrayList<>(News.failures(state, told.logout(), at));
        effects.addAll(failed.effects());
        return Step.to(failed.next(), effects);
    }

    /**
     * Nothing is waited for any more.
     *
     * @param code of those who owe an answer
     */
    static Stepping givenUp(Stepping state, String code) {
        return state.with(
                state.session(), state.logout().each(work -> givenUp(state.stage(), work, code)));
    }

    /** Where a change may be under way, the state is not known: only after a look it was. */
    private static ChannelWork givenUp(Stage stage, ChannelWork work, String code) {
        Progress fell = new Progress.Fell(code, "No answer came in time.");
        return switch (work.progress()) {
            case Progress.Resting _, Progress.Succeeded _, Progress.Fell _ -> work;
            case Progress.AskAgain again ->
                    work.with(new Progress.Fell(again.code(), again.text()));
            case Progress.ProveAgain _ -> work.with(fell);
            case Progress.Asked _, Progress.Carried _, Progress.Proving _ ->
                    (stage.looksOnly() ? work : work.lost()).with(fell);
        };
    }

    /** Its answer is given, the session goes on. */
    static Step end(
            Running state,
            Result result,
            List<ReasonOffer> offers,
            Instant at,
            LogoutPolicy policy) {
        Reply reply = Replies.of(state, result, offers, at);
        String requestId = state.logout().requestId();
        Last last = requestId.isEmpty() ? new Last.None() : new Last.Asked(requestId);
        // A dry run stands beside the session's own saga: what follows is not for it to say.
        Step rest =
                state.logout().purpose().dryRun()
                        ? Step.to(new Idle(state.session(), at, last), Effect.none())
                        : Absence.rest(state.session(), last, at, policy);
        List<Effect> effects = new ArrayList<>(parting(state, reply, at));
        effects.addAll(rest.effects());
        return Step.to(rest.next(), effects);
    }

    /** Another takes its place: its answer, its audit record, and nothing of what follows. */
    static List<Effect> takenOver(Running state, Instant at) {
        Result result = new Result.Failure(ErrorCode.CANCELLED, "TAKEN_OVER");
        return parting(state, Replies.of(state, result, List.of(), at), at);
    }

    private static List<Effect> parting(Running state, Reply reply, Instant at) {
        Logout logout = state.logout();
        List<Effect> effects = new ArrayList<>();
        if (!logout.requestId().isEmpty()) {
            effects.add(new Effect.Answer(logout.requestId(), reply));
        }
        switch (logout.purpose()) {
            case Purpose.Requested(LogoutRequest request) when !request.dryRun() ->
                    effects.add(audit(state, new Behind.Asked(request), at, reply));
            case Purpose.Forced _ -> effects.add(Forcing.audit(state, reply, at));
            case Purpose.Requested _, Purpose.Restoring _ -> {}
        }
        effects.add(new Effect.GivePlaceBack(logout.sagaId()));
        return effects;
    }

    private static Effect audit(Running state, Behind behind, Instant at, Reply reply) {
        Logout logout = state.logout();
        return new Effect.Audit(
                state.session(), logout.sagaId(), behind, logout.startedAt(), at, reply, "");
    }
}
