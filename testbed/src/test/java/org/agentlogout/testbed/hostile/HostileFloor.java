/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.agentlogout.cli.LogoutTool;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.testbed.LocalStack;
import org.agentlogout.testbed.StackSettings;
import org.agentlogout.testbed.reply.Mailbox;
import org.agentlogout.testbed.scenario.Stage;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.KeyPartition;
import org.agentlogout.wire.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The whole stack, and somebody who may write any bytes to any topic of it. */
final class HostileFloor implements AutoCloseable {

    private static final Duration WHILE = Duration.ofSeconds(25);
    private static final int PARTITIONS = 4;
    private static final int NO_LIMIT = 512 * 1024 * 1024;
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d+)");

    private final LocalStack stack = LocalStack.start(StackSettings.usual());
    private final KafkaProducer<byte[], byte[]> plain = producer("none");
    private final KafkaProducer<byte[], byte[]> packed = producer("zstd");
    private final Mailbox letters = new Mailbox(bootstrapServers(), "logout.deadletter");
    private final AvroSerdes serdes = stack.installation().serdes();
    private final HttpClient http = HttpClient.newHttpClient();

    /** How a run of the tool ended. */
    record Ran(int exitCode, String out) {}

    private KafkaProducer<byte[], byte[]> producer(String compression) {
        return new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", bootstrapServers(),
                        "compression.type", compression,
                        "max.request.size", NO_LIMIT,
                        "buffer.memory", NO_LIMIT),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    String bootstrapServers() {
        return stack.kafka().bootstrapServers();
    }

    Stage stage(String agent) {
        return stack.stage(agent);
    }

    static int partition(String agent) {
        return KeyPartition.of(agent, PARTITIONS);
    }

    static int wrongPartition(String agent) {
        return (partition(agent) + 1) % PARTITIONS;
    }

    byte[] bytes(Topic topic, SpecificRecord value) {
        return serdes.serializer().serialize(topic.baseName(), value);
    }

    RecordMetadata send(ProducerRecord<byte[], byte[]> record)
            throws ExecutionException, InterruptedException {
        return plain.send(record).get();
    }

    /** Compressed: what the broker measures is not what a reader gets. */
    RecordMetadata sendPacked(ProducerRecord<byte[], byte[]> record)
            throws ExecutionException, InterruptedException {
        return packed.send(record).get();
    }

    /** What became a dead letter of the record at that place. */
    ConsumerRecord<byte[], byte[]> letterOf(RecordMetadata origin) {
        return letters.awaitMatching(it -> isFrom(it, origin), WHILE)
                .orElseThrow(() -> new AssertionError("no dead letter of " + origin));
    }

    private static boolean isFrom(ConsumerRecord<byte[], byte[]> letter, RecordMetadata origin) {
        return is(letter, HeaderNames.DEAD_LETTER_TOPIC, origin.topic())
                && is(letter, HeaderNames.DEAD_LETTER_PARTITION, "" + origin.partition())
                && is(letter, HeaderNames.DEAD_LETTER_OFFSET, "" + origin.offset());
    }

    private static boolean is(ConsumerRecord<byte[], byte[]> letter, String header, String value) {
        return Mailbox.text(letter.headers(), header).equals(value);
    }

    static String position(ConsumerRecord<byte[], byte[]> letter) {
        return letter.partition() + ":" + letter.offset();
    }

    LogoutReply reply(String requestId) {
        return stack.feed()
                .await(
                        mail ->
                                mail.value() instanceof LogoutReply reply
                                        && reply.getRequestId().equals(requestId),
                        WHILE)
                .map(mail -> (LogoutReply) Objects.requireNonNull(mail.value()))
                .orElseThrow(() -> new AssertionError("no reply to " + requestId));
    }

    /** The id under which the topic's schema is registered. */
    int schemaId(String topic) throws IOException, InterruptedException {
        return id(HttpRequest.newBuilder(uri("/subjects/" + topic + "-value/versions/latest")));
    }

    /** Registers it under the topic's subject. */
    int register(String topic, String schemaJson) throws IOException, InterruptedException {
        return id(
                HttpRequest.newBuilder(uri("/subjects/" + topic + "-value/versions"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(schemaJson)));
    }

    private URI uri(String path) {
        return URI.create(stack.file(Path.of(".")).registry() + path);
    }

    private int id(HttpRequest.Builder request) throws IOException, InterruptedException {
        var body = http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
        var found = ID.matcher(body);
        if (!found.find()) {
            throw new AssertionError(body);
        }
        return Integer.parseInt(found.group(1));
    }

    /** {@code ./logout} with these words. */
    Ran tool(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(
                List.of(
                        "--bootstrap-server",
                        bootstrapServers(),
                        "--registry",
                        stack.file(Path.of(".")).registry()));
        var out = new StringWriter();
        var printer = new PrintWriter(out, true);
        return new Ran(
                LogoutTool.run(all.toArray(String[]::new), printer, printer), out.toString());
    }

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    @Override
    public void close() throws IOException {
        http.close();
        serdes.close();
        letters.close();
        packed.close();
        plain.close();
        stack.close();
    }
}
