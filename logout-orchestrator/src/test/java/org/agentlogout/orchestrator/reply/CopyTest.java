/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.agentlogout.orchestrator.reply.Samples.DEAD_LETTERS;
import static org.agentlogout.orchestrator.reply.Samples.naming;
import static org.agentlogout.orchestrator.reply.Samples.reply;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.stream.StreamSupport;
import org.agentlogout.wire.HeaderNames;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class CopyTest {

    private final ConsumerRecord<byte[], byte[]> reply = reply(7, naming("g", 2));
    private final Copy copy = new Copy(reply, "g", OptionalInt.of(2), 0);

    @Test
    void theTargetGetsTheReplysBytesAndWhatAGatewayKnowsItBy() {
        reply.headers().add("something-else", new byte[0]);

        ProducerRecord<byte[], byte[]> record = copy.toTarget(OptionalInt.of(4));

        assertThat(record.topic()).isEqualTo("g");
        assertThat(record.partition()).isEqualTo(2);
        assertThat(record.key()).isSameAs(reply.key());
        assertThat(record.value()).isSameAs(reply.value());
        assertThat(names(record.headers()))
                .containsExactly(HeaderNames.REQUEST_ID, HeaderNames.CORRELATION_ID);
        assertThat(HeaderNames.bytes(record.headers(), HeaderNames.CORRELATION_ID))
                .hasValue(new byte[] {1, 0, -1});
    }

    @Test
    void thePartitionIsTheKeysWhereTheOneAskedForIsNotThere() {
        assertThat(copy.toTarget(OptionalInt.of(2)).partition()).isNull();
    }

    @Test
    void theDeadLetterSaysWhereFromWhereToAndWhy() {
        Headers headers = copy.toDeadLetters(DEAD_LETTERS, Refusal.notListed("g")).headers();

        assertThat(text(headers, HeaderNames.REPLY_UNDELIVERABLE)).isEqualTo("g");
        assertThat(text(headers, HeaderNames.DEAD_LETTER_REASON)).isEqualTo("REPLY_NOT_LISTED");
        assertThat(text(headers, HeaderNames.DEAD_LETTER_TEXT)).contains("g is not on the list");
        assertThat(text(headers, HeaderNames.DEAD_LETTER_TOPIC)).isEqualTo(Samples.SUCCESS);
        assertThat(text(headers, HeaderNames.DEAD_LETTER_OFFSET)).isEqualTo("7");
        assertThat(text(headers, HeaderNames.DEAD_LETTER_BY)).isEqualTo("reply-router");
        assertThat(HeaderNames.replyPartition(headers)).hasValue(2);
        assertThat(text(headers, HeaderNames.REQUEST_ID)).isEqualTo("r1");
    }

    @Test
    void theReplyItselfStaysAsItIs() {
        copy.toDeadLetters(DEAD_LETTERS, Refusal.notListed("g"));

        assertThat(names(reply.headers())).doesNotContain(HeaderNames.REPLY_UNDELIVERABLE);
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }

    private static java.util.List<String> names(Headers headers) {
        return StreamSupport.stream(headers.spliterator(), false).map(Header::key).toList();
    }
}
