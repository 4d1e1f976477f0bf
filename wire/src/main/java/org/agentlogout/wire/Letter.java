/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to the dead letters: as it came, with where from and why in headers, or, when
 * it is more than their topic can take, told of. A broker's limit is of compressed batches, so a
 * record of a megabyte there may have any size here; a producer would refuse it as a letter, and
 * who dies of its input dies of it again and again.
 *
 * @param key null where there was none, or none that can be somebody's id
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way: nobody compares them
public record Letter(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {

    /** What the format adds: batch, record, lengths. Generous, for the limit is not. */
    private static final int FRAME_BYTES = 1024;

    private static final int PER_HEADER_BYTES = 16;

    /**
     * Where a record lay.
     *
     * @param offset negative where it is {@link HeaderNames#STORED_STATE}
     */
    public record Origin(String topic, int partition, long offset, long timestamp) {

        void tell(Headers headers) {
            HeaderNames.put(headers, HeaderNames.DEAD_LETTER_TOPIC, topic);
            HeaderNames.put(headers, HeaderNames.DEAD_LETTER_PARTITION, "" + partition);
            if (offset >= 0) {
                HeaderNames.put(headers, HeaderNames.DEAD_LETTER_OFFSET, "" + offset);
            }
            HeaderNames.put(headers, HeaderNames.DEAD_LETTER_TIMESTAMP, "" + timestamp);
        }
    }

    /**
     * Why it became a letter.
     *
     * @param reason one word
     * @param text a sentence for people, without secrets
     * @param by the program that put it there
     */
    public record Cause(String reason, String text, String by) {

        void tell(Headers headers) {
            HeaderNames.put(headers, HeaderNames.DEAD_LETTER_REASON, reason);
            HeaderNames.put(headers, HeaderNames.DEAD_LETTER_TEXT, Limits.cut(text));
            HeaderNames.put(headers, HeaderNames.DEAD_LETTER_BY, by);
        }
    }

    /**
     * @param theirs the headers it came with
     */
    public static Letter of(
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers theirs,
            Origin origin,
            Cause cause) {
        Headers headers = new RecordHeaders(theirs.toArray());
        origin.tell(headers);
        cause.tell(headers);
        if (fits(key, value, headers)) {
            return new Letter(key, value, headers);
        }
        Headers ours = new RecordHeaders();
        origin.tell(ours);
        String size = length(value) + " bytes of value and " + length(headers) + " of headers";
        String told = "Left out, for they are too large: " + size + ". " + cause.text();
        new Cause(cause.reason(), told, cause.by()).tell(ours);
        return new Letter(length(key) > Limits.TEXT_BYTES ? null : key, null, ours);
    }

    /** Whether a letter can hold it as it is. */
    public static boolean fits(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return FRAME_BYTES + length(key) + length(value) + length(headers)
                <= Limits.DEAD_LETTER_BYTES;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static long length(Headers headers) {
        long bytes = 0;
        for (Header header : headers) {
            int name = header.key().getBytes(StandardCharsets.UTF_8).length;
            bytes += PER_HEADER_BYTES + name + length(header.value());
        }
        return bytes;
    }
}
