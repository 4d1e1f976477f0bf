/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

import static org.agentlogout.simulator.board.Samples.ANN;
import static org.agentlogout.simulator.board.Samples.NOON;
import static org.agentlogout.simulator.board.Samples.ann;
import static org.agentlogout.simulator.board.Samples.notReady;
import static org.agentlogout.simulator.board.Samples.refused;
import static org.agentlogout.simulator.board.Samples.signOut;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoiceLineTest {

    private static final Reason LUNCH = new Reason(17, 3, "Lunch", false);

    private final AgentBoard board = Samples.board(Profile.CCE);

    @Test
    void signInKeepsTheStateOfWhoIsSignedIn() {
        board.forceVoice(ANN, VoiceState.READY, NOON);

        Answer answer = board.apply(new Wish.SignIn(ANN, "2002"), NOON);

        assertThat(answer).isEqualTo(Answer.UNCHANGED);
        assertThat(ann(board).voice()).isEqualTo(VoiceState.READY);
        assertThat(ann(board).extension()).isEqualTo("1001");
    }

    @Test
    void signOutEmptiesTheExtension() {
        board.apply(signOut(), NOON);

        assertThat(ann(board).voice()).isEqualTo(VoiceState.LOGOUT);
        assertThat(ann(board).extension()).isEmpty();
    }

    @Test
    void signOutLeavesMediaAloneUnlessAsked() {
        board.apply(signOut(), NOON);

        assertThat(Samples.chat(board).state()).isEqualTo(MediaState.NOT_READY);
    }

    @Test
    void signOutTakesAllMediaAlongWhenAsked() {
        board.apply(new Wish.SignOut(ANN, Reason.NO_ID, true, Actor.AGENT), NOON);

        assertThat(Samples.chat(board).state()).isEqualTo(MediaState.LOGOUT);
    }

    @Test
    void refusedSignOutLeavesAllMediaAlone() {
        board.forceVoice(ANN, VoiceState.READY, NOON);

        board.apply(new Wish.SignOut(ANN, Reason.NO_ID, true, Actor.AGENT), NOON);

        assertThat(Samples.chat(board).state()).isEqualTo(MediaState.NOT_READY);
    }

    @Test
    void reasonIsRequiredOnceOneIsConfigured() {
        board.putReasons(ReasonCategory.NOT_READY, List.of(LUNCH));

        assertThat(board.apply(notReady(), NOON)).isEqualTo(refused(Refusal.REASON_REQUIRED));
        assertThat(board.apply(notReady(99), NOON)).isEqualTo(refused(Refusal.REASON_UNKNOWN));
        assertThat(board.apply(notReady(17), NOON)).isEqualTo(Answer.APPLIED);
        assertThat(ann(board).reason()).isEqualTo(LUNCH);
    }

    @Test
    void reasonIsForbiddenWhileNoneIsConfigured() {
        assertThat(board.apply(notReady(17), NOON)).isEqualTo(refused(Refusal.REASON_FORBIDDEN));
    }

    @Test
    void categoriesOfReasonsAreApart() {
        board.putReasons(ReasonCategory.NOT_READY, List.of(LUNCH));

        assertThat(board.apply(signOut(), NOON)).isEqualTo(Answer.APPLIED);
    }

    @Test
    void supervisorMayNotGiveANotReadyReason() {
        board.putReasons(ReasonCategory.NOT_READY, List.of(LUNCH));
        board.forceVoice(ANN, VoiceState.READY, NOON);

        Answer answer = board.apply(new Wish.MakeNotReady(ANN, 17, Actor.SUPERVISOR), NOON);

        assertThat(answer).isEqualTo(refused(Refusal.REASON_FORBIDDEN));
    }

    @ParameterizedTest
    @CsvSource({"CCE, 999, 999", "CCX, 33, 22"})
    void supervisorsChangesAreStampedWithASystemCode(Profile profile, int idle, int out) {
        AgentBoard floor = Samples.board(profile);
        floor.forceVoice(ANN, VoiceState.READY, NOON);

        floor.apply(new Wish.MakeNotReady(ANN, Reason.NO_ID, Actor.SUPERVISOR), NOON);
        assertThat(ann(floor).reason().code()).isEqualTo(idle);

        floor.apply(new Wish.SignOut(ANN, Reason.NO_ID, false, Actor.SUPERVISOR), NOON);
        assertThat(ann(floor).reason().code()).isEqualTo(out);
    }

    @Test
    void supervisorsSignOutLeavesTheCallUp() {
        String call = board.startCall(ANN, true, false, NOON);

        board.apply(new Wish.SignOut(ANN, Reason.NO_ID, false, Actor.SUPERVISOR), NOON);

        assertThat(ann(board).voice()).isEqualTo(VoiceState.LOGOUT);
        assertThat(ann(board).calls()).extracting(AgentSnapshot.Call::id).containsExactly(call);
        board.endCall(ANN, call, NOON);
        assertThat(ann(board).voice()).isEqualTo(VoiceState.LOGOUT);
    }

    @Test
    void unknownAgentIsRefused() {
        Answer answer = board.apply(new Wish.MakeReady("bob", Actor.AGENT), NOON);

        assertThat(answer).isEqualTo(refused(Refusal.AGENT_UNKNOWN));
    }

    @Test
    void newConfigurationKeepsTheState() {
        board.forceVoice(ANN, VoiceState.READY, NOON);

        board.putAgent(new AgentProfile(ANN, "1001", "8", true, List.of("5002"), false));

        assertThat(ann(board).voice()).isEqualTo(VoiceState.READY);
        assertThat(ann(board).media()).containsOnlyKeys("5002");
    }
}
