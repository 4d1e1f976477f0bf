/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Puts the fields of one message one behind the other. A value that is too large for its field is
 * the caller's mistake: an {@link IllegalArgumentException} that names the field.
 */
final class FieldWriter {

    private final CtiVersion version;
    private final ByteBuffer out = ByteBuffer.allocate(FrameReader.FRAME_LIMIT_BYTES);
    private int tagBytes;

    FieldWriter(CtiVersion version) {
        this.version = version;
        this.tagBytes = version.tagBytes();
    }

    CtiVersion version() {
        return version;
    }

    /** Each message begins with this; its length follows when it is whole. */
    FieldWriter begin(MessageType type) {
        return begin(type.number());
    }

    FieldWriter begin(long type) {
        out.putInt(0);
        return uint("MessageType", type);
    }

    /** OPEN_REQ is written in the version that it offers. */
    FieldWriter tagBytes(int bytes) {
        this.tagBytes = bytes;
        return this;
    }

    FieldWriter uint(String field, long value) {
        within(field, value, 0xFFFF_FFFFL);
        out.putInt((int) value);
        return this;
    }

    FieldWriter integer(int value) {
        out.putInt(value);
        return this;
    }

    FieldWriter ushort(String field, int value) {
        within(field, value, 0xFFFF);
        out.putShort((short) value);
        return this;
    }

    FieldWriter uchar(String field, int value) {
        within(field, value, 0xFF);
        out.put((byte) value);
        return this;
    }

    FieldWriter bool(boolean value) {
        out.putShort((short) (value ? 1 : 0));
        return this;
    }

    FieldWriter state(AgentState value) {
        out.putShort((short) value.number());
        return this;
    }

    FieldWriter state(ConnectionState value) {
        out.putShort((short) value.number());
        return this;
    }

    /** The length of a list that follows among the floating fields. */
    FieldWriter count(String field, List<?> list, int limit) {
        within(field, list.size(), limit);
        return ushort(field, list.size());
    }

    /** Only in versions that have it. */
    FieldWriter departmentId(int value) {
        return version.hasDepartmentId() ? integer(value) : this;
    }

    FieldWriter zeros(int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.put((byte) 0);
        }
        return this;
    }

    private static void within(String field, long value, long limit) {
        if (value < 0 || value > limit) {
            throw new IllegalArgumentException(field + " is " + value + ", may be 0 to " + limit);
        }
    }

    /** A text with its NUL; an empty one is left out. */
    FieldWriter text(FloatingField field, String text) {
        return text.isEmpty() ? this : bytes(field, text + "\0");
    }

    /** A field that must be there, and empty when there is nothing to say. */
    FieldWriter always(FloatingField field, String text) {
        return bytes(field, text.isEmpty() ? "" : text + "\0");
    }

    private FieldWriter bytes(FloatingField field, String text) {
        if (text.length() > field.limitBytes()) {
            throw new IllegalArgumentException(
                    field + " may have " + (field.limitBytes() - 1) + " characters");
        }
        if (text.chars().anyMatch(it -> it > 0xFF) || text.indexOf(0) < text.length() - 1) {
            throw new IllegalArgumentException(field + " has a character the protocol lacks");
        }
        header(field, text.length());
        out.put(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    FieldWriter number(FloatingField field, long value) {
        header(field, field.limitBytes());
        return field.limitBytes() == 4
                ? uint(field.name(), value)
                : ushort(field.name(), Math.toIntExact(value));
    }

    private void header(FloatingField field, int length) {
        if (tagBytes == 2) {
            out.putShort((short) field.tag()).putShort((short) length);
            return;
        }
        if (field.tag() > 0xFF) {
            throw new IllegalArgumentException(
                    field + " needs protocol version 20, this is " + version.number());
        }
        out.put((byte) field.tag()).put((byte) length);
    }

    /** The finished message. */
    ByteBuffer end() {
        out.putInt(0, out.position() - FrameReader.HEADER_BYTES);
        return out.flip();
    }
}
