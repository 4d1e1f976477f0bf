/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.agentlogout.orchestrator.avro.Inbound;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** A record of Streams in the words of the border. */
final class Inputs {

    private Inputs() {}

    static Inbound of(Record<byte[], byte[]> record, Optional<RecordMetadata> origin, Instant at) {
        RecordMetadata from =
                origin.orElseThrow(() -> new IllegalStateException("a record from nowhere"));
        Map<String, byte[]> headers = new HashMap<>();
        for (Header header : record.headers()) {
            byte[] value = header.value();
            headers.put(header.key(), value == null ? new byte[0] : value);
        }
        return new Inbound(
                from.topic(),
                from.partition(),
                Instant.ofEpochMilli(record.timestamp()),
                record.key(),
                record.value(),
                headers,
                at);
    }
}
