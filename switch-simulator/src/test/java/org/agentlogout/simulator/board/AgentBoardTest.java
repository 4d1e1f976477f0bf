/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

import static org.agentlogout.simulator.board.Samples.ANN;
import static org.agentlogout.simulator.board.Samples.CHAT;
import static org.agentlogout.simulator.board.Samples.NOON;
import static org.agentlogout.simulator.board.Samples.ann;
import static org.agentlogout.simulator.board.Samples.chat;
import static org.agentlogout.simulator.board.Samples.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class AgentBoardTest {

    private static final Reason LUNCH = new Reason(17, 3, "Lunch", false);

    private final AgentBoard board = Samples.board(Profile.CCE);

    @Test
    void reasonsHoldForMediaToo() {
        board.putReasons(ReasonCategory.NOT_READY, List.of(LUNCH));

        assertThat(board.apply(new Wish.MakeMediumNotReady(ANN, CHAT, Reason.NO_ID), NOON))
                .isEqualTo(refused(Refusal.REASON_REQUIRED));
        assertThat(board.apply(new Wish.MakeMediumNotReady(ANN, CHAT, 17), NOON))
                .isEqualTo(Answer.APPLIED);
        assertThat(chat(board).reason()).isEqualTo(LUNCH);
        assertThat(board.reasons(ReasonCategory.NOT_READY)).containsExactly(LUNCH);
    }

    @Test
    void forcedStatesKeepOrGiveThePhone() {
        board.forceVoice(ANN, VoiceState.LOGOUT, NOON);
        assertThat(ann(board).extension()).isEmpty();

        board.forceVoice(ANN, VoiceState.READY, NOON);

        assertThat(ann(board).extension()).isEqualTo("1001");
    }

    @Test
    void forcedNotReadyHasNoReasonAlthoughSomeAreConfigured() {
        board.putReasons(ReasonCategory.NOT_READY, List.of(LUNCH));

        board.forceVoice(ANN, VoiceState.NOT_READY, NOON);

        assertThat(ann(board).reason()).isEqualTo(Reason.NOT_CHOSEN);
    }

    @Test
    void forcedWorkIsNotTimed() {
        board.forceVoice(ANN, VoiceState.WORK, NOON);

        board.tick(NOON.plusSeconds(86_400));

        assertThat(ann(board).voice()).isEqualTo(VoiceState.WORK);
        assertThat(board.due()).isEmpty();
    }

    @Test
    void callsAndTasksHaveIdsOfTheirOwn() {
        assertThat(board.startCall(ANN, true, false, NOON))
                .isNotEqualTo(board.startCall(ANN, true, false, NOON));
        assertThat(board.startTask(ANN, CHAT, TaskState.ACTIVE, NOON))
                .isNotEqualTo(board.startTask(ANN, CHAT, TaskState.ACTIVE, NOON));
        assertThat(ann(board).calls()).hasSize(2);
        assertThat(chat(board).tasks()).hasSize(2);
    }

    @Test
    void taskIsFoundInItsMedium() {
        board.putAgent(new AgentProfile(ANN, "1001", "7", false, List.of(CHAT, "5002"), false));
        board.apply(new Wish.SignInMedium(ANN, "5002", MediaOptions.USUAL, "A"), NOON);
        String task = board.startTask(ANN, "5002", TaskState.ACTIVE, NOON);

        board.setTask(ANN, task, TaskState.CLOSED, NOON);

        assertThat(ann(board).media().values())
                .extracting(medium -> medium.closed().size())
                .containsExactly(0, 1);
        assertThat(board.mediaNames()).containsOnlyKeys(CHAT, "5002");
    }

    @Test
    void endedTasksAreKeptInABoundedNumber() {
        for (int i = 0; i < 25; i++) {
            String task = board.startTask(ANN, CHAT, TaskState.ACTIVE, NOON);
            board.setTask(ANN, task, TaskState.CLOSED, NOON);
        }

        assertThat(chat(board).closed()).hasSize(20);
    }

    @Test
    void changeTimeIsThatOfTheLastRealChange() {
        Instant later = NOON.plusSeconds(60);
        board.apply(new Wish.MakeMediumReady(ANN, CHAT), NOON);

        board.apply(new Wish.MakeMediumReady(ANN, CHAT), later);
        board.startTask(ANN, CHAT, TaskState.ACTIVE, later);

        assertThat(chat(board).since()).isEqualTo(later);
        assertThat(ann(board).since()).isEqualTo(NOON);
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThatThrownBy(() -> board.forceVoice("bob", VoiceState.READY, NOON))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("bob");
        assertThatThrownBy(() -> board.forceRoutable(ANN, "77", true))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("77");
        assertThatThrownBy(() -> board.setTask(ANN, "9_9_9", TaskState.ACTIVE, NOON))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("9_9_9");
    }
}
