/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class KeysAndLimitsTest {
    @Test
    void keysGoWhereKafkasOwnProducerPutsThem() {
        for (int i = 0; i < 1_000; i++) {
            String key = "agent-ä" + i;
            byte[] bytes = key.getBytes(UTF_8);

            assertThat(KeyPartition.of(key, 8))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(bytes, 8));
        }
    }

    @Test
    void knownKeysStayWhereTheyAre() {
        assertThat(KeyPartition.of("1001004", 8)).isEqualTo(2);
        assertThat(KeyPartition.of("ada", 8)).isEqualTo(5);
    }

    @Test
    void idsAreMeasuredInBytes() {
        assertThat(Limits.isId("")).isFalse();
        assertThat(Limits.isId("ä".repeat(64))).isTrue();
        assertThat(Limits.isId("ä".repeat(64) + "x")).isFalse();
    }

    @Test
    void anIdBeginsNoLineOfItsOwnInALog() {
        assertThat(Limits.isId("ada\nERROR all is lost")).isFalse();
        assertThat(Limits.isId("ada\u0085")).isFalse();
        assertThat(Limits.isId("ada\u2028ERROR lost")).isFalse();
        assertThat(Limits.isId("ada lovelace")).isTrue();
    }

    @Test
    void textsAreCutBetweenCharacters() {
        String cut = Limits.cut("x" + "€".repeat(2_000));

        assertThat(Limits.bytes(cut)).isEqualTo(1 + 3 * 1_365).isLessThanOrEqualTo(4_096);
        assertThat(cut).endsWith("€").doesNotContain("\uFFFD");
        assertThat(Limits.cut("short")).isEqualTo("short");
    }

    @Test
    void theLastHeaderOfANameCounts() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("requestId", new byte[] {'a'}).add("requestId", new byte[] {'b'});

        assertThat(HeaderNames.text(headers, HeaderNames.REQUEST_ID)).contains("b");
        assertThat(HeaderNames.text(headers, "none")).isEqualTo(Optional.empty());

        HeaderNames.put(headers, "requestId", "c");
        assertThat(headers.toArray()).hasSize(1);
    }

    @Test
    void aReplyPartitionHasFourBytes() {
        RecordHeaders headers = new RecordHeaders();
        headers.add(HeaderNames.REPLY_PARTITION, ByteBuffer.allocate(4).putInt(3).array());
        assertThat(HeaderNames.replyPartition(headers)).isEqualTo(OptionalInt.of(3));

        headers.add(HeaderNames.REPLY_PARTITION, new byte[] {'3'});
        assertThat(HeaderNames.replyPartition(headers)).isEmpty();
    }
}
