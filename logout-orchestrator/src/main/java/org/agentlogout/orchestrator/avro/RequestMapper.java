/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.time.Instant;
import org.agentlogout.orchestrator.saga.LogoutRequest;
import org.agentlogout.orchestrator.saga.Request;
import org.agentlogout.schema.ReasonChoice;
import org.agentlogout.schema.Requester;
import org.agentlogout.schema.RequesterKind;
import org.agentlogout.schema.StoredRequest;
import org.agentlogout.schema.SwitchReason;
import org.jspecify.annotations.Nullable;

/** The parts of a request, both ways: they come in, and are kept while the logout runs. */
final class RequestMapper {

    private RequestMapper() {}

    static LogoutRequest.ReasonChoice toSaga(@Nullable ReasonChoice choice) {
        if (choice == null) {
            return LogoutRequest.ReasonChoice.NONE;
        }
        return new LogoutRequest.ReasonChoice(
                choice.getPerSwitch().stream()
                        .map(each ->
                                new LogoutRequest.SwitchReason(
                                        each.getSwitchId(), each.getReasonId()))
                        .toList(),
                Texts.orEmpty(choice.getLabel()));
    }

    static ReasonChoice toAvro(LogoutRequest.ReasonChoice choice) {
        return new ReasonChoice(
                choice.perSwitch().stream()
                        .map(each -> new SwitchReason(each.switchId(), each.reasonId()))
                        .toList(),
                Texts.orNull(choice.label()));
    }

    static LogoutRequest.Requester toSaga(Requester requester) {
        return new LogoutRequest.Requester(
                LogoutRequest.RequesterKind.valueOf(requester.getKind().name()), requester.getId());
    }

    static Requester toAvro(LogoutRequest.Requester requester) {
        return new Requester(RequesterKind.valueOf(requester.kind().name()), requester.id());
    }

    static LogoutRequest toSaga(StoredRequest request) {
        return new LogoutRequest(
                request.getRequestId(),
                request.getSessionId(),
                LogoutRequest.Mode.valueOf(request.getMode().name()),
                request.getDryRun(),
                toSaga(request.getReason()),
                request.getDeadline(),
                toSaga(request.getRequestedBy()),
                request.getSupervised(),
                request.getFingerprint());
    }

    static StoredRequest stored(Request request) {
        return switch (request) {
            case LogoutRequest logout -> stored(logout);
            case Request.Cancel it ->
                    stored(it.requestId(), it.sessionId(), it.requestedBy(), it.fingerprint());
            case Request.Disconnect it ->
                    stored(it.requestId(), it.sessionId(), it.requestedBy(), it.fingerprint());
            case Request.Recover it ->
                    stored(it.requestId(), it.sessionId(), it.requestedBy(), it.fingerprint());
        };
    }

    /** For a saga that nobody asked for. */
    static StoredRequest none() {
        return stored(
                "", "", new LogoutRequest.Requester(LogoutRequest.RequesterKind.UNKNOWN, ""), "");
    }

    private static StoredRequest stored(
            String requestId, String sessionId, LogoutRequest.Requester by, String fingerprint) {
        return StoredRequest.newBuilder()
                .setRequestId(requestId)
                .setSessionId(sessionId)
                .setReason(toAvro(LogoutRequest.ReasonChoice.NONE))
                .setDeadline(Instant.EPOCH)
                .setRequestedBy(toAvro(by))
                .setFingerprint(fingerprint)
                .build();
    }

    private static StoredRequest stored(LogoutRequest request) {
        return new StoredRequest(
                request.requestId(),
                request.sessionId(),
                org.agentlogout.schema.LogoutMode.valueOf(request.mode().name()),
                request.dryRun(),
                toAvro(request.reason()),
                request.deadline(),
                toAvro(request.requestedBy()),
                request.supervised(),
                request.fingerprint());
    }
}
