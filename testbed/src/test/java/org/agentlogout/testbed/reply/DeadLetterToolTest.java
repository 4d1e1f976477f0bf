/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.agentlogout.cli.Installation;
import org.agentlogout.cli.LogoutTool;
import org.agentlogout.cli.TopicSetup;
import org.agentlogout.schema.CancelLogoutRequest;
import org.agentlogout.schema.Requester;
import org.agentlogout.schema.RequesterKind;
import org.agentlogout.testbed.LocalKafka;
import org.agentlogout.testbed.registry.LocalRegistry;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code logout deadletters} and {@code logout replay} on a real broker and a registry. */
class DeadLetterToolTest {

    private static final Duration WHILE = Duration.ofSeconds(20);
    private static final String CANCEL = "session.request.cancellogout";

    private static LocalKafka kafka;
    private static LocalRegistry registry;

    private final StringWriter out = new StringWriter();

    @BeforeAll
    static void start() {
        kafka = LocalKafka.start();
        registry = LocalRegistry.start();
        new TopicSetup(installation()).create(4, 1);
    }

    @AfterAll
    static void stop() {
        registry.close();
        kafka.close();
    }

    private static Installation installation() {
        return Installation.of(kafka.bootstrapServers(), registry.url(), new Topics(""));
    }

    @Test
    void aReplyThatWasNotDeliveredIsSentToItsTargetOnceAndNeverToTheDefaultTopic()
            throws Exception {
        try (var gateway = new Gateway(kafka.bootstrapServers(), "tool.");
                var router = gateway.router("tool.gw");
                var letters = gateway.deadLetters();
                var defaults = gateway.mailbox("tool.mediabar.response.logout.success")) {
            gateway.reply("r1", "tool.gw", 1, new byte[] {1, 2, 3});
            var letter = letters.await("r1", WHILE);
            var position = letter.partition() + ":" + letter.offset();
            assertThat(run("--prefix tool. replay " + position + " --reply-topics tool.gw"))
                    .isEqualTo(1);
            assertThat(run("--prefix tool. replay " + position)).isEqualTo(1);
            gateway.create("tool.gw", 2, Map.of());

            assertThat(run("--prefix tool. replay " + position + " --reply-topics tool.gw"))
                    .isZero();
            assertThat(run("--prefix tool. replay " + position + " --reply-topics tool.gw"))
                    .isEqualTo(1);

            assertThat(out.toString())
                    .containsSubsequence(
                            "There is no topic tool.gw",
                            "no listed reply topic",
                            "sent to tool.gw",
                            "It was sent back before");
            try (var mailbox = gateway.mailbox("tool.gw")) {
                var copy = mailbox.await("r1", WHILE);
                mailbox.readUntilQuiet();
                defaults.readUntilQuiet();
                assertThat(copy.partition()).isEqualTo(1);
                assertThat(copy.value()).containsExactly(1, 2, 3);
                assertThat(Mailbox.text(copy.headers(), HeaderNames.CORRELATION_ID))
                        .isEqualTo("c-r1");
                assertThat(mailbox.all()).hasSize(1);
                assertThat(defaults.all()).hasSize(1);
            }
            assertThat(router).isNotNull();
        }
    }

    @Test
    void whatTheFiltersChooseIsShownAndSentOnlyWhenAskedFor() throws Exception {
        bury("cancel-1", "carol");
        try (var topic = new Mailbox(kafka.bootstrapServers(), CANCEL)) {
            assertThat(run("replay --agent carol")).isZero();
            assertThat(run("deadletters --json --agent carol")).isZero();
            assertThat(out.toString())
                    .contains("would be sent to " + CANCEL)
                    .contains("\"requestId\":\"cancel-1\"", "\"replayed\":false");
            topic.readUntilQuiet();
            assertThat(topic.all()).isEmpty();

            assertThat(run("replay --agent carol --yes")).isZero();
            assertThat(run("replay --agent carol --yes")).isZero();

            var back = topic.await("cancel-1", WHILE);
            topic.readUntilQuiet();
            assertThat(topic.all()).hasSize(1);
            assertThat(back.partition()).isEqualTo(2);
            assertThat(back.key()).isEqualTo("carol".getBytes(UTF_8));
            assertThat(back.headers().lastHeader(HeaderNames.DEAD_LETTER_REASON)).isNull();
            run("deadletters --json --agent carol");
            assertThat(out.toString()).contains("\"replayed\":true");
        }
    }

    @Test
    void aLimitShowsTheNewest() throws Exception {
        bury("old", "dave");
        bury("new", "dave");

        assertThat(run("deadletters --agent dave --limit 1")).isZero();

        assertThat(out.toString()).contains("new").doesNotContain("old");
    }

    /** As if the orchestrator had set it aside: a request that can be read, from partition 2. */
    private static void bury(String requestId, String agent) throws Exception {
        var request =
                CancelLogoutRequest.newBuilder()
                        .setRequestId(requestId)
                        .setAgentId(agent)
                        .setRequestedBy(new Requester(RequesterKind.OPERATOR, "tester"))
                        .build();
        var bytes = new ByteArraySerializer();
        try (var serdes = installation().serdes();
                var producer =
                        new KafkaProducer<>(
                                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                                bytes,
                                bytes)) {
            var letter =
                    new ProducerRecord<>(
                            "logout.deadletter",
                            agent.getBytes(UTF_8),
                            serdes.serializer().serialize(CANCEL, request));
            HeaderNames.put(letter.headers(), HeaderNames.REQUEST_ID, requestId);
            HeaderNames.put(letter.headers(), HeaderNames.DEAD_LETTER_TOPIC, CANCEL);
            HeaderNames.put(letter.headers(), HeaderNames.DEAD_LETTER_PARTITION, "2");
            HeaderNames.put(letter.headers(), HeaderNames.DEAD_LETTER_OFFSET, "0");
            HeaderNames.put(letter.headers(), HeaderNames.DEAD_LETTER_REASON, "QUARANTINED");
            HeaderNames.put(letter.headers(), HeaderNames.DEAD_LETTER_BY, "logout-orchestrator");
            producer.send(letter).get();
        }
    }

    /** The connection's options belong to the sub-command: they go behind its name. */
    private int run(String line) {
        var words = Stream.of(line.replace("--prefix tool. ", "").split(" "));
        var prefix =
                line.startsWith("--prefix") ? Stream.of("--prefix", "tool.") : Stream.<String>of();
        var where =
                Stream.of(
                        "--bootstrap-server",
                        kafka.bootstrapServers(),
                        "--registry",
                        registry.url());
        var all = Stream.of(words, prefix, where).flatMap(it -> it).toArray(String[]::new);
        var printer = new PrintWriter(out, true);
        return LogoutTool.run(all, printer, printer);
    }
}
