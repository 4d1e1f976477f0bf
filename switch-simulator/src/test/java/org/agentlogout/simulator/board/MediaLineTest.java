/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

import static org.agentlogout.simulator.board.Samples.ANN;
import static org.agentlogout.simulator.board.Samples.CHAT;
import static org.agentlogout.simulator.board.Samples.NOON;
import static org.agentlogout.simulator.board.Samples.chat;
import static org.agentlogout.simulator.board.Samples.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaLineTest {

    private static final Wish READY = new Wish.MakeMediumReady(ANN, CHAT);
    private static final Wish NOT_READY = new Wish.MakeMediumNotReady(ANN, CHAT, Reason.NO_ID);
    private static final Wish SIGN_OUT = new Wish.SignOutMedium(ANN, CHAT, Reason.NO_ID);
    private static final Wish UNROUTABLE = new Wish.SetRoutable(ANN, CHAT, false);
    private static final Wish ROUTABLE = new Wish.SetRoutable(ANN, CHAT, true);

    private final AgentBoard board = Samples.board(Profile.CCE);

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    LOGOUT,         applied, 6,         6,       6
                    NOT_READY,      1,       applied,   applied, applied
                    READY,          1,       unchanged, applied, applied
                    RESERVED,       1,       unchanged, applied, applied
                    ACTIVE,         1,       unchanged, applied, applied
                    PAUSED,         1,       unchanged, applied, applied
                    INTERRUPTED,    1,       unchanged, applied, applied
                    WORK_READY,     1,       unchanged, applied, applied
                    WORK_NOT_READY, 1,       applied,   applied, applied
                    """)
    void eachMoveFromEachState(
            MediaState from, String signIn, String ready, String notReady, String signOut) {
        board.forceMedium(ANN, CHAT, from, NOON);

        assertThat(text(signIn(MediaOptions.USUAL))).isEqualTo(signIn);
        assertThat(text(READY)).isEqualTo(ready);
        assertThat(text(NOT_READY)).isEqualTo(notReady);
        assertThat(text(SIGN_OUT)).isEqualTo(signOut);
    }

    @ParameterizedTest
    @CsvSource({
        "OFFERED, RESERVED",
        "ACCEPTED, RESERVED",
        "ACTIVE, ACTIVE",
        "PAUSED, PAUSED",
        "WRAPPING_UP, WORK_READY",
        "INTERRUPTED, INTERRUPTED"
    })
    void taskMakesTheState(TaskState task, MediaState state) {
        board.startTask(ANN, CHAT, task, NOON);

        assertThat(chat(board).state()).isEqualTo(state);
    }

    @Test
    void theBusiestTaskShows() {
        board.startTask(ANN, CHAT, TaskState.OFFERED, NOON);
        board.startTask(ANN, CHAT, TaskState.PAUSED, NOON);
        String active = board.startTask(ANN, CHAT, TaskState.ACTIVE, NOON);
        assertThat(chat(board).state()).isEqualTo(MediaState.ACTIVE);

        board.setTask(ANN, active, TaskState.CLOSED, NOON);

        assertThat(chat(board).state()).isEqualTo(MediaState.PAUSED);
    }

    @Test
    void notReadyIsRefusedWhileATaskIsOffered() {
        String task = board.startTask(ANN, CHAT, TaskState.OFFERED, NOON);
        assertThat(board.apply(NOT_READY, NOON)).isEqualTo(refused(Refusal.TASK_SENT_RECENTLY));

        board.setTask(ANN, task, TaskState.ACCEPTED, NOON);

        assertThat(board.apply(NOT_READY, NOON)).isEqualTo(Answer.APPLIED);
    }

    @Test
    void notReadyKeepsLiveTasks() {
        board.startTask(ANN, CHAT, TaskState.ACTIVE, NOON);

        board.apply(NOT_READY, NOON);

        assertThat(chat(board).state()).isEqualTo(MediaState.NOT_READY);
        assertThat(chat(board).tasks()).hasSize(1);
    }

    @Test
    void readyBringsBackWhatTheTasksGive() {
        board.startTask(ANN, CHAT, TaskState.ACTIVE, NOON);
        board.apply(NOT_READY, NOON);

        board.apply(READY, NOON);

        assertThat(chat(board).state()).isEqualTo(MediaState.ACTIVE);
    }

    @Test
    void secondNotReadyMeetsTheFirstOnItsWay() {
        board.taken(NOT_READY);
        assertThat(board.judge(NOT_READY, NOON)).isEqualTo(refused(Refusal.NOT_READY_PENDING));

        board.apply(NOT_READY, NOON);

        assertThat(board.judge(NOT_READY, NOON)).isEqualTo(Answer.APPLIED);
    }

    @Test
    void routableEndsAtOnceWithoutWaitingTasks() {
        board.startTask(ANN, CHAT, TaskState.ACTIVE, NOON);

        assertThat(board.apply(UNROUTABLE, NOON)).isEqualTo(Answer.APPLIED);
        assertThat(chat(board).routable()).isFalse();
        assertThat(chat(board).state()).isEqualTo(MediaState.ACTIVE);
    }

    @ParameterizedTest
    @CsvSource({"OFFERED, ACTIVE", "ACCEPTED, ACTIVE", "OFFERED, CLOSED"})
    void routableEndsWhenTheWaitingTaskHasStarted(TaskState waiting, TaskState then) {
        String task = board.startTask(ANN, CHAT, waiting, NOON);
        assertThat(board.apply(UNROUTABLE, NOON)).isEqualTo(Answer.PENDING);
        assertThat(chat(board).routable()).isTrue();

        board.setTask(ANN, task, then, NOON);

        assertThat(chat(board).routable()).isFalse();
    }

    @Test
    void routableTwiceIsRefused() {
        assertThat(board.apply(ROUTABLE, NOON)).isEqualTo(refused(Refusal.ALREADY_IN_MODE));
        board.apply(UNROUTABLE, NOON);
        assertThat(board.apply(UNROUTABLE, NOON)).isEqualTo(refused(Refusal.ALREADY_IN_MODE));
        assertThat(board.apply(ROUTABLE, NOON)).isEqualTo(Answer.APPLIED);
    }

    @Test
    void readyMakesRoutable() {
        board.apply(UNROUTABLE, NOON);

        board.apply(READY, NOON);

        assertThat(chat(board).routable()).isTrue();
    }

    @Test
    void routableOfASignedOutMediumIsRefused() {
        board.apply(SIGN_OUT, NOON);

        assertThat(board.apply(ROUTABLE, NOON)).isEqualTo(refused(Refusal.MEDIUM_NOT_SIGNED_IN));
    }

    @ParameterizedTest
    @CsvSource({
        "CLOSE, CD_AGENT_LOGGED_OUT_DURING_DIALOG",
        "TRANSFER, CD_TASK_TRANSFERRED_ON_AGENT_LOGOUT"
    })
    void signOutEndsTasksAsTheSettingSays(String action, String disposition) {
        board.apply(signIn(new MediaOptions(3, "IGNORE", action)), NOON);
        board.startTask(ANN, CHAT, TaskState.ACTIVE, NOON);

        board.apply(SIGN_OUT, NOON);

        assertThat(chat(board).tasks()).isEmpty();
        assertThat(chat(board).closed())
                .extracting(AgentSnapshot.Task::disposition)
                .containsExactly(disposition);
        assertThat(chat(board).routable()).isFalse();
    }

    @Test
    void secondSignInIsRefusedAndOverwritesTheSettings() {
        MediaOptions options = new MediaOptions(9, "IGNORE", "TRANSFER");

        Answer answer = board.apply(signIn(options), NOON);

        assertThat(answer).isEqualTo(refused(Refusal.MEDIUM_ALREADY_SIGNED_IN));
        assertThat(chat(board).options()).isEqualTo(options);
        assertThat(chat(board).state()).isEqualTo(MediaState.NOT_READY);
    }

    @Test
    void voiceIsNoMediumAndAnotherMediumIsUnknown() {
        assertThat(board.apply(new Wish.MakeMediumReady(ANN, "1"), NOON))
                .isEqualTo(refused(Refusal.VOICE_IS_NO_MEDIUM));
        assertThat(board.apply(new Wish.MakeMediumReady(ANN, "77"), NOON))
                .isEqualTo(refused(Refusal.MEDIUM_UNKNOWN));
    }

    @Test
    void noTaskForASignedOutMedium() {
        board.apply(SIGN_OUT, NOON);

        assertThatThrownBy(() -> board.startTask(ANN, CHAT, TaskState.OFFERED, NOON))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Wish signIn(MediaOptions options) {
        return new Wish.SignInMedium(ANN, CHAT, options, "A");
    }

    private String text(Wish wish) {
        return switch (board.judge(wish, NOON)) {
            case Answer.Applied() -> "applied";
            case Answer.Pending() -> "pending";
            case Answer.Unchanged() -> "unchanged";
            case Answer.Refused(Refusal why) -> Integer.toString(why.number());
        };
    }
}
