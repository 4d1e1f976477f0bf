/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.nio.charset.StandardCharsets;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Limits;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What the dead letters' topic can take. A broker's limit is of compressed batches, so a record of
 * a megabyte there may have any size here; the producer would refuse it as a letter, and a thread
 * that dies of its input dies of it again and again.
 */
final class LetterSize {

    /** What the format adds: batch, record, lengths. Generous, for the limit is not. */
    private static final int FRAME_BYTES = 1024;

    private static final int PER_HEADER_BYTES = 16;

    private LetterSize() {}

    static boolean fits(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return FRAME_BYTES + length(key) + length(value) + length(headers)
                <= Limits.DEAD_LETTER_BYTES;
    }

    /** The headers that say where from and why. */
    static Headers ours(Headers headers) {
        Headers ours = new RecordHeaders();
        for (Header header : headers) {
            if (header.key().startsWith(HeaderNames.DEAD_LETTER_PREFIX)) {
                ours.add(header);
            }
        }
        return ours;
    }

    static String told(byte @Nullable [] value, Headers headers, String text) {
        String size = length(value) + " bytes of value and " + length(headers) + " of headers";
        return Limits.cut("Left out, for they are too large: " + size + ". " + text);
    }

    /** As it is where it can be somebody's id; else nothing. */
    static byte @Nullable [] shortened(byte @Nullable [] key) {
        return length(key) > Limits.TEXT_BYTES ? null : key;
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
