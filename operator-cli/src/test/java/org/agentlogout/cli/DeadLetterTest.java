/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.agentlogout.cli.DeadLetter.Position;
import org.agentlogout.wire.HeaderNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterTest {

    @Test
    void aLetterSaysWhereItCameFromAndWhy() {
        var letter = Letters.letter(Letters.unreadable("session.request.logout", "2"));

        assertThat(letter.position()).hasToString("3:12");
        assertThat(letter.partition()).hasValue(2);
        assertThat(letter.origin()).isEqualTo("2:77");
        assertThat(letter.reason()).isEqualTo("MALFORMED");
        assertThat(letter.key()).isEqualTo("alice");
        assertThat(letter.replyTarget()).isEmpty();
    }

    @Test
    void onlyTheRoutersOwnLettersAreRepliesForAGateway() {
        var headers = Letters.unreadable("session.request.logout", "2");
        HeaderNames.put(headers, HeaderNames.REPLY_UNDELIVERABLE, "somewhere");

        assertThat(Letters.letter(headers).replyTarget()).isEmpty();
        assertThat(Letters.letter(Letters.undeliverable("gw")).replyTarget()).hasValue("gw");
    }

    @Test
    void onlyTheToolsOwnNotesSayThatALetterWasReplayed() {
        var headers = Letters.unreadable("session.request.logout", "2");
        HeaderNames.put(headers, HeaderNames.REPLAYED_FROM, "0:1");

        assertThat(Letters.letter(headers).replayed()).isEmpty();
        assertThat(Letters.letter(Letters.note("0:1")).replayed()).hasValue(new Position(0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", ":", "3:", ":4", "-1:4", "3:4:5", "a:b", "99999999999:1"})
    void someTextsAreNoPositions(String text) {
        assertThat(Position.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(stored state)", "-1"})
    void aPartitionThatIsNoneIsNone(String text) {
        assertThat(Letters.letter(Letters.unreadable("t", text)).partition()).isEmpty();
    }
}
