/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static org.agentlogout.orchestrator.avro.AvroSamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.agentlogout.orchestrator.avro.SwitchWord;
import org.agentlogout.orchestrator.avro.SwitchWord.Kind;
import org.junit.jupiter.api.Test;

class SwitchBoardTest {

    private final SwitchBoard board = new SwitchBoard();
    private Instant now = NOON;

    private boolean said(String worker, long counter, Kind kind) {
        return said("cce1", worker, counter, kind);
    }

    private boolean said(String switchId, String worker, long counter, Kind kind) {
        return board.isBackBy(new SwitchWord(now, switchId, worker, counter, kind));
    }

    @Test
    void itIsBackWhenTheOneWhoSaidDownSaysSo() {
        assertThat(said("w1", 1, Kind.DOWN)).isFalse();
        assertThat(said("w1", 2, Kind.BACK)).isTrue();
    }

    @Test
    void itIsBackOnlyWhenTheLastOneSaysSo() {
        said("w1", 1, Kind.DOWN);
        said("w2", 1, Kind.DOWN);

        assertThat(said("w1", 2, Kind.BACK)).isFalse();
        assertThat(said("w2", 2, Kind.BACK)).isTrue();
    }

    @Test
    void theSameWordTwiceIsOneWord() {
        said("w1", 1, Kind.DOWN);
        said("w1", 2, Kind.BACK);

        assertThat(said("w1", 2, Kind.BACK)).isFalse();
    }

    @Test
    void anOlderWordThatComesLaterIsNoWord() {
        said("w1", 2, Kind.BACK);
        said("w1", 1, Kind.DOWN);

        assertThat(board.backBySilence(NOON.plusSeconds(61))).isEmpty();
    }

    @Test
    void wordsOfAnotherSwitchMayOvertake() {
        said("cce2", "w1", 2, Kind.BACK);
        said("cce1", "w1", 1, Kind.DOWN);
        said("cce1", "w2", 1, Kind.DOWN);

        assertThat(said("cce1", "w2", 2, Kind.BACK)).as("w1 still says down").isFalse();
    }

    @Test
    void whoIsSilentForAMinuteIsNotBelievedAnyMore() {
        said("w1", 1, Kind.DOWN);

        assertThat(board.backBySilence(NOON.plusSeconds(60))).isEmpty();
        assertThat(board.backBySilence(NOON.plusSeconds(61))).containsExactly("cce1");
        assertThat(board.backBySilence(NOON.plusSeconds(62))).as("told once").isEmpty();
    }

    @Test
    void whoRepeatsItIsNotSilent() {
        said("w1", 1, Kind.DOWN);
        said("w2", 1, Kind.DOWN);
        now = NOON.plusSeconds(50);
        said("w1", 2, Kind.DOWN);

        assertThat(board.backBySilence(NOON.plusSeconds(61))).as("w1 is not silent").isEmpty();
        assertThat(board.backBySilence(NOON.plusSeconds(111))).containsExactly("cce1");
    }

    @Test
    void aCredentialThatWasRefusedIsNoOutage() {
        assertThat(said("w1", 1, Kind.OTHER)).isFalse();
        assertThat(board.backBySilence(NOON.plusSeconds(61))).isEmpty();
    }
}
