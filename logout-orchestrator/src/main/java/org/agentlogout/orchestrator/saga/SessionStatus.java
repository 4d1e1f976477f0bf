/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.List;
import org.agentlogout.orchestrator.saga.SagaState.Absent;
import org.agentlogout.orchestrator.saga.SagaState.Deferring;
import org.agentlogout.orchestrator.saga.SagaState.ForcedWaiting;
import org.agentlogout.orchestrator.saga.SagaState.Grace;
import org.agentlogout.orchestrator.saga.SagaState.GraceHeld;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.Last;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Open;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.agentlogout.orchestrator.saga.SagaState.Resting;
import org.agentlogout.orchestrator.saga.SagaState.Running;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;
import org.agentlogout.orchestrator.saga.SagaState.Stuck;

/**
 * What operators see of an agent's session: a function of the state, published whenever its value
 * changes.
 *
 * @param waitingFor empty when nothing is waited for
 * @param until {@link Instant#MAX} when nothing is waited for
 * @param requestId of the logout that runs, or of the last one; empty for none
 */
public record SessionStatus(
        Session session,
        Phase phase,
        Instant since,
        String waitingFor,
        Instant until,
        String requestId) {

    private static final String INTERACTION = "the end of an interaction";
    private static final String NEXT_TRY = "the next try";

    public enum Phase {
        IDLE,
        QUEUED,
        INSPECTING,
        MAKING_NOT_READY,
        DEACTIVATING,
        SIGNING_OUT,
        DEFERRING,
        GRACE,
        HELD,
        /** A forced logout runs, or waits for its next try. */
        FORCING,
        RECOVERING,
        STUCK
    }

    /** Where the desktop was last heard of. */
    public String node() {
        return session.presence().node();
    }

    /** Empty when the agent has no session: the topic gets a tombstone. */
    public static List<SessionStatus> of(SagaState state) {
        return switch (state) {
            case NoSession _ -> List.of();
            case Open held -> List.of(of(held));
        };
    }

    private static SessionStatus of(Open state) {
        return switch (state) {
            case Resting resting -> resting(resting);
            case Running running -> of(running);
        };
    }

    private static SessionStatus resting(Resting state) {
        return switch (state) {
            case Idle idle -> told(idle, Phase.IDLE, "", Instant.MAX);
            case Grace grace -> told(grace, Phase.GRACE, "the desktop's return", grace.endsAt());
            case GraceHeld held ->
                    told(held, Phase.HELD, "the return of the desktop's server", held.until());
            case ForcedWaiting it ->
                    told(
                            it,
                            Phase.FORCING,
                            it.why() == ForcedWaiting.Why.INTERACTION ? INTERACTION : NEXT_TRY,
                            Instant.MAX);
            case Stuck stuck ->
                    told(stuck, Phase.STUCK, "a supervisor: " + stuck.why(), Instant.MAX);
            case Absent absent -> told(absent, Phase.IDLE, "the desktop's return", Instant.MAX);
        };
    }

    private static SessionStatus told(
            Resting state, Phase phase, String waitingFor, Instant until) {
        String requestId =
                state instanceof Idle idle && idle.last() instanceof Last.Asked(String id)
                        ? id
                        : "";
        return new SessionStatus(
                state.session(), phase, state.since(), waitingFor, until, requestId);
    }

    private static SessionStatus of(Running state) {
        Logout logout = state.logout();
        return switch (logout.purpose()) {
            // Its tries come and go; what onlookers see is one thing that lasts.
            case Purpose.Forced(Purpose.Departure departure, _) ->
                    running(
                            state,
                            Phase.FORCING,
                            departure.since(),
                            departure.how().isEmpty() ? "channels" : waitedFor(departure),
                            Instant.MAX);
            case Purpose.Restoring _ ->
                    running(
                            state,
                            Phase.RECOVERING,
                            logout.startedAt(),
                            "channels",
                            logout.deadline());
            case Purpose.Requested _ when isDeferred(state) ->
                    running(
                            state,
                            Phase.DEFERRING,
                            logout.startedAt(),
                            "the end of interactions",
                            logout.deadline());
            case Purpose.Requested _ -> requested(state);
        };
    }

    private static String waitedFor(Purpose.Departure departure) {
        return departure.failures() == 0 ? INTERACTION : NEXT_TRY;
    }

    private static boolean isDeferred(Running state) {
        boolean again = state.logout().round() > 1;
        return switch (state) {
            case Queued _ -> again;
            case Deferring _ -> true;
            case Stepping it -> it.stage() == Stage.STOP || (again && it.stage() == Stage.INSPECT);
        };
    }

    private static SessionStatus requested(Running state) {
        return switch (state) {
            case Queued queued ->
                    running(
                            queued,
                            Phase.QUEUED,
                            queued.logout().startedAt(),
                            "a place among the running logouts",
                            queued.logout().deadline());
            case Deferring it ->
                    running(it, Phase.DEFERRING, it.since(), "", it.logout().deadline());
            case Stepping stepping ->
                    running(
                            stepping,
                            phase(stepping.stage()),
                            stepping.since(),
                            "channels: " + unsettled(stepping),
                            stepping.endsAt());
        };
    }

    private static SessionStatus running(
            Running state, Phase phase, Instant since, String waitingFor, Instant until) {
        String requestId = state.logout().requestId();
        return new SessionStatus(state.session(), phase, since, waitingFor, until, requestId);
    }

    private static String unsettled(Stepping state) {
        return String.join(
                ", ",
                state.logout().works().stream()
                        .filter(work -> !work.isSettled())
                        .map(ChannelWork::channelId)
                        .toList());
    }

    private static Phase phase(Stage stage) {
        return switch (stage) {
            case INSPECT -> Phase.INSPECTING;
            case STOP -> Phase.DEFERRING;
            case RECOVER -> Phase.RECOVERING;
            case MAKE_NOT_READY -> Phase.MAKING_NOT_READY;
            case DEACTIVATE -> Phase.DEACTIVATING;
            case SIGN_OUT -> Phase.SIGNING_OUT;
        };
    }

    /**
     * The same for an onlooker: what has been learned of the channels in between is told by the
     * events. What a forced logout waits for may last for hours, so it is told anew.
     */
    public boolean looksLike(SessionStatus other) {
        return phase == other.phase
                && (phase != Phase.FORCING || waitingFor.equals(other.waitingFor))
                && since.equals(other.since)
                && session.sessionId().equals(other.session.sessionId())
                && session.epoch() == other.session.epoch()
                && node().equals(other.node())
                && session.teamId().equals(other.session.teamId());
    }
}
