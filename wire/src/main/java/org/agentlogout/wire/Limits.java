/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

import java.nio.charset.StandardCharsets;

/**
 * How large things may be; all in bytes of UTF-8 or of the serialised form unless said otherwise.
 */
public final class Limits {
    public static final int ID_BYTES = 128;
    public static final int TEXT_BYTES = 4 * 1024;
    public static final int CORRELATION_BYTES = 256;

    /** Channels, not bytes. */
    public static final int CHANNELS_OF_A_SESSION = 64;

    public static final int RECORD_BYTES = 256 * 1024;

    /** What the dead-letter topic takes: any record of another topic with its headers. */
    public static final int DEAD_LETTER_BYTES = 2 * 1024 * 1024;

    private Limits() {}

    /**
     * Whether this can be an agentId, sessionId, requestId or the like: not empty, not too long,
     * and nothing that would begin a line of its own in a log.
     */
    public static boolean isId(String text) {
        return !text.isEmpty() && bytes(text) <= ID_BYTES && isPlain(text);
    }

    /** No control characters and no line breaks, those of Unicode included. */
    public static boolean isPlain(String text) {
        return text.chars()
                .noneMatch(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029');
    }

    /** The text, cut to {@link #TEXT_BYTES} at the border of a character. */
    public static String cut(String text) {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        if (all.length <= TEXT_BYTES) {
            return text;
        }
        int end = TEXT_BYTES;
        while ((all[end] & 0xC0) == 0x80) { // a continuation byte: the character began before
            end--;
        }
        return new String(all, 0, end, StandardCharsets.UTF_8);
    }

    public static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
