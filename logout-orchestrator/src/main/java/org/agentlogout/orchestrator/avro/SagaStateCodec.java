/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.schema.AgentSnapshot;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;

/**
 * Agent to bytes and back, in Avro's single-object encoding: ten bytes that name the writer's
 * schema, then the record. The schemas of all releases are on the class path (schemas/history), so
 * every release reads what any earlier one wrote, without a registry. Safe for use by several
 * threads.
 */
public final class SagaStateCodec {

    /** Every form an agent was ever stored in, from 1 on. */
    static final String HISTORY = "/org/agentlogout/schema/history/AgentSnapshot/%d.avsc";

    private final BinaryMessageEncoder<AgentSnapshot> encoder;
    private final BinaryMessageDecoder<AgentSnapshot> decoder;

    public SagaStateCodec() {
        encoder = AgentSnapshot.getEncoder();
        decoder = AgentSnapshot.createDecoder(history());
    }

    public byte[] encode(Agent agent) {
        try {
            ByteBuffer bytes = encoder.encode(SnapshotWriter.write(agent));
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    /**
     * @throws UnreadableStateException when the bytes are no agent, or one stored by a newer
     *     release
     */
    public Agent decode(byte[] bytes) {
        try {
            return SnapshotReader.read(decoder.decode(bytes));
        } catch (IOException | RuntimeException e) {
            String what = "The stored agent (" + bytes.length + " bytes) cannot be read: ";
            throw new UnreadableStateException(what + e.getMessage(), e);
        }
    }

    private static SchemaStore history() {
        SchemaStore.Cache schemas = new SchemaStore.Cache();
        for (int version = 1; ; version++) {
            String name = HISTORY.formatted(version);
            try (InputStream file = AgentSnapshot.class.getResourceAsStream(name)) {
                if (file == null) {
                    return schemas;
                }
                schemas.addSchema(new Schema.Parser().parse(file));
            } catch (IOException | AvroRuntimeException e) {
                throw new IllegalStateException(name + " cannot be read", e);
            }
        }
    }
}
