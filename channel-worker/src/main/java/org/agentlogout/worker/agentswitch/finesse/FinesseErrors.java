/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.agentlogout.worker.agentswitch.finesse.FinesseXml.ApiError;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Outcome;

/**
 * What an answer other than success means: one table over status, error type and the mark of the
 * error (a constant of the request manager, its number, or a key). The first row that fits counts.
 * The type decides before numbers do, for which number CCE gives is not documented (developer guide
 * 12.5, p. 50 and 73; Cisco's page on errors for agent state and mode changes).
 */
final class FinesseErrors {

    /** What to do about it. */
    enum Meaning {
        /** Nothing was changed, and asking later may help. */
        NOTHING_DONE,
        /** Nothing was changed, and the same request gets the same answer. */
        REFUSED,
        /** The password or token is wrong; it must not be used again. */
        CREDENTIAL_REFUSED,
        /** The present state forbids it: perhaps because it is as wanted, so the state is read. */
        READ_STATE,
        /** By the switch's own word there is nothing to do. */
        SETTLED,
        /** The agent is not signed in to the medium. */
        SIGNED_OUT,
        /** An earlier request for the same is on its way. */
        UNDER_WAY,
        /** Refused in words and applied all the same, as a second sign-in to a medium is. */
        TAKEN,
        /** A task was routed this moment: ask again shortly. */
        ASK_AGAIN,
        /** This is not the address of the REST API. */
        WRONG_ADDRESS,
        /** It may have happened or not. */
        UNCLEAR
    }

    /**
     * @param code for outcomes
     * @param text what the switch said
     */
    record Judgement(Meaning meaning, String code, String text) {

        /**
         * The end of a command that only reads, and of a change that certainly did not happen.
         *
         * @param state as last read
         */
        Outcome outcome(AgentState state) {
            return switch (meaning) {
                case NOTHING_DONE, ASK_AGAIN, UNDER_WAY, TAKEN, UNCLEAR ->
                        new Outcome.Failed(code, text, true);
                case CREDENTIAL_REFUSED, WRONG_ADDRESS -> new Outcome.Failed(code, text, false);
                case REFUSED, READ_STATE, SETTLED, SIGNED_OUT ->
                        new Outcome.Refused(code, text, state);
            };
        }
    }

    /** {@code type} and {@code mark} empty: any. A status of 0 to 9: any with that first digit. */
    private record Row(int status, String type, String mark, Meaning meaning, String code) {
        boolean fits(int answered, ApiError error) {
            return (status == answered || status == answered / 100)
                    && (type.isEmpty() || type.equalsIgnoreCase(error.type()))
                    && (mark.isEmpty() || marked(error));
        }

        /** Numbers count for media only: elsewhere error data is a name or a number of its own. */
        private boolean marked(ApiError error) {
            return Character.isDigit(mark.charAt(0))
                    ? !error.media().isEmpty() && error.data().equals(mark)
                    : error.message().contains(mark) || error.data().contains(mark);
        }
    }

    private static final List<Row> TABLE =
            List.of(
                    row(503, "", "", Meaning.NOTHING_DONE, "SERVER_OUT_OF_SERVICE"),
                    row(429, "", "", Meaning.NOTHING_DONE, "TOO_MANY_REQUESTS"),
                    row(3, "", "", Meaning.WRONG_ADDRESS, "WRONG_ADDRESS"),
                    row(
                            401,
                            "Invalid Authorization User Specified",
                            "",
                            Meaning.REFUSED,
                            "INVALID_AUTHORIZATION_USER"),
                    row(401, "Invalid Supervisor", "", Meaning.REFUSED, "INVALID_SUPERVISOR"),
                    row(401, "Invalid State", "", Meaning.READ_STATE, "INVALID_STATE"),
                    row(401, "", "", Meaning.CREDENTIAL_REFUSED, "CREDENTIAL_REFUSED"),
                    row(403, "", "", Meaning.REFUSED, "FORBIDDEN"),
                    row(404, "User Not Found", "", Meaning.REFUSED, "USER_NOT_FOUND"),
                    row(404, "", "UNKNOWN_USER", Meaning.REFUSED, "USER_NOT_FOUND"),
                    row(404, "", "", Meaning.REFUSED, "NOT_FOUND"),
                    arm("ALREADY_IN_REQUESTED_AGENT_MODE", Meaning.SETTLED),
                    arm("ALREADY_HAVE_PENDING_MAKE_AGENT_NOT_READY", Meaning.UNDER_WAY),
                    number("9", Meaning.UNDER_WAY, "ALREADY_HAVE_PENDING_MAKE_AGENT_NOT_READY"),
                    arm("DO_THIS_WITH_TASK_SENT_RECENTLY", Meaning.ASK_AGAIN),
                    number("14", Meaning.ASK_AGAIN, "DO_THIS_WITH_TASK_SENT_RECENTLY"),
                    arm("AGENT_NOT_LOGGED_IN", Meaning.SIGNED_OUT),
                    number("6", Meaning.SIGNED_OUT, "AGENT_NOT_LOGGED_IN"),
                    arm("AGENT_ALREADY_LOGGED_IN", Meaning.TAKEN),
                    number("1", Meaning.TAKEN, "AGENT_ALREADY_LOGGED_IN"),
                    arm("AGENT_NOT_FOUND", Meaning.REFUSED),
                    number("2", Meaning.REFUSED, "AGENT_NOT_FOUND"),
                    arm("MRD_LIST_ENTRY_NOT_FOUND", Meaning.REFUSED),
                    number("3", Meaning.REFUSED, "MRD_LIST_ENTRY_NOT_FOUND"),
                    arm("CANT_LOGIN_TO_VOICE_MRD", Meaning.REFUSED),
                    number("11", Meaning.REFUSED, "CANT_LOGIN_TO_VOICE_MRD"),
                    arm("LOGIN_NOT_ALLOWED_FOR_APP_PATH", Meaning.REFUSED),
                    number("27", Meaning.REFUSED, "LOGIN_NOT_ALLOWED_FOR_APP_PATH"),
                    arm("PERFORMANCE_LIMIT_EXCEEDED", Meaning.NOTHING_DONE),
                    number("34", Meaning.NOTHING_DONE, "PERFORMANCE_LIMIT_EXCEEDED"),
                    arm("CC_OFFLINE", Meaning.NOTHING_DONE),
                    number("36", Meaning.NOTHING_DONE, "CC_OFFLINE"),
                    arm("LOGIN_TIMEOUT", Meaning.NOTHING_DONE),
                    number("37", Meaning.NOTHING_DONE, "LOGIN_TIMEOUT"),
                    arm("PQ_LOGIN_FAILED", Meaning.NOTHING_DONE),
                    number("38", Meaning.NOTHING_DONE, "PQ_LOGIN_FAILED"),
                    arm("LOGIN_REQUEST_ALREADY_PENDING", Meaning.ASK_AGAIN),
                    number("41", Meaning.ASK_AGAIN, "LOGIN_REQUEST_ALREADY_PENDING"),
                    row(400, "", "require_reasoncode", Meaning.REFUSED, "REASON_REQUIRED"),
                    row(400, "", "reasoncode.not_allowed", Meaning.REFUSED, "REASON_NOT_ALLOWED"),
                    row(400, "Invalid State", "", Meaning.READ_STATE, "INVALID_STATE"),
                    row(
                            400,
                            "Invalid Input",
                            "Invalid State specified",
                            Meaning.READ_STATE,
                            "INVALID_STATE"),
                    row(400, "Invalid Input", "", Meaning.REFUSED, "INVALID_INPUT"),
                    row(400, "Parameter Missing", "", Meaning.REFUSED, "PARAMETER_MISSING"),
                    row(400, "Bad Request", "", Meaning.REFUSED, "BAD_REQUEST"),
                    row(400, "Generic Error", "", Meaning.REFUSED, "GENERIC_ERROR"),
                    row(400, "Finesse API Error", "", Meaning.REFUSED, "FINESSE_API_ERROR"),
                    row(4, "", "", Meaning.REFUSED, "REQUEST_REFUSED"),
                    row(500, "", "", Meaning.UNCLEAR, "INTERNAL_SERVER_ERROR"),
                    row(5, "", "", Meaning.UNCLEAR, "SERVER_ERROR"));

    private static final ApiError NOTHING_SAID = new ApiError("", "", "", "");

    private FinesseErrors() {}

    /** For any status that is not 2xx; of several errors the first that has a row of its own. */
    static Judgement judge(int status, List<ApiError> errors) {
        List<ApiError> said = errors.isEmpty() ? List.of(NOTHING_SAID) : errors;
        for (Row row : TABLE) {
            if (said.stream().anyMatch(error -> row.fits(status, error))) {
                return new Judgement(row.meaning(), row.code(), text(status, errors, row));
            }
        }
        String text = "The switch answered with the odd status " + status + ".";
        return new Judgement(Meaning.UNCLEAR, "ODD_STATUS", text);
    }

    private static String text(int status, List<ApiError> errors, Row row) {
        if (row.meaning() == Meaning.WRONG_ADDRESS) {
            return "The switch answered with a redirect ("
                    + status
                    + "): give its address as https with port 8445.";
        }
        String words =
                errors.stream()
                        .limit(3)
                        .map(FinesseErrors::words)
                        .collect(Collectors.joining("; "));
        return "The switch answered " + status + (words.isEmpty() ? "." : ": " + words);
    }

    private static String words(ApiError error) {
        String data = error.data().isEmpty() ? "" : " (" + error.data() + ")";
        String text = error.type() + ": " + error.message() + data;
        return text.length() <= 500 ? text : text.substring(0, 500) + "...";
    }

    private static Row row(int status, String type, String mark, Meaning meaning, String code) {
        return new Row(status, type, mark, meaning, code);
    }

    private static Row arm(String constant, Meaning meaning) {
        return row(400, "", "E_ARM_STAT_" + constant, meaning, constant.toUpperCase(Locale.ROOT));
    }

    private static Row number(String number, Meaning meaning, String constant) {
        return row(400, "", number, meaning, constant);
    }
}
