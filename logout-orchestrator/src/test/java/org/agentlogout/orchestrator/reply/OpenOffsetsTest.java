/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.reply;

import static org.agentlogout.orchestrator.reply.Samples.SUCCESS_0;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OpenOffsetsTest {

    private static final TopicPartition OTHER = new TopicPartition("other", 1);

    private final OpenOffsets offsets = new OpenOffsets();

    @Test
    void nothingBehindAnOpenRecordIsCommitted() {
        offsets.opened(SUCCESS_0, 10);
        offsets.opened(SUCCESS_0, 11);
        offsets.passed(SUCCESS_0, 12);
        offsets.done(SUCCESS_0, 11);

        assertThat(committable(SUCCESS_0)).hasValue(10);
    }

    @Test
    void whatWasHeldUpIsCommittedAtOnceWhenTheFirstIsDone() {
        offsets.opened(SUCCESS_0, 10);
        offsets.opened(SUCCESS_0, 11);
        offsets.passed(SUCCESS_0, 12);
        offsets.done(SUCCESS_0, 11);
        offsets.done(SUCCESS_0, 10);

        assertThat(committable(SUCCESS_0)).hasValue(13);
    }

    @Test
    void aPartitionIsNotHeldUpByAnother() {
        offsets.opened(SUCCESS_0, 10);
        offsets.passed(OTHER, 5);

        assertThat(committable(OTHER)).hasValue(6);
    }

    @Test
    void whatIsCommittedIsNotCommittedAgain() {
        offsets.passed(SUCCESS_0, 5);
        committable(SUCCESS_0);

        assertThat(offsets.takeCommittable()).isEmpty();
    }

    @Test
    void aCommitThatFailedIsMadeAgain() {
        offsets.passed(SUCCESS_0, 5);
        committable(SUCCESS_0);
        offsets.notCommitted(List.of(SUCCESS_0));

        assertThat(committable(SUCCESS_0)).hasValue(6);
    }

    @Test
    void aRecordOfAPartitionThatIsGoneMayEndLateWithoutEffect() {
        offsets.opened(SUCCESS_0, 10);
        offsets.forget(List.of(SUCCESS_0));
        offsets.done(SUCCESS_0, 10);

        assertThat(offsets.open()).isZero();
        assertThat(offsets.takeCommittable()).isEmpty();
    }

    @Test
    void aPartitionThatComesBackBeginsWhereItIsReadNow() {
        offsets.passed(SUCCESS_0, 50);
        offsets.forget(List.of(SUCCESS_0));
        offsets.opened(SUCCESS_0, 20);

        assertThat(committable(SUCCESS_0)).hasValue(20);
    }

    @Test
    void aRecordThatEndsTwiceCountsOnce() {
        offsets.opened(SUCCESS_0, 1);
        offsets.opened(SUCCESS_0, 2);
        offsets.done(SUCCESS_0, 1);
        offsets.done(SUCCESS_0, 1);

        assertThat(offsets.open()).isEqualTo(1);
    }

    private OptionalLong committable(TopicPartition partition) {
        OffsetAndMetadata found = offsets.takeCommittable().get(partition);
        return found == null ? OptionalLong.empty() : OptionalLong.of(found.offset());
    }
}
