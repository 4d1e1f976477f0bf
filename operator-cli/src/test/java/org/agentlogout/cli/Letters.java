/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.agentlogout.wire.HeaderNames;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Dead letters for tests. */
final class Letters {

    static final String TOPIC = "logout.deadletter";

    private Letters() {}

    /** What the orchestrator makes of a request it cannot read. */
    static RecordHeaders unreadable(String topic, String partition) {
        var headers = new RecordHeaders();
        headers.add(HeaderNames.REQUEST_ID, "r1".getBytes(UTF_8));
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_TOPIC, topic);
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_PARTITION, partition);
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_OFFSET, "77");
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_REASON, "MALFORMED");
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_TEXT, "Not a LogoutRequest.");
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_BY, "logout-orchestrator");
        return headers;
    }

    /** What the reply router makes of a copy that its target did not take. */
    static RecordHeaders undeliverable(String target) {
        var headers = unreadable("mediabar.response.logout.success", "0");
        headers.add(HeaderNames.CORRELATION_ID, new byte[] {1, 2});
        HeaderNames.put(headers, HeaderNames.REPLY_TOPIC, target);
        HeaderNames.put(headers, HeaderNames.REPLY_UNDELIVERABLE, target);
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_BY, HeaderNames.BY_REPLY_ROUTER);
        return headers;
    }

    static RecordHeaders note(String replayed) {
        var headers = new RecordHeaders();
        HeaderNames.put(headers, HeaderNames.REPLAYED_FROM, replayed);
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_BY, HeaderNames.BY_REPLAY);
        return headers;
    }

    static DeadLetter letter(RecordHeaders headers) {
        return new DeadLetter(record(3, 12, headers));
    }

    /** What is left of an input that was larger than a letter may be. */
    static DeadLetter withoutValue(RecordHeaders headers) {
        return new DeadLetter(record(3, 12, null, headers));
    }

    static ConsumerRecord<byte[], byte[]> record(
            int partition, long offset, RecordHeaders headers) {
        return record(partition, offset, new byte[] {9}, headers);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            int partition, long offset, byte @Nullable [] value, RecordHeaders headers) {
        return new ConsumerRecord<>(
                TOPIC,
                partition,
                offset,
                1_000L,
                TimestampType.CREATE_TIME,
                5,
                1,
                "alice".getBytes(UTF_8),
                value,
                headers,
                Optional.empty());
    }
}
