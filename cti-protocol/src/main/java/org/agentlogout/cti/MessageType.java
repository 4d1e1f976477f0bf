/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The messages that we speak, with their numbers (guide, table "CTI Server message types"). */
enum MessageType {
    FAILURE_CONF(1),
    FAILURE_EVENT(2),
    OPEN_REQ(3),
    OPEN_CONF(4),
    HEARTBEAT_REQ(5),
    HEARTBEAT_CONF(6),
    CLOSE_REQ(7),
    CLOSE_CONF(8),
    CALL_DELIVERED_EVENT(9),
    CALL_ESTABLISHED_EVENT(10),
    CALL_HELD_EVENT(11),
    CALL_RETRIEVED_EVENT(12),
    CALL_CLEARED_EVENT(13),
    CALL_CONNECTION_CLEARED_EVENT(14),
    BEGIN_CALL_EVENT(23),
    END_CALL_EVENT(24),
    AGENT_STATE_EVENT(30),
    SYSTEM_EVENT(31),
    CONTROL_FAILURE_CONF(35),
    QUERY_AGENT_STATE_REQ(36),
    QUERY_AGENT_STATE_CONF(37),
    SET_AGENT_STATE_REQ(38),
    SET_AGENT_STATE_CONF(39),
    SNAPSHOT_DEVICE_REQ(84),
    SNAPSHOT_DEVICE_CONF(85),
    AGENT_DESK_SETTINGS_REQ(131),
    AGENT_DESK_SETTINGS_CONF(132),
    /** Any other number: skipped by its length. */
    OTHER(-1);

    private static final Map<Long, MessageType> BY_NUMBER =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(it -> it.number, Function.identity()));

    private final long number;

    MessageType(long number) {
        this.number = number;
    }

    long number() {
        return number;
    }

    /** A number read from a header is never negative, so {@link #OTHER} is found by none. */
    static MessageType of(long number) {
        return BY_NUMBER.getOrDefault(number, OTHER);
    }
}
