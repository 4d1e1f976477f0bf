/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.handling.Handled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Tells the orchestrator what came of a command. Safe for use by many threads. */
final class ResultPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(ResultPublisher.class);

    private final ResultMapper mapper;
    private final RecordSender sender;
    private final WorkerMeters meters;

    ResultPublisher(ResultMapper mapper, RecordSender sender, WorkerMeters meters) {
        this.mapper = mapper;
        this.sender = sender;
        this.meters = meters;
    }

    void publish(ResultHead head, Handled handled) {
        meters.ended(head.kind(), kind(handled.outcome()));
        log(head, handled);
        sender.send(mapper.toRecord(head, handled));
    }

    private void log(ResultHead head, Handled handled) {
        if (!handled.lateEffect().isEmpty()) {
            meters.lateEffect();
            line(Level.WARN, head, handled.outcome())
                    .log("Check the agent's state on the switch. {}", handled.lateEffect());
        } else if (handled.outcome() instanceof Outcome.Failed failed && !failed.retryable()) {
            line(Level.WARN, head, failed).log("It will fail again until somebody mends its cause");
        } else {
            line(Level.DEBUG, head, handled.outcome()).log("Command ended");
        }
    }

    private static LoggingEventBuilder line(Level level, ResultHead head, Outcome outcome) {
        return LOG.atLevel(level)
                .addKeyValue("sagaId", head.sagaId())
                .addKeyValue("agentId", head.agentId())
                .addKeyValue("channel", head.channelId())
                .addKeyValue("commandId", head.commandId())
                .addKeyValue("attempt", head.attempt())
                .addKeyValue("outcome", kind(outcome) + code(outcome));
    }

    private static String kind(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Inspected _ -> "INSPECTED";
            case Outcome.Done _, Outcome.Recovered _ -> "DONE";
            case Outcome.AlreadyDone _ -> "ALREADY_DONE";
            case Outcome.Refused _ -> "REFUSED";
            case Outcome.Failed _ -> "FAILED";
            case Outcome.Unknown _ -> "UNKNOWN";
            case Outcome.Expired _ -> "EXPIRED";
        };
    }

    private static String code(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Refused(var code, var _, var _) -> " " + code;
            case Outcome.Failed(var code, var _, var _) -> " " + code;
            case Outcome.Unknown(var code, var _, var _) -> " " + code;
            case Outcome.Inspected _,
                    Outcome.Recovered _,
                    Outcome.Done _,
                    Outcome.AlreadyDone _,
                    Outcome.Expired _ ->
                    "";
        };
    }
}
