/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.time.Instant;
import java.util.List;
import org.agentlogout.orchestrator.saga.ChannelWork;
import org.agentlogout.orchestrator.saga.ChannelWork.Progress;
import org.agentlogout.orchestrator.saga.Logout;
import org.agentlogout.orchestrator.saga.LogoutRequest;
import org.agentlogout.orchestrator.saga.Presence;
import org.agentlogout.orchestrator.saga.Purpose;
import org.agentlogout.orchestrator.saga.Purpose.Departure;
import org.agentlogout.orchestrator.saga.SagaState;
import org.agentlogout.orchestrator.saga.SagaState.Absent;
import org.agentlogout.orchestrator.saga.SagaState.Deactivating;
import org.agentlogout.orchestrator.saga.SagaState.Deferring;
import org.agentlogout.orchestrator.saga.SagaState.ForcedWaiting;
import org.agentlogout.orchestrator.saga.SagaState.Grace;
import org.agentlogout.orchestrator.saga.SagaState.GraceHeld;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.Inspecting;
import org.agentlogout.orchestrator.saga.SagaState.Last;
import org.agentlogout.orchestrator.saga.SagaState.MakingNotReady;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.agentlogout.orchestrator.saga.SagaState.Recovering;
import org.agentlogout.orchestrator.saga.SagaState.Resting;
import org.agentlogout.orchestrator.saga.SagaState.Running;
import org.agentlogout.orchestrator.saga.SagaState.SigningOut;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;
import org.agentlogout.orchestrator.saga.SagaState.Stopping;
import org.agentlogout.orchestrator.saga.SagaState.Stuck;
import org.agentlogout.orchestrator.saga.Session;
import org.agentlogout.schema.SagaKind;
import org.agentlogout.schema.SagaSnapshot;
import org.agentlogout.schema.StoredDeparture;
import org.agentlogout.schema.StoredLast;
import org.agentlogout.schema.StoredLogout;
import org.agentlogout.schema.StoredMember;
import org.agentlogout.schema.StoredPresenceKind;
import org.agentlogout.schema.StoredProgress;
import org.agentlogout.schema.StoredProgressKind;
import org.agentlogout.schema.StoredSession;
import org.agentlogout.schema.StoredSighting;
import org.agentlogout.schema.StoredWork;
import org.jspecify.annotations.Nullable;

/** A saga's state to its stored form. {@link SagaSnapshotReader} is the way back. */
final class SagaSnapshotWriter {

    private SagaSnapshotWriter() {}

    static SagaSnapshot write(SagaState state) {
        return switch (state) {
            case NoSession _ -> SagaSnapshot.newBuilder().setKind(SagaKind.NO_SESSION).build();
            case Resting resting -> resting(resting);
            case Running running -> running(running);
        };
    }

    private static SagaSnapshot resting(Resting state) {
        SagaSnapshot.Builder avro =
                SagaSnapshot.newBuilder()
                        .setSession(session(state.session()))
                        .setSince(state.since());
        switch (state) {
            case Idle idle -> {
                avro.setKind(SagaKind.IDLE);
                switch (idle.last()) {
                    case Last.None _ -> avro.setLast(StoredLast.NONE);
                    case Last.Asked(String requestId) ->
                            avro.setLast(StoredLast.ASKED).setLastRequestId(requestId);
                    case Last.Forced _ -> avro.setLast(StoredLast.FORCED);
                }
            }
            case Grace grace ->
                    avro.setKind(SagaKind.GRACE)
                            .setEndsAt(grace.endsAt())
                            .setWhy(grace.turn().name());
            case GraceHeld held -> avro.setKind(SagaKind.GRACE_HELD).setEndsAt(held.until());
            case ForcedWaiting it ->
                    avro.setKind(SagaKind.FORCED_WAITING)
                            .setDeparture(departure(it.departure()))
                            .setEndsAt(it.nextTry())
                            .setWhy(it.why().name());
            case Stuck stuck ->
                    avro.setKind(SagaKind.STUCK)
                            .setDeparture(departure(stuck.departure()))
                            .setWhy(stuck.why());
            case Absent _ -> avro.setKind(SagaKind.ABSENT);
        }
        return avro.build();
    }

    private static SagaSnapshot running(Running state) {
        SagaSnapshot.Builder avro =
                SagaSnapshot.newBuilder()
                        .setSession(session(state.session()))
                        .setLogout(logout(state.logout()));
        switch (state) {
            case Queued _ -> avro.setKind(SagaKind.QUEUED);
            case Deferring it ->
                    avro.setKind(SagaKind.DEFERRING).setSince(it.since()).setEndsAt(it.nextLook());
            case Stepping it -> avro.setKind(kind(it)).setSince(it.since()).setEndsAt(it.endsAt());
        }
        return avro.build();
    }

    private static SagaKind kind(Stepping state) {
        return switch (state) {
            case Inspecting _ -> SagaKind.INSPECTING;
            case Stopping _ -> SagaKind.STOPPING;
            case MakingNotReady _ -> SagaKind.MAKING_NOT_READY;
            case Deactivating _ -> SagaKind.DEACTIVATING;
            case SigningOut _ -> SagaKind.SIGNING_OUT;
            case Recovering _ -> SagaKind.RECOVERING;
        };
    }

    private static StoredSession session(Session session) {
        List<StoredMember> members =
                session.channels().stream()
                        .map(each ->
                                new StoredMember(
                                        ChannelMapper.toAvro(each.channel()),
                                        ChannelMapper.toAvro(each.known()),
                                        InspectionMapper.toAvro(each.routable())))
                        .toList();
        return StoredSession.newBuilder()
                .setSessionId(session.sessionId())
                .setEpoch(session.epoch())
                .setNode(session.node())
                .setTeamId(session.teamId())
                .setChannelGroupId(session.channelGroupId())
                .setOpenedAt(session.openedAt())
                .setChannels(members)
                .setSightings(
                        session.presence().sightings().stream()
                                .map(SagaSnapshotWriter::sighting)
                                .toList())
                .setBegun(session.begun())
                .setRecoverAt(orNull(session.recoverAt()))
                .build();
    }

    static StoredSighting sighting(Presence.Sighting sighting) {
        return new StoredSighting(
                sighting.node(),
                sighting.at(),
                StoredPresenceKind.valueOf(sighting.kind().name()),
                sighting.received());
    }

    private static StoredDeparture departure(Departure departure) {
        return new StoredDeparture(
                StoredPresenceKind.valueOf(departure.away().cause().name()),
                departure.away().node(),
                departure.away().since(),
                departure.since(),
                departure.tries(),
                departure.failures(),
                orNull(departure.firstFailed()));
    }

    /** {@link Instant#MAX} stands for never, and no long can hold it. */
    private static @Nullable Instant orNull(Instant at) {
        return at.equals(Instant.MAX) ? null : at;
    }

    private static StoredLogout logout(Logout logout) {
        StoredLogout.Builder avro =
                StoredLogout.newBuilder()
                        .setSagaId(logout.sagaId())
                        .setStartedAt(logout.startedAt())
                        .setRound(logout.round())
                        .setWorks(logout.works().stream().map(SagaSnapshotWriter::work).toList());
        switch (logout.purpose()) {
            case Purpose.Requested(LogoutRequest request) ->
                    avro.setRequest(RequestMapper.stored(request));
            case Purpose.Forced(Departure departure, Instant deadline) ->
                    avro.setRequest(RequestMapper.none())
                            .setForced(departure(departure))
                            .setTryDeadline(orNull(deadline));
            case Purpose.Restoring(String requestId, Instant deadline) ->
                    avro.setRequest(RequestMapper.none())
                            .setRestoring(requestId)
                            .setTryDeadline(orNull(deadline));
        }
        return avro.build();
    }

    private static StoredWork work(ChannelWork work) {
        return new StoredWork(
                ChannelMapper.toAvro(work.channel()),
                InspectionMapper.toAvro(work.found()),
                ChannelMapper.toAvro(work.now()),
                work.done(),
                work.reasonId(),
                progress(work.progress()));
    }

    private static StoredProgress progress(Progress progress) {
        return switch (progress) {
            case Progress.Resting _ -> plain(StoredProgressKind.RESTING);
            case Progress.Carried _ -> plain(StoredProgressKind.CARRIED);
            case Progress.Succeeded _ -> plain(StoredProgressKind.SUCCEEDED);
            case Progress.Asked(int attempt, Instant since) ->
                    timed(StoredProgressKind.ASKED, attempt, since, "", "");
            case Progress.AskAgain(int attempt, Instant due, String code, String text) ->
                    timed(StoredProgressKind.ASK_AGAIN, attempt, due, code, text);
            case Progress.Proving(int attempt, Instant since) ->
                    timed(StoredProgressKind.PROVING, attempt, since, "", "");
            case Progress.ProveAgain(int attempt, Instant due) ->
                    timed(StoredProgressKind.PROVE_AGAIN, attempt, due, "", "");
            case Progress.Fell(String code, String text) ->
                    timed(StoredProgressKind.FELL, 0, null, code, text);
        };
    }

    private static StoredProgress plain(StoredProgressKind kind) {
        return timed(kind, 0, null, "", "");
    }

    private static StoredProgress timed(
            StoredProgressKind kind, int attempt, @Nullable Instant at, String code, String text) {
        return new StoredProgress(kind, attempt, at, code, text);
    }
}
