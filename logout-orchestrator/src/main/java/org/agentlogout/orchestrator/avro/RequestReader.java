/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.agentlogout.orchestrator.saga.Reply;
import org.agentlogout.orchestrator.saga.ReplyAddress;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.schema.LogoutMode;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.ReasonChoice;
import org.agentlogout.schema.RequesterKind;
import org.agentlogout.schema.SwitchReason;
import org.agentlogout.wire.Limits;

/** A logout request to its event, or to the answer that says what is wrong with it. */
final class RequestReader {

    private static final int REASONS = Limits.CHANNELS_OF_A_SESSION;

    private final int partitions;
    private final Duration sagaTime;

    RequestReader(int partitions, Duration sagaTime) {
        this.partitions = partitions;
        this.sagaTime = sagaTime;
    }

    Mapping read(Inbound in, LogoutRequest request, boolean supervised) {
        Checks checks = new Checks();
        RequestChecks.ids(
                checks,
                in,
                request.getRequestId(),
                request.getAgentId(),
                request.getSessionId(),
                request.getRequestedBy().getId(),
                partitions);
        reason(checks, request.getReason());
        right(checks, request, supervised);
        ReplyAddress replyTo = ReplyHeaders.read(in.headers(), checks);
        return checks.passed()
                ? new Mapping.Mapped(request.getAgentId(), event(in, request, supervised, replyTo))
                : invalid(in, request, checks.told(), replyTo);
    }

    private static void reason(Checks checks, ReasonChoice choice) {
        if (choice == null) {
            return;
        }
        checks.text("reason.label", choice.getLabel());
        checks.atMost("reason.perSwitch", choice.getPerSwitch().size(), REASONS);
        Set<String> seen = new HashSet<>();
        for (SwitchReason reason : Checks.first(choice.getPerSwitch(), REASONS)) {
            checks.id("reason.perSwitch.switchId", reason.getSwitchId());
            checks.id("reason.perSwitch.reasonId", reason.getReasonId());
            checks.that(seen.add(reason.getSwitchId()), "reason.perSwitch names a switch twice.");
        }
    }

    /** The supervisors' topic has an access list of its own: what needs that right comes by it. */
    private static void right(Checks checks, LogoutRequest request, boolean supervised) {
        checks.that(
                supervised || request.getMode() != LogoutMode.FORCE,
                "Mode FORCE is taken on the topic for supervised requests only.");
        RequesterKind kind = request.getRequestedBy().getKind();
        boolean forOthers =
                switch (kind) {
                    case SUPERVISOR, SCHEDULE, BULK -> true;
                    case AGENT, OPERATOR, UNKNOWN -> false;
                };
        checks.that(
                supervised || !forOthers,
                "Requests of " + kind + " are taken on the topic for supervised requests only.");
    }

    private SagaEvent event(
            Inbound in, LogoutRequest request, boolean supervised, ReplyAddress replyTo) {
        Instant given = request.getDeadline();
        org.agentlogout.orchestrator.saga.LogoutRequest asked =
                new org.agentlogout.orchestrator.saga.LogoutRequest(
                        request.getRequestId(),
                        Texts.orEmpty(request.getSessionId()),
                        org.agentlogout.orchestrator.saga.LogoutRequest.Mode.valueOf(
                                request.getMode().name()),
                        request.getDryRun(),
                        RequestMapper.toSaga(request.getReason()),
                        given == null ? deadline(in) : given,
                        RequestMapper.toSaga(request.getRequestedBy()),
                        supervised,
                        fingerprint(request, supervised));
        return new SagaEvent.LogoutRequested(in.at(), asked, replyTo);
    }

    /** Clients' time stamps can be anything; later than what can be stored is as good as never. */
    private Instant deadline(Inbound in) {
        Instant latest = Instant.ofEpochMilli(Long.MAX_VALUE);
        return in.timestamp().isAfter(latest.minus(sagaTime))
                ? latest
                : in.timestamp().plus(sagaTime);
    }

    private static String fingerprint(LogoutRequest request, boolean supervised) {
        return RequestChecks.fingerprint(
                Texts.orEmpty(request.getSessionId()),
                request.getMode().name(),
                Boolean.toString(request.getDryRun()),
                RequestMapper.toSaga(request.getReason()).toString(),
                String.valueOf(request.getDeadline()),
                RequestMapper.toSaga(request.getRequestedBy()).toString(),
                Boolean.toString(supervised));
    }

    private static Mapping invalid(
            Inbound in, LogoutRequest request, String text, ReplyAddress replyTo) {
        return RequestChecks.invalid(
                in,
                request.getDryRun() ? Reply.Kind.DRY_RUN : Reply.Kind.LOGOUT,
                request.getRequestId(),
                request.getAgentId(),
                request.getSessionId(),
                text,
                replyTo);
    }
}
