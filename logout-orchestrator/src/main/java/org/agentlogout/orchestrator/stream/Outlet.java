/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.agentlogout.orchestrator.avro.Outbound;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Letter;
import org.agentlogout.wire.Topic;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a partition: records to their topics, and what could not be taken to the dead
 * letters. Every record gets headers of its own, for Streams would hand the input's headers on.
 */
final class Outlet {

    private static final String US = "logout-orchestrator";

    private final ProcessorContext<byte[], byte[]> context;
    private long sent;

    Outlet(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
    }

    /** How many records have been sent. */
    long sent() {
        return sent;
    }

    Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    void send(List<Outbound> records) {
        for (Outbound each : records) {
            Headers headers = new RecordHeaders();
            each.headers().forEach(headers::add);
            byte[] key = each.key().getBytes(StandardCharsets.UTF_8);
            send(each.topic(), key, each.value(), headers);
        }
    }

    /** The input as it came: bytes, key and headers, and where from and why. */
    void bury(Input input, String reason, String text) {
        Letter.Origin origin =
                new Letter.Origin(
                        input.topic(), input.partition(), input.offset(), input.timestamp());
        bury(input.key(), input.value(), input.headers(), origin, reason, text);
    }

    /**
     * For a timer that failed.
     *
     * @param state null when nothing was stored
     */
    void buryState(String agentId, byte @Nullable [] state, String text) {
        Letter.Origin origin =
                new Letter.Origin(
                        HeaderNames.STORED_STATE,
                        context.taskId().partition(),
                        -1,
                        context.currentSystemTimeMs());
        byte[] key = agentId.getBytes(StandardCharsets.UTF_8);
        bury(key, state, new RecordHeaders(), origin, "DEFECT", text);
    }

    private void bury(
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers,
            Letter.Origin origin,
            String reason,
            String text) {
        Letter letter = Letter.of(key, value, headers, origin, new Letter.Cause(reason, text, US));
        send(Topic.DEAD_LETTER, letter.key(), letter.value(), letter.headers());
    }

    private void send(
            Topic topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        sent++;
        Record<byte[], byte[]> out =
                new Record<>(key, value, context.currentSystemTimeMs(), headers);
        context.forward(out, topic.baseName());
    }
}
