/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.util.Arrays;

/** What opens, keeps and ends a session (guide, chapter "Session Management"). */
public sealed interface SessionMessage extends CtiMessage {

    /**
     * Asks for a session with All Events, which needs no agent's data.
     *
     * @param version any number: a server has to be able to read what it does not speak
     * @param idleTimeout seconds, at least 20; {@link CtiMessage#NONE} for no heartbeats
     * @param peripheralId {@link CtiMessage#NONE} but for Client Events
     * @param uniqueInstanceId only in guides of the newest versions; empty to leave it out
     */
    record OpenReq(
            long invokeId,
            long version,
            long idleTimeout,
            long peripheralId,
            long servicesRequested,
            long callMsgMask,
            long agentStateMask,
            long configMsgMask,
            String clientId,
            Password clientPassword,
            String uniqueInstanceId)
            implements SessionMessage {}

    /**
     * The session is open.
     *
     * @param time of the central controller, seconds since 1970
     * @param departmentId from version 19 on, else 0
     */
    record OpenConf(
            long invokeId,
            long servicesGranted,
            long monitorId,
            long pgStatus,
            long time,
            boolean peripheralOnline,
            int peripheralType,
            AgentState agentState,
            int departmentId,
            SessionType sessionType)
            implements SessionMessage {}

    /** Which of the two servers answered: from version 24 on both listen. */
    enum SessionType {
        UNKNOWN(0),
        ACTIVE(1),
        STANDBY(2);

        private final int number;

        SessionType(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        static SessionType of(int number) {
            return Arrays.stream(values())
                    .filter(it -> it.number == number)
                    .findFirst()
                    .orElse(UNKNOWN);
        }
    }

    record HeartbeatReq(long invokeId) implements SessionMessage {}

    record HeartbeatConf(long invokeId) implements SessionMessage {}

    /**
     * @param status see {@link StatusCode}
     */
    record CloseReq(long invokeId, long status) implements SessionMessage {}

    record CloseConf(long invokeId) implements SessionMessage {}

    /**
     * No to any request.
     *
     * @param status see {@link StatusCode}
     * @param peripheralErrorCode 0 in the form that has none
     */
    record FailureConf(long invokeId, long status, Form form, long peripheralErrorCode)
            implements SessionMessage, CtiMessage.Answer {

        /**
         * The guides print two layouts, and nobody has seen which one a version 24 server sends.
         */
        public enum Form {
            /** A status of four bytes: the guides to version 17, and every capture. */
            STATUS,
            /** A code of two bytes and the peripheral's code: the guide of version 24. */
            CODE_AND_PERIPHERAL_ERROR
        }

        public static FailureConf of(long invokeId, StatusCode status) {
            return new FailureConf(invokeId, status.number(), Form.STATUS, 0);
        }
    }

    /** The server ends the session, or tells of a failure. */
    record FailureEvent(long status) implements SessionMessage {}

    /**
     * News of the switch.
     *
     * @param pgStatus see {@link PgStatus}
     * @param time of the central controller, seconds since 1970
     * @param systemEventId see {@link #kind()}
     * @param arg1 the peripheral, where the event is about one
     */
    record SystemEvent(
            long pgStatus,
            long time,
            long systemEventId,
            long arg1,
            long arg2,
            long arg3,
            int eventDeviceType,
            String text,
            String eventDeviceId)
            implements SessionMessage {

        /** Which news it is. */
        public SystemEventKind kind() {
            return SystemEventKind.of(systemEventId);
        }
    }

    /** What a SYSTEM_EVENT tells (guide, table "SystemEventID values"). */
    enum SystemEventKind {
        CENTRAL_CONTROLLER_ONLINE(1),
        CENTRAL_CONTROLLER_OFFLINE(2),
        PERIPHERAL_ONLINE(3),
        PERIPHERAL_OFFLINE(4),
        TEXT_FYI(5),
        PERIPHERAL_GATEWAY_OFFLINE(6),
        CTI_SERVER_OFFLINE(7),
        CTI_SERVER_ONLINE(8),
        HALF_HOUR_CHANGE(9),
        INSTRUMENT_OUT_OF_SERVICE(10),
        INSTRUMENT_BACK_IN_SERVICE(11),
        /** A number that the guide does not have. */
        OTHER(-1);

        private final long number;

        SystemEventKind(long number) {
            this.number = number;
        }

        public long number() {
            return number;
        }

        static SystemEventKind of(long number) {
            return Arrays.stream(values())
                    .filter(it -> it.number == number)
                    .findFirst()
                    .orElse(OTHER);
        }
    }
}
