/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.Channel;
import org.agentlogout.orchestrator.saga.Effect;
import org.agentlogout.orchestrator.saga.Inspection;
import org.agentlogout.orchestrator.saga.LogoutRequest;
import org.agentlogout.orchestrator.saga.Presence;
import org.agentlogout.orchestrator.saga.Reply;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.orchestrator.saga.Session;
import org.agentlogout.orchestrator.saga.SessionStatus;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.CommandKind;
import org.agentlogout.schema.LogoutAudit;
import org.agentlogout.schema.LogoutMode;
import org.agentlogout.schema.LogoutStatus;
import org.agentlogout.schema.MakeNotReady;
import org.agentlogout.schema.Recover;
import org.agentlogout.schema.ReplyOutcome;
import org.agentlogout.schema.SignOut;
import org.agentlogout.wire.Topic;
import org.apache.avro.specific.SpecificRecord;

/** Effects to records. Safe for several threads if its encoder is. */
public final class OutboundMapper {

    /** The topics it writes. */
    public static final List<Topic> TOPICS =
            List.of(
                    Topic.COMMAND_VOICE,
                    Topic.COMMAND_CHAT,
                    Topic.COMMAND_EMAIL,
                    Topic.REPLY_SUCCESS,
                    Topic.REPLY_ERROR,
                    Topic.SESSION_EVENT,
                    Topic.STATUS,
                    Topic.AUDIT);

    private final BiFunction<Topic, SpecificRecord, byte[]> encoder;

    /**
     * @param encoder to the registry's wire format
     */
    public OutboundMapper(BiFunction<Topic, SpecificRecord, byte[]> encoder) {
        this.encoder = encoder;
    }

    /** What one step of an agent writes, its effects in their order; places aside. */
    public List<Outbound> map(Agent before, Agent after, SagaEvent event, List<Effect> effects) {
        return effects.stream()
                .flatMap(effect ->
                        switch (effect) {
                            case Effect.SendCommand e ->
                                    Stream.of(
                                            command(
                                                    after.agentId(),
                                                    e,
                                                    Cause.of(e.sagaId(), before, after, event)));
                            case Effect.SendReply e -> Stream.of(reply(after.agentId(), e));
                            case Effect.Publish e ->
                                    Stream.of(
                                            event(
                                                    after.agentId(),
                                                    e,
                                                    Cause.of(e.sagaId(), before, after, event)));
                            case Effect.Audit e ->
                                    Stream.of(
                                            audit(
                                                    after.agentId(),
                                                    e,
                                                    Cause.of(e.sagaId(), before, after, event)));
                            case Effect.AskForPlace _, Effect.GivePlaceBack _ -> Stream.of();
                            case Effect.Answer e ->
                                    throw new IllegalStateException(
                                            "an answer without an address: " + e.requestId());
                        })
                .toList();
    }

    private Outbound command(String agentId, Effect.SendCommand command, Cause cause) {
        Session session = command.session();
        ChannelCommand.Builder avro =
                ChannelCommand.newBuilder()
                        .setCommandId(command.commandId())
                        .setAttempt(command.attempt())
                        .setSagaId(command.sagaId())
                        .setAgentId(agentId)
                        .setSessionId(session.sessionId())
                        .setEpoch(session.epoch())
                        .setTeamId(session.teamId())
                        .setChannel(ChannelMapper.toAvro(command.channel()))
                        .setGuarded(command.guarded())
                        .setIssuedAt(command.issuedAt())
                        .setExpiresAt(command.expiresAt());
        switch (command.order()) {
            case Effect.Order.Inspect _ -> avro.setKind(CommandKind.INSPECT);
            case Effect.Order.MakeNotReady(Effect.NotReadyReason reason, boolean pending) ->
                    avro.setKind(CommandKind.MAKE_NOT_READY)
                            .setMakeNotReady(new MakeNotReady(reason.name(), pending));
            case Effect.Order.Deactivate _ -> avro.setKind(CommandKind.DEACTIVATE);
            case Effect.Order.SignOut signOut ->
                    avro.setKind(CommandKind.SIGN_OUT).setSignOut(signOut(signOut));
            case Effect.Order.Recover(Inspection.Routable routable) ->
                    avro.setKind(CommandKind.RECOVER)
                            .setRecover(new Recover(InspectionMapper.toAvro(routable)));
        }
        return record(topic(command.channel().type()), agentId, avro.build(), cause);
    }

    private static SignOut signOut(Effect.Order.SignOut order) {
        return switch (order.manner()) {
            case PLAIN -> signOut(order, false, "");
            case FORCED -> signOut(order, true, "");
            case SYSTEM_FAILURE -> signOut(order, false, "SYSTEM_FAILURE");
            case SYSTEM_FAILURE_FORCED -> signOut(order, true, "SYSTEM_FAILURE");
        };
    }

    private static SignOut signOut(Effect.Order.SignOut order, boolean forced, String setting) {
        return new SignOut(Texts.orNull(order.reasonId()), order.allMedia(), forced, setting);
    }

    private static Topic topic(Channel.Type type) {
        return switch (type) {
            case VOICE -> Topic.COMMAND_VOICE;
            case CHAT -> Topic.COMMAND_CHAT;
            case EMAIL -> Topic.COMMAND_EMAIL;
        };
    }

    /** The one record of a reply, with what the reply router needs for the gateway's copy. */
    public Outbound reply(String agentId, Effect.SendReply effect) {
        Reply reply = effect.reply();
        Topic topic = reply.isSuccess() ? Topic.REPLY_SUCCESS : Topic.REPLY_ERROR;
        SpecificRecord avro = ReplyMapper.toAvro(agentId, effect.requestId(), reply);
        return new Outbound(
                topic,
                agentId,
                encoder.apply(topic, avro),
                ReplyHeaders.write(effect.requestId(), effect.to()));
    }

    private Outbound event(String agentId, Effect.Publish event, Cause cause) {
        return record(Topic.SESSION_EVENT, agentId, NewsMapper.toAvro(agentId, event), cause);
    }

    private Outbound audit(String agentId, Effect.Audit audit, Cause cause) {
        LogoutAudit.Builder avro =
                LogoutAudit.newBuilder()
                        .setAgentId(agentId)
                        .setSessionId(audit.session().sessionId())
                        .setEpoch(audit.session().epoch())
                        .setTeamId(audit.session().teamId())
                        .setSagaId(audit.sagaId())
                        .setLateEffect(Texts.orNull(audit.lateEffect()))
                        .setStartedAt(audit.startedAt())
                        .setEndedAt(audit.endedAt())
                        .setChannels(ReplyMapper.reports(audit.reply().channels()));
        behind(audit.behind(), avro);
        switch (audit.reply().result()) {
            case Reply.Result.Success _ -> avro.setOutcome(ReplyOutcome.SUCCESS);
            case Reply.Result.Failure failure ->
                    avro.setOutcome(ReplyOutcome.ERROR)
                            .setCode(failure.code().name())
                            .setDetail(Texts.orNull(failure.detail()));
        }
        return record(Topic.AUDIT, agentId, avro.build(), cause);
    }

    private static void behind(Effect.Behind behind, LogoutAudit.Builder avro) {
        switch (behind) {
            case Effect.Behind.Asked(LogoutRequest request) ->
                    avro.setRequestId(request.requestId())
                            .setCause(request.requestedBy().kind().name())
                            .setRequestedBy(request.requestedBy().id())
                            .setMode(LogoutMode.valueOf(request.mode().name()))
                            .setReason(Texts.orNull(reason(request.reason())));
            case Effect.Behind.Gone(Presence.Away away, String how) ->
                    avro.setCause(away.hasGrace() ? "PRESENCE" : "TOKEN")
                            .setRequestedBy(away.node())
                            .setDetail(Texts.orNull(how))
                            .setReason(away.cause().name());
            case Effect.Behind.TimeToLive _ -> avro.setCause("TIME_TO_LIVE");
            case Effect.Behind.LateEffect _ -> avro.setCause("LATE_EFFECT");
        }
    }

    private static String reason(LogoutRequest.ReasonChoice choice) {
        String perSwitch =
                choice.perSwitch().stream()
                        .map(each -> each.switchId() + "=" + each.reasonId())
                        .collect(Collectors.joining(","));
        return perSwitch.isEmpty() ? choice.label() : perSwitch;
    }

    /** The record of the agent's session as it stands. */
    public Outbound status(String agentId, SessionStatus status) {
        return status(agentId, status, status.phase().name());
    }

    /** That the agent's input is set aside until a newer session is opened. */
    public Outbound quarantined(String agentId, SessionStatus status) {
        return status(agentId, status, "QUARANTINED");
    }

    private Outbound status(String agentId, SessionStatus status, String phase) {
        Session session = status.session();
        LogoutStatus avro =
                LogoutStatus.newBuilder()
                        .setAgentId(agentId)
                        .setSessionId(session.sessionId())
                        .setEpoch(session.epoch())
                        .setTeamId(session.teamId())
                        .setNode(status.node())
                        .setPhase(phase)
                        .setSince(status.since())
                        .setWaitingFor(Texts.orNull(status.waitingFor()))
                        .setUntil(status.until().equals(Instant.MAX) ? null : status.until())
                        .setRequestId(Texts.orNull(status.requestId()))
                        .setSwitchIds(
                                session.channels().stream()
                                        .map(member -> member.channel().switchId())
                                        .distinct()
                                        .toList())
                        .build();
        return record(Topic.STATUS, agentId, avro, new Cause(status.requestId(), ""));
    }

    /** The agent has no session any more. */
    public Outbound noStatus(String agentId) {
        return new Outbound(Topic.STATUS, agentId, null, Map.of());
    }

    private Outbound record(Topic topic, String agentId, SpecificRecord avro, Cause cause) {
        return new Outbound(
                topic,
                agentId,
                encoder.apply(topic, avro),
                ReplyHeaders.trace(cause.requestId(), cause.traceparent()));
    }
}
