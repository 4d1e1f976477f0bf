/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.agentlogout.worker.agentswitch.finesse.FinesseErrors.Judgement;
import org.agentlogout.worker.agentswitch.finesse.FinesseErrors.Meaning;
import org.agentlogout.worker.agentswitch.finesse.FinesseXml.ApiError;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the two tables of documented errors, and what lies outside of them. */
class FinesseErrorsTest {

    /** Developer guide 12.5, p. 7, 32, 52, 54, 73, 74 and 244. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|Bad Request|malformed||REFUSED|BAD_REQUEST",
                "400|Generic Error|||REFUSED|GENERIC_ERROR",
                "400|Invalid Input|Invalid State specified for user|state|READ_STATE|INVALID_STATE",
                "400|Invalid Input|bad value|reasonCodeId|REFUSED|INVALID_INPUT",
                "400|Invalid State|already|LOGOUT|READ_STATE|INVALID_STATE",
                "400|Parameter Missing|missing|extension|REFUSED|PARAMETER_MISSING",
                "400|Parameter Missing|The state change requires a valid reason code."
                        + "|finesse.api.reasoncode.require_reasoncode|REFUSED|REASON_REQUIRED",
                "400|Invalid Input|For this operation, Reason Codes are not allowed."
                        + "|finesse.api.reasoncode.not_allowed|REFUSED|REASON_NOT_ALLOWED",
                "400|Finesse API Error|stale||REFUSED|FINESSE_API_ERROR",
                "401|Authorization Failure|UNAUTHORIZED|1001|CREDENTIAL_REFUSED|CREDENTIAL_REFUSED",
                "401|Invalid Authorization User Specified||1002|REFUSED|INVALID_AUTHORIZATION_USER",
                "401|Invalid State|||READ_STATE|INVALID_STATE",
                "401|Invalid Supervisor||1002|REFUSED|INVALID_SUPERVISOR",
                "403|Forbidden|||REFUSED|FORBIDDEN",
                "404|Not Found|NOT_FOUND|x|REFUSED|NOT_FOUND",
                "404|Not Found|UNKNOWN_USER|1001|REFUSED|USER_NOT_FOUND",
                "404|User Not Found|UNKNOWN_USER|1001|REFUSED|USER_NOT_FOUND",
                "500|Internal Server Error|||UNCLEAR|INTERNAL_SERVER_ERROR",
                "503|Service Unavailable|SERVER_OUT_OF_SERVICE||NOTHING_DONE|SERVER_OUT_OF_SERVICE"
            })
    void userErrorHasItsMeaning(
            int status, String type, String message, String data, Meaning meaning, String code) {
        Judgement judgement = FinesseErrors.judge(status, List.of(error(type, message, data, "")));

        assertThat(judgement.meaning()).isEqualTo(meaning);
        assertThat(judgement.code()).isEqualTo(code);
    }

    /** Cisco's page on errors for agent state and mode changes. */
    @ParameterizedTest
    @CsvSource({
        "1, AGENT_ALREADY_LOGGED_IN, TAKEN",
        "2, AGENT_NOT_FOUND, REFUSED",
        "3, MRD_LIST_ENTRY_NOT_FOUND, REFUSED",
        "6, AGENT_NOT_LOGGED_IN, SIGNED_OUT",
        "9, ALREADY_HAVE_PENDING_MAKE_AGENT_NOT_READY, UNDER_WAY",
        "11, CANT_LOGIN_TO_VOICE_MRD, REFUSED",
        "14, DO_THIS_WITH_TASK_SENT_RECENTLY, ASK_AGAIN",
        "27, LOGIN_NOT_ALLOWED_FOR_APP_PATH, REFUSED",
        "34, PERFORMANCE_LIMIT_EXCEEDED, NOTHING_DONE",
        "36, CC_OFFLINE, NOTHING_DONE",
        "37, LOGIN_TIMEOUT, NOTHING_DONE",
        "38, PQ_LOGIN_FAILED, NOTHING_DONE",
        "41, LOGIN_REQUEST_ALREADY_PENDING, ASK_AGAIN"
    })
    void mediaErrorHasItsMeaningByNumberAndByConstant(
            String number, String constant, Meaning meaning) {
        Judgement byNumber =
                FinesseErrors.judge(400, List.of(error("Invalid State", "", number, "5001")));
        Judgement byConstant =
                FinesseErrors.judge(
                        400, List.of(error("Invalid State", "E_ARM_STAT_" + constant, "", "")));

        assertThat(List.of(byNumber, byConstant))
                .allSatisfy(judgement -> {
                    assertThat(judgement.meaning()).isEqualTo(meaning);
                    assertThat(judgement.code()).isEqualTo(constant);
                });
    }

    @Test
    void mediumAlreadyInTheModeIsSettled() {
        String said = "E_ARM_STAT_ALREADY_IN_REQUESTED_AGENT_MODE";

        assertThat(FinesseErrors.judge(400, List.of(error("Invalid State", said, "", "5001"))))
                .returns(Meaning.SETTLED, Judgement::meaning);
    }

    @Test
    void numberOfAVoiceErrorIsNoMediaNumber() {
        ApiError voice = error("Invalid State", "CF_GENERIC", "6", "");

        assertThat(FinesseErrors.judge(400, List.of(voice)).meaning())
                .isEqualTo(Meaning.READ_STATE);
    }

    @ParameterizedTest
    @CsvSource({
        "301, WRONG_ADDRESS",
        "302, WRONG_ADDRESS",
        "308, WRONG_ADDRESS",
        "401, CREDENTIAL_REFUSED",
        "404, REFUSED",
        "409, REFUSED",
        "429, NOTHING_DONE",
        "502, UNCLEAR",
        "503, NOTHING_DONE",
        "504, UNCLEAR",
        "199, UNCLEAR",
        "600, UNCLEAR"
    })
    void statusAloneHasAMeaning(int status, Meaning meaning) {
        assertThat(FinesseErrors.judge(status, List.of()).meaning()).isEqualTo(meaning);
    }

    @Test
    void redirectNamesTheCure() {
        assertThat(FinesseErrors.judge(301, List.of()).outcome(AgentState.UNKNOWN))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> {
                            assertThat(failed.retryable()).isFalse();
                            assertThat(failed.text()).contains("https", "8445");
                        });
    }

    @Test
    void onlyWhatDidNothingOrIsUnclearMayBeAskedAgain() {
        assertThat(judgement(Meaning.NOTHING_DONE).outcome(AgentState.READY))
                .isEqualTo(new Outcome.Failed("CODE", "text", true));
        assertThat(judgement(Meaning.CREDENTIAL_REFUSED).outcome(AgentState.READY))
                .isEqualTo(new Outcome.Failed("CODE", "text", false));
        assertThat(judgement(Meaning.REFUSED).outcome(AgentState.READY))
                .isEqualTo(new Outcome.Refused("CODE", "text", AgentState.READY));
    }

    @Test
    void wordsOfTheSwitchAreCut() {
        ApiError endless = error("Generic Error", "x".repeat(100_000), "", "");
        List<ApiError> errors = Collections.nCopies(1_000, endless);

        assertThat(FinesseErrors.judge(400, errors).text()).hasSizeLessThan(2_000);
    }

    private static Judgement judgement(Meaning meaning) {
        return new Judgement(meaning, "CODE", "text");
    }

    private static ApiError error(String type, String message, String data, String media) {
        return new ApiError(orEmpty(type), orEmpty(message), orEmpty(data), media);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
