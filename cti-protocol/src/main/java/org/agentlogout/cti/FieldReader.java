/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Takes the fields of one frame's body in order, each by the name that an error should give it. */
final class FieldReader {

    /** More than the longest list has: 99 skill groups of 4 fields, and the single ones. */
    private static final int FLOATS_LIMIT = 512;

    private final CtiVersion version;
    private final ByteBuffer in;

    /**
     * @param frame at its first body byte; positions are those of the frame
     */
    FieldReader(CtiVersion version, ByteBuffer frame) {
        this.version = version;
        this.in = frame;
    }

    CtiVersion version() {
        return version;
    }

    int remaining() {
        return in.remaining();
    }

    /** Of the fixed part, in the versions that have it; 0 in the others. */
    int departmentId() throws CtiFormatException {
        return version.hasDepartmentId() ? integer("DepartmentID") : 0;
    }

    long uint(String field) throws CtiFormatException {
        return need(4, field).getInt() & 0xFFFF_FFFFL;
    }

    int integer(String field) throws CtiFormatException {
        return need(4, field).getInt();
    }

    int ushort(String field) throws CtiFormatException {
        return need(2, field).getShort() & 0xFFFF;
    }

    int uchar(String field) throws CtiFormatException {
        return need(1, field).get() & 0xFF;
    }

    boolean bool(String field) throws CtiFormatException {
        return ushort(field) != 0;
    }

    AgentState agentState(String field) throws CtiFormatException {
        return AgentState.of(ushort(field));
    }

    ConnectionState connectionState(String field) throws CtiFormatException {
        return ConnectionState.of(ushort(field));
    }

    /** A field that the guide wants to be zero. */
    void zero(String field) throws CtiFormatException {
        int offset = in.position();
        long value = uint(field);
        if (value != 0) {
            throw new CtiFormatException(field, offset, value + " where the guide wants 0");
        }
    }

    /** Skips a count whose list we have no use for. */
    void ignored(String field) throws CtiFormatException {
        ushort(field);
    }

    /** Skips floating fields that nobody asked for; they have to be whole all the same. */
    void skipFloats() throws CtiFormatException {
        floats(version.tagBytes(), EnumSet.noneOf(FloatingField.class));
    }

    /** Skips bytes that may be floating fields of another version. */
    void skipAll() {
        in.position(in.limit());
    }

    /** A count that a list of the floating part has to agree with. */
    Count count(String field, int limit) throws CtiFormatException {
        int offset = in.position();
        int value = ushort(field);
        if (value > limit) {
            throw new CtiFormatException(field, offset, value + " is more than " + limit);
        }
        return new Count(field, offset, value);
    }

    /** A list's length as the fixed part tells it, and where. */
    record Count(String field, int offset, int value) {}

    private ByteBuffer need(int bytes, String field) throws CtiFormatException {
        if (in.remaining() < bytes) {
            throw new CtiFormatException(
                    field,
                    in.position(),
                    "wants " + bytes + " bytes, the message has " + in.remaining() + " left");
        }
        return in;
    }

    /** The rest of the body, of which the fields named are kept. */
    FloatingPart floats(FloatingField first, FloatingField... others) throws CtiFormatException {
        return floats(version.tagBytes(), EnumSet.of(first, others));
    }

    FloatingPart floats(int tagBytes, Set<FloatingField> wanted) throws CtiFormatException {
        List<FloatingPart.Item> items = new ArrayList<>();
        while (in.hasRemaining()) {
            int offset = in.position();
            int tag = tagBytes == 2 ? ushort("FieldTag") : uchar("FieldTag");
            int length = tagBytes == 2 ? ushort("FieldLength") : uchar("FieldLength");
            String name = FloatingField.isKnown(tag) ? FloatingField.of(tag).name() : "tag " + tag;
            need(length, name);
            if (FloatingField.isKnown(tag) && wanted.contains(FloatingField.of(tag))) {
                if (items.size() == FLOATS_LIMIT) {
                    throw new CtiFormatException(
                            name, offset, "more than " + FLOATS_LIMIT + " floating fields");
                }
                items.add(item(FloatingField.of(tag), offset, length));
            }
            in.position(in.position() + length);
        }
        return new FloatingPart(items);
    }

    private FloatingPart.Item item(FloatingField field, int offset, int length)
            throws CtiFormatException {
        boolean fits = field.isText() ? length <= field.limitBytes() : length == field.limitBytes();
        if (!fits) {
            throw new CtiFormatException(
                    field.name(),
                    offset,
                    length
                            + " bytes, may have "
                            + (field.isText() ? "at most " : "")
                            + field.limitBytes());
        }
        FloatingPart.Item item =
                new FloatingPart.Item(field, offset, in.slice(in.position(), length));
        if (field.isText() && item.text().length() == field.limitBytes()) {
            throw new CtiFormatException(field.name(), offset, "has no room for its NUL");
        }
        return item;
    }
}
