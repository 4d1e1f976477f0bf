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

    ResultPublisher(ResultMapper mapper, RecordSender sender) {
        this.mapper = mapper;
        this.sender = sender;
    }

    void publish(ResultHead head, Handled handled) {
        log(head, handled);
        sender.send(mapper.toRecord(head, handled));
    }

    private static void log(ResultHead head, Handled handled) {
        LoggingEventBuilder line =
                LOG.atLevel(handled.lateEffect().isEmpty() ? Level.DEBUG : Level.WARN)
                        .addKeyValue("sagaId", head.sagaId())
                        .addKeyValue("agentId", head.agentId())
                        .addKeyValue("channel", head.channelId())
                        .addKeyValue("commandId", head.commandId())
                        .addKeyValue("attempt", head.attempt())
                        .addKeyValue("outcome", name(handled.outcome()));
        if (handled.lateEffect().isEmpty()) {
            line.log("Command ended");
        } else {
            line.log("A change came late for its session: check the agent's state. {}", handled.lateEffect());
        }
    }

    static String name(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Inspected _ -> "INSPECTED";
            case Outcome.Done _ -> "DONE";
            case Outcome.AlreadyDone _ -> "ALREADY_DONE";
            case Outcome.Refused(var code, var _, var _) -> "REFUSED(" + code + ")";
            case Outcome.Failed(var code, var _, var _) -> "FAILED(" + code + ")";
            case Outcome.Unknown(var code, var _, var _) -> "UNKNOWN(" + code + ")";
            case Outcome.Expired _ -> "EXPIRED";
        };
    }
}
