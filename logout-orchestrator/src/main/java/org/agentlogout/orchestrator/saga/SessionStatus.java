/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.List;
import org.agentlogout.orchestrator.saga.SagaState.Held;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.agentlogout.orchestrator.saga.SagaState.Running;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;

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

    public enum Phase {
        IDLE,
        QUEUED,
        INSPECTING,
        MAKING_NOT_READY,
        DEACTIVATING,
        SIGNING_OUT
    }

    /** Empty when the agent has no session: the topic gets a tombstone. */
    public static List<SessionStatus> of(SagaState state) {
        return switch (state) {
            case NoSession _ -> List.of();
            case Held held -> List.of(of(held));
        };
    }

    private static SessionStatus of(Held state) {
        return switch (state) {
            case Idle idle ->
                    new SessionStatus(
                            idle.session(),
                            Phase.IDLE,
                            idle.since(),
                            "",
                            Instant.MAX,
                            idle.lastRequestId());
            case Queued queued ->
                    running(
                            queued,
                            Phase.QUEUED,
                            queued.logout().startedAt(),
                            "a place among the running logouts",
                            queued.logout().request().deadline());
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
        String requestId = state.logout().request().requestId();
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
            case MAKE_NOT_READY -> Phase.MAKING_NOT_READY;
            case DEACTIVATE -> Phase.DEACTIVATING;
            case SIGN_OUT -> Phase.SIGNING_OUT;
        };
    }

    /**
     * The same for an onlooker: what has been learned of the channels in between is told by the
     * events.
     */
    public boolean looksLike(SessionStatus other) {
        return phase == other.phase
                && since.equals(other.since)
                && session.sessionId().equals(other.session.sessionId())
                && session.epoch() == other.session.epoch()
                && session.node().equals(other.session.node())
                && session.teamId().equals(other.session.teamId());
    }
}
