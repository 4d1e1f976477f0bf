/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import org.agentlogout.simulator.board.Refusal;

/**
 * An error answer of the REST API: developer guide 12.5, p. 7, 73 and 74; for media Cisco's page on
 * errors for agent state and mode changes.
 *
 * @param media the {@code ErrorMedia} of media requests, empty elsewhere
 */
record FinesseError(int status, String type, String message, String data, String media) {

    static FinesseError of(int status, String type, String message, String data) {
        return new FinesseError(status, type, message, data, "");
    }

    static FinesseError outOfService() {
        return of(503, "Service Unavailable", "SERVER_OUT_OF_SERVICE", "");
    }

    static FinesseError unauthorized(String user) {
        return of(401, "Authorization Failure", "UNAUTHORIZED", user);
    }

    static FinesseError anotherUser(String user) {
        return of(401, "Invalid Authorization User Specified", "UNAUTHORIZED", user);
    }

    static FinesseError invalidSupervisor(String user) {
        return of(401, "Invalid Supervisor", "UNAUTHORIZED", user);
    }

    static FinesseError unknownUser(String user) {
        return of(404, "User Not Found", "UNKNOWN_USER", user);
    }

    static FinesseError notFound(String what) {
        return of(404, "Not Found", "NOT_FOUND", what);
    }

    static FinesseError badRequest(String why) {
        return of(400, "Bad Request", why, "");
    }

    static FinesseError missing(String element) {
        return of(400, "Parameter Missing", "A required parameter is missing.", element);
    }

    static FinesseError invalidInput(String element) {
        return of(400, "Invalid Input", "The value is not valid.", element);
    }

    static FinesseError invalidState() {
        return of(400, "Invalid Input", "Invalid State specified for user", "state");
    }

    static FinesseError reasonMissing() {
        return of(
                400,
                "Parameter Missing",
                Refusal.REASON_REQUIRED.text(),
                "finesse.api.reasoncode.require_reasoncode");
    }

    static FinesseError internal() {
        return of(500, "Internal Server Error", "INTERNAL_SERVER_ERROR", "");
    }

    /** How a refusal reads when it is answered instead of 202. */
    static FinesseError of(Refusal why, String userId) {
        return switch (why) {
            case AGENT_UNKNOWN -> unknownUser(userId);
            case ALREADY_SIGNED_OUT ->
                    of(400, "Invalid State", "The user is already in this state.", "LOGOUT");
            case REASON_REQUIRED -> reasonMissing();
            case REASON_FORBIDDEN ->
                    of(400, "Invalid Input", why.text(), "finesse.api.reasoncode.not_allowed");
            case REASON_UNKNOWN -> of(400, "Invalid Input", why.text(), "reasonCodeId");
            case MEDIUM_ALREADY_SIGNED_IN -> arm("Agent already logged into MRD", why);
            case MEDIUM_NOT_SIGNED_IN -> arm("Agent is not logged in", why);
            case INTERNAL_ERROR -> internal();
            case INVALID_STATE,
                    RESOURCE_BUSY,
                    WRONG_WORK_MODE,
                    MEDIUM_UNKNOWN,
                    NOT_READY_PENDING,
                    VOICE_IS_NO_MEDIUM,
                    TASK_SENT_RECENTLY,
                    ALREADY_IN_MODE ->
                    arm("Invalid State", why);
        };
    }

    private static FinesseError arm(String type, Refusal why) {
        return of(400, type, why.text(), why.number() == 0 ? "" : Integer.toString(why.number()));
    }

    FinesseError forMedia(String mrdId) {
        return new FinesseError(status, type, message, data, mrdId);
    }

    /** The body, empty for an error without a type. */
    String body(LetterCase letterCase) {
        if (type.isEmpty()) {
            return "";
        }
        XmlText xml = new XmlText(letterCase).open("ApiErrors").open("ApiError");
        xml.leaf("ErrorType", type).leaf("ErrorMessage", message).leaf("ErrorData", data);
        if (!media.isEmpty()) {
            xml.leaf("ErrorMedia", media);
        }
        return xml.close("ApiError").close("ApiErrors").toString();
    }
}
