/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.util.Arrays;

/** What FAILURE_CONF, FAILURE_EVENT and CLOSE_REQ say (guide, table "Status codes"). */
public enum StatusCode {
    NO_ERROR(0, "no error"),
    INVALID_VERSION(1, "the protocol version is not supported"),
    INVALID_MESSAGE_LENGTH(2, "invalid message length"),
    INVALID_FIELD_TAG(3, "invalid field tag"),
    SESSION_NOT_OPEN(4, "the session is not open"),
    SESSION_ALREADY_OPEN(5, "the session is already open"),
    REQUIRED_DATA_MISSING(6, "required data is missing"),
    INVALID_PERIPHERAL_ID(7, "invalid peripheral id"),
    INVALID_AGENT_DATA(8, "invalid agent data"),
    AGENT_NOT_LOGGED_ON(9, "the agent is not logged on"),
    DEVICE_IN_USE(10, "the device is in use by another client"),
    NEW_SESSION_OPENED(11, "another session of this client was opened"),
    FUNCTION_NOT_AVAILABLE(12, "the function is not available"),
    INVALID_CALL_ID(13, "invalid call id"),
    CTI_SERVER_OFFLINE(15, "the CTI server is offline"),
    TIMEOUT(16, "the request timed out"),
    UNSPECIFIED(17, "unspecified failure"),
    INVALID_TIMEOUT(18, "the idle timeout is too short"),
    INVALID_SERVICE_MASK(19, "invalid service mask"),
    INVALID_CALL_MASK(20, "invalid call message mask"),
    INVALID_AGENT_MASK(21, "invalid agent state mask"),
    RESERVED_FIELD(22, "a reserved field is not zero"),
    FIELD_TOO_LONG(23, "a field is too long"),
    NOT_DIGITS(24, "a field has characters that are no digits"),
    BAD_MESSAGE_FORMAT(25, "bad message format"),
    TAG_NOT_FOR_MESSAGE(26, "a field does not belong to the message"),
    INCONSISTENT_AGENT_DATA(32, "inconsistent agent data"),
    INVALID_PASSWORD(36, "the client's password is wrong"),
    CLIENT_DISCONNECTED(37, "the client dropped the connection"),
    MESSAGE_TYPE_NOT_IN_VERSION(48, "the version does not have the message"),
    TAG_NOT_IN_VERSION(49, "the version does not have the field"),
    INVALID_WORK_MODE(50, "invalid work mode"),
    CLIENT_NOT_FOUND(63, "client not found"),
    NO_CALL_ACTIVE(66, "no call is active"),
    INVALID_DEVICE(87, "invalid device"),
    INVALID_MRD(88, "invalid media routing domain"),
    NOT_MASTER(92, "the server is the standby one"),
    JTAPI_PROBLEM(94, "trouble between the peripheral and the call manager"),
    INVALID_CONFIG_MASK(95, "invalid configuration mask"),
    INVALID_CLIENT_FOR_STANDBY(107, "the standby server does not take this client"),
    UNIQUE_INSTANCE_ID_EMPTY(108, "the unique instance id is empty"),
    UNIQUE_INSTANCE_ID_DUPLICATE(109, "the unique instance id is in use"),
    MAINTENANCE_MODE(110, "the server is in maintenance mode"),
    /** A number that the guide does not have. */
    OTHER(-1, "unknown status");

    private final long number;
    private final String words;

    StatusCode(long number, String words) {
        this.number = number;
        this.words = words;
    }

    public long number() {
        return number;
    }

    public static StatusCode of(long number) {
        return Arrays.stream(values()).filter(it -> it.number == number).findFirst().orElse(OTHER);
    }

    /** In words, with the number, whether we know it or not. */
    public static String describe(long number) {
        return of(number).words + " (status " + number + ")";
    }
}
