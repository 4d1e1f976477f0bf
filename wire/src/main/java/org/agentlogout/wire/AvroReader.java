/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.agentlogout.wire.ReadResult.Read;
import org.agentlogout.wire.ReadResult.RegistryUnavailable;
import org.agentlogout.wire.ReadResult.Unreadable;
import org.agentlogout.wire.ReadResult.Why;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads the values of one topic. Confluent's own deserializer throws one exception for bad bytes
 * and for a dead registry and takes what follows a record for granted; this one tells the three
 * apart. For one thread; get one for each from {@link AvroSerdes}.
 */
public final class AvroReader<T extends SpecificRecord> {
    private static final byte MAGIC = 0;
    private static final int HEAD = 1 + Integer.BYTES;
    private static final int SCHEMAS_KEPT = 200;

    private final IntFunction<Optional<AvroSchema>> schemas;
    private final Class<T> type;
    private final SpecificData model;
    private final Schema schema;
    private final int atMostBytes;
    private final Map<Integer, DatumReader<T>> readers =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, DatumReader<T>> eldest) {
                    return size() > SCHEMAS_KEPT;
                }
            };

    /**
     * @param schemas by id, as {@link RegistryClient} answers
     */
    AvroReader(IntFunction<Optional<AvroSchema>> schemas, Class<T> type, int atMostBytes) {
        this.schemas = schemas;
        this.type = type;
        this.model = SpecificData.getForClass(type);
        this.schema = model.getSchema(type);
        this.atMostBytes = atMostBytes;
    }

    /** Never throws for what is in the bytes, and changes nothing in them. */
    public ReadResult<T> read(byte[] value) {
        if (value.length > atMostBytes) {
            String text = value.length + " bytes; " + atMostBytes + " are allowed.";
            return new Unreadable<>(Why.TOO_LARGE, text);
        }
        if (value.length < HEAD || value[0] != MAGIC) {
            String text = "Not in the schema registry's wire format (0, schema id, Avro).";
            return new Unreadable<>(Why.NOT_AVRO, text);
        }
        int id = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
        DatumReader<T> known = readers.get(id);
        return known == null ? readNew(id, value) : decode(known, value);
    }

    private ReadResult<T> readNew(int id, byte[] value) {
        Optional<AvroSchema> writer;
        try {
            writer = schemas.apply(id);
        } catch (RegistryOutage e) {
            return new RegistryUnavailable<>(String.valueOf(e.getMessage()));
        }
        if (writer.isEmpty()) {
            String text = "The registry knows no Avro schema of id " + id + ".";
            return new Unreadable<>(Why.UNKNOWN_SCHEMA, text);
        }
        Schema found = writer.get().rawSchema();
        if (found.getType() != Schema.Type.RECORD
                || !found.getFullName().equals(schema.getFullName())) {
            String text = "Holds " + found.getFullName() + "; expected " + schema.getFullName();
            return new Unreadable<>(Why.OTHER_RECORD, text + ".");
        }
        DatumReader<T> reader = new SpecificDatumReader<>(found, schema, model);
        ReadResult<T> result = decode(reader, value);
        readers.put(id, reader);
        return result;
    }

    private ReadResult<T> decode(DatumReader<T> reader, byte[] value) {
        try {
            int length = value.length - HEAD;
            BinaryDecoder bytes = DecoderFactory.get().binaryDecoder(value, HEAD, length, null);
            T record = type.cast(reader.read(null, bytes));
            if (!bytes.isEnd()) {
                return new Unreadable<>(Why.MALFORMED, "Bytes follow the end of the record.");
            }
            return isOfLaterKind(record)
                    ? new Unreadable<>(Why.UNKNOWN_KIND, "This release knows no such kind.")
                    : new Read<>(record);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Whatever hostile bytes make Avro throw; the last by a schema that holds itself.
            String text = "Not a " + schema.getName() + " (" + e.getClass().getSimpleName() + ").";
            return new Unreadable<>(Why.MALFORMED, text);
        }
    }

    /** A symbol we do not know reads as the enum's default, UNKNOWN; nobody may write that one. */
    private boolean isOfLaterKind(T record) {
        Schema.Field kind = schema.getField("kind");
        return kind != null && record.get(kind.pos()).toString().equals("UNKNOWN");
    }
}
