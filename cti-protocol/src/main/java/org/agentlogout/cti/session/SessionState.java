/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agentlogout.cti.CtiMessage;

/** What a session waits for. */
public sealed interface SessionState {

    /** For {@link SessionEvent.Start}. */
    record Stopped(Line line) implements SessionState {}

    /** For the time of the next try. */
    record Waiting(Line line, Instant until) implements SessionState {}

    /** For the connection. */
    record Connecting(Line line, Instant deadline) implements SessionState {}

    /** For OPEN_CONF. */
    record Opening(Line line, Instant deadline) implements SessionState {}

    /**
     * For requests, for their answers and for whatever the server tells.
     *
     * @param beats the InvokeIDs of heartbeats without an answer
     * @param pending the requests on their way, by InvokeID, oldest first
     */
    record Open(
            Line line,
            Instant since,
            Instant sentAt,
            Instant heardAt,
            Instant beatAt,
            List<Long> beats,
            Map<Long, Pending> pending,
            Plant plant)
            implements SessionState {

        public Open {
            beats = List.copyOf(beats);
            pending = Collections.unmodifiableMap(new LinkedHashMap<>(pending));
        }

        static Open at(Instant at, Line line) {
            return new Open(line, at, at, at, at, List.of(), Map.of(), Plant.NEW);
        }

        Open heard(Instant at) {
            return new Open(line, since, sentAt, at, beatAt, beats, pending, plant);
        }

        Open with(Plant other) {
            return new Open(line, since, sentAt, heardAt, beatAt, beats, pending, other);
        }

        Open with(Map<Long, Pending> others) {
            return new Open(line, since, sentAt, heardAt, beatAt, beats, others, plant);
        }

        Open sent(Instant at, Line other, Map<Long, Pending> others) {
            return new Open(other, since, at, heardAt, beatAt, beats, others, plant);
        }

        Open beat(Instant at, Line other, List<Long> unanswered) {
            return new Open(other, since, at, heardAt, at, unanswered, pending, plant);
        }

        Open alive() {
            return new Open(line, since, sentAt, heardAt, beatAt, List.of(), pending, plant);
        }

        boolean isUsed(long invokeId) {
            return pending.containsKey(invokeId) || beats.contains(invokeId);
        }
    }

    /** A request on its way. */
    record Pending(String key, CtiMessage.Request request, Instant deadline) {}

    /** For CLOSE_CONF. */
    record Closing(Line line, Instant deadline) implements SessionState {}

    /** For another credential: one that was refused is not sent again. */
    record Refused(Line line) implements SessionState {}
}
