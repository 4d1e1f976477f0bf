/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.util.List;
import org.agentlogout.orchestrator.saga.Channel;
import org.agentlogout.orchestrator.saga.ErrorCode;
import org.agentlogout.orchestrator.saga.Reply;
import org.agentlogout.schema.ChannelReport;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.ReasonOffer;
import org.agentlogout.schema.ReplyKind;
import org.agentlogout.schema.ReplyOutcome;

/** The one answer to a request, both ways: it is sent, and kept for repeats. */
final class ReplyMapper {

    /** What all switches' words together may take in one reply, so that 64 channels still fit. */
    private static final int SAID_BYTES = 64 * 1024;

    private static final int SAID_BY_ONE_BYTES = 4 * 1024;

    private ReplyMapper() {}

    static LogoutReply toAvro(String agentId, String requestId, Reply reply) {
        LogoutReply.Builder avro =
                LogoutReply.newBuilder()
                        .setRequestId(requestId)
                        .setAgentId(agentId)
                        .setSessionId(Texts.orNull(reply.sessionId()))
                        .setKind(ReplyKind.valueOf(reply.kind().name()))
                        .setText(reply.text())
                        .setAlreadyOut(reply.alreadyOut())
                        .setDuplicate(reply.duplicate())
                        .setSagaId(Texts.orNull(reply.sagaId()))
                        .setAt(reply.at())
                        .setChannels(reports(reply.channels()))
                        .setReasonsToOffer(
                                reply.reasonsToOffer().stream().map(ReplyMapper::offer).toList());
        switch (reply.result()) {
            case Reply.Result.Success _ -> avro.setOutcome(ReplyOutcome.SUCCESS);
            case Reply.Result.Failure(ErrorCode code, String detail) ->
                    avro.setOutcome(ReplyOutcome.ERROR)
                            .setCode(code.name())
                            .setDetail(Texts.orNull(detail));
        }
        return avro.build();
    }

    static List<ChannelReport> reports(List<Reply.ChannelReport> reports) {
        int each = Math.min(SAID_BY_ONE_BYTES, SAID_BYTES / Math.max(1, reports.size()));
        return reports.stream().map(report -> report(report, each)).toList();
    }

    private static ChannelReport report(Reply.ChannelReport report, int saidBytes) {
        return new ChannelReport(
                report.channelId(),
                ChannelType.valueOf(report.type().name()),
                report.switchId(),
                ChannelMapper.toAvro(report.before()),
                ChannelMapper.toAvro(report.now()),
                report.done(),
                Texts.orNull(report.failed()),
                Texts.orNull(Texts.cut(report.switchSaid(), saidBytes)),
                report.text());
    }

    private static ReasonOffer offer(Reply.ReasonOffer offer) {
        return new ReasonOffer(offer.switchId(), InspectionMapper.avroReasons(offer.reasons()));
    }

    static Reply toSaga(LogoutReply reply) {
        return new Reply(
                Reply.Kind.valueOf(reply.getKind().name()),
                Texts.orEmpty(reply.getSessionId()),
                result(reply),
                reply.getText(),
                reply.getAlreadyOut(),
                reply.getDuplicate(),
                Texts.orEmpty(reply.getSagaId()),
                reply.getAt(),
                reply.getChannels().stream().map(ReplyMapper::report).toList(),
                reply.getReasonsToOffer().stream()
                        .map(each ->
                                new Reply.ReasonOffer(
                                        each.getSwitchId(),
                                        InspectionMapper.reasons(each.getReasons())))
                        .toList());
    }

    private static Reply.Result result(LogoutReply reply) {
        return reply.getOutcome() == ReplyOutcome.SUCCESS
                ? new Reply.Result.Success()
                : new Reply.Result.Failure(
                        ErrorCode.valueOf(reply.getCode()), Texts.orEmpty(reply.getDetail()));
    }

    private static Reply.ChannelReport report(ChannelReport report) {
        return new Reply.ChannelReport(
                report.getChannelId(),
                Channel.Type.valueOf(report.getType().name()),
                report.getSwitchId(),
                ChannelMapper.toSaga(report.getBefore()),
                ChannelMapper.toSaga(report.getNow()),
                report.getDone(),
                Texts.orEmpty(report.getFailed()),
                Texts.orEmpty(report.getSwitchSaid()),
                report.getText());
    }
}
