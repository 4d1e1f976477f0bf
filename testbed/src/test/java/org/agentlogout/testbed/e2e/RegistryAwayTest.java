/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.agentlogout.schema.ReplyOutcome;
import org.agentlogout.schema.SessionOpened;
import org.agentlogout.testbed.LocalStack;
import org.agentlogout.testbed.StackSettings;
import org.agentlogout.testbed.registry.NewerWriter;
import org.agentlogout.testbed.scenario.Scenarios;
import org.agentlogout.testbed.scenario.Stage;
import org.agentlogout.wire.KeyPartition;
import org.agentlogout.wire.Topic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/**
 * The whole product while the registry is away. Budgets are the shortened ones (a saga's 120 s are
 * 20 s), and so is the outage: half a deadline, where five minutes would be two and a half.
 */
class RegistryAwayTest {

    private static final Duration OUTAGE = Duration.ofSeconds(10);
    private static final int PARTITIONS = 4;
    private static final String REASON = String.valueOf(Scenarios.END_OF_SHIFT.id());

    @Test
    void onlyWhoNeedsANewSchemaWaitsAndIsAnsweredAfterwards() {
        try (var stack = LocalStack.start(StackSettings.shortened())) {
            var newcomer = stack.stage("newcomer");
            newcomer.signIn();
            newcomer.awaitMail("IDLE", mail -> mail.topic() == Topic.STATUS);
            var writer = new NewerWriter(stack.installation(), Topic.SESSION_OPENED);
            stack.registry().cut();
            send(stack, newcomer, writer);
            newcomer.request("waits", false, REASON);
            await().until(() -> !stack.orchestrator().readiness().isReady());

            var end = System.nanoTime() + OUTAGE.toNanos();
            for (int i = 0; System.nanoTime() < end; i++) {
                succeeds(stack.stage(neighbour("newcomer", i)), "goes-on-" + i);
            }

            assertThat(newcomer.replies("waits")).isEmpty();
            assertThat(stack.orchestrator().readiness().whyNot())
                    .singleElement()
                    .satisfies(reason ->
                            assertThat(reason.what())
                                    .startsWith("2 records")
                                    .contains("no answer for schema"));
            stack.registry().mend();
            newcomer.awaitReplies("waits", 1);
            assertThat(newcomer.replies("waits").getFirst().getOutcome())
                    .isEqualTo(ReplyOutcome.SUCCESS);
            await().until(stack.orchestrator().readiness()::isReady);
            assertThat(newcomer.mails()).noneMatch(mail -> mail.topic() == Topic.DEAD_LETTER);
        }
    }

    private static void succeeds(Stage stage, String requestId) {
        stage.signIn();
        stage.awaitMail("IDLE", mail -> mail.topic() == Topic.STATUS);
        stage.request(requestId, false, REASON);
        stage.awaitReplies(requestId, 1);
        assertThat(stage.replies(requestId).getFirst().getOutcome())
                .isEqualTo(ReplyOutcome.SUCCESS);
    }

    /** The same session again, in other words. */
    private static void send(LocalStack stack, Stage stage, NewerWriter writer) {
        var opened =
                stage.mails().stream()
                        .map(mail -> mail.value())
                        .filter(SessionOpened.class::isInstance)
                        .findFirst()
                        .orElseThrow();
        var topic = stack.installation().topics().name(Topic.SESSION_OPENED);
        var key = stage.agent().getBytes(UTF_8);
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", stack.kafka().bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            var sent = producer.send(new ProducerRecord<>(topic, key, writer.write(opened)));
            producer.flush();
            assertThat(sent).isDone();
        }
    }

    /** Agents of the same partition are the ones that could suffer. */
    private static String neighbour(String agent, int number) {
        var partition = KeyPartition.of(agent, PARTITIONS);
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "neighbour-" + i)
                .filter(id -> KeyPartition.of(id, PARTITIONS) == partition)
                .skip(number)
                .findFirst()
                .orElseThrow();
    }
}
