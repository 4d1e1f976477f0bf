/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

/** The published codes of error replies. A name once published is never reused. */
public enum ErrorCode {
    ONGOING_INTERACTION(
            "A call, chat or e-mail is still in your hands. End it, then log out again."),
    LOGOUT_REASON_REQUIRED("Choose a reason for logging out."),
    LOGOUT_REASON_INVALID("This reason is not known to the switch. Choose one of those offered."),
    NOT_READY_FAILED("You could not be made Not Ready everywhere. You are still logged in."),
    DEACTIVATION_FAILED("Not every channel could be deactivated. You are still logged in."),
    SIGN_OUT_FAILED("Not every channel could be signed out."),
    SESSION_UNKNOWN("There is no such session to log out."),
    SESSION_SUPERSEDED("A newer sign-in of yours has taken the place of this session."),
    LOGOUT_IN_PROGRESS("A logout of this session is already running."),
    DEADLINE_EXCEEDED("The logout did not end in time."),
    CANCELLED("The logout was withdrawn."),
    NOTHING_TO_CANCEL("There is no waiting logout to withdraw."),
    CANCEL_TOO_LATE("The logout can no longer be withdrawn."),
    SWITCH_UNAVAILABLE("A switch could not be asked. Nothing was changed."),
    INVALID_REQUEST("The request is not valid."),
    INTERNAL_ERROR("An internal error stopped the logout.");

    private final String sentence;

    ErrorCode(String sentence) {
        this.sentence = sentence;
    }

    /** One sentence for the agent. */
    public String sentence() {
        return sentence;
    }
}
