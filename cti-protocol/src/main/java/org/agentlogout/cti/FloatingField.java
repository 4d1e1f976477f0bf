/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The floating fields that we read or write (guide, table "Floating field tag values"). */
enum FloatingField {
    CLIENT_ID(1, Kind.STRING, 64),
    CLIENT_PASSWORD(2, Kind.UNSPEC, 64),
    AGENT_EXTENSION(4, Kind.STRING, 16),
    AGENT_ID(5, Kind.STRING, 12),
    AGENT_INSTRUMENT(6, Kind.STRING, 64),
    TEXT(7, Kind.STRING, 255),
    CONNECTION_DEVICE_ID(25, Kind.STRING, 64),
    ALERTING_DEVICE_ID(26, Kind.STRING, 64),
    CALLING_DEVICE_ID(27, Kind.STRING, 64),
    CALLED_DEVICE_ID(28, Kind.STRING, 64),
    LAST_REDIRECT_DEVICE_ID(29, Kind.STRING, 64),
    ANSWERING_DEVICE_ID(30, Kind.STRING, 64),
    HOLDING_DEVICE_ID(31, Kind.STRING, 64),
    RETRIEVING_DEVICE_ID(32, Kind.STRING, 64),
    RELEASING_DEVICE_ID(33, Kind.STRING, 64),
    AGENT_PASSWORD(49, Kind.STRING, 64),
    CALL_ID(56, Kind.UINT, 4),
    CALL_DEVICE_ID_TYPE(57, Kind.USHORT, 2),
    CALL_DEVICE_ID(58, Kind.STRING, 64),
    SKILL_GROUP_NUMBER(62, Kind.UINT, 4),
    SKILL_GROUP_ID(63, Kind.UINT, 4),
    SKILL_GROUP_PRIORITY(64, Kind.USHORT, 2),
    SKILL_GROUP_STATE(65, Kind.USHORT, 2),
    CALL_STATE(75, Kind.USHORT, 2),
    NEXT_AGENT_STATE(123, Kind.USHORT, 2),
    EVENT_DEVICE_ID(206, Kind.STRING, 64),
    SSO_ENABLED(257, Kind.USHORT, 2),
    /** The newest guides name the field, but give no tag; 308 is the one blank row of the table. */
    UNIQUE_INSTANCE_ID(308, Kind.STRING, 64);

    enum Kind {
        USHORT,
        UINT,
        /** Text; its length includes the NUL at its end. Some clients send none. */
        STRING,
        /** Bytes that may be empty; in what we know they are text, too. */
        UNSPEC
    }

    private static final Map<Integer, FloatingField> BY_TAG =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(it -> it.tag, Function.identity()));

    private final int tag;
    private final Kind kind;
    private final int limitBytes;

    FloatingField(int tag, Kind kind, int limitBytes) {
        this.tag = tag;
        this.kind = kind;
        this.limitBytes = limitBytes;
    }

    int tag() {
        return tag;
    }

    boolean isText() {
        return kind == Kind.STRING || kind == Kind.UNSPEC;
    }

    /** The most bytes a text may have, its NUL included; exactly the bytes of a number. */
    int limitBytes() {
        return limitBytes;
    }

    static boolean isKnown(int tag) {
        return BY_TAG.containsKey(tag);
    }

    /** The field of a tag that {@link #isKnown} has. */
    static FloatingField of(int tag) {
        FloatingField field = BY_TAG.get(tag);
        if (field == null) {
            throw new IllegalArgumentException("no floating field has the tag " + tag);
        }
        return field;
    }
}
