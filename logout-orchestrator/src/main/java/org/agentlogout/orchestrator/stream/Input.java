/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.agentlogout.orchestrator.avro.Inbound;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A record and where it came from, as it can be taken now or, out of {@link SetAside}, later.
 *
 * @param timestamp milliseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way: nobody compares them
record Input(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers) {

    static Input of(Record<byte[], byte[]> record, Optional<RecordMetadata> origin) {
        RecordMetadata from =
                origin.orElseThrow(() -> new IllegalStateException("a record from nowhere"));
        return new Input(
                from.topic(),
                from.partition(),
                from.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
    }

    /** In the words of the border. */
    Inbound inbound(Instant at) {
        Map<String, byte[]> last = new HashMap<>();
        for (Header header : headers) {
            byte[] content = header.value();
            last.put(header.key(), content == null ? new byte[0] : content);
        }
        return new Inbound(topic, partition, Instant.ofEpochMilli(timestamp), key, value, last, at);
    }

    /** Whose turn it is: records of the same queue keep their order. */
    ByteBuffer queue() {
        return ByteBuffer.wrap(key == null ? new byte[0] : key);
    }
}
