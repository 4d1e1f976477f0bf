/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Duration;
import org.agentlogout.orchestrator.saga.Effect;
import org.agentlogout.orchestrator.saga.Reply;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.orchestrator.saga.SagaEvent.ChannelAnswered;
import org.agentlogout.orchestrator.saga.SagaEvent.ChannelNews;
import org.agentlogout.orchestrator.saga.SagaEvent.PlaceGranted;
import org.agentlogout.orchestrator.saga.SagaState.Stuck;
import org.agentlogout.orchestrator.stream.Round.Change;
import org.agentlogout.orchestrator.stream.Round.Defect;
import org.agentlogout.orchestrator.stream.Round.Taken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One INFO line for each logout that ended, one DEBUG line for each step, one WARN for a session
 * that only a person can help; keys are fixed.
 */
final class StepLog {

    private static final Logger LOG = LoggerFactory.getLogger(SagaProcessor.class);

    void of(Round round) {
        round.changes().forEach(StepLog::stuck);
        for (Taken taken : round.taken()) {
            if (LOG.isDebugEnabled()) {
                step(taken);
            }
            for (Effect effect : taken.step().effects()) {
                if (effect instanceof Effect.Audit audit) {
                    ended(taken.agentId(), audit);
                }
            }
        }
    }

    private static void stuck(Change change) {
        if (change.after().saga() instanceof Stuck stuck
                && !(change.before().saga() instanceof Stuck)) {
            LOG.atWarn()
                    .addKeyValue("agentId", change.after().agentId())
                    .addKeyValue("sessionId", stuck.session().sessionId())
                    .addKeyValue("why", stuck.why())
                    .log(
                            "a forced logout was given up: look at the agent on the switch, or end it"
                                    + " with \"logout request --mode force\"");
        }
    }

    private static void step(Taken taken) {
        LoggingEventBuilder line =
                LOG.atDebug()
                        .addKeyValue("agentId", taken.agentId())
                        .addKeyValue("event", taken.event().getClass().getSimpleName())
                        .addKeyValue("state", state(taken))
                        .addKeyValue("verdict", taken.step().verdict());
        details(line, taken.event()).log("step");
    }

    private static String state(Taken taken) {
        return taken.step().next().saga().getClass().getSimpleName();
    }

    private static LoggingEventBuilder details(LoggingEventBuilder line, SagaEvent event) {
        return switch (event) {
            case ChannelAnswered(_, var result) ->
                    line.addKeyValue("sagaId", result.sagaId())
                            .addKeyValue("channel", result.channelId())
                            .addKeyValue("commandId", result.commandId())
                            .addKeyValue("attempt", result.attempt());
            case PlaceGranted(_, String sagaId) -> line.addKeyValue("sagaId", sagaId);
            case ChannelNews news -> line.addKeyValue("channel", news.channelId());
            case SagaEvent _ -> line;
        };
    }

    private static void ended(String agentId, Effect.Audit audit) {
        String outcome =
                switch (audit.reply().result()) {
                    case Reply.Result.Success _ -> "SUCCESS";
                    case Reply.Result.Failure failure -> failure.code().name();
                };
        LOG.atInfo()
                .addKeyValue("sagaId", audit.sagaId())
                .addKeyValue("agentId", agentId)
                .addKeyValue("verdict", outcome)
                .addKeyValue("ms", Duration.between(audit.startedAt(), audit.endedAt()).toMillis())
                .log("logout ended");
    }

    /**
     * Somebody has to look at this: the letter holds the input, this line the place in the code.
     */
    void of(Defect defect) {
        LOG.atError()
                .addKeyValue("agentId", defect.agentId())
                .addKeyValue("event", defect.event().getClass().getSimpleName())
                .setCause(defect.cause())
                .log(
                        "a defect of this program: the agent is set aside until a newer session is"
                                + " opened; report the dead letter");
    }
}
