/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.time.Instant;
import java.util.List;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.ChannelWork;
import org.agentlogout.orchestrator.saga.ChannelWork.Progress;
import org.agentlogout.orchestrator.saga.Ledger;
import org.agentlogout.orchestrator.saga.Logout;
import org.agentlogout.orchestrator.saga.LogoutRequest;
import org.agentlogout.orchestrator.saga.ReplyAddress;
import org.agentlogout.orchestrator.saga.SagaState;
import org.agentlogout.orchestrator.saga.SagaState.Deactivating;
import org.agentlogout.orchestrator.saga.SagaState.Idle;
import org.agentlogout.orchestrator.saga.SagaState.Inspecting;
import org.agentlogout.orchestrator.saga.SagaState.MakingNotReady;
import org.agentlogout.orchestrator.saga.SagaState.NoSession;
import org.agentlogout.orchestrator.saga.SagaState.Queued;
import org.agentlogout.orchestrator.saga.SagaState.SigningOut;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;
import org.agentlogout.orchestrator.saga.Session;
import org.agentlogout.schema.AgentSnapshot;
import org.agentlogout.schema.ReplyKind;
import org.agentlogout.schema.SagaKind;
import org.agentlogout.schema.SagaSnapshot;
import org.agentlogout.schema.StoredAddress;
import org.agentlogout.schema.StoredAnswer;
import org.agentlogout.schema.StoredEarly;
import org.agentlogout.schema.StoredEnd;
import org.agentlogout.schema.StoredEnded;
import org.agentlogout.schema.StoredLogout;
import org.agentlogout.schema.StoredMember;
import org.agentlogout.schema.StoredOpenRequest;
import org.agentlogout.schema.StoredProgress;
import org.agentlogout.schema.StoredProgressKind;
import org.agentlogout.schema.StoredRequest;
import org.agentlogout.schema.StoredSession;
import org.agentlogout.schema.StoredWork;
import org.jspecify.annotations.Nullable;

/** Agent to stored form. {@link SnapshotReader} is the way back. */
final class SnapshotWriter {

    private SnapshotWriter() {}

    static AgentSnapshot write(Agent agent) {
        Ledger ledger = agent.ledger();
        return new AgentSnapshot(
                agent.agentId(),
                saga(agent.saga()),
                agent.dryRuns().stream().map(SnapshotWriter::saga).toList(),
                ledger.open().stream().map(SnapshotWriter::open).toList(),
                ledger.remembered().stream().map(each -> answer(agent.agentId(), each)).toList(),
                ledger.early().stream()
                        .map(each -> new StoredEarly(request(each.request()), each.until()))
                        .toList(),
                ledger.ended().stream().map(SnapshotWriter::ended).toList(),
                ledger.lastStart());
    }

    private static SagaSnapshot saga(SagaState state) {
        return switch (state) {
            case NoSession _ -> new SagaSnapshot(SagaKind.NO_SESSION, null, null, null, "", null);
            case Idle(Session session, Instant since, String lastRequestId) ->
                    new SagaSnapshot(
                            SagaKind.IDLE, session(session), since, null, lastRequestId, null);
            case Queued(Session session, Logout logout) ->
                    new SagaSnapshot(
                            SagaKind.QUEUED, session(session), null, null, "", logout(logout));
            case Stepping stepping ->
                    new SagaSnapshot(
                            kind(stepping),
                            session(stepping.session()),
                            stepping.since(),
                            stepping.endsAt(),
                            "",
                            logout(stepping.logout()));
        };
    }

    private static SagaKind kind(Stepping state) {
        return switch (state) {
            case Inspecting _ -> SagaKind.INSPECTING;
            case MakingNotReady _ -> SagaKind.MAKING_NOT_READY;
            case Deactivating _ -> SagaKind.DEACTIVATING;
            case SigningOut _ -> SagaKind.SIGNING_OUT;
        };
    }

    private static StoredSession session(Session session) {
        List<StoredMember> members =
                session.channels().stream()
                        .map(each ->
                                new StoredMember(
                                        ChannelMapper.toAvro(each.channel()),
                                        ChannelMapper.toAvro(each.known())))
                        .toList();
        return new StoredSession(
                session.sessionId(),
                session.epoch(),
                session.node(),
                session.teamId(),
                session.channelGroupId(),
                session.openedAt(),
                members);
    }

    private static StoredLogout logout(Logout logout) {
        return new StoredLogout(
                logout.sagaId(),
                request(logout.request()),
                logout.startedAt(),
                logout.works().stream().map(SnapshotWriter::work).toList());
    }

    private static StoredRequest request(LogoutRequest request) {
        return new StoredRequest(
                request.requestId(),
                request.sessionId(),
                org.agentlogout.schema.LogoutMode.valueOf(request.mode().name()),
                request.dryRun(),
                RequestMapper.toAvro(request.reason()),
                request.deadline(),
                RequestMapper.toAvro(request.requestedBy()),
                request.supervised(),
                request.fingerprint());
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

    private static StoredOpenRequest open(Ledger.OpenRequest open) {
        return new StoredOpenRequest(
                open.requestId(),
                open.fingerprint(),
                ReplyKind.valueOf(open.kind().name()),
                open.addresses().stream().map(SnapshotWriter::address).toList());
    }

    private static StoredAddress address(ReplyAddress address) {
        return new StoredAddress(
                address.topic(), address.partition(), address.correlation(), address.traceparent());
    }

    private static StoredAnswer answer(String agentId, Ledger.Remembered remembered) {
        return new StoredAnswer(
                remembered.fingerprint(),
                ReplyMapper.toAvro(agentId, remembered.requestId(), remembered.reply()),
                remembered.until());
    }

    private static StoredEnded ended(Ledger.Ended ended) {
        return new StoredEnded(
                ended.sessionId(),
                ended.epoch(),
                StoredEnd.valueOf(ended.how().name()),
                ended.until());
    }
}
