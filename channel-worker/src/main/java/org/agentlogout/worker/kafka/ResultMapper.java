/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.agentlogout.schema.AgentState;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.CommandKind;
import org.agentlogout.schema.CommandOutcome;
import org.agentlogout.schema.Interaction;
import org.agentlogout.schema.LogoutOnDisconnect;
import org.agentlogout.schema.Reason;
import org.agentlogout.schema.Recovered;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.Limits;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.handling.Handled;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** {@link Handled} to a record of channel.result. Safe for use by many threads. */
final class ResultMapper {
    /** What keeps a result below the size a record may have, whatever a switch comes up with. */
    private static final int MOST_INTERACTIONS = 32;

    private static final int MOST_REASONS = 200;
    private static final int LABEL = 128;
    private static final int SHORT = 256;

    private final String topic;
    private final String worker;
    private final Serializer<ChannelResult> serializer;
    private final InstantSource clock;

    ResultMapper(AvroSerdes serdes, String topic, String worker, InstantSource clock) {
        this.topic = topic;
        this.worker = worker;
        this.serializer = serdes.serializer();
        this.clock = clock;
    }

    /** Keyed by agentId; the producer's own partitioner is the one that all sides agree on. */
    ProducerRecord<byte[], byte[]> toRecord(ResultHead head, Handled handled) {
        byte[] key = head.agentId().getBytes(StandardCharsets.UTF_8);
        byte[] value = serializer.serialize(topic, toAvro(head, handled));
        return new ProducerRecord<>(topic, null, key, value, head.passedOn());
    }

    private ChannelResult toAvro(ResultHead head, Handled handled) {
        ChannelResult.Builder result =
                ChannelResult.newBuilder()
                        .setKind(CommandKind.valueOf(head.kind()))
                        .setCommandId(head.commandId())
                        .setAttempt(head.attempt())
                        .setSagaId(head.sagaId())
                        .setAgentId(head.agentId())
                        .setSessionId(head.sessionId())
                        .setEpoch(head.epoch())
                        .setChannelId(head.channelId())
                        .setLateEffect(nothingIfEmpty(handled.lateEffect()))
                        .setWorker(worker)
                        .setAt(clock.instant());
        put(handled.outcome(), result);
        return result.build();
    }

    private static void put(Outcome outcome, ChannelResult.Builder result) {
        switch (outcome) {
            case Outcome.Inspected(var inspection) ->
                    result.setOutcome(CommandOutcome.DONE)
                            .setState(toAvro(inspection.state()))
                            .setInspection(toAvro(inspection));
            case Outcome.Recovered(var state, var restored, var interactions, var routable) ->
                    result.setOutcome(CommandOutcome.DONE)
                            .setState(toAvro(state))
                            .setRecovered(
                                    Recovered.newBuilder()
                                            .setRestored(restored)
                                            .setInteractions(interactions(interactions))
                                            .setRoutable(toAvro(routable))
                                            .build());
            case Outcome.Done(var state, var text) ->
                    put(result, CommandOutcome.DONE, "", text).setState(toAvro(state));
            case Outcome.AlreadyDone(var state, var text) ->
                    put(result, CommandOutcome.ALREADY_DONE, "", text).setState(toAvro(state));
            case Outcome.Refused(var code, var text, var state) ->
                    put(result, CommandOutcome.REFUSED, code, text).setState(toAvro(state));
            case Outcome.Failed(var code, var text, var retryable) ->
                    put(result, CommandOutcome.FAILED, code, text).setRetryable(retryable);
            case Outcome.Unknown(var code, var text, var state) ->
                    put(result, CommandOutcome.UNKNOWN, code, text).setState(toAvro(state));
            case Outcome.Expired() -> put(result, CommandOutcome.EXPIRED, "EXPIRED", "");
        }
    }

    private static ChannelResult.Builder put(
            ChannelResult.Builder result, CommandOutcome outcome, String code, String text) {
        return result.setOutcome(outcome).setCode(shortened(code)).setText(Limits.cut(text));
    }

    private static org.agentlogout.schema.Inspection toAvro(Inspection i) {
        return org.agentlogout.schema.Inspection.newBuilder()
                .setState(toAvro(i.state()))
                .setRoutable(toAvro(i.routable()))
                .setInteractions(interactions(i.interactions()))
                .setInteractionsKnown(i.interactionsKnown())
                .setControllable(i.controllable())
                .setMustBeMadeNotReady(i.mustBeMadeNotReady())
                .setCanBeDeactivated(i.canBeDeactivated())
                .setCanSignOutAllMedia(i.canSignOutAllMedia())
                .setReasonRequired(i.reasonRequired())
                .setReasons(reasons(i.reasons()))
                .setNotReadyReasonProblem(nothingIfEmpty(i.notReadyReasonProblem()))
                .setNotReadyPending(i.notReadyPending())
                .setLogoutOnDisconnect(LogoutOnDisconnect.valueOf(i.onDisconnect().name()))
                .setCanSignOutDuringInteraction(i.canSignOutDuringInteraction())
                .setCanPendNotReady(i.canPendNotReady())
                .setPlatform(shortened(i.platform()))
                .build();
    }

    static @Nullable Boolean toAvro(Inspection.Routable routable) {
        return switch (routable) {
            case YES -> true;
            case NO -> false;
            case NOT_TOLD -> null;
        };
    }

    private static AgentState toAvro(org.agentlogout.worker.command.AgentState state) {
        return AgentState.valueOf(state.name());
    }

    private static List<Interaction> interactions(List<Inspection.Interaction> interactions) {
        return interactions.stream()
                .limit(MOST_INTERACTIONS)
                .map(i ->
                        new Interaction(
                                shortened(i.id()), shortened(i.state()), shortened(i.text())))
                .toList();
    }

    /** A reason whose id does not fit cannot be chosen either. */
    private static List<Reason> reasons(List<Inspection.Reason> reasons) {
        return reasons.stream()
                .filter(reason -> Limits.isId(reason.id()))
                .limit(MOST_REASONS)
                .map(reason -> new Reason(reason.id(), shortened(reason.label(), LABEL)))
                .toList();
    }

    private static String shortened(String text) {
        return shortened(text, SHORT);
    }

    private static String shortened(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, characters);
    }

    private static @Nullable String nothingIfEmpty(String text) {
        return text.isEmpty() ? null : Limits.cut(text);
    }
}
