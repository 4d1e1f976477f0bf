/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.reply;

import static org.agentlogout.testbed.reply.Mailbox.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.agentlogout.testbed.LocalKafka;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Topic;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The reply router on a real broker, with targets that are as bad as they come. */
class ReplyRouterTest {

    private static final Duration WHILE = Duration.ofSeconds(20);
    private static final byte[] SMALL = {0, 0, 0, 0, 1, 2};

    private static LocalKafka kafka;

    @BeforeAll
    static void start() {
        kafka = LocalKafka.start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void aListedTopicGetsTheReplyAsItIsWithItsCorrelationInThePartitionAskedFor() throws Exception {
        try (var gateway = new Gateway(kafka.bootstrapServers(), "copy.")) {
            gateway.create("copy.gw", 3, Map.of());
            try (var router = gateway.router("copy.gw");
                    var mailbox = gateway.mailbox("copy.gw")) {
                gateway.reply("r1", "copy.gw", 2, SMALL);

                var copy = mailbox.await("r1", WHILE);

                assertThat(copy.partition()).isEqualTo(2);
                assertThat(copy.value()).isEqualTo(SMALL);
                assertThat(text(copy.headers(), HeaderNames.CORRELATION_ID)).isEqualTo("c-r1");
                assertThat(copy.headers().lastHeader(HeaderNames.REPLY_TOPIC)).isNull();
                assertThat(router).isNotNull();
            }
        }
    }

    @Test
    void badTargetsDoNotHoldUpAGoodOneByASecond() throws Exception {
        try (var gateway = new Gateway(kafka.bootstrapServers(), "bad.")) {
            gateway.create("bad.quick", 1, Map.of());
            gateway.create("bad.slow", 1, Map.of());
            gateway.slowDown("bad.slow");
            gateway.create("bad.small", 1, Map.of("max.message.bytes", "1000"));
            gateway.create("bad.deleted", 1, Map.of());
            try (var router =
                            gateway.router(
                                    "bad.quick",
                                    "bad.slow",
                                    "bad.small",
                                    "bad.deleted",
                                    "bad.missing");
                    var quick = gateway.mailbox("bad.quick");
                    var slow = gateway.mailbox("bad.slow");
                    var letters = gateway.deadLetters()) {
                gateway.reply("warm-up", "bad.quick", SMALL);
                quick.await("warm-up", WHILE);
                var rounds = new Rounds(gateway, quick);

                rounds.run(Duration.ofSeconds(3));
                gateway.delete("bad.deleted");
                var withoutTopic = rounds.count() + 50;
                rounds.run(Duration.ofSeconds(8));

                System.out.println("copies to a good target among bad ones: " + rounds.told());
                slow.readUntilQuiet();
                assertThat(rounds.slowest()).isLessThan(Duration.ofSeconds(1));
                for (int i = 0; i < rounds.count(); i++) {
                    if (!arrived(slow, "slow-" + i)) {
                        assertThat(reason(letters, "slow-" + i)).isEqualTo("REPLY_TARGET_SLOW");
                    }
                    assertThat(reason(letters, "small-" + i)).isEqualTo("REPLY_TOO_LARGE");
                    assertThat(reason(letters, "missing-" + i)).isEqualTo("REPLY_TARGET_MISSING");
                    assertThat(reason(letters, "unlisted-" + i)).isEqualTo("REPLY_NOT_LISTED");
                }
                for (int i = withoutTopic; i < rounds.count(); i++) {
                    assertThat(reason(letters, "deleted-" + i)).isEqualTo("REPLY_TARGET_MISSING");
                }
                assertThat(withoutTopic).isLessThan(rounds.count());
                assertThat(letters.all())
                        .anyMatch(it -> isReason(it.headers(), "REPLY_TARGET_SLOW"));
                assertThat(letters.all())
                        .noneMatch(it ->
                                text(it.headers(), HeaderNames.REQUEST_ID).startsWith("quick"));
                assertThat(router).isNotNull();
            }
        }
    }

    /** Throttling lets one request through now and then; everything else is a dead letter. */
    private static boolean arrived(Mailbox slow, String requestId) {
        return slow.awaitMatching(
                        it -> requestId.equals(text(it.headers(), HeaderNames.REQUEST_ID)),
                        Duration.ZERO)
                .isPresent();
    }

    private static String reason(Mailbox letters, String requestId) {
        return text(letters.await(requestId, WHILE).headers(), HeaderNames.DEAD_LETTER_REASON);
    }

    private static boolean isReason(Headers headers, String reason) {
        return reason.equals(text(headers, HeaderNames.DEAD_LETTER_REASON));
    }

    @Test
    void aLetterHasAllThatIsNeededToDeliverItLater() throws Exception {
        try (var gateway = new Gateway(kafka.bootstrapServers(), "letter.");
                var router = gateway.router("letter.missing");
                var letters = gateway.deadLetters()) {
            gateway.reply("r1", "letter.missing", 1, SMALL);

            var letter = letters.await("r1", WHILE);

            assertThat(letter.value()).isEqualTo(SMALL);
            assertThat(text(letter.headers(), HeaderNames.REPLY_UNDELIVERABLE))
                    .isEqualTo("letter.missing");
            assertThat(text(letter.headers(), HeaderNames.DEAD_LETTER_TOPIC))
                    .isEqualTo(gateway.topics().name(Topic.REPLY_SUCCESS));
            assertThat(HeaderNames.replyPartition(letter.headers())).hasValue(1);
            assertThat(text(letter.headers(), HeaderNames.CORRELATION_ID)).isEqualTo("c-r1");
            assertThat(router).isNotNull();
        }
    }

    @Test
    void aTargetThatComesLaterGetsWhatIsRepliedThen() throws Exception {
        try (var gateway = new Gateway(kafka.bootstrapServers(), "later.");
                var router = gateway.router("later.gw");
                var letters = gateway.deadLetters()) {
            gateway.reply("too-early", "later.gw", SMALL);
            letters.await("too-early", WHILE);
            gateway.create("later.gw", 1, Map.of());
            try (var mailbox = gateway.mailbox("later.gw")) {
                // The probe sees it a second later; until then replies are still dead letters.
                for (int i = 0; mailbox.all().isEmpty() && i < 100; i++) {
                    gateway.reply("r" + i, "later.gw", SMALL);
                    mailbox.awaitMatching(_ -> true, Duration.ofMillis(100));
                }
                assertThat(mailbox.all()).isNotEmpty();
                assertThat(router).isNotNull();
            }
        }
    }

    @Test
    void whatIsOnItsWayAtTheEndIsCopiedByTheNextRouter() throws Exception {
        try (var gateway = new Gateway(kafka.bootstrapServers(), "end.")) {
            gateway.create("end.gw", 1, Map.of());
            gateway.slowDown("end.gw");
            var router = gateway.router("end.gw");
            try (var mailbox = gateway.mailbox("end.gw")) {
                gateway.reply("first", "end.gw", SMALL);
                mailbox.await("first", WHILE);
                gateway.reply("stuck", "end.gw", SMALL);
                assertThat(
                                mailbox.awaitMatching(
                                        _ -> mailbox.all().size() > 1, Duration.ofSeconds(1)))
                        .isEmpty();
            }

            var begin = System.nanoTime();
            router.close();
            var took = Duration.ofNanos(System.nanoTime() - begin);

            gateway.speedUp("end.gw");
            try (var next = gateway.router("end.gw");
                    var mailbox = gateway.mailbox("end.gw")) {
                mailbox.await("stuck", WHILE);
                assertThat(next).isNotNull();
            }
            System.out.println("closed with a copy on its way in " + took.toMillis() + " ms");
            assertThat(took).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void aBurstForOneTargetArrivesWhole() throws Exception {
        try (var gateway = new Gateway(kafka.bootstrapServers(), "burst.")) {
            gateway.create("burst.gw", 1, Map.of());
            var value = new byte[1_000];
            for (int i = 0; i < 20_000; i++) {
                gateway.replyLater("r" + i, "burst.gw", value);
            }
            gateway.flush();
            try (var router = gateway.router("burst.gw");
                    var mailbox = gateway.mailbox("burst.gw")) {
                mailbox.awaitMatching(_ -> true, WHILE);
                var first = System.nanoTime();
                mailbox.awaitCount(20_000, WHILE);
                System.out.printf(
                        "20,000 copies in %d ms from the first one on%n",
                        Duration.ofNanos(System.nanoTime() - first).toMillis());

                assertThat(mailbox.all()).hasSize(20_000);
                assertThat(router).isNotNull();
            }
        }
    }
}
