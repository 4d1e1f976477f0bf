/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The floating fields of a message that somebody asked for, in the order they came. */
record FloatingPart(List<Item> items) {

    record Item(FloatingField field, int offset, ByteBuffer value) {

        /** Up to the NUL, if there is one. */
        String text() {
            byte[] bytes = new byte[value.remaining()];
            value.get(value.position(), bytes);
            int end = 0;
            while (end < bytes.length && bytes[end] != 0) {
                end++;
            }
            return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        }

        long number() {
            return field.limitBytes() == 4
                    ? value.getInt(value.position()) & 0xFFFF_FFFFL
                    : value.getShort(value.position()) & 0xFFFF;
        }
    }

    FloatingPart {
        items = List.copyOf(items);
    }

    /** The text, empty where the message has none. */
    String text(FloatingField field) throws CtiFormatException {
        List<Item> found = atMostOnce(field);
        return found.isEmpty() ? "" : found.getFirst().text();
    }

    long number(FloatingField field, long absent) throws CtiFormatException {
        List<Item> found = atMostOnce(field);
        return found.isEmpty() ? absent : found.getFirst().number();
    }

    AgentState agentState(FloatingField field) throws CtiFormatException {
        return AgentState.of((int) number(field, AgentState.UNKNOWN.number()));
    }

    private List<Item> atMostOnce(FloatingField field) throws CtiFormatException {
        List<Item> found = items.stream().filter(it -> it.field() == field).toList();
        if (found.size() > 1) {
            Item second = found.get(1);
            throw new CtiFormatException(field.name(), second.offset(), "comes a second time");
        }
        return found;
    }

    /**
     * The elements of a list: each begins with the field {@code first}, and may have the {@code
     * others}.
     *
     * @throws CtiFormatException when there are not as many as the message's count says
     */
    List<FloatingPart> groups(FieldReader.Count count, FloatingField first, FloatingField... others)
            throws CtiFormatException {
        Set<FloatingField> members = EnumSet.of(first, others);
        List<List<Item>> groups = new ArrayList<>();
        for (Item item : items) {
            if (item.field() == first) {
                groups.add(new ArrayList<>());
            }
            if (members.contains(item.field())) {
                if (groups.isEmpty()) {
                    throw new CtiFormatException(
                            item.field().name(), item.offset(), "comes before any " + first);
                }
                groups.getLast().add(item);
            }
        }
        if (groups.size() != count.value()) {
            throw new CtiFormatException(
                    count.field(),
                    count.offset(),
                    count.value() + " announced, " + groups.size() + " follow");
        }
        return groups.stream().map(FloatingPart::new).toList();
    }
}
