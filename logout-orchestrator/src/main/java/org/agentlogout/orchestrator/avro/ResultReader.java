/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.util.List;
import org.agentlogout.orchestrator.saga.CommandResult;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.Inspection;
import org.agentlogout.schema.Interaction;
import org.agentlogout.schema.Reason;
import org.agentlogout.schema.Recovered;
import org.agentlogout.wire.Limits;
import org.jspecify.annotations.Nullable;

/** A worker's answer to its event. Workers are ours, and are checked all the same. */
final class ResultReader {

    /** A commandId holds a sagaId and a channelId, a sagaId a sessionId. */
    private static final int DERIVED_ID_BYTES = 4 * Limits.ID_BYTES;

    private static final int INTERACTIONS = 256;
    private static final int REASONS = 1024;
    private static final int RESTORED = 16;

    private final int partitions;

    ResultReader(int partitions) {
        this.partitions = partitions;
    }

    Mapping read(Inbound in, ChannelResult result) {
        Checks checks = new Checks();
        checks.id("agentId", result.getAgentId());
        checks.id("sessionId", result.getSessionId());
        checks.id("channelId", result.getChannelId());
        checks.id("sagaId", result.getSagaId(), DERIVED_ID_BYTES);
        checks.id("commandId", result.getCommandId(), DERIVED_ID_BYTES);
        checks.that(result.getAttempt() >= 1, "attempt must be at least 1.");
        checks.optionalId("code", result.getCode());
        checks.text("text", result.getText());
        checks.text("lateEffect", result.getLateEffect());
        inspection(checks, result.getInspection());
        recovered(checks, result.getRecovered());
        checks.address(in, result.getAgentId(), partitions);
        return checks.passed()
                ? new Mapping.Mapped(
                        result.getAgentId(), new SagaEvent.ChannelAnswered(in.at(), event(result)))
                : new Mapping.DeadLetter("INVALID", checks.told());
    }

    private static void inspection(Checks checks, @Nullable Inspection found) {
        if (found == null) {
            return;
        }
        checks.text("inspection.notReadyReasonProblem", found.getNotReadyReasonProblem());
        interactions(checks, "inspection.interactions", found.getInteractions());
        checks.atMost("inspection.reasons", found.getReasons().size(), REASONS);
        for (Reason each : Checks.first(found.getReasons(), REASONS)) {
            checks.id("inspection.reasons.id", each.getId());
            checks.text("inspection.reasons.label", each.getLabel());
        }
    }

    private static void interactions(Checks checks, String field, List<Interaction> given) {
        checks.atMost(field, given.size(), INTERACTIONS);
        for (Interaction each : Checks.first(given, INTERACTIONS)) {
            checks.text(field + ".id", each.getId());
            checks.text(field + ".state", each.getState());
            checks.text(field + ".text", each.getText());
        }
    }

    private static void recovered(Checks checks, @Nullable Recovered recovered) {
        if (recovered == null) {
            return;
        }
        interactions(checks, "recovered.interactions", recovered.getInteractions());
        checks.atMost("recovered.restored", recovered.getRestored().size(), RESTORED);
        for (String each : Checks.first(recovered.getRestored(), RESTORED)) {
            checks.id("recovered.restored", each);
        }
    }

    private static CommandResult.Recovered recovered(@Nullable Recovered recovered) {
        return recovered == null
                ? CommandResult.Recovered.NOTHING
                : new CommandResult.Recovered(
                        recovered.getRestored(),
                        recovered.getInteractions().stream()
                                .map(each -> each.getId().isEmpty() ? each.getText() : each.getId())
                                .toList(),
                        InspectionMapper.toSaga(recovered.getRoutable()));
    }

    private static CommandResult event(ChannelResult result) {
        return new CommandResult(
                result.getCommandId(),
                result.getAttempt(),
                result.getSagaId(),
                result.getSessionId(),
                result.getEpoch(),
                result.getChannelId(),
                CommandResult.Outcome.valueOf(result.getOutcome().name()),
                result.getRetryable(),
                result.getCode(),
                result.getText(),
                ChannelMapper.toSaga(result.getState()),
                InspectionMapper.toSaga(result.getInspection()),
                recovered(result.getRecovered()),
                Texts.orEmpty(result.getLateEffect()));
    }
}
