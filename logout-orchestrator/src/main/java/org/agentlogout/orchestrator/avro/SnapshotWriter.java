/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.Ledger;
import org.agentlogout.orchestrator.saga.ReplyAddress;
import org.agentlogout.orchestrator.saga.Request;
import org.agentlogout.schema.AgentSnapshot;
import org.agentlogout.schema.ReplyKind;
import org.agentlogout.schema.StoredAddress;
import org.agentlogout.schema.StoredAnswer;
import org.agentlogout.schema.StoredEarly;
import org.agentlogout.schema.StoredEarlyPresence;
import org.agentlogout.schema.StoredEnd;
import org.agentlogout.schema.StoredEnded;
import org.agentlogout.schema.StoredOpenRequest;

/** Agent to stored form. {@link SnapshotReader} is the way back. */
final class SnapshotWriter {

    private SnapshotWriter() {}

    static AgentSnapshot write(Agent agent) {
        Ledger ledger = agent.ledger();
        return new AgentSnapshot(
                agent.agentId(),
                SagaSnapshotWriter.write(agent.saga()),
                agent.dryRuns().stream().map(SagaSnapshotWriter::write).toList(),
                ledger.open().stream().map(SnapshotWriter::open).toList(),
                ledger.remembered().stream().map(each -> answer(agent.agentId(), each)).toList(),
                ledger.early().stream().map(SnapshotWriter::early).toList(),
                ledger.ended().stream().map(SnapshotWriter::ended).toList(),
                ledger.lastStart(),
                ledger.earlyPresence().stream()
                        .map(each ->
                                new StoredEarlyPresence(
                                        each.sessionId(),
                                        SagaSnapshotWriter.sighting(each.sighting()),
                                        each.until()))
                        .toList());
    }

    private static StoredEarly early(Ledger.Early early) {
        Request request = early.request();
        String cancels = request instanceof Request.Cancel cancel ? cancel.cancels() : "";
        return new StoredEarly(
                RequestMapper.stored(request),
                early.until(),
                ReplyKind.valueOf(request.kind().name()),
                cancels);
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
