/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.hostile;

import static org.agentlogout.testbed.hostile.HostileFloor.partition;
import static org.agentlogout.testbed.hostile.HostileFloor.position;
import static org.agentlogout.testbed.hostile.HostileFloor.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.agentlogout.orchestrator.avro.InboundMapper;
import org.agentlogout.testbed.reply.Mailbox;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Topic;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes that are no record of their topic, on every topic that is read: each ends in the dead
 * letters, and a logout right behind them in the same partition succeeds.
 */
@TestInstance(Lifecycle.PER_CLASS)
class UnreadableTest {

    private static final int NO_SUCH_ID = 2_000_000_000;
    private static final int SEED = 7;

    private final HostileFloor floor = new HostileFloor();

    /** A value, and the word for why it cannot be read. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way: nobody compares them
    private record Unreadable(String reason, byte @Nullable [] value) {}

    @AfterAll
    void stop() throws IOException {
        floor.close();
    }

    /** Of the orchestrator and of the workers. */
    static Stream<Topic> read() {
        return Stream.concat(
                InboundMapper.TOPICS.stream(),
                Stream.of(Topic.COMMAND_VOICE, Topic.COMMAND_CHAT, Topic.COMMAND_EMAIL));
    }

    private Map<String, Unreadable> unreadable(Topic topic)
            throws IOException, InterruptedException {
        var schema = AvroSerdes.schema(topic.recordType().orElseThrow()).rawSchema();
        var id = floor.schemaId(topic.baseName());
        var body = body(any(schema));
        var good = value(id, body);
        var otherMagic = good.clone();
        otherMagic[0] = 1;
        var all = new LinkedHashMap<String, Unreadable>();
        all.put("no Avro", new Unreadable("NOT_AVRO", new byte[] {1, 2, 3}));
        all.put("another magic byte", new Unreadable("NOT_AVRO", otherMagic));
        all.put("an empty value", new Unreadable("NOT_AVRO", new byte[0]));
        all.put("no value", new Unreadable("NO_VALUE", null));
        all.put("truncated", new Unreadable("MALFORMED", Arrays.copyOf(good, good.length - 1)));
        all.put("too long", new Unreadable("MALFORMED", Arrays.copyOf(good, good.length + 1)));
        all.put("only a head", new Unreadable("MALFORMED", value(id, new byte[0])));
        all.put(
                "lengths of two gigabytes",
                new Unreadable("MALFORMED", value(id, gigabytes(body.length))));
        all.put("a schema nobody knows", new Unreadable("UNKNOWN_SCHEMA", value(NO_SUCH_ID, body)));
        all.put(
                "a record of another topic",
                new Unreadable("OTHER_RECORD", value(floor.schemaId("logout.audit"), body)));
        all.put("a megabyte", new Unreadable("TOO_LARGE", new byte[900_000]));
        if (schema.getField("kind") != null) {
            all.put(
                    "a kind to come",
                    new Unreadable("UNKNOWN_KIND", value(id, unknownKind(schema))));
        }
        if (topic.recordType().orElseThrow().getSimpleName().endsWith("Request")) {
            // Too large for others; of a request so much is read, to answer it.
            all.put("a megabyte", new Unreadable("NOT_AVRO", magic(new byte[900_000])));
        }
        return all;
    }

    private static byte[] magic(byte[] zeros) {
        zeros[0] = 9;
        return zeros;
    }

    private static GenericRecord any(Schema schema) {
        return (GenericRecord) new RandomData(schema, 1, SEED).iterator().next();
    }

    private static byte[] unknownKind(Schema schema) throws IOException {
        var record = any(schema);
        var kind = schema.getField("kind").schema();
        record.put("kind", new GenericData.EnumSymbol(kind, "UNKNOWN"));
        return body(record);
    }

    private static byte[] body(GenericRecord record) throws IOException {
        var out = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static byte[] value(int id, byte[] body) {
        return ByteBuffer.allocate(5 + body.length).put((byte) 0).putInt(id).put(body).array();
    }

    /** Wherever a length is read, it is 2^31 - 10; wherever an enum is read, it is none of it. */
    private static byte[] gigabytes(int length) throws IOException {
        var out = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        while (out.size() < length) {
            encoder.writeLong(Integer.MAX_VALUE - 10L);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("read")
    void whatCannotBeReadEndsInTheDeadLettersAndNowhereElse(Topic topic) throws Exception {
        var good = floor.stage("good-" + topic.baseName());
        good.signIn();
        var sent = new LinkedHashMap<String, RecordMetadata>();
        var unreadable = unreadable(topic);
        for (var each : unreadable.entrySet()) {
            sent.put(each.getKey(), floor.send(record(topic, good.agent(), each.getValue())));
        }
        good.request("good", false, "7");

        good.awaitReplies("good", 1);
        var reply = good.replies("good").getFirst();
        assertThat(reply.getCode()).as(reply.toString()).isNull();
        sent.forEach((name, origin) -> {
            var letter = floor.letterOf(origin);
            var wanted = unreadable.get(name);
            assertThat(Mailbox.text(letter.headers(), HeaderNames.DEAD_LETTER_REASON))
                    .as(name)
                    .isEqualTo(wanted.reason());
            assertThat(letter.value()).as(name).isEqualTo(wanted.value());
            assertThat(letter.key()).as(name).isEqualTo(utf8("x"));
            assertThat(letter.headers().lastHeader("theirs").value()).as(name).isEqualTo(HEADER);
            assertThat(Mailbox.text(letter.headers(), HeaderNames.DEAD_LETTER_TIMESTAMP))
                    .as(name)
                    .isNotEmpty();
        });
    }

    private static final byte[] HEADER = {(byte) 0xff, 0, '\n', (byte) 0xc3};

    private static ProducerRecord<byte[], byte[]> record(
            Topic topic, String neighbour, Unreadable unreadable) {
        var record =
                new ProducerRecord<>(
                        topic.baseName(), partition(neighbour), utf8("x"), unreadable.value());
        record.headers().add("theirs", HEADER);
        return record;
    }

    @Test
    void theToolShowsEachAndSendsItBackOnce() throws Exception {
        var positions = new ArrayList<String>();
        for (var topic : List.of(Topic.SESSION_OPENED, Topic.REQUEST_LOGOUT, Topic.COMMAND_CHAT)) {
            var record = record(topic, "anybody", new Unreadable("NOT_AVRO", utf8("{}")));
            positions.add(position(floor.letterOf(floor.send(record))));
        }
        var shown = floor.tool("deadletters", "--agent", "x", "--json");
        assertThat(shown.out().lines())
                .filteredOn(line -> positions.stream().anyMatch(it -> names(line, it)))
                .hasSize(3)
                .allMatch(line -> line.contains("\"reason\":\"NOT_AVRO\""));

        var first = floor.tool(words("replay", positions));
        var second = floor.tool(words("replay", positions));

        assertThat(first.exitCode()).isZero();
        assertThat(first.out())
                .contains("sent to session.opened", "sent to session.request.logout", "3 sent");
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.out()).contains("It was sent back before", "0 sent, 3 left alone");
        for (int i = 0; i < 3; i++) {
            var topic =
                    List.of("session.opened", "session.request.logout", "channel.command.chat")
                            .get(i);
            var from = positions.get(i);
            try (var mailbox = new Mailbox(floor.bootstrapServers(), topic)) {
                mailbox.readUntilQuiet();
                assertThat(mailbox.all())
                        .filteredOn(it ->
                                Mailbox.text(it.headers(), HeaderNames.REPLAYED_FROM).equals(from))
                        .as(topic)
                        .singleElement()
                        .satisfies(it -> assertThat(it.value()).isEqualTo(utf8("{}")));
            }
        }
    }

    private static boolean names(String line, String position) {
        return line.contains("\"letter\":\"" + position + "\"");
    }

    private static String[] words(String command, List<String> positions) {
        return Stream.concat(Stream.of(command), positions.stream()).toArray(String[]::new);
    }
}
