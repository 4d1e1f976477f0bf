/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.hostile;

import static org.agentlogout.testbed.hostile.HostileFloor.partition;
import static org.agentlogout.testbed.hostile.HostileFloor.position;
import static org.agentlogout.testbed.hostile.HostileFloor.utf8;
import static org.agentlogout.testbed.hostile.HostileFloor.wrongPartition;
import static org.agentlogout.testbed.hostile.HostileRecords.opened;
import static org.agentlogout.testbed.hostile.HostileRecords.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.stream.Stream;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.testbed.hostile.HostileRecords.Bad;
import org.agentlogout.testbed.reply.Mailbox;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Topic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records that can be read and must not be believed: a request gets its answer, anything else
 * becomes a dead letter, and a logout right behind in the same partition succeeds.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ReadableButWrongTest {

    private static final int BOMB = 64 * 1024 * 1024;

    private final HostileFloor floor = new HostileFloor();

    @AfterAll
    void stop() throws IOException {
        floor.close();
    }

    /** An agent whose session has no channels: logged out by the orchestrator alone. */
    private void signIn(String agent) throws Exception {
        send(Topic.SESSION_OPENED, agent, opened(agent).build());
    }

    private void send(Topic topic, String agent, org.apache.avro.specific.SpecificRecord value)
            throws Exception {
        floor.send(
                new ProducerRecord<>(
                        topic.baseName(),
                        partition(agent),
                        utf8(agent),
                        floor.bytes(topic, value)));
    }

    private void requireLogout(String agent, String requestId) throws Exception {
        send(Topic.REQUEST_LOGOUT, agent, request(agent, requestId).build());
        assertThat(floor.reply(requestId).getCode()).as(requestId).isNull();
    }

    static Stream<Bad> requests() {
        return HostileRecords.requests();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestThatCannotBeTakenIsAnsweredWithTheCure(Bad bad) throws Exception {
        signIn(bad.neighbour());

        floor.send(bad.record(floor));
        requireLogout(bad.neighbour(), "behind " + bad.name());

        var reply = floor.reply(bad.name());
        assertThat(reply.getCode()).isEqualTo(bad.code());
        assertThat(reply.getText()).contains(bad.text());
    }

    static Stream<Bad> others() {
        return HostileRecords.others();
    }

    @ParameterizedTest
    @MethodSource("others")
    void anythingElseBecomesADeadLetterThatSaysWhy(Bad bad) throws Exception {
        signIn(bad.neighbour());

        var origin = floor.send(bad.record(floor));
        requireLogout(bad.neighbour(), "behind " + bad.name());

        var letter = floor.letterOf(origin);
        assertThat(Mailbox.text(letter.headers(), HeaderNames.DEAD_LETTER_REASON))
                .isEqualTo(bad.code());
        assertThat(Mailbox.text(letter.headers(), HeaderNames.DEAD_LETTER_TEXT))
                .contains(bad.text());
    }

    static Stream<Bad> harmless() {
        return HostileRecords.harmless();
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void whatIsOnlyOddIsTaken(Bad odd) throws Exception {
        signIn(odd.neighbour());

        floor.send(odd.record(floor));

        assertThat(floor.reply(odd.name()).getCode()).isNull();
    }

    @Test
    void theBrokerTakesNoRequestThatIsLargeOnlyWhenUnpacked() throws Exception {
        var bomb = new ProducerRecord<>("session.request.logout", utf8("bob"), new byte[BOMB]);

        assertThatThrownBy(() -> floor.sendPacked(bomb))
                .hasCauseInstanceOf(RecordTooLargeException.class);
        signIn("bob");
        requireLogout("bob", "behind the bomb");
    }

    @Test
    void whatIsUnpackedIntoMoreThanALetterCanHoldIsToldInOne() throws Exception {
        var agent = floor.stage("bombed");
        agent.signIn();
        for (var topic : HostileRecords.INNER) {
            var value =
                    new ProducerRecord<>(
                            topic, partition("bombed"), utf8("bombed"), new byte[BOMB]);
            var header =
                    new ProducerRecord<>(
                            topic, partition("bombed"), utf8("bombed"), new byte[] {1});
            header.headers().add("deadletter-of-mine", new byte[BOMB / 16]);
            for (var bomb : java.util.List.of(value, header)) {
                var letter = floor.letterOf(floor.sendPacked(bomb));

                assertThat(letter.value()).as(topic).isNull();
                assertThat(Mailbox.text(letter.headers(), HeaderNames.DEAD_LETTER_TEXT))
                        .as(topic)
                        .startsWith("Left out, for they are too large");
            }
        }
        agent.request("after the bombs", false, "7");
        agent.awaitReplies("after the bombs", 1);
        var reply = agent.replies("after the bombs").getFirst();
        assertThat(reply.getCode()).as(reply.toString()).isNull();
    }

    @Test
    void aSessionInTheWrongPartitionIsOpenedByAReplayThatGoesByTheKey() throws Exception {
        var stray =
                new ProducerRecord<>(
                        "session.opened",
                        wrongPartition("wanda"),
                        utf8("wanda"),
                        floor.bytes(Topic.SESSION_OPENED, opened("wanda").build()));
        var letter = position(floor.letterOf(floor.send(stray)));
        send(Topic.REQUEST_LOGOUT, "wanda", request("wanda", "too early").build());
        assertThat(floor.reply("too early").getCode()).isEqualTo("SESSION_UNKNOWN");

        assertThat(floor.tool("replay", letter, "--by-key").out())
                .contains("sent to session.opened");

        requireLogout("wanda", "wanda after the replay");
    }

    @Test
    void aRequestOfASchemaThatIsRegisteredLateIsAnsweredAfterAReplay() throws Exception {
        signIn("lara");
        var value = floor.bytes(Topic.REQUEST_LOGOUT, request("lara", "of tomorrow").build());
        var schema = AvroSerdes.schema(LogoutRequest.class).rawSchema().toString();
        var next = floor.register("probe", registration("{\"type\":\"string\"}")) + 1;
        java.nio.ByteBuffer.wrap(value).putInt(1, next);
        var record =
                new ProducerRecord<>(
                        "session.request.logout", partition("lara"), utf8("lara"), value);
        var letter = floor.letterOf(floor.send(record));
        assertThat(Mailbox.text(letter.headers(), HeaderNames.DEAD_LETTER_REASON))
                .isEqualTo("UNKNOWN_SCHEMA");

        var later = schema.replaceFirst("\"doc\":\"[^\"]*\"", "\"doc\":\"Of tomorrow.\"");
        assertThat(floor.register("tomorrow", registration(later))).isEqualTo(next);
        floor.tool("replay", position(letter));

        assertThat(floor.reply("of tomorrow").getCode()).isNull();
    }

    private static String registration(String schema) {
        return "{\"schema\":\"" + schema.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    }
}
