/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Names of the headers that records carry, and how their values are written. */
public final class HeaderNames {
    public static final String REQUEST_ID = "requestId";

    /** W3C trace context. */
    public static final String TRACE_PARENT = "traceparent";

    /** Where a copy of the reply goes: the names are those of Spring Kafka's request/reply. */
    public static final String REPLY_TOPIC = "kafka_replyTopic";

    /** 4 bytes, big-endian. */
    public static final String REPLY_PARTITION = "kafka_replyPartition";

    /** Any bytes, at most {@link Limits#CORRELATION_BYTES}; echoed as they came. */
    public static final String CORRELATION_ID = "kafka_correlationId";

    /** Of a dead letter: the topic it came from (with prefix). */
    public static final String DEAD_LETTER_TOPIC = "deadletter-topic";

    /** Of a dead letter: decimal digits. */
    public static final String DEAD_LETTER_PARTITION = "deadletter-partition";

    /** Of a dead letter: decimal digits. */
    public static final String DEAD_LETTER_OFFSET = "deadletter-offset";

    /** Of a dead letter: the record's own time stamp, milliseconds since 1970 in decimal digits. */
    public static final String DEAD_LETTER_TIMESTAMP = "deadletter-timestamp";

    /** Of a dead letter: one word, such as {@code MALFORMED} or {@code WRONG_PARTITION}. */
    public static final String DEAD_LETTER_REASON = "deadletter-reason";

    /** Of a dead letter: a sentence for people, without secrets. */
    public static final String DEAD_LETTER_TEXT = "deadletter-text";

    /** Of a dead letter: the program that put it there. */
    public static final String DEAD_LETTER_BY = "deadletter-by";

    /** What {@link #DEAD_LETTER_BY} says of a reply's copy; only such letters go to a target. */
    public static final String BY_REPLY_ROUTER = "reply-router";

    /** What {@link #DEAD_LETTER_BY} says of a letter that only remembers a replay. */
    public static final String BY_REPLAY = "replay";

    /** A copy of a reply that did not reach its target; the value is the target topic. */
    public static final String REPLY_UNDELIVERABLE = "reply-undeliverable";

    /**
     * Of a record that was sent back from the dead letters, and of the letter that remembers it:
     * partition and offset of the dead letter, such as {@code 3:1207}.
     */
    public static final String REPLAYED_FROM = "replayed-from";

    /**
     * What {@link #DEAD_LETTER_TOPIC} says where a timer failed: there is no input, the letter is
     * the agent as it was stored. No topic can have this name.
     */
    public static final String STORED_STATE = "(stored state)";

    private HeaderNames() {}

    /** The value of the last header of that name as UTF-8; empty when there is none. */
    public static Optional<String> text(Headers headers, String name) {
        return bytes(headers, name).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /** The value of the last header of that name; empty when there is none. */
    public static Optional<byte[]> bytes(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name)).map(Header::value);
    }

    /** The value of {@link #REPLY_PARTITION}; empty when it is not there or not 4 bytes long. */
    public static OptionalInt replyPartition(Headers headers) {
        return bytes(headers, REPLY_PARTITION).stream()
                .filter(value -> value.length == Integer.BYTES)
                .mapToInt(value -> ByteBuffer.wrap(value).getInt())
                .findFirst();
    }

    /** Sets a text, in place of all headers of that name. */
    public static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
