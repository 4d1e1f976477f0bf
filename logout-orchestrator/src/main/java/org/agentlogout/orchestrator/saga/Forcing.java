/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.ChannelWork.Progress;
import org.agentlogout.orchestrator.saga.Effect.Behind;
import org.agentlogout.orchestrator.saga.Purpose.Departure;
import org.agentlogout.orchestrator.saga.Reply.Result;
import org.agentlogout.orchestrator.saga.SagaState.Absent;
import org.agentlogout.orchestrator.saga.SagaState.ForcedWaiting;
import org.agentlogout.orchestrator.saga.SagaState.Resting;
import org.agentlogout.orchestrator.saga.SagaState.Running;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;
import org.agentlogout.orchestrator.saga.SagaState.Stuck;

/**
 * The logout of an agent whose desktop is gone. Each try looks first, for the switch may have acted
 * by itself; then each channel gets what its platform's setting wants, and what cannot be done now
 * is left to the next try. No channel waits for another.
 */
final class Forcing {

    private static final String PRESENCE_BACK = "PRESENCE_BACK";

    private Forcing() {}

    /** What a try does with a channel. */
    enum Part {
        OUT,
        MAKE_NOT_READY,
        SIGN_OUT,
        /** Left to the next try, after the interaction. */
        WAIT,
        /** Left as it is: nobody here may change it, and its platform keeps the agent in. */
        LEAVE,
        /** To be signed out, but only by another channel's sign-out. */
        BEYOND_REACH
    }

    static Part part(ChannelWork work, Logout logout) {
        Inspection found = work.found();
        if (work.loggedOut()) {
            return Part.OUT;
        }
        if (found.busy()) {
            return mayGoUnderInteraction(work, logout) ? Part.SIGN_OUT : Part.WAIT;
        }
        if (found.onDisconnect().keepsIn()) {
            return found.controllable() ? Part.MAKE_NOT_READY : Part.LEAVE;
        }
        if (!found.controllable()) {
            return Part.BEYOND_REACH;
        }
        return carriesBusy(work, logout) ? Part.WAIT : Part.SIGN_OUT;
    }

    /**
     * An expired token throws the agent out at once, for the call stays up. A chat or an e-mail
     * would be closed or transferred under the customer: it waits.
     */
    private static boolean mayGoUnderInteraction(ChannelWork work, Logout logout) {
        Inspection found = work.found();
        return logout.purpose() instanceof Purpose.Forced(Departure departure, _)
                && !departure.away().hasGrace()
                && found.onDisconnect() == Inspection.OnDisconnect.SIGN_OUT
                && found.canSignOutDuringInteraction()
                && found.controllable()
                && work.isVoice();
    }

    /** Its sign-out would be the last to carry a medium that cannot go yet. */
    private static boolean carriesBusy(ChannelWork work, Logout logout) {
        return work.found().canSignOutAllMedia()
                && logout.works().stream()
                        .anyMatch(other ->
                                !other.found().controllable()
                                        && other.found().busy()
                                        && other.channel()
                                                .switchId()
                                                .equals(work.channel().switchId()));
    }

    static boolean concerns(Stage stage, ChannelWork work, Logout logout) {
        Part part = part(work, logout);
        boolean idle = !work.found().busy();
        return switch (stage) {
            case MAKE_NOT_READY ->
                    (part == Part.MAKE_NOT_READY || part == Part.SIGN_OUT)
                            && idle
                            && work.found().mustBeMadeNotReady();
            case DEACTIVATE -> part == Part.SIGN_OUT && idle && work.found().canBeDeactivated();
            case SIGN_OUT -> part == Part.SIGN_OUT;
            case INSPECT, STOP, RECOVER -> false;
        };
    }

    /** The first try, or the next one. */
    static Step start(Session given, Departure before, Instant at) {
        Session session = given.oneMoreBegun();
        Logout logout =
                Logout.of(
                        session.begunId("f"),
                        new Purpose.Forced(before.begun(), Instant.MAX),
                        at,
                        session);
        return session.channels().isEmpty()
                ? Endings.withoutPlace(Endings.forcedOut(new SagaState.Queued(session, logout), at))
                : Steps.queue(session, logout);
    }

    /** After the look: what is there to be done by this try? */
    static Step afterLook(Stepping state, Instant at, LogoutPolicy policy) {
        Logout logout = state.logout();
        if (state.session().allOut()) {
            return Endings.forcedOut(state, at);
        }
        // A reason that the switch's settings lack is for the worker to say: which one is wanted
        // depends on the command, and one that fails for it has sent nothing.
        return Steps.begin(Stage.MAKE_NOT_READY, state.session(), logout, at, policy);
    }

    /** The try has come through its steps: out, Not Ready, to wait, or to be tried again. */
    static Step tried(Stepping state, Instant at, LogoutPolicy policy) {
        Session session = state.session();
        Logout logout = state.logout();
        Departure departure = departure(state);
        if (session.allOut()) {
            return Endings.forcedOut(state, at);
        }
        List<String> fell =
                logout.works().stream()
                        .map(ChannelWork::progress)
                        .filter(Progress.Fell.class::isInstance)
                        .map(progress -> ((Progress.Fell) progress).code())
                        .toList();
        for (String code : fell) {
            if (!code.equals(Steps.INTERACTION_STARTED)
                    && !code.equals(Steps.NOT_CONTROLLABLE.code())) {
                return failed(state, code, at, policy);
            }
        }
        boolean waits =
                fell.contains(Steps.INTERACTION_STARTED)
                        || logout.works().stream().anyMatch(it -> part(it, logout) == Part.WAIT);
        if (waits) {
            Instant next = at.plus(policy.untilLook(departure.tries()));
            return Step.to(
                    new ForcedWaiting(
                            session, departure.went(), next, ForcedWaiting.Why.INTERACTION),
                    List.of(new Effect.GivePlaceBack(logout.sagaId())));
        }
        if (!fell.isEmpty()) {
            return stuck(state, Steps.NOT_CONTROLLABLE.code(), at);
        }
        // A channel that was added meanwhile has not been looked at.
        boolean all = session.channels().size() == logout.works().size();
        return all ? keptIn(state, at) : failed(state, "CHANNEL_ADDED", at, policy);
    }

    private static Step keptIn(Stepping state, Instant at) {
        List<Effect> effects = new ArrayList<>(audit(state, new Result.Success(), at));
        effects.add(new Effect.GivePlaceBack(state.logout().sagaId()));
        return Step.to(new Absent(state.session(), at), effects);
    }

    /** It is tried again until the switch confirms, or for half an hour. */
    static Step failed(Running state, String code, Instant at, LogoutPolicy policy) {
        Departure departure = departure(state).failed(at);
        Instant end = departure.firstFailed().plus(policy.absence().retryFor());
        if (!at.isBefore(end)) {
            return stuck(state, code, at);
        }
        Instant next = at.plus(policy.untilRetry(departure.failures()));
        return Step.to(
                new ForcedWaiting(state.session(), departure, next, ForcedWaiting.Why.RETRY),
                List.of(new Effect.GivePlaceBack(state.logout().sagaId())));
    }

    private static Step stuck(Running state, String code, Instant at) {
        Result result = new Result.Failure(ErrorCode.SIGN_OUT_FAILED, code);
        List<Effect> effects = new ArrayList<>(audit(state, result, at));
        effects.add(new Effect.GivePlaceBack(state.logout().sagaId()));
        return Step.to(new Stuck(state.session(), departure(state), at, code), effects);
    }

    /** The desktop is back while a try runs: nothing more is sent, what was done stays done. */
    static Step abandoned(Running state, Session back, Instant at, LogoutPolicy policy) {
        Running told =
                state instanceof Stepping stepping
                        ? Endings.givenUp(stepping, PRESENCE_BACK)
                        : state;
        Result result = new Result.Failure(ErrorCode.CANCELLED, PRESENCE_BACK);
        List<Effect> effects =
                new ArrayList<>(Steps.nothingDone(state) ? List.of() : audit(told, result, at));
        effects.add(new Effect.GivePlaceBack(state.logout().sagaId()));
        SagaState.Last last =
                Steps.nothingDone(state) ? new SagaState.Last.None() : new SagaState.Last.Forced();
        return Step.to(new SagaState.Idle(back, at, last), effects);
    }

    /** A forced logout that waited or was given up ends otherwise. */
    static List<Effect> auditOf(Resting state, ErrorCode code, String detail, Instant at) {
        return switch (state) {
            case ForcedWaiting it -> {
                Session session = it.session();
                Reply reply = Reply.error(Reply.Kind.LOGOUT, session.sessionId(), code, detail, at);
                yield List.of(audit(session, session.begunId("f"), it.departure(), reply, at));
            }
            case Stuck _, SagaState.Idle _, SagaState.Grace _, SagaState.GraceHeld _, Absent _ ->
                    List.of();
        };
    }

    private static List<Effect> audit(Running state, Result result, Instant at) {
        return List.of(audit(state, Replies.of(state, result, List.of(), at), at));
    }

    static Effect audit(Running state, Reply reply, Instant at) {
        return audit(state.session(), state.logout().sagaId(), departure(state), reply, at);
    }

    /** Of all its tries: from the beginning of the first one. */
    private static Effect audit(
            Session session, String sagaId, Departure departure, Reply reply, Instant at) {
        Behind behind = new Behind.Gone(departure.away(), departure.how());
        return new Effect.Audit(session, sagaId, behind, departure.since(), at, reply, "");
    }

    static Departure departure(Running state) {
        if (state.logout().purpose() instanceof Purpose.Forced(Departure departure, _)) {
            return departure;
        }
        throw new IllegalStateException("no forced logout: " + state.logout().sagaId());
    }
}
