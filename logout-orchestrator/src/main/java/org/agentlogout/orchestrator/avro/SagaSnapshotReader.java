/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.time.Instant;
import java.util.List;
import org.agentlogout.orchestrator.saga.ChannelWork;
import org.agentlogout.orchestrator.saga.ChannelWork.Progress;
import org.agentlogout.orchestrator.saga.Logout;
import org.agentlogout.orchestrator.saga.Presence;
import org.agentlogout.orchestrator.saga.Purpose;
import org.agentlogout.orchestrator.saga.Purpose.Departure;
import org.agentlogout.orchestrator.saga.SagaState;
import org.agentlogout.orchestrator.saga.SagaState.Last;
import org.agentlogout.orchestrator.saga.Session;
import org.agentlogout.orchestrator.saga.Stage;
import org.agentlogout.schema.SagaSnapshot;
import org.agentlogout.schema.StoredDeparture;
import org.agentlogout.schema.StoredLogout;
import org.agentlogout.schema.StoredProgress;
import org.agentlogout.schema.StoredSession;
import org.agentlogout.schema.StoredSighting;
import org.agentlogout.schema.StoredWork;
import org.jspecify.annotations.Nullable;

/**
 * Stored form to a saga's state. What it cannot make sense of was written by a newer release: an
 * exception.
 */
final class SagaSnapshotReader {

    private SagaSnapshotReader() {}

    static SagaState read(SagaSnapshot saga) {
        return switch (saga.getKind()) {
            case NO_SESSION -> new SagaState.NoSession();
            case IDLE ->
                    new SagaState.Idle(session(saga.getSession()), saga.getSince(), last(saga));
            case GRACE ->
                    new SagaState.Grace(
                            session(saga.getSession()),
                            saga.getSince(),
                            saga.getEndsAt(),
                            SagaState.Grace.Turn.valueOf(saga.getWhy()));
            case GRACE_HELD ->
                    new SagaState.GraceHeld(
                            session(saga.getSession()), saga.getSince(), saga.getEndsAt());
            case FORCED_WAITING ->
                    new SagaState.ForcedWaiting(
                            session(saga.getSession()),
                            departure(saga.getDeparture()),
                            saga.getEndsAt(),
                            SagaState.ForcedWaiting.Why.valueOf(saga.getWhy()));
            case STUCK ->
                    new SagaState.Stuck(
                            session(saga.getSession()),
                            departure(saga.getDeparture()),
                            saga.getSince(),
                            saga.getWhy());
            case ABSENT -> new SagaState.Absent(session(saga.getSession()), saga.getSince());
            case QUEUED ->
                    new SagaState.Queued(session(saga.getSession()), logout(saga.getLogout()));
            case DEFERRING ->
                    new SagaState.Deferring(
                            session(saga.getSession()),
                            logout(saga.getLogout()),
                            saga.getSince(),
                            saga.getEndsAt());
            case INSPECTING -> stepping(Stage.INSPECT, saga);
            case STOPPING -> stepping(Stage.STOP, saga);
            case MAKING_NOT_READY -> stepping(Stage.MAKE_NOT_READY, saga);
            case DEACTIVATING -> stepping(Stage.DEACTIVATE, saga);
            case SIGNING_OUT -> stepping(Stage.SIGN_OUT, saga);
            case RECOVERING -> stepping(Stage.RECOVER, saga);
            case UNKNOWN -> throw new IllegalStateException("a saga state of an unknown kind");
        };
    }

    private static Last last(SagaSnapshot saga) {
        String requestId = saga.getLastRequestId();
        return switch (saga.getLast()) {
            case FORCED -> new Last.Forced();
            case ASKED -> new Last.Asked(requestId);
            case NONE -> new Last.None();
            case UNKNOWN -> requestId.isEmpty() ? new Last.None() : new Last.Asked(requestId);
        };
    }

    private static SagaState stepping(Stage stage, SagaSnapshot saga) {
        return SagaState.Stepping.at(
                stage,
                session(saga.getSession()),
                logout(saga.getLogout()),
                saga.getSince(),
                saga.getEndsAt());
    }

    private static Session session(StoredSession session) {
        List<Session.Member> members =
                session.getChannels().stream()
                        .map(each ->
                                new Session.Member(
                                        ChannelMapper.toSaga(each.getChannel()),
                                        ChannelMapper.toSaga(each.getKnown()),
                                        InspectionMapper.toSaga(each.getRoutable())))
                        .toList();
        return new Session(
                session.getSessionId(),
                session.getEpoch(),
                session.getNode(),
                session.getTeamId(),
                session.getChannelGroupId(),
                session.getOpenedAt(),
                members,
                new Presence(
                        session.getSightings().stream().map(SagaSnapshotReader::sighting).toList()),
                session.getBegun(),
                orNever(session.getRecoverAt()));
    }

    static Presence.Sighting sighting(StoredSighting sighting) {
        return new Presence.Sighting(
                sighting.getNode(),
                sighting.getAt(),
                Presence.Kind.valueOf(sighting.getKind().name()),
                sighting.getReceived());
    }

    private static Departure departure(StoredDeparture departure) {
        return new Departure(
                new Presence.Away(
                        Presence.Kind.valueOf(departure.getCause().name()),
                        departure.getNode(),
                        departure.getAwaySince()),
                departure.getSince(),
                departure.getTries(),
                departure.getFailures(),
                orNever(departure.getFirstFailed()));
    }

    private static Instant orNever(@Nullable Instant at) {
        return at == null ? Instant.MAX : at;
    }

    private static Logout logout(StoredLogout logout) {
        return new Logout(
                logout.getSagaId(),
                purpose(logout),
                logout.getStartedAt(),
                logout.getRound(),
                logout.getWorks().stream().map(SagaSnapshotReader::work).toList());
    }

    private static Purpose purpose(StoredLogout logout) {
        if (logout.getForced() != null) {
            return new Purpose.Forced(
                    departure(logout.getForced()), orNever(logout.getTryDeadline()));
        }
        if (logout.getRestoring() != null) {
            return new Purpose.Restoring(logout.getRestoring(), orNever(logout.getTryDeadline()));
        }
        return new Purpose.Requested(RequestMapper.toSaga(logout.getRequest()));
    }

    private static ChannelWork work(StoredWork work) {
        return new ChannelWork(
                ChannelMapper.toSaga(work.getChannel()),
                InspectionMapper.toSaga(work.getFound()),
                ChannelMapper.toSaga(work.getNow()),
                work.getDone(),
                work.getReasonId(),
                progress(work.getProgress()));
    }

    private static Progress progress(StoredProgress progress) {
        return switch (progress.getKind()) {
            case RESTING -> new Progress.Resting();
            case CARRIED -> new Progress.Carried();
            case SUCCEEDED -> new Progress.Succeeded();
            case ASKED -> new Progress.Asked(progress.getAttempt(), progress.getAt());
            case ASK_AGAIN ->
                    new Progress.AskAgain(
                            progress.getAttempt(),
                            progress.getAt(),
                            progress.getCode(),
                            progress.getText());
            case PROVING -> new Progress.Proving(progress.getAttempt(), progress.getAt());
            case PROVE_AGAIN -> new Progress.ProveAgain(progress.getAttempt(), progress.getAt());
            case FELL -> new Progress.Fell(progress.getCode(), progress.getText());
            case UNKNOWN -> throw new IllegalStateException("a progress of an unknown kind");
        };
    }
}
