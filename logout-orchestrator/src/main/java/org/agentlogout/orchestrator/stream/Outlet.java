/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.agentlogout.orchestrator.avro.Outbound;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Limits;
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

    /** Where a timer failed there is no input: the letter is the stored agent. */
    private static final String STATE = "(stored state)";

    private final ProcessorContext<byte[], byte[]> context;

    Outlet(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
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
        Headers headers = new RecordHeaders(input.headers().toArray());
        put(headers, HeaderNames.DEAD_LETTER_TOPIC, input.topic());
        put(headers, HeaderNames.DEAD_LETTER_PARTITION, "" + input.partition());
        put(headers, HeaderNames.DEAD_LETTER_OFFSET, "" + input.offset());
        put(headers, HeaderNames.DEAD_LETTER_TIMESTAMP, "" + input.timestamp());
        bury(input.key(), input.value(), headers, reason, text);
    }

    /**
     * For a timer that failed.
     *
     * @param state null when nothing was stored
     */
    void buryState(String agentId, byte @Nullable [] state, String text) {
        Headers headers = new RecordHeaders();
        put(headers, HeaderNames.DEAD_LETTER_TOPIC, STATE);
        bury(agentId.getBytes(StandardCharsets.UTF_8), state, headers, "DEFECT", text);
    }

    private void bury(
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers,
            String reason,
            String text) {
        put(headers, HeaderNames.DEAD_LETTER_REASON, reason);
        put(headers, HeaderNames.DEAD_LETTER_TEXT, Limits.cut(text));
        put(headers, HeaderNames.DEAD_LETTER_BY, US);
        if (LetterSize.fits(key, value, headers)) {
            send(Topic.DEAD_LETTER, key, value, headers);
        } else {
            Headers ours = LetterSize.ours(headers);
            put(ours, HeaderNames.DEAD_LETTER_TEXT, LetterSize.told(value, headers, text));
            send(Topic.DEAD_LETTER, LetterSize.shortened(key), null, ours);
        }
    }

    private void send(
            Topic topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        Record<byte[], byte[]> out =
                new Record<>(key, value, context.currentSystemTimeMs(), headers);
        context.forward(out, topic.baseName());
    }

    private static void put(Headers headers, String name, String value) {
        HeaderNames.put(headers, name, value);
    }
}
