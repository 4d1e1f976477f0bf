/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import org.agentlogout.orchestrator.saga.CommandResult;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.Inspection;
import org.agentlogout.schema.Interaction;
import org.agentlogout.schema.Reason;
import org.agentlogout.wire.Limits;
import org.jspecify.annotations.Nullable;

/** A worker's answer to its event. Workers are ours, and are checked all the same. */
final class ResultReader {

    /** A commandId holds a sagaId and a channelId, a sagaId a sessionId. */
    private static final int DERIVED_ID_BYTES = 4 * Limits.ID_BYTES;

    private static final int INTERACTIONS = 256;
    private static final int REASONS = 1024;

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
        int interactions = found.getInteractions().size();
        checks.atMost("inspection.interactions", interactions, INTERACTIONS);
        for (Interaction each : Checks.first(found.getInteractions(), INTERACTIONS)) {
            checks.text("inspection.interactions.id", each.getId());
            checks.text("inspection.interactions.state", each.getState());
            checks.text("inspection.interactions.text", each.getText());
        }
        checks.atMost("inspection.reasons", found.getReasons().size(), REASONS);
        for (Reason each : Checks.first(found.getReasons(), REASONS)) {
            checks.id("inspection.reasons.id", each.getId());
            checks.text("inspection.reasons.label", each.getLabel());
        }
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
                Texts.orEmpty(result.getLateEffect()));
    }
}
