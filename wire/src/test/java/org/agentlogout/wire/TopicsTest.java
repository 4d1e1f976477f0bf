/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private static final Topics TOPICS = new Topics("eu.");

    @Test
    void namesTakeThePrefixAndAreFoundAgain() {
        assertThat(TOPICS.name(Topic.AUDIT)).isEqualTo("eu.logout.audit");
        assertThat(TOPICS.find("eu.logout.audit")).contains(Topic.AUDIT);
        assertThat(TOPICS.find("logout.audit")).isEmpty();
    }

    @Test
    void aPrefixThatKafkaWouldRefuseIsRefused() {
        assertThatThrownBy(() -> new Topics("a b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sessionsAreCompactedAndStampedByTheBroker() {
        assertThat(Topic.SESSION_OPENED.config())
                .containsEntry("cleanup.policy", "compact,delete")
                .containsEntry("retention.ms", "172800000")
                .containsEntry("message.timestamp.type", "LogAppendTime");
        assertThat(Topic.CHANNEL_RESULT.config())
                .containsEntry("message.timestamp.type", "LogAppendTime");
    }

    @Test
    void onlyTheStatusIsKeptForEver() {
        assertThat(Topic.values())
                .filteredOn(topic -> topic.retention().isEmpty())
                .containsExactly(Topic.STATUS);
        assertThat(Topic.STATUS.config())
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("retention.ms", "-1");
    }

    /** A broker's limit is of packed batches; unpacked, a record could be a thousand times that. */
    @Test
    void whatComesFromOutsideIsMeasuredUnpacked() {
        assertThat(Topic.values())
                .filteredOn(topic -> topic.direction() == Topic.Direction.IN)
                .hasSize(7)
                .allSatisfy(topic ->
                        assertThat(topic.config())
                                .containsEntry("compression.type", "uncompressed"));
    }

    @Test
    void deadLettersTakeTwoMebibytesAndNeedNoPartition() {
        assertThat(Topic.DEAD_LETTER.config()).containsEntry("max.message.bytes", "2097152");
        assertThat(Topic.values())
                .filteredOn(topic -> !topic.keyed())
                .containsExactly(Topic.DEAD_LETTER);
    }

    /** By that comment the schemas' tests know of which records every version must be kept. */
    @Test
    void everyRecordOfATopicSaysSoInItsComment() {
        assertThat(Topic.values())
                .filteredOn(topic -> topic.recordType().isPresent())
                .allSatisfy(topic -> {
                    Schema schema = AvroSerdes.schema(topic.recordType().get()).rawSchema();
                    assertThat(schema.getDoc()).startsWith("Topic");
                });
    }

    @Test
    void threeCopiesNeedTwoInSync() {
        NewTopic three = TOPICS.newTopic(Topic.AUDIT, 8, 3);
        NewTopic one = TOPICS.newTopic(Topic.AUDIT, 8, 1);

        assertThat(three.configs()).containsEntry("min.insync.replicas", "2");
        assertThat(one.configs()).doesNotContainKey("min.insync.replicas");
        assertThat(three.numPartitions()).isEqualTo(8);
    }

    @Test
    void unequalPartitionsAndMissingTopicsAreMistakes() {
        Map<String, Integer> there = new HashMap<>();
        Arrays.stream(Topic.values()).forEach(topic -> there.put(TOPICS.name(topic), 8));
        there.put("eu.logout.deadletter", 1);
        assertThat(TOPICS.mistakes(there)).isEmpty();

        there.put("eu.channel.event", 4);
        there.remove("eu.switch.event");

        assertThat(TOPICS.mistakes(there))
                .containsExactly(
                        "Topic eu.channel.event has 4 partitions, eu.session.opened has 8: all keyed"
                                + " topics need the same number.",
                        "Topic eu.switch.event does not exist.");
    }
}
