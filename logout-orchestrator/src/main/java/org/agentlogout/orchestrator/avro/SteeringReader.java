/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.util.function.Function;
import org.agentlogout.orchestrator.saga.LogoutRequest.Requester;
import org.agentlogout.orchestrator.saga.Reply;
import org.agentlogout.orchestrator.saga.ReplyAddress;
import org.agentlogout.orchestrator.saga.Request;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.schema.CancelLogoutRequest;
import org.agentlogout.schema.DisconnectRequest;
import org.agentlogout.schema.RecoverRequest;
import org.jspecify.annotations.Nullable;

/**
 * Requests that steer a session otherwise than by a logout, to their events, or to the answer that
 * says what is wrong with them.
 */
final class SteeringReader {

    private final int partitions;

    /** What all of them name. */
    private record Head(
            Reply.Kind kind,
            String requestId,
            String agentId,
            @Nullable String session,
            Requester by) {
        String sessionId() {
            return Texts.orEmpty(session);
        }
    }

    SteeringReader(int partitions) {
        this.partitions = partitions;
    }

    Mapping cancel(Inbound in, CancelLogoutRequest asked) {
        Head head =
                new Head(
                        Reply.Kind.CANCEL,
                        asked.getRequestId(),
                        asked.getAgentId(),
                        asked.getSessionId(),
                        RequestMapper.toSaga(asked.getRequestedBy()));
        String cancels = Texts.orEmpty(asked.getCancels());
        Checks checks = new Checks();
        checks.optionalId("cancels", asked.getCancels());
        return read(
                in,
                head,
                checks,
                replyTo ->
                        new SagaEvent.CancelRequested(
                                in.at(),
                                new Request.Cancel(
                                        head.requestId(),
                                        head.sessionId(),
                                        cancels,
                                        head.by(),
                                        RequestChecks.fingerprint(
                                                "cancel", head.sessionId(), cancels)),
                                replyTo));
    }

    Mapping disconnect(Inbound in, DisconnectRequest asked) {
        Head head =
                new Head(
                        Reply.Kind.DISCONNECT,
                        asked.getRequestId(),
                        asked.getAgentId(),
                        asked.getSessionId(),
                        RequestMapper.toSaga(asked.getRequestedBy()));
        return read(
                in,
                head,
                new Checks(),
                replyTo ->
                        new SagaEvent.DisconnectRequested(
                                in.at(),
                                new Request.Disconnect(
                                        head.requestId(),
                                        head.sessionId(),
                                        head.by(),
                                        RequestChecks.fingerprint("disconnect", head.sessionId())),
                                replyTo));
    }

    Mapping recover(Inbound in, RecoverRequest asked) {
        Head head =
                new Head(
                        Reply.Kind.RECOVER,
                        asked.getRequestId(),
                        asked.getAgentId(),
                        asked.getSessionId(),
                        RequestMapper.toSaga(asked.getRequestedBy()));
        return read(
                in,
                head,
                new Checks(),
                replyTo ->
                        new SagaEvent.RecoverRequested(
                                in.at(),
                                new Request.Recover(
                                        head.requestId(),
                                        head.sessionId(),
                                        head.by(),
                                        RequestChecks.fingerprint("recover", head.sessionId())),
                                replyTo));
    }

    private Mapping read(
            Inbound in, Head head, Checks checks, Function<ReplyAddress, SagaEvent> event) {
        RequestChecks.ids(
                checks,
                in,
                head.requestId(),
                head.agentId(),
                head.session(),
                head.by().id(),
                partitions);
        ReplyAddress replyTo = ReplyHeaders.read(in.headers(), checks);
        return checks.passed()
                ? new Mapping.Mapped(head.agentId(), event.apply(replyTo))
                : RequestChecks.invalid(
                        in,
                        head.kind(),
                        head.requestId(),
                        head.agentId(),
                        head.session(),
                        checks.told(),
                        replyTo);
    }
}
