/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.ChannelWork.Progress;
import org.agentlogout.orchestrator.saga.Reply.ReasonOffer;
import org.agentlogout.orchestrator.saga.Reply.Result;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.agentlogout.orchestrator.saga.SagaState.Running;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;

/** The ways a logout ends. Each gives its answer, its audit record and its place back, once. */
final class Endings {

    private Endings() {}

    /** The flow ended early: the agent keeps the session, and what was done stays done. */
    static Step fail(Running state, ErrorCode code, String detail, Instant at) {
        return end(state, new Result.Failure(code, detail), List.of(), at);
    }

    /** The agent has to choose a reason; nothing was changed. */
    static Step ask(Stepping state, ErrorCode code, List<ReasonOffer> offers, Instant at) {
        return end(state, new Result.Failure(code, ""), offers, at);
    }

    /** A dry run came through step 3: its reports tell what would be done. */
    static Step foreseen(Stepping state, Instant at) {
        Logout told = state.logout().each(work -> foresee(state.logout(), work));
        return end(state.with(state.session(), told), new Result.Success(), List.of(), at);
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
    static Step signedOut(Stepping state, Instant at) {
        Session session = state.session();
        if (!session.allOut()) {
            String added = "A channel was added to the session while it was logged out.";
            return fail(state, ErrorCode.SIGN_OUT_FAILED, added, at);
        }
        return disposed(state, at);
    }

    /** A session without channels goes from step 0 to 7. */
    static Step withoutChannels(Queued state, Instant at) {
        boolean dryRun = state.logout().request().dryRun();
        Step whole = dryRun ? end(state, new Result.Success(), List.of(), at) : disposed(state, at);
        // It never asked for a place, so it has none to give back.
        List<Effect> effects =
                whole.effects().stream()
                        .filter(effect -> !(effect instanceof Effect.GivePlaceBack))
                        .toList();
        return Step.to(whole.next(), effects);
    }

    private static Step disposed(Running state, Instant at) {
        Logout logout = state.logout();
        String requestId = logout.request().requestId();
        List<Effect> effects =
                new ArrayList<>(
                        new News(state.session(), logout.sagaId(), at).loggedOut(requestId));
        Reply reply = Replies.of(state, new Result.Success(), List.of(), at);
        effects.addAll(parting(state, reply, at));
        return Step.to(new NoSession(), effects);
    }

    /** A newer session was opened: nothing more is sent for this one. */
    static Step superseded(Running state, Session newer, Instant at) {
        Running told =
                switch (state) {
                    case Queued queued -> queued;
                    case Stepping stepping ->
                            givenUp(stepping, ErrorCode.SESSION_SUPERSEDED.name());
                };
        Result result = new Result.Failure(ErrorCode.SESSION_SUPERSEDED, "");
        Reply reply = Replies.of(told, result, List.of(), at);
        List<Effect> effects =
                new ArrayList<>(
                        new News(state.session(), state.logout().sagaId(), at).superseded(newer));
        effects.addAll(parting(state, reply, at));
        return Step.to(new Idle(newer, at, ""), effects);
    }

    /** Time is over: what is on its way is told as unknown. */
    static Step timedOut(Stepping state, Instant at) {
        Stepping told = givenUp(state, "UNKNOWN");
        Step failed = fail(told, ErrorCode.DEADLINE_EXCEEDED, "", at);
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
                    (stage == Stage.INSPECT ? work : work.lost()).with(fell);
        };
    }

    private static Step end(Running state, Result result, List<ReasonOffer> offers, Instant at) {
        Reply reply = Replies.of(state, result, offers, at);
        String requestId = state.logout().request().requestId();
        return Step.to(new Idle(state.session(), at, requestId), parting(state, reply, at));
    }

    private static List<Effect> parting(Running state, Reply reply, Instant at) {
        Logout logout = state.logout();
        LogoutRequest request = logout.request();
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.Answer(request.requestId(), reply));
        if (!request.dryRun()) {
            effects.add(
                    new Effect.Audit(
                            state.session(),
                            logout.sagaId(),
                            request,
                            logout.startedAt(),
                            at,
                            reply));
        }
        effects.add(new Effect.GivePlaceBack(logout.sagaId()));
        return effects;
    }
}
