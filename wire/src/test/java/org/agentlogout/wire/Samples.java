/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.agentlogout.schema.PresenceCause;
import org.agentlogout.schema.PresenceKind;
import org.agentlogout.schema.SessionPresence;
import org.agentlogout.schema.Unavailable;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The records and bytes that the tests of this package use. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private Samples() {}

    static SessionPresence presence() {
        Unavailable unavailable =
                Unavailable.newBuilder().setCause(PresenceCause.CONNECTION_LOST).build();
        return SessionPresence.newBuilder()
                .setKind(PresenceKind.UNAVAILABLE)
                .setAgentId("ada")
                .setSessionId("s1")
                .setAt(NOON)
                .setUnavailable(unavailable)
                .build();
    }

    /** In the registry's wire format. */
    static byte[] framed(SpecificRecord record, int schemaId) {
        SpecificData model = SpecificData.getForClass(record.getClass());
        return framed(record, record.getSchema(), model, schemaId);
    }

    static byte[] framed(Object record, Schema schema, SpecificData model, int schemaId) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<>(schema, model).write(record, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
