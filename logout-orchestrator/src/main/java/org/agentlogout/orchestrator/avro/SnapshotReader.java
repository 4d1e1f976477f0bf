/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.ChannelWork;
import org.agentlogout.orchestrator.saga.ChannelWork.Progress;
import org.agentlogout.orchestrator.saga.Ledger;
import org.agentlogout.orchestrator.saga.Logout;
import org.agentlogout.orchestrator.saga.LogoutRequest;
import org.agentlogout.orchestrator.saga.Reply;
import org.agentlogout.orchestrator.saga.ReplyAddress;
import org.agentlogout.orchestrator.saga.SagaState;
import org.agentlogout.orchestrator.saga.SagaState.Running;
import org.agentlogout.orchestrator.saga.Session;
import org.agentlogout.orchestrator.saga.Stage;
import org.agentlogout.schema.AgentSnapshot;
import org.agentlogout.schema.SagaSnapshot;
import org.agentlogout.schema.StoredEnded;
import org.agentlogout.schema.StoredLogout;
import org.agentlogout.schema.StoredOpenRequest;
import org.agentlogout.schema.StoredProgress;
import org.agentlogout.schema.StoredRequest;
import org.agentlogout.schema.StoredSession;
import org.agentlogout.schema.StoredWork;

/**
 * Stored form to agent. What it cannot make sense of was written by a newer release: an exception.
 */
final class SnapshotReader {

    private SnapshotReader() {}

    static Agent read(AgentSnapshot snapshot) {
        List<Running> dryRuns = new ArrayList<>();
        for (SagaSnapshot each : snapshot.getDryRuns()) {
            if (!(saga(each) instanceof Running running)) {
                throw new IllegalStateException("a dry run is stored as " + each.getKind());
            }
            dryRuns.add(running);
        }
        return new Agent(
                snapshot.getAgentId(), saga(snapshot.getSaga()), dryRuns, ledger(snapshot));
    }

    private static Ledger ledger(AgentSnapshot snapshot) {
        return new Ledger(
                snapshot.getOpen().stream().map(SnapshotReader::open).toList(),
                snapshot.getRemembered().stream()
                        .map(each ->
                                new Ledger.Remembered(
                                        each.getReply().getRequestId(),
                                        each.getFingerprint(),
                                        ReplyMapper.toSaga(each.getReply()),
                                        each.getUntil()))
                        .toList(),
                snapshot.getEarly().stream()
                        .map(each -> new Ledger.Early(request(each.getRequest()), each.getUntil()))
                        .toList(),
                snapshot.getEnded().stream().map(SnapshotReader::ended).toList(),
                snapshot.getLastStart());
    }

    private static SagaState saga(SagaSnapshot saga) {
        return switch (saga.getKind()) {
            case NO_SESSION -> new SagaState.NoSession();
            case IDLE ->
                    new SagaState.Idle(
                            session(saga.getSession()), saga.getSince(), saga.getLastRequestId());
            case QUEUED ->
                    new SagaState.Queued(session(saga.getSession()), logout(saga.getLogout()));
            case INSPECTING -> stepping(Stage.INSPECT, saga);
            case MAKING_NOT_READY -> stepping(Stage.MAKE_NOT_READY, saga);
            case DEACTIVATING -> stepping(Stage.DEACTIVATE, saga);
            case SIGNING_OUT -> stepping(Stage.SIGN_OUT, saga);
            case UNKNOWN -> throw new IllegalStateException("a saga state of an unknown kind");
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
                                        ChannelMapper.toSaga(each.getKnown())))
                        .toList();
        return new Session(
                session.getSessionId(),
                session.getEpoch(),
                session.getNode(),
                session.getTeamId(),
                session.getChannelGroupId(),
                session.getOpenedAt(),
                members);
    }

    private static Logout logout(StoredLogout logout) {
        return new Logout(
                logout.getSagaId(),
                request(logout.getRequest()),
                logout.getStartedAt(),
                logout.getWorks().stream().map(SnapshotReader::work).toList());
    }

    private static LogoutRequest request(StoredRequest request) {
        return new LogoutRequest(
                request.getRequestId(),
                request.getSessionId(),
                LogoutRequest.Mode.valueOf(request.getMode().name()),
                request.getDryRun(),
                RequestMapper.toSaga(request.getReason()),
                request.getDeadline(),
                RequestMapper.toSaga(request.getRequestedBy()),
                request.getSupervised(),
                request.getFingerprint());
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

    private static Ledger.OpenRequest open(StoredOpenRequest open) {
        return new Ledger.OpenRequest(
                open.getRequestId(),
                open.getFingerprint(),
                Reply.Kind.valueOf(open.getKind().name()),
                open.getAddresses().stream()
                        .map(each ->
                                new ReplyAddress(
                                        each.getTopic(),
                                        each.getPartition(),
                                        each.getCorrelation(),
                                        each.getTraceparent()))
                        .toList());
    }

    private static Ledger.Ended ended(StoredEnded ended) {
        return new Ledger.Ended(
                ended.getSessionId(),
                ended.getEpoch(),
                Ledger.How.valueOf(ended.getHow().name()),
                ended.getUntil());
    }
}
