/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

import static org.agentlogout.simulator.board.Samples.ANN;
import static org.agentlogout.simulator.board.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each cell of the voice tables; the tables here are written from the guide, not from the code. */
class VoiceTableTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    LOGOUT,                    INVALID_STATE, INVALID_STATE, ALREADY_SIGNED_OUT
                    NOT_READY,                 applied,       applied,       applied
                    READY,                     unchanged,     applied,       INVALID_STATE
                    RESERVED,                  INVALID_STATE, INVALID_STATE, INVALID_STATE
                    RESERVED_OUTBOUND,         applied,       applied,       INVALID_STATE
                    RESERVED_OUTBOUND_PREVIEW, INVALID_STATE, pending,       INVALID_STATE
                    TALKING,                   pending,       pending,       INVALID_STATE
                    HOLD,                      pending,       pending,       INVALID_STATE
                    WORK,                      applied,       applied,       INVALID_STATE
                    WORK_READY,                applied,       applied,       INVALID_STATE
                    UNKNOWN,                   INVALID_STATE, INVALID_STATE, INVALID_STATE
                    """)
    void agentOnCce(VoiceState from, String ready, String notReady, String logout) {
        assertThat(row(Profile.CCE, Actor.AGENT, from)).containsExactly(ready, notReady, logout);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    LOGOUT,                    INVALID_STATE,   INVALID_STATE,  ALREADY_SIGNED_OUT
                    NOT_READY,                 applied,         applied,        applied
                    READY,                     unchanged,       applied,        applied
                    RESERVED,                  INVALID_STATE,   INVALID_STATE,  INVALID_STATE
                    RESERVED_OUTBOUND,         INTERNAL_ERROR,  INTERNAL_ERROR, INVALID_STATE
                    RESERVED_OUTBOUND_PREVIEW, INTERNAL_ERROR,  INTERNAL_ERROR, INVALID_STATE
                    TALKING,                   WRONG_WORK_MODE, pending,        INVALID_STATE
                    HOLD,                      WRONG_WORK_MODE, pending,        INVALID_STATE
                    WORK,                      applied,         applied,        INVALID_STATE
                    WORK_READY,                INVALID_STATE,   INVALID_STATE,  INVALID_STATE
                    UNKNOWN,                   INVALID_STATE,   INVALID_STATE,  INVALID_STATE
                    """)
    void agentOnCcx(VoiceState from, String ready, String notReady, String logout) {
        assertThat(row(Profile.CCX, Actor.AGENT, from)).containsExactly(ready, notReady, logout);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    LOGOUT,                    INVALID_STATE, INVALID_STATE, ALREADY_SIGNED_OUT
                    NOT_READY,                 applied,       INVALID_STATE, applied
                    READY,                     unchanged,     applied,       applied
                    RESERVED,                  INVALID_STATE, INVALID_STATE, applied
                    RESERVED_OUTBOUND,         INVALID_STATE, INVALID_STATE, applied
                    RESERVED_OUTBOUND_PREVIEW, INVALID_STATE, INVALID_STATE, applied
                    TALKING,                   INVALID_STATE, INVALID_STATE, applied
                    HOLD,                      INVALID_STATE, INVALID_STATE, applied
                    WORK,                      applied,       applied,       applied
                    WORK_READY,                applied,       applied,       applied
                    UNKNOWN,                   INVALID_STATE, INVALID_STATE, INVALID_STATE
                    """)
    void supervisorOnEitherPlatform(VoiceState from, String ready, String notReady, String logout) {
        assertThat(row(Profile.CCE, Actor.SUPERVISOR, from))
                .containsExactly(ready, notReady, logout);
        assertThat(row(Profile.CCX, Actor.SUPERVISOR, from))
                .containsExactly(ready, notReady, logout);
    }

    @Test
    void theNumberOfARefusedLogoutIsASetting() {
        AgentBoard board = new AgentBoard(Profile.CCE, Samples.WRAP_UP, Refusal.WRONG_WORK_MODE);
        board.putAgent(new AgentProfile(ANN, "1001", "7", false, List.of(), false));
        board.forceVoice(ANN, VoiceState.READY, NOON);

        Answer answer = board.judge(Samples.signOut(), NOON);

        assertThat(answer).isEqualTo(Samples.refused(Refusal.WRONG_WORK_MODE));
    }

    @Test
    void judgingChangesNothing() {
        for (VoiceState state : VoiceState.values()) {
            AgentBoard board = in(Profile.CCE, state);
            AgentSnapshot before = Samples.ann(board);

            row(board, Actor.AGENT);

            assertThat(Samples.ann(board)).isEqualTo(before);
        }
    }

    private static AgentBoard in(Profile profile, VoiceState state) {
        AgentBoard board = Samples.board(profile);
        board.forceVoice(ANN, state, NOON);
        return board;
    }

    private static String[] row(Profile profile, Actor by, VoiceState from) {
        return row(in(profile, from), by);
    }

    private static String[] row(AgentBoard board, Actor by) {
        Wish[] wishes = {
            new Wish.MakeReady(ANN, by),
            new Wish.MakeNotReady(ANN, Reason.NO_ID, by),
            new Wish.SignOut(ANN, Reason.NO_ID, false, by)
        };
        return Arrays.stream(wishes)
                .map(wish -> text(board.judge(wish, NOON)))
                .toArray(String[]::new);
    }

    private static String text(Answer answer) {
        return switch (answer) {
            case Answer.Applied() -> "applied";
            case Answer.Pending() -> "pending";
            case Answer.Unchanged() -> "unchanged";
            case Answer.Refused(Refusal why) -> why.name();
        };
    }
}
