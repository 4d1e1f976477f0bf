/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.reply;

import static org.agentlogout.testbed.reply.Mailbox.text;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.agentlogout.cli.LogoutTool;
import org.agentlogout.orchestrator.reply.ReplyRouter;
import org.agentlogout.testbed.LocalKafka;
import org.agentlogout.wire.HeaderNames;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Targets that the reply router's principal may not write to, on a broker that asks for rights. */
class ForbiddenTargetTest {

    private static final Duration WHILE = Duration.ofSeconds(20);
    private static final byte[] SMALL = {0, 0, 0, 0, 1, 2};
    private static final String ROUTER = "router";

    private static LocalKafka kafka;

    @BeforeAll
    static void start() {
        kafka = LocalKafka.guarded(Map.of(ROUTER, "of-the-router"));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static ReplyRouter router(Gateway gateway, String... listed) throws Exception {
        gateway.allow(ROUTER, READ, TOPIC, "acl.mediabar.response.");
        gateway.allow(ROUTER, READ, GROUP, "acl.reply-router");
        gateway.allow(ROUTER, WRITE, TOPIC, "acl.logout.deadletter");
        gateway.allow(ROUTER, WRITE, TOPIC, "acl.allowed");
        gateway.allow(ROUTER, DESCRIBE, TOPIC, "acl.seen");
        var jaas =
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " username=\"router\" password=\"of-the-router\";";
        return gateway.router(
                Map.of(
                        "ORCHESTRATOR_REPLY_KAFKA_BOOTSTRAP_SERVERS",
                        kafka.namedServers(),
                        "ORCHESTRATOR_REPLY_KAFKA_SECURITY_PROTOCOL",
                        "SASL_PLAINTEXT",
                        "ORCHESTRATOR_REPLY_KAFKA_SASL_MECHANISM",
                        "PLAIN",
                        "ORCHESTRATOR_REPLY_KAFKA_SASL_JAAS_CONFIG",
                        jaas),
                listed);
    }

    private static String reason(ConsumerRecord<byte[], byte[]> letter) {
        return text(letter.headers(), HeaderNames.DEAD_LETTER_REASON);
    }

    @Test
    void aForbiddenTargetCostsItsOwnCopiesOnlyAndGetsThemOnceTheRightIsGranted() throws Exception {
        try (var gateway = new Gateway(kafka.bootstrapServers(), "acl.")) {
            for (var topic : new String[] {"acl.allowed", "acl.seen", "acl.hidden"}) {
                gateway.create(topic, 1, Map.of());
            }
            try (var router = router(gateway, "acl.allowed", "acl.seen", "acl.hidden");
                    var allowed = gateway.mailbox("acl.allowed");
                    var seen = gateway.mailbox("acl.seen");
                    var letters = gateway.deadLetters()) {
                gateway.reply("warm-up", "acl.allowed", SMALL);
                allowed.await("warm-up", WHILE);
                for (int i = 0; i < 20; i++) {
                    gateway.reply("seen-" + i, "acl.seen", SMALL);
                    gateway.reply("hidden-" + i, "acl.hidden", SMALL);
                    gateway.reply("allowed-" + i, "acl.allowed", SMALL);
                    allowed.await("allowed-" + i, Duration.ofSeconds(5));
                }
                for (int i = 0; i < 20; i++) {
                    var letter = letters.await("seen-" + i, WHILE);
                    assertThat(reason(letter)).isEqualTo("REPLY_TARGET_FORBIDDEN");
                    assertThat(text(letter.headers(), HeaderNames.REPLY_UNDELIVERABLE))
                            .isEqualTo("acl.seen");
                    assertThat(text(letter.headers(), HeaderNames.DEAD_LETTER_TEXT))
                            .contains("may not write to acl.seen; grant it WRITE");
                    assertThat(reason(letters.await("hidden-" + i, WHILE)))
                            .isEqualTo("REPLY_TARGET_FORBIDDEN");
                }
                seen.readUntilQuiet();
                assertThat(seen.all()).isEmpty();

                gateway.allow(ROUTER, WRITE, TOPIC, "acl.seen");
                var letter = letters.await("seen-0", WHILE);
                assertThat(replay(letter)).contains("sent to acl.seen");
                assertThat(replay(letter)).contains("It was sent back before");
                // The probe sees the right a second later; until then copies are letters.
                for (int i = 0; !has(seen, "later-") && i < 100; i++) {
                    gateway.reply("later-" + i, "acl.seen", SMALL);
                    seen.awaitMatching(_ -> has(seen, "later-"), Duration.ofMillis(100));
                }

                assertThat(has(seen, "later-")).isTrue();
                assertThat(seen.all()).filteredOn(it -> isOf(it, "seen-")).hasSize(1);
                assertThat(router).isNotNull();
            }
        }
    }

    private static boolean has(Mailbox mailbox, String requests) {
        return mailbox.all().stream().anyMatch(it -> isOf(it, requests));
    }

    private static boolean isOf(ConsumerRecord<byte[], byte[]> copy, String requests) {
        return text(copy.headers(), HeaderNames.REQUEST_ID).startsWith(requests);
    }

    private static String replay(ConsumerRecord<byte[], byte[]> letter) {
        var out = new StringWriter();
        var printer = new PrintWriter(out, true);
        var words =
                new String[] {
                    "replay",
                    letter.partition() + ":" + letter.offset(),
                    "--reply-topics",
                    "acl.seen",
                    "--prefix",
                    "acl.",
                    "--bootstrap-server",
                    kafka.bootstrapServers(),
                    "--registry",
                    "http://localhost:1"
                };
        LogoutTool.run(words, printer, printer);
        return out.toString();
    }
}
