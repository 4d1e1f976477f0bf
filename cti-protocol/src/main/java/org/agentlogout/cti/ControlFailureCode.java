/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.util.Arrays;

/** What CONTROL_FAILURE_CONF says (guide, table "ControlFailureCode values"). */
public enum ControlFailureCode {
    UNSPECIFIED(0, "unspecified failure"),
    GENERIC_OPERATION(1, "the operation failed"),
    REQUEST_INCOMPATIBLE(2, "the request does not suit the object"),
    VALUE_OUT_OF_RANGE(3, "a value is out of range"),
    OBJECT_NOT_KNOWN(4, "the object is not known"),
    PRIVILEGE_VIOLATION(8, "no privilege for this device"),
    INVALID_DEVICE(12, "invalid device"),
    SECURITY_VIOLATION(19, "security violation"),
    STATE_INCOMPATIBILITY(21, "the state does not allow it"),
    INVALID_OBJECT_STATE(22, "invalid object state"),
    NO_ACTIVE_CALL(24, "no active call"),
    SYSTEM_RESOURCE(31, "the system lacks a resource"),
    SERVICE_BUSY(32, "the service is busy"),
    RESOURCE_BUSY(33, "the resource is busy"),
    RESOURCE_OUT_OF_SERVICE(34, "the resource is out of service"),
    UNSPECIFIED_REJECTION(70, "rejected"),
    OPERATION_REJECTION(71, "the operation was rejected"),
    DUPLICATE_INVOCATION(72, "the request was sent twice"),
    REQUEST_TIMEOUT(78, "the request timed out"),
    INVALID_AGENT_ID(256, "invalid agent id"),
    INVALID_PASSWORD(257, "invalid agent password"),
    INVALID_AGENT_ID_OR_PASSWORD(258, "invalid agent id or password"),
    ALREADY_SIGNED_ON(259, "already signed on"),
    INVALID_LOGON_DEVICE(260, "the device cannot be used to log on"),
    INVALID_SKILL_GROUP(262, "invalid skill group"),
    INVALID_WORK_MODE(265, "invalid agent work mode"),
    INVALID_REASON_CODE(266, "invalid reason code"),
    SWITCH_LINK(267, "the link to the switch failed"),
    AGENT_NOT_PARTY(268, "the agent is not on the call"),
    INTERNAL_ERROR(269, "internal error of the switch"),
    WRAPUP_DATA_REQUIRED(280, "wrap-up data is required"),
    REASON_CODE_REQUIRED(281, "a reason code is required"),
    EXTENSION_IN_USE(283, "the extension is in use"),
    DEVICE_RESTRICTED(287, "the device is restricted"),
    LINE_RESTRICTED(288, "the line is restricted"),
    ACCOUNT_LOCKED(289, "the account is locked"),
    UNKNOWN_PERIPHERAL(1004, "unknown peripheral"),
    PERIPHERAL_SERVICE_INACTIVE(1006, "the peripheral's service is inactive"),
    INVALID_PARAMETER(1010, "invalid parameter"),
    PERIPHERAL_INTERFACE_INACTIVE(1015, "the peripheral's interface is inactive"),
    /** A number that the guide does not have. */
    OTHER(-1, "unknown failure");

    private final int number;
    private final String words;

    ControlFailureCode(int number, String words) {
        this.number = number;
        this.words = words;
    }

    public int number() {
        return number;
    }

    public static ControlFailureCode of(int number) {
        return Arrays.stream(values()).filter(it -> it.number == number).findFirst().orElse(OTHER);
    }

    /** In words, with both numbers, whether we know them or not. */
    public static String describe(int number, long peripheralErrorCode) {
        return of(number).words
                + " (failure code "
                + number
                + ", peripheral error "
                + peripheralErrorCode
                + ")";
    }
}
