/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.reply;

import static org.agentlogout.orchestrator.reply.Samples.SUCCESS;
import static org.agentlogout.orchestrator.reply.Samples.SUCCESS_0;
import static org.agentlogout.orchestrator.reply.Samples.naming;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplyReaderTest {

    private static final int FULL = 2_000;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<byte[], byte[]> slow = Samples.producer();
    private final MockProducer<byte[], byte[]> quick = Samples.producer();
    private final MockProducer<byte[], byte[]> dead = Samples.producer();
    private final OpenOffsets offsets = new OpenOffsets();
    private long now;
    private final DeadLetters letters =
            new DeadLetters(Samples.DEAD_LETTERS, () -> dead, this::done, () -> now);
    private final Target slowTarget = target("slow", slow);
    private final Target quickTarget = target("quick", quick);
    private final ReplyReader reader =
            new ReplyReader(
                    consumer,
                    Map.of("slow", slowTarget, "quick", quickTarget),
                    letters,
                    offsets,
                    () -> now);
    private long next;

    private Target target(String name, MockProducer<byte[], byte[]> producer) {
        return new Target(
                name, Duration.ofSeconds(5), () -> producer, this::done, letters::take, () -> now);
    }

    private void done(Copy copy) {
        offsets.done(copy.from(), copy.reply().offset());
    }

    @BeforeEach
    void join() {
        reader.subscribe(List.of(SUCCESS));
        consumer.rebalance(List.of(SUCCESS_0));
        consumer.updateBeginningOffsets(Map.of(SUCCESS_0, 0L));
    }

    @Test
    void repliesThatNobodyWantsACopyOfAreCommittedAtOnce() {
        arrives(new RecordHeaders());
        turn();

        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void theOffsetOfACopyIsCommittedWhenItIsDeliveredAndNotBefore() {
        arrives(naming("quick"));
        turn();
        quickTarget.deliverWaiting();
        turn();
        assertThat(committed()).isZero();

        quick.completeNext();
        turn();

        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void aSlowTargetHoldsTheOffsetBackButNotTheCopiesOfOthers() {
        arrives(naming("slow"));
        arrives(naming("quick"));
        turn();
        slowTarget.deliverWaiting();
        quickTarget.deliverWaiting();

        quick.completeNext();
        turn();

        assertThat(quick.history()).hasSize(1);
        assertThat(committed()).isZero();
    }

    @Test
    void aCopyForATopicThatIsNotListedIsCommittedWhenItIsADeadLetter() {
        arrives(naming("unknown"));
        turn();
        letters.sendWaiting();
        turn();
        assertThat(committed()).isZero();

        dead.completeNext();
        turn();

        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void aTargetThatStandsStillAndIsFullHoldsUpNobody() {
        slowTarget.stand(new Standing.There(1));
        now += Duration.ofSeconds(1).toNanos();
        for (int i = 0; i <= FULL; i++) {
            arrives(naming("slow"));
        }
        arrives(naming("quick"));
        turn();
        quickTarget.deliverWaiting();
        letters.sendWaiting();

        assertThat(quick.history()).hasSize(1);
        assertThat(dead.history()).hasSize(1);
    }

    @Test
    void aTargetThatIsFullAndMovesMakesTheReaderPauseForAMoment() {
        for (int i = 0; i <= FULL; i++) {
            arrives(naming("quick"));
        }
        reader.turn();
        reader.turn();
        assertThat(consumer.paused()).containsExactly(SUCCESS_0);

        quickTarget.deliverWaiting();
        for (int i = 0; i < FULL / 2; i++) {
            quick.completeNext();
        }
        reader.turn();
        reader.turn();

        assertThat(consumer.paused()).isEmpty();
        assertThat(letters.isEmpty()).isTrue();
    }

    @Test
    void nothingMoreIsReadWhileTheDeadLettersAreFull() {
        for (int i = 0; i <= 1_000; i++) {
            arrives(naming("unknown"));
        }
        turn();
        turn();
        assertThat(consumer.paused()).containsExactly(SUCCESS_0);

        letters.sendWaiting();
        dead.completeNext();
        turn();
        turn();

        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void whatIsDoneIsCommittedBeforeAPartitionGoes() {
        TopicPartition other = new TopicPartition(SUCCESS, 1);
        arrives(new RecordHeaders());
        reader.turn();
        assertThat(committed()).isZero();

        consumer.rebalance(List.of(other));

        consumer.rebalance(List.of(other, SUCCESS_0));
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void aCopyThatWaitsForRoomIsLeftToTheNextReaderWhenItsPartitionGoes() {
        for (int i = 0; i <= FULL; i++) {
            arrives(naming("quick"));
        }
        reader.turn();
        consumer.rebalance(List.of());
        quickTarget.deliverWaiting();
        reader.turn();

        assertThat(offsets.open()).isZero();
        assertThat(quick.history()).hasSize(FULL);
    }

    @Test
    void leavingCommitsWhatIsDone() throws InterruptedException {
        arrives(naming("quick"));
        reader.turn();
        quickTarget.deliverWaiting();
        quick.completeNext();

        reader.leave(Duration.ofSeconds(1));

        assertThat(committed()).isEqualTo(1);
    }

    private void arrives(RecordHeaders headers) {
        consumer.addRecord(Samples.reply(next++, headers));
    }

    /** A turn that is late enough to commit. */
    private void turn() {
        now += Duration.ofMillis(100).toNanos();
        reader.turn();
    }

    private long committed() {
        OffsetAndMetadata found = consumer.committed(Set.of(SUCCESS_0)).get(SUCCESS_0);
        return found == null ? 0 : found.offset();
    }
}
