/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

import static org.agentlogout.simulator.board.Samples.ANN;
import static org.agentlogout.simulator.board.Samples.NOON;
import static org.agentlogout.simulator.board.Samples.ann;
import static org.agentlogout.simulator.board.Samples.notReady;
import static org.agentlogout.simulator.board.Samples.ready;
import static org.agentlogout.simulator.board.Samples.refused;
import static org.agentlogout.simulator.board.Samples.signOut;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CallLineTest {

    private static final Instant AFTER_WRAP_UP = NOON.plus(Samples.WRAP_UP);

    @Nested
    class OnCce {

        private final AgentBoard board = Samples.board(Profile.CCE);

        @Test
        void icdCallEndsInReady() {
            String call = board.startCall(ANN, true, false, NOON);
            assertThat(ann(board).voice()).isEqualTo(VoiceState.TALKING);

            board.endCall(ANN, call, NOON);

            assertThat(ann(board).voice()).isEqualTo(VoiceState.READY);
            assertThat(ann(board).calls()).isEmpty();
        }

        @Test
        void nonIcdCallEndsInTheStateBefore() {
            board.endCall(ANN, board.startCall(ANN, false, false, NOON), NOON);

            assertThat(ann(board).voice()).isEqualTo(VoiceState.NOT_READY);
        }

        @Test
        void ringingIsReservedAndAnsweringTalking() {
            String call = board.startCall(ANN, true, true, NOON);
            assertThat(ann(board).voice()).isEqualTo(VoiceState.RESERVED);

            board.answerCall(ANN, call, NOON);

            assertThat(ann(board).voice()).isEqualTo(VoiceState.TALKING);
        }

        @Test
        void pendingNotReadyHappensWhenTheCallEnds() {
            board.putReasons(ReasonCategory.NOT_READY, List.of(new Reason(17, 3, "Lunch", false)));
            String call = board.startCall(ANN, true, false, NOON);

            assertThat(board.apply(notReady(17), NOON)).isEqualTo(Answer.PENDING);
            assertThat(ann(board).voice()).isEqualTo(VoiceState.TALKING);
            assertThat(ann(board).pending()).isEqualTo(VoiceTarget.NOT_READY);
            board.endCall(ANN, call, NOON);

            assertThat(ann(board).voice()).isEqualTo(VoiceState.NOT_READY);
            assertThat(ann(board).reason().id()).isEqualTo(17);
            assertThat(ann(board).pending()).isEqualTo(VoiceTarget.NONE);
        }

        @Test
        void laterPendingStateReplacesTheEarlier() {
            String call = board.startCall(ANN, true, false, NOON);
            board.apply(notReady(), NOON);
            board.apply(ready(), NOON);

            board.endCall(ANN, call, NOON);

            assertThat(ann(board).voice()).isEqualTo(VoiceState.READY);
        }

        @Test
        void pendingStateSurvivesHold() {
            String call = board.startCall(ANN, true, false, NOON);
            board.apply(notReady(), NOON);
            board.holdCall(ANN, call, true, NOON);
            assertThat(ann(board).voice()).isEqualTo(VoiceState.HOLD);

            board.endCall(ANN, call, NOON);

            assertThat(ann(board).voice()).isEqualTo(VoiceState.NOT_READY);
        }

        @Test
        void theLastOfTwoCallsEndsIt() {
            String first = board.startCall(ANN, true, false, NOON);
            board.holdCall(ANN, first, true, NOON);
            String second = board.startCall(ANN, false, false, NOON);
            board.apply(notReady(), NOON);

            board.endCall(ANN, second, NOON);
            assertThat(ann(board).voice()).isEqualTo(VoiceState.HOLD);
            board.endCall(ANN, first, NOON);

            assertThat(ann(board).voice()).isEqualTo(VoiceState.NOT_READY);
        }

        @Test
        void noCallForWhoIsSignedOut() {
            board.apply(signOut(), NOON);

            assertThatThrownBy(() -> board.startCall(ANN, true, false, NOON))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("LOGOUT");
        }

        @Test
        void unknownCallCannotEnd() {
            assertThatThrownBy(() -> board.endCall(ANN, "12", NOON))
                    .isInstanceOf(NoSuchElementException.class);
        }
    }

    @Nested
    class WithWrapUp {

        @Test
        void cceWorksReadyAndThenIsReady() {
            AgentBoard board = afterCall(Profile.CCE, false);
            assertThat(ann(board).voice()).isEqualTo(VoiceState.WORK_READY);

            board.tick(AFTER_WRAP_UP);

            assertThat(ann(board).voice()).isEqualTo(VoiceState.READY);
        }

        @Test
        void ccePendingNotReadyWorksAndThenIsNotReady() {
            AgentBoard board = afterCall(Profile.CCE, true);
            assertThat(ann(board).voice()).isEqualTo(VoiceState.WORK);

            board.tick(AFTER_WRAP_UP);

            assertThat(ann(board).voice()).isEqualTo(VoiceState.NOT_READY);
        }

        @Test
        void ccxWorksAndThenIsNotReady() {
            AgentBoard board = afterCall(Profile.CCX, false);
            assertThat(ann(board).voice()).isEqualTo(VoiceState.WORK);

            board.tick(AFTER_WRAP_UP);

            assertThat(ann(board).voice()).isEqualTo(VoiceState.NOT_READY);
        }

        @Test
        void timerDoesNothingBeforeItIsDue() {
            AgentBoard board = afterCall(Profile.CCE, false);
            assertThat(board.due()).contains(AFTER_WRAP_UP);

            board.tick(AFTER_WRAP_UP.minusNanos(1));

            assertThat(ann(board).voice()).isEqualTo(VoiceState.WORK_READY);
        }

        @Test
        void endedByHandTheTimerHasNoEffect() {
            AgentBoard board = afterCall(Profile.CCE, false);
            board.apply(notReady(), NOON);

            board.tick(AFTER_WRAP_UP);

            assertThat(ann(board).voice()).isEqualTo(VoiceState.NOT_READY);
        }

        @Test
        void unansweredCallHasNoWrapUp() {
            AgentBoard board = Samples.board(Profile.CCE, true);

            board.endCall(ANN, board.startCall(ANN, true, true, NOON), NOON);

            assertThat(ann(board).voice()).isEqualTo(VoiceState.READY);
        }

        private AgentBoard afterCall(Profile profile, boolean pending) {
            AgentBoard board = Samples.board(profile, true);
            String call = board.startCall(ANN, true, false, NOON);
            if (pending) {
                board.apply(notReady(), NOON);
            }
            board.endCall(ANN, call, NOON);
            return board;
        }
    }

    @Nested
    class OnCcx {

        private final AgentBoard board = Samples.board(Profile.CCX);

        @Test
        void nonIcdCallLeavesTheAgentNotReady() {
            String call = board.startCall(ANN, false, false, NOON);

            assertThat(ann(board).voice()).isEqualTo(VoiceState.NOT_READY);
            assertThat(ann(board).calls()).extracting(AgentSnapshot.Call::id).containsExactly(call);
        }

        @Test
        void nonIcdCallOfAReadyAgentEndsInReady() {
            board.forceVoice(ANN, VoiceState.READY, NOON);
            String call = board.startCall(ANN, false, false, NOON);
            assertThat(ann(board).voice()).isEqualTo(VoiceState.NOT_READY);

            board.endCall(ANN, call, NOON);

            assertThat(ann(board).voice()).isEqualTo(VoiceState.READY);
        }

        @Test
        void heldCallStaysTalking() {
            String call = board.startCall(ANN, true, false, NOON);

            board.holdCall(ANN, call, true, NOON);

            assertThat(ann(board).voice()).isEqualTo(VoiceState.TALKING);
            assertThat(ann(board).calls().getFirst().state()).isEqualTo(CallState.HELD);
        }

        @Test
        void readyDuringANonIcdCallIsBusy() {
            board.startCall(ANN, false, false, NOON);

            assertThat(board.apply(ready(), NOON)).isEqualTo(refused(Refusal.RESOURCE_BUSY));
        }

        @Test
        void pendingNotReadyIsTakenOncePerCall() {
            String call = board.startCall(ANN, true, false, NOON);

            assertThat(board.apply(notReady(), NOON)).isEqualTo(Answer.PENDING);
            assertThat(board.apply(notReady(), NOON)).isEqualTo(refused(Refusal.WRONG_WORK_MODE));
            board.endCall(ANN, call, NOON);
            board.startCall(ANN, true, false, NOON);

            assertThat(board.apply(notReady(), NOON)).isEqualTo(Answer.PENDING);
        }
    }
}
