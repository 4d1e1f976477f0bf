/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.ChannelWork.Progress;
import org.agentlogout.orchestrator.saga.Effect.SessionNews;
import org.agentlogout.orchestrator.saga.LogoutRequest.Mode;
import org.agentlogout.orchestrator.saga.SagaState.Deferring;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.agentlogout.orchestrator.saga.SagaState.Running;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;

/**
 * A logout that waits for interactions to end: new work is stopped first, then it looks again after
 * a while or when a worker tells news, as a new round of the same saga.
 */
final class Deferral {

    private Deferral() {}

    /** A look found an interaction. Its place goes to another. */
    static Step begin(Stepping state, Instant at, LogoutPolicy policy) {
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.GivePlaceBack(state.logout().sagaId()));
        if (state.logout().round() == 1) {
            effects.add(deferred(state, at));
        }
        return follow(
                effects, Steps.begin(Stage.STOP, state.session(), state.logout(), at, policy));
    }

    /** Whether every channel that fell did so because an interaction came up. */
    static boolean goesBack(Stepping state) {
        return state.logout().purpose().is(Mode.DEFER)
                && (state.stage() == Stage.INSPECT
                        ? state.logout().round() > 1
                        : state.logout().works().stream()
                                .filter(ChannelWork::fell)
                                .allMatch(work -> work.fellBy(Steps.INTERACTION_STARTED)));
    }

    /** A guarded command met a new interaction, or a later look was not answered. */
    static Step back(Stepping state, Instant at, LogoutPolicy policy) {
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.GivePlaceBack(state.logout().sagaId()));
        if (state.stage() != Stage.INSPECT) {
            effects.add(deferred(state, at));
        }
        return Step.to(waiting(state, at, policy), effects);
    }

    /** New work is stopped where it could be. A channel that fell is looked at again. */
    static Step stopped(Stepping state, Instant at, LogoutPolicy policy) {
        return Step.to(waiting(state, at, policy), Effect.none());
    }

    private static Deferring waiting(Stepping state, Instant at, LogoutPolicy policy) {
        Instant next = at.plus(policy.untilLook(state.logout().round()));
        return new Deferring(state.session(), state.logout(), at, next);
    }

    /** Commands of a new round have ids of their own. */
    static Step lookAgain(Deferring state) {
        return Steps.queue(state.session(), state.logout().nextRound());
    }

    /** Chat and e-mail are deactivated; voice is made Not Ready, pending while a call runs. */
    static boolean stops(ChannelWork work) {
        Inspection found = work.found();
        if (!work.isVoice()) {
            return found.canBeDeactivated();
        }
        return found.busy()
                ? found.canPendNotReady() && !found.notReadyPending()
                : found.mustBeMadeNotReady() && found.notReadyReasonProblem().isEmpty();
    }

    /** It waits, or has only looked: it can be withdrawn, and a FORCE takes its place. */
    static boolean waits(Running state) {
        return switch (state) {
            case Deferring _ -> true;
            case Queued queued -> queued.logout().purpose().is(Mode.DEFER);
            case Stepping stepping ->
                    stepping.logout().purpose().is(Mode.DEFER)
                            && (stepping.stage() == Stage.INSPECT
                                    || stepping.stage() == Stage.STOP);
        };
    }

    private static Effect deferred(Stepping state, Instant at) {
        List<String> busy =
                state.logout().works().stream()
                        .filter(work ->
                                work.found().busy() || work.progress() instanceof Progress.Fell)
                        .map(ChannelWork::channelId)
                        .toList();
        String waitingFor = "interactions on " + String.join(", ", busy);
        return new News(state.session(), state.logout().sagaId(), at)
                .of("", new SessionNews.LogoutDeferred(waitingFor, state.logout().deadline()));
    }

    private static Step follow(List<Effect> before, Step step) {
        List<Effect> all = new ArrayList<>(before);
        all.addAll(step.effects());
        return Step.to(step.next(), all);
    }
}
