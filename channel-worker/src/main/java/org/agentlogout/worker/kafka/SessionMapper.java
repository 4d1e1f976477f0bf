/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import static org.agentlogout.worker.kafka.Problem.unless;
import static org.agentlogout.worker.kafka.Problem.unlessId;

import java.time.Duration;
import java.util.Optional;
import org.agentlogout.schema.SessionOpened;
import org.agentlogout.wire.AvroReader;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.ReadResult;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** SessionOpened to {@link OpenedSession}, judged as the orchestrator judges it. For one thread. */
final class SessionMapper {
    private final AvroReader<SessionOpened> reader;
    private final int partitions;
    private final Duration mostAhead;

    /**
     * @param partitions count of session.opened
     * @param mostAhead how far an epoch may lie after the record's append time: beyond, it is a
     *     mistake that would keep every later session of the agent out
     */
    SessionMapper(AvroSerdes serdes, int partitions, Duration mostAhead) {
        this.reader = serdes.reader(SessionOpened.class);
        this.partitions = partitions;
        this.mostAhead = mostAhead;
    }

    Reading<OpenedSession> read(ConsumerRecord<byte[], byte[]> entry) {
        if (entry.value() == null) {
            return new Reading.Unfit<>(new Problem("NO_VALUE", "A tombstone opens no session."));
        }
        return switch (reader.read(entry.value())) {
            case ReadResult.Read<SessionOpened>(var opened) -> taken(entry, opened);
            case ReadResult.Unreadable<SessionOpened>(var why, var text) ->
                    new Reading.Unfit<>(new Problem(why.name(), text));
            case ReadResult.RegistryUnavailable<SessionOpened>(var cause) ->
                    new Reading.NotNow<>(cause);
        };
    }

    private Reading<OpenedSession> taken(
            ConsumerRecord<byte[], byte[]> entry, SessionOpened opened) {
        boolean past = opened.getEpoch() <= entry.timestamp() + mostAhead.toMillis();
        Optional<Problem> problem =
                Problem.ofPlace(entry, opened.getAgentId(), partitions)
                        .or(() -> unlessId("agentId", opened.getAgentId()))
                        .or(() -> unlessId("sessionId", opened.getSessionId()))
                        .or(() -> unless(past, "INVALID_EPOCH", "The epoch is ahead."));
        if (problem.isPresent()) {
            return new Reading.Unfit<>(problem.get());
        }
        return new Reading.Taken<>(
                new OpenedSession(opened.getAgentId(), opened.getSessionId(), opened.getEpoch()));
    }
}
