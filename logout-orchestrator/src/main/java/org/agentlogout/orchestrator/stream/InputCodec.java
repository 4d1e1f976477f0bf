/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record to bytes and back, for the time it is set aside. No Avro here: this is what is stored
 * when schemas cannot be had, and it has no more to say than Kafka's own record.
 */
final class InputCodec {

    /** The first byte; a release that changes the form counts on. */
    private static final byte VERSION = 1;

    private static final int NULL = -1;

    private InputCodec() {}

    static byte[] encode(Input input) {
        List<byte @Nullable []> fields = new ArrayList<>();
        fields.add(input.topic().getBytes(UTF_8));
        fields.add(input.key());
        fields.add(input.value());
        for (Header header : input.headers()) {
            fields.add(header.key().getBytes(UTF_8));
            fields.add(header.value());
        }
        int size = 1 + Integer.BYTES + 2 * Long.BYTES;
        for (byte[] field : fields) {
            size += Integer.BYTES + (field == null ? 0 : field.length);
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        bytes.put(VERSION);
        bytes.putInt(input.partition()).putLong(input.offset()).putLong(input.timestamp());
        fields.forEach(field -> put(bytes, field));
        return bytes.array();
    }

    /**
     * @throws IllegalArgumentException when a newer release wrote them, or nobody did
     */
    static Input decode(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        try {
            byte version = bytes.get();
            if (version != VERSION) {
                throw new IllegalArgumentException("a record set aside in form " + version);
            }
            int partition = bytes.getInt();
            long offset = bytes.getLong();
            long timestamp = bytes.getLong();
            String topic = text(bytes);
            byte[] key = field(bytes);
            byte[] value = field(bytes);
            Headers headers = new RecordHeaders();
            while (bytes.hasRemaining()) {
                headers.add(text(bytes), field(bytes));
            }
            return new Input(topic, partition, offset, timestamp, key, value, headers);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("a record set aside that is cut off", e);
        }
    }

    private static void put(ByteBuffer bytes, byte @Nullable [] field) {
        if (field == null) {
            bytes.putInt(NULL);
        } else {
            bytes.putInt(field.length).put(field);
        }
    }

    private static byte @Nullable [] field(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length == NULL) {
            return null;
        }
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] field = new byte[length];
        bytes.get(field);
        return field;
    }

    private static String text(ByteBuffer bytes) {
        byte[] text = field(bytes);
        return text == null ? "" : new String(text, UTF_8);
    }
}
