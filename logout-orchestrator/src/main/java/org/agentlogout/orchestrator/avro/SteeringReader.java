/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import org.agentlogout.orchestrator.saga.Reply;
import org.agentlogout.orchestrator.saga.ReplyAddress;
import org.agentlogout.orchestrator.saga.Request;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.schema.CancelLogoutRequest;
import org.agentlogout.schema.DisconnectRequest;
import org.agentlogout.schema.RecoverRequest;

/**
 * Requests that steer a session otherwise than by a logout, to their events, or to the answer that
 * says what is wrong with them.
 */
final class SteeringReader {

    private final int partitions;

    SteeringReader(int partitions) {
        this.partitions = partitions;
    }

    Mapping cancel(Inbound in, CancelLogoutRequest asked) {
        Checks checks = new Checks();
        RequestChecks.ids(
                checks,
                in,
                asked.getRequestId(),
                asked.getAgentId(),
                asked.getSessionId(),
                asked.getRequestedBy().getId(),
                partitions);
        checks.optionalId("cancels", asked.getCancels());
        ReplyAddress replyTo = ReplyHeaders.read(in.headers(), checks);
        String sessionId = Texts.orEmpty(asked.getSessionId());
        String cancels = Texts.orEmpty(asked.getCancels());
        return checks.passed()
                ? new Mapping.Mapped(
                        asked.getAgentId(),
                        new SagaEvent.CancelRequested(
                                in.at(),
                                new Request.Cancel(
                                        asked.getRequestId(),
                                        sessionId,
                                        cancels,
                                        RequestMapper.toSaga(asked.getRequestedBy()),
                                        RequestChecks.fingerprint("cancel", sessionId, cancels)),
                                replyTo))
                : RequestChecks.invalid(
                        in,
                        Reply.Kind.CANCEL,
                        asked.getRequestId(),
                        asked.getAgentId(),
                        asked.getSessionId(),
                        checks.told(),
                        replyTo);
    }

    Mapping disconnect(Inbound in, DisconnectRequest asked) {
        Checks checks = new Checks();
        RequestChecks.ids(
                checks,
                in,
                asked.getRequestId(),
                asked.getAgentId(),
                asked.getSessionId(),
                asked.getRequestedBy().getId(),
                partitions);
        ReplyAddress replyTo = ReplyHeaders.read(in.headers(), checks);
        String sessionId = Texts.orEmpty(asked.getSessionId());
        return checks.passed()
                ? new Mapping.Mapped(
                        asked.getAgentId(),
                        new SagaEvent.DisconnectRequested(
                                in.at(),
                                new Request.Disconnect(
                                        asked.getRequestId(),
                                        sessionId,
                                        RequestMapper.toSaga(asked.getRequestedBy()),
                                        RequestChecks.fingerprint("disconnect", sessionId)),
                                replyTo))
                : RequestChecks.invalid(
                        in,
                        Reply.Kind.DISCONNECT,
                        asked.getRequestId(),
                        asked.getAgentId(),
                        asked.getSessionId(),
                        checks.told(),
                        replyTo);
    }

    Mapping recover(Inbound in, RecoverRequest asked) {
        Checks checks = new Checks();
        RequestChecks.ids(
                checks,
                in,
                asked.getRequestId(),
                asked.getAgentId(),
                asked.getSessionId(),
                asked.getRequestedBy().getId(),
                partitions);
        ReplyAddress replyTo = ReplyHeaders.read(in.headers(), checks);
        String sessionId = Texts.orEmpty(asked.getSessionId());
        return checks.passed()
                ? new Mapping.Mapped(
                        asked.getAgentId(),
                        new SagaEvent.RecoverRequested(
                                in.at(),
                                new Request.Recover(
                                        asked.getRequestId(),
                                        sessionId,
                                        RequestMapper.toSaga(asked.getRequestedBy()),
                                        RequestChecks.fingerprint("recover", sessionId)),
                                replyTo))
                : RequestChecks.invalid(
                        in,
                        Reply.Kind.RECOVER,
                        asked.getRequestId(),
                        asked.getAgentId(),
                        asked.getSessionId(),
                        checks.told(),
                        replyTo);
    }
}
