/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.agentlogout.cli.ReplayPlan.Refuse;
import org.agentlogout.cli.ReplayPlan.Send;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayPlanTest {

    private static final Set<String> THERE =
            Set.of(
                    "session.request.logout",
                    "channel.result",
                    "gw",
                    "other",
                    "mediabar.response.logout.success");

    @Test
    void aRequestGoesBackToItsTopicAndPartitionAsItCame() {
        var record = sent(Letters.unreadable("session.request.logout", "2"), false);

        assertThat(record.topic()).isEqualTo("session.request.logout");
        assertThat(record.partition()).isEqualTo(2);
        assertThat(record.value()).containsExactly(9);
        assertThat(record.timestamp()).isNull();
        assertThat(names(record))
                .containsExactly(HeaderNames.REQUEST_ID, HeaderNames.REPLAYED_FROM);
        assertThat(HeaderNames.text(record.headers(), HeaderNames.REPLAYED_FROM)).hasValue("3:12");
    }

    @Test
    void aStoredAgentGoesToWhereItsKeyIsReadUnderTheHeaderThatSaysWhatItIs() {
        var record = sent(Letters.unreadable(HeaderNames.STORED_STATE, "2"), false);

        assertThat(record.topic()).isEqualTo("channel.result");
        assertThat(record.partition()).isNull();
        assertThat(record.value()).containsExactly(9);
        assertThat(names(record))
                .containsExactly(HeaderNames.DEAD_LETTER_TOPIC, HeaderNames.REPLAYED_FROM);
        assertThat(HeaderNames.text(record.headers(), HeaderNames.DEAD_LETTER_TOPIC))
                .hasValue(HeaderNames.STORED_STATE);
    }

    @Test
    void theKeyMayChooseThePartition() {
        var record = sent(Letters.unreadable("session.request.logout", "2"), true);

        assertThat(record.partition()).isNull();
    }

    @Test
    void aReplyGoesToItsTargetWithItsCorrelationAndNeverToTheDefaultTopic() {
        var headers = Letters.undeliverable("gw");
        headers.add(HeaderNames.REPLY_PARTITION, ByteBuffer.allocate(4).putInt(3).array());

        var record = sent(headers, false);

        assertThat(record.topic()).isEqualTo("gw");
        assertThat(record.partition()).isEqualTo(3);
        assertThat(names(record))
                .containsExactly(
                        HeaderNames.REQUEST_ID,
                        HeaderNames.CORRELATION_ID,
                        HeaderNames.REPLAYED_FROM);
    }

    @Test
    void aPartitionThatTheTargetLacksIsLeftToTheKey() {
        var headers = Letters.undeliverable("gw");
        headers.add(HeaderNames.REPLY_PARTITION, ByteBuffer.allocate(4).putInt(4).array());

        assertThat(sent(headers, false).partition()).isNull();
    }

    @Test
    void aReplyForATopicThatIsNotListedStays() {
        assertThat(refused(Letters.undeliverable("other"))).contains("no listed reply topic");
    }

    @Test
    void aReplyForOneOfOurOwnTopicsStaysEvenIfSomebodyListsIt() {
        assertThat(refused(Letters.undeliverable("mediabar.response.logout.success")))
                .contains("topic of the product itself");
    }

    @Test
    void aReplyForATopicThatIsStillMissingStays() {
        assertThat(refused(Letters.undeliverable("missing")))
                .isEqualTo("There is no topic missing.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "other", "some.topic"})
    void whatCameFromNoTopicOfOursStays(String topic) {
        assertThat(refused(Letters.unreadable(topic, "0"))).contains("no topic of the product");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mediabar.response.logout.success", "logout.deadletter", "logout.audit"})
    void whatNobodyReadsAsInputStays(String topic) {
        assertThat(refused(Letters.unreadable(topic, "0"))).contains("Nobody takes input");
    }

    @Test
    void aLetterWithoutTheValueStays() {
        var empty = Letters.withoutValue(Letters.unreadable("session.request.logout", "2"));

        assertThat(((Refuse) plan(empty, false)).why()).contains("no value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "-1", ""})
    void aPartitionThatIsNotThereIsSaid(String partition) {
        assertThat(refused(Letters.unreadable("session.request.logout", partition)))
                .contains("--by-key");
    }

    private static ProducerRecord<byte[], byte[]> sent(RecordHeaders headers, boolean byKey) {
        return ((Send) plan(headers, byKey)).record();
    }

    private static String refused(RecordHeaders headers) {
        return ((Refuse) plan(headers, false)).why();
    }

    private static ReplayPlan plan(RecordHeaders headers, boolean byKey) {
        return plan(Letters.letter(headers), byKey);
    }

    private static ReplayPlan plan(DeadLetter letter, boolean byKey) {
        var listed = Set.of("gw", "missing", "mediabar.response.logout.success");
        return ReplayPlan.of(
                letter,
                new ReplayPlan.Rules(
                        new Topics(""),
                        listed,
                        byKey,
                        name -> THERE.contains(name) ? OptionalInt.of(4) : OptionalInt.empty()));
    }

    private static List<String> names(ProducerRecord<byte[], byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .map(Header::key)
                .toList();
    }
}
