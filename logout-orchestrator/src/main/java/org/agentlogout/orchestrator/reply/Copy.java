/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.reply;

import java.util.List;
import java.util.OptionalInt;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Limits;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A reply on its way to a topic of a gateway.
 *
 * @param partition the one the gateway asked for
 * @param sinceNanos when it was read
 */
record Copy(
        ConsumerRecord<byte[], byte[]> reply,
        String target,
        OptionalInt partition,
        long sinceNanos) {

    private static final List<String> ECHOED =
            List.of(HeaderNames.REQUEST_ID, HeaderNames.TRACE_PARENT, HeaderNames.CORRELATION_ID);

    private static final int SMALL_THINGS = 512;

    TopicPartition from() {
        return new TopicPartition(reply.topic(), reply.partition());
    }

    /** What it takes in memory, roughly. */
    int bytes() {
        int size = SMALL_THINGS + Math.max(0, reply.serializedKeySize());
        return size + Math.max(0, reply.serializedValueSize());
    }

    /**
     * @param partitions of the target. A partition that the gateway asked for and that is not there
     *     is no reason to lose the reply: the key chooses then
     */
    ProducerRecord<byte[], byte[]> toTarget(OptionalInt partitions) {
        boolean there =
                partition.isPresent()
                        && (partitions.isEmpty() || partition.getAsInt() < partitions.getAsInt());
        RecordHeaders headers = new RecordHeaders();
        for (String name : ECHOED) {
            Header header = reply.headers().lastHeader(name);
            if (header != null) {
                headers.add(header);
            }
        }
        Integer to = there ? (Integer) partition.getAsInt() : null;
        return new ProducerRecord<>(target, to, null, reply.key(), reply.value(), headers);
    }

    /** As it came, with where from, where to and why. */
    ProducerRecord<byte[], byte[]> toDeadLetters(String topic, Refusal refusal) {
        RecordHeaders headers = new RecordHeaders(reply.headers().toArray());
        HeaderNames.put(headers, HeaderNames.REPLY_UNDELIVERABLE, target);
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_TOPIC, reply.topic());
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_PARTITION, "" + reply.partition());
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_OFFSET, "" + reply.offset());
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_TIMESTAMP, "" + reply.timestamp());
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_REASON, refusal.why().name());
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_TEXT, Limits.cut(refusal.text()));
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_BY, HeaderNames.BY_REPLY_ROUTER);
        return new ProducerRecord<>(topic, null, null, reply.key(), reply.value(), headers);
    }
}
