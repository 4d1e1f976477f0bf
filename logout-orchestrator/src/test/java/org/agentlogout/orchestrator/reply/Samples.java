/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.reply;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.agentlogout.wire.HeaderNames;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The replies that every test here uses. */
final class Samples {

    static final String SUCCESS = "mediabar.response.logout.success";
    static final TopicPartition SUCCESS_0 = new TopicPartition(SUCCESS, 0);
    static final String DEAD_LETTERS = "logout.deadletter";

    private Samples() {}

    static ConsumerRecord<byte[], byte[]> reply(long offset, RecordHeaders headers) {
        return reply(offset, 100, headers);
    }

    static ConsumerRecord<byte[], byte[]> reply(long offset, int bytes, RecordHeaders headers) {
        byte[] key = "alice".getBytes(UTF_8);
        return new ConsumerRecord<>(
                SUCCESS,
                0,
                offset,
                1_000L,
                TimestampType.CREATE_TIME,
                key.length,
                bytes,
                key,
                new byte[bytes],
                headers,
                Optional.empty());
    }

    static RecordHeaders naming(String target) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(HeaderNames.REPLY_TOPIC, target.getBytes(UTF_8));
        headers.add(HeaderNames.REQUEST_ID, "r1".getBytes(UTF_8));
        headers.add(HeaderNames.CORRELATION_ID, new byte[] {1, 0, -1});
        return headers;
    }

    static RecordHeaders naming(String target, int partition) {
        RecordHeaders headers = naming(target);
        byte[] four = ByteBuffer.allocate(Integer.BYTES).putInt(partition).array();
        headers.add(HeaderNames.REPLY_PARTITION, four);
        return headers;
    }

    static Copy copy(String target, long offset) {
        return new Copy(reply(offset, naming(target)), target, OptionalInt.empty(), 0);
    }

    /** Its sends are completed by the test. */
    static MockProducer<byte[], byte[]> producer() {
        return new MockProducer<>(
                false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
