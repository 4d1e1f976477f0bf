/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

/**
 * Bytes that are no message. It names the field and where in the frame it begins, and never shows
 * the bytes: a password may be among them.
 *
 * <p>Thrown by {@link FrameReader} it means that the connection can be read no further; thrown by
 * {@link CtiDecoder} it concerns one frame, and the next one may be fine.
 */
public final class CtiFormatException extends Exception {

    private final String field;
    private final int offset;

    CtiFormatException(String field, int offset, String what) {
        super(field + " at byte " + offset + ": " + what);
        this.field = field;
        this.offset = offset;
    }

    /** As the guide names it. */
    public String field() {
        return field;
    }

    /** From the first byte of the frame's header. */
    public int offset() {
        return offset;
    }
}
