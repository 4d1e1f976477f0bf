/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agentlogout.schema.RecoverRequest;
import org.agentlogout.schema.Requester;
import org.agentlogout.schema.SessionPresence;
import org.agentlogout.wire.ReadResult.Read;
import org.agentlogout.wire.ReadResult.Unreadable;
import org.agentlogout.wire.ReadResult.Why;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AvroSerdesTest {
    private static final String SCOPE = "AvroSerdesTest";
    private static final Topics TOPICS = new Topics("t.");
    private static final String PRESENCE = TOPICS.name(Topic.SESSION_PRESENCE);

    private final SchemaRegistryClient mock = MockSchemaRegistry.getClientForScope(SCOPE);
    private final AvroSerdes serdes =
            new AvroSerdes(TOPICS, Map.of("schema.registry.url", "mock://" + SCOPE));
    private final AvroReader<SessionPresence> reader = serdes.reader(SessionPresence.class);

    @AfterEach
    void drop() {
        MockSchemaRegistry.dropScope(SCOPE);
    }

    @Test
    void whatIsWrittenIsRead() {
        assertThat(reader.read(written())).isEqualTo(new Read<>(Samples.presence()));
    }

    @Test
    void theSerializerRegistersNothing() {
        assertThatThrownBy(() -> serdes.serializer().serialize(PRESENCE, Samples.presence()))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void everyTopicsSchemaCanBeRegisteredAndIsThenFound() {
        assertThat(serdes.lookUp(List.of(Topic.values()))).hasSize(Topic.values().length - 1);

        List.of(Topic.values()).forEach(serdes::register);

        assertThat(serdes.lookUp(List.of(Topic.values()))).isEmpty();
    }

    @Test
    void registeringMakesTheSubjectFullTransitive() throws IOException, RestClientException {
        serdes.register(Topic.AUDIT);
        serdes.register(Topic.AUDIT);

        String subject = "t.logout.audit-value";
        assertThat(mock.getAllVersions(subject)).hasSize(1);
        assertThat(mock.getConfig(subject).getCompatibilityLevel()).isEqualTo("FULL_TRANSITIVE");
    }

    @Test
    void otherFormatsAreNotAvro() {
        assertUnreadable(new byte[0], Why.NOT_AVRO);
        assertUnreadable(new byte[] {0, 0, 0, 1}, Why.NOT_AVRO);
        assertUnreadable("{\"kind\": \"AVAILABLE\"}".getBytes(UTF_8), Why.NOT_AVRO);
    }

    @Test
    void anIdThatNobodyRegisteredIsAnUnknownSchema() {
        written();

        assertUnreadable(Samples.framed(Samples.presence(), 4711), Why.UNKNOWN_SCHEMA);
    }

    @Test
    void anotherTopicsRecordIsRefused() {
        serdes.register(Topic.REQUEST_RECOVER);
        RecoverRequest request =
                RecoverRequest.newBuilder()
                        .setRequestId("r1")
                        .setAgentId("ada")
                        .setRequestedBy(Requester.newBuilder().build())
                        .build();

        String topic = TOPICS.name(Topic.REQUEST_RECOVER);
        byte[] bytes = serdes.<RecoverRequest>serializer().serialize(topic, request);

        assertUnreadable(bytes, Why.OTHER_RECORD);
    }

    @Test
    void everyRecordCutShortIsMalformed() {
        byte[] bytes = written();

        for (int length = 5; length < bytes.length; length++) {
            assertUnreadable(Arrays.copyOf(bytes, length), Why.MALFORMED);
        }
    }

    /** A registered schema may have a field of a later release that holds itself. */
    @Test
    void recordDeeperThanTheStackIsMalformed() throws IOException, RestClientException {
        String ours = AvroSerdes.schema(SessionPresence.class).rawSchema().toString();
        String nest =
                "{\"name\":\"nest\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"Nest\","
                        + "\"fields\":[{\"name\":\"nest\",\"type\":[\"null\",\"Nest\"]}]}]},";
        String later = ours.replaceFirst("\"fields\":\\[", "\"fields\":[" + nest);
        int id = mock.register(PRESENCE + "-value", new AvroSchema(later));
        byte[] bytes = new byte[200_000];
        Arrays.fill(bytes, (byte) 2); // the second branch of the union, again and again
        ByteBuffer.wrap(bytes).put((byte) 0).putInt(id);

        assertUnreadable(bytes, Why.MALFORMED);
    }

    @Test
    void bytesAfterTheRecordAreMalformed() {
        byte[] bytes = written();

        assertUnreadable(Arrays.copyOf(bytes, bytes.length + 1), Why.MALFORMED);
    }

    @Test
    void theLargestRecordIsReadAndOneByteMoreIsNot() {
        assertUnreadable(new byte[Limits.RECORD_BYTES + 1], Why.TOO_LARGE);
        assertUnreadable(new byte[Limits.RECORD_BYTES], Why.UNKNOWN_SCHEMA);
    }

    @Test
    void aKindOfALaterReleaseIsUnknown() throws IOException, RestClientException {
        String later =
                AvroSerdes.schema(SessionPresence.class)
                        .canonicalString()
                        .replace("\"AVAILABLE\",", "\"AVAILABLE\",\"BLINKING\",");
        int id = mock.register(PRESENCE + "-value", new AvroSchema(later));
        Schema schema = new Schema.Parser().parse(later);
        var kind = new GenericData.EnumSymbol(schema.getField("kind").schema(), "BLINKING");
        var record =
                new GenericRecordBuilder(schema)
                        .set("kind", kind)
                        .set("agentId", "ada")
                        .set("sessionId", "s1")
                        .set("at", 0L)
                        .build();

        byte[] bytes = Samples.framed(record, schema, new SpecificData(), id);

        assertUnreadable(bytes, Why.UNKNOWN_KIND);
    }

    @Test
    void noByteThatIsChangedMakesTheReaderThrow() {
        byte[] good = written();
        long seed = 20_260_601;
        Random random = new Random(seed);

        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                bytes[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt();
            }
            assertThat(reader.read(bytes)).as("seed %d, round %d", seed, i).isNotNull();
        }
    }

    private byte[] written() {
        serdes.register(Topic.SESSION_PRESENCE);
        return serdes.<SessionPresence>serializer().serialize(PRESENCE, Samples.presence());
    }

    private void assertUnreadable(byte[] bytes, Why why) {
        assertThat(reader.read(bytes))
                .asInstanceOf(type(Unreadable.class))
                .matches(unreadable -> unreadable.why() == why, why.name());
    }
}
