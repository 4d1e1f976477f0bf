/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.Ledger;
import org.agentlogout.orchestrator.saga.LogoutRequest;
import org.agentlogout.orchestrator.saga.Reply;
import org.agentlogout.orchestrator.saga.ReplyAddress;
import org.agentlogout.orchestrator.saga.Request;
import org.agentlogout.orchestrator.saga.SagaState.Running;
import org.agentlogout.schema.AgentSnapshot;
import org.agentlogout.schema.SagaSnapshot;
import org.agentlogout.schema.StoredEarly;
import org.agentlogout.schema.StoredEnded;
import org.agentlogout.schema.StoredOpenRequest;
import org.agentlogout.schema.StoredRequest;

/**
 * Stored form to agent. What it cannot make sense of was written by a newer release: an exception.
 */
final class SnapshotReader {

    private SnapshotReader() {}

    static Agent read(AgentSnapshot snapshot) {
        List<Running> dryRuns = new ArrayList<>();
        for (SagaSnapshot each : snapshot.getDryRuns()) {
            if (!(SagaSnapshotReader.read(each) instanceof Running running)) {
                throw new IllegalStateException("a dry run is stored as " + each.getKind());
            }
            dryRuns.add(running);
        }
        return new Agent(
                snapshot.getAgentId(),
                SagaSnapshotReader.read(snapshot.getSaga()),
                dryRuns,
                ledger(snapshot));
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
                snapshot.getEarly().stream().map(SnapshotReader::early).toList(),
                snapshot.getEarlyPresence().stream()
                        .map(each ->
                                new Ledger.EarlyPresence(
                                        each.getSessionId(),
                                        SagaSnapshotReader.sighting(each.getSighting()),
                                        each.getUntil()))
                        .toList(),
                snapshot.getEnded().stream().map(SnapshotReader::ended).toList(),
                snapshot.getLastStart());
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

    private static Ledger.Early early(StoredEarly early) {
        StoredRequest stored = early.getRequest();
        String id = stored.getRequestId();
        String sessionId = stored.getSessionId();
        LogoutRequest.Requester by = RequestMapper.toSaga(stored.getRequestedBy());
        String fingerprint = stored.getFingerprint();
        Request request =
                switch (early.getKind()) {
                    case CANCEL ->
                            new Request.Cancel(id, sessionId, early.getCancels(), by, fingerprint);
                    case DISCONNECT -> new Request.Disconnect(id, sessionId, by, fingerprint);
                    case RECOVER -> new Request.Recover(id, sessionId, by, fingerprint);
                    // Those of a release that knew logouts only have no kind.
                    case LOGOUT, DRY_RUN, UNKNOWN -> RequestMapper.toSaga(stored);
                };
        return new Ledger.Early(request, early.getUntil());
    }
}
