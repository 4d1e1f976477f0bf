/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class LetterTest {
    private static final byte[] KEY = "ada".getBytes(UTF_8);
    private static final byte[] VALUE = {1, 2};
    private static final Letter.Origin ORIGIN = new Letter.Origin("in", 3, 17, 99);
    private static final Letter.Cause CAUSE = new Letter.Cause("MALFORMED", "No Avro.", "us");

    private static Letter letter(byte[] key, byte[] value, Headers theirs) {
        return Letter.of(key, value, theirs, ORIGIN, CAUSE);
    }

    private static String text(Letter letter, String name) {
        return HeaderNames.text(letter.headers(), name).orElse("");
    }

    @Test
    void aLetterIsTheRecordAsItCameAndWhereFromAndWhy() {
        Headers theirs = new RecordHeaders().add("theirs", new byte[] {9});

        Letter letter = letter(KEY, VALUE, theirs);

        assertThat(letter.key()).isEqualTo(KEY);
        assertThat(letter.value()).isEqualTo(VALUE);
        assertThat(letter.headers().lastHeader("theirs").value()).containsExactly(9);
        assertThat(text(letter, HeaderNames.DEAD_LETTER_TOPIC)).isEqualTo("in");
        assertThat(text(letter, HeaderNames.DEAD_LETTER_PARTITION)).isEqualTo("3");
        assertThat(text(letter, HeaderNames.DEAD_LETTER_OFFSET)).isEqualTo("17");
        assertThat(text(letter, HeaderNames.DEAD_LETTER_TIMESTAMP)).isEqualTo("99");
        assertThat(text(letter, HeaderNames.DEAD_LETTER_REASON)).isEqualTo("MALFORMED");
        assertThat(text(letter, HeaderNames.DEAD_LETTER_BY)).isEqualTo("us");
        assertThat(theirs.toArray()).hasSize(1);
    }

    @Test
    void whatItsSenderSaysUnderOurNamesIsNotBelieved() {
        Headers theirs = new RecordHeaders();
        HeaderNames.put(theirs, HeaderNames.DEAD_LETTER_TOPIC, "forged");
        theirs.add(HeaderNames.DEAD_LETTER_TOPIC, "twice".getBytes(UTF_8));

        assertThat(letter(KEY, VALUE, theirs).headers().headers(HeaderNames.DEAD_LETTER_TOPIC))
                .extracting(Header::value)
                .containsExactly("in".getBytes(UTF_8));
    }

    @Test
    void whatNoLetterCanHoldIsLeftOutAndToldOf() {
        byte[] bomb = new byte[Limits.DEAD_LETTER_BYTES];
        Headers forged = new RecordHeaders().add("deadletter-bomb", bomb);
        for (Letter letter :
                new Letter[] {letter(KEY, bomb, new RecordHeaders()), letter(KEY, VALUE, forged)}) {
            assertThat(letter.value()).isNull();
            assertThat(letter.key()).isEqualTo(KEY);
            assertThat(letter.headers().lastHeader("deadletter-bomb")).isNull();
            assertThat(text(letter, HeaderNames.DEAD_LETTER_OFFSET)).isEqualTo("17");
            assertThat(text(letter, HeaderNames.DEAD_LETTER_TEXT))
                    .startsWith("Left out")
                    .endsWith("No Avro.");
        }
        assertThat(letter(bomb, VALUE, new RecordHeaders()).key()).isNull();
    }
}
