/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.reply;

import static org.agentlogout.orchestrator.reply.Samples.copy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.agentlogout.orchestrator.reply.Refusal.Why;
import org.agentlogout.orchestrator.reply.Target.Answer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class TargetTest {

    private static final int FULL = 2_000;

    private final MockProducer<byte[], byte[]> producer = Samples.producer();
    private final List<Long> delivered = new ArrayList<>();
    private final List<Why> refused = new ArrayList<>();
    private long now;
    private final Target target =
            new Target(
                    "g",
                    Duration.ofSeconds(5),
                    () -> producer,
                    copy -> delivered.add(copy.reply().offset()),
                    (_, refusal) -> refused.add(refusal.why()),
                    () -> now);

    @Test
    void aCopyIsDeliveredWhenTheBrokersHaveIt() {
        target.offer(copy("g", 1));
        target.deliverWaiting();
        assertThat(delivered).isEmpty();

        producer.completeNext();

        assertThat(delivered).containsExactly(1L);
        assertThat(refused).isEmpty();
    }

    @Test
    void nothingIsSentToATopicThatIsNotThere() {
        target.stand(
                new Standing.NotThere(Refusal.of("g", new UnknownTopicOrPartitionException("g"))));
        target.offer(copy("g", 1));
        target.deliverWaiting();

        assertThat(producer.history()).isEmpty();
        assertThat(refused).containsExactly(Why.REPLY_TARGET_MISSING);
    }

    @Test
    void aTopicThatCameBackGetsCopiesAgain() {
        target.stand(new Standing.NotThere(Refusal.notListed("g")));
        target.stand(new Standing.There(1));
        target.offer(copy("g", 1));
        target.deliverWaiting();

        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void whatTheProducerThrowsIsToldInAWord() {
        assertThat(
                        List.of(
                                failing(new TopicAuthorizationException("g")),
                                failing(new RecordTooLargeException()),
                                failing(new TimeoutException("expired")),
                                failing(new KafkaException("else"))))
                .containsExactly(
                        Why.REPLY_TARGET_FORBIDDEN,
                        Why.REPLY_TOO_LARGE,
                        Why.REPLY_TARGET_SLOW,
                        Why.REPLY_NOT_DELIVERED);
    }

    private Why failing(RuntimeException thrown) {
        refused.clear();
        target.offer(copy("g", 1));
        target.deliverWaiting();
        producer.errorNext(thrown);
        return refused.getFirst();
    }

    @Test
    void aTimeOutOfATopicThatIsGoneMeanwhileIsToldAsMissing() {
        target.offer(copy("g", 1));
        target.deliverWaiting();
        target.stand(
                new Standing.NotThere(Refusal.of("g", new UnknownTopicOrPartitionException("g"))));

        producer.errorNext(new TimeoutException("expired"));

        assertThat(refused).containsExactly(Why.REPLY_TARGET_MISSING);
    }

    @Test
    void aProducerThatCannotBeMadeRefusesItsCopiesAndNoOthers() {
        Target broken =
                new Target(
                        "g",
                        Duration.ofSeconds(5),
                        () -> {
                            throw new KafkaException("no key store");
                        },
                        _ -> {},
                        (_, refusal) -> refused.add(refusal.why()),
                        () -> now);
        broken.offer(copy("g", 1));
        broken.deliverWaiting();

        assertThat(refused).containsExactly(Why.REPLY_NOT_DELIVERED);
    }

    @Test
    void aCopyThatWaitedTooLongIsNotSentAnyMore() {
        target.offer(copy("g", 1));
        now = Duration.ofSeconds(5).toNanos();
        target.deliverWaiting();

        assertThat(producer.history()).isEmpty();
        assertThat(refused).containsExactly(Why.REPLY_TARGET_SLOW);
    }

    @Test
    void aFullTargetThatStandsStillIsNotWaitedFor() {
        target.stand(new Standing.There(1));
        fill();
        now += Target.PATIENCE.toNanos();

        assertThat(target.offer(copy("g", FULL))).isEqualTo(Answer.FULL);
    }

    @Test
    void aFullTargetThatMovesIsWaitedForAMomentAndOnlyOnce() {
        target.stand(new Standing.There(1));
        fill();
        assertThat(target.offer(copy("g", FULL))).isEqualTo(Answer.LATER);

        // It goes on taking one copy now and then, which is not enough.
        now += Target.PATIENCE.toNanos();
        producer.completeNext();
        target.offer(copy("g", FULL));

        assertThat(target.offer(copy("g", FULL + 1))).isEqualTo(Answer.FULL);
    }

    @Test
    void aFullTargetThatWasNotProbedYetIsWaitedForALittleLonger() {
        fill();
        now += Target.PATIENCE.toNanos();
        assertThat(target.offer(copy("g", FULL))).isEqualTo(Answer.LATER);

        now += Duration.ofSeconds(2).toNanos();

        assertThat(target.offer(copy("g", FULL))).isEqualTo(Answer.FULL);
    }

    @Test
    void aTargetThatHasCaughtUpIsWaitedForAgain() {
        target.stand(new Standing.There(1));
        fill();
        target.offer(copy("g", FULL));
        now += Target.PATIENCE.toNanos();
        for (int i = 0; i < FULL; i++) {
            producer.completeNext();
        }
        fill();

        assertThat(target.offer(copy("g", FULL))).isEqualTo(Answer.LATER);
    }

    @Test
    void largeCopiesFillATargetByTheirBytes() {
        for (int i = 0; i < 8; i++) {
            target.offer(large(i));
        }

        assertThat(target.offer(large(8))).isNotEqualTo(Answer.TAKEN);
    }

    @Test
    void oneCopyIsTakenHoweverLargeItIs() {
        Copy huge =
                new Copy(
                        Samples.reply(1, 9_000_000, Samples.naming("g")),
                        "g",
                        OptionalInt.empty(),
                        0);

        assertThat(target.offer(huge)).isEqualTo(Answer.TAKEN);
    }

    private static Copy large(int offset) {
        return new Copy(
                Samples.reply(offset, 1_000_000, Samples.naming("g")), "g", OptionalInt.empty(), 0);
    }

    private void fill() {
        for (int i = 0; i < FULL; i++) {
            Copy copy = new Copy(copy("g", i).reply(), "g", OptionalInt.empty(), now);
            target.offer(copy);
        }
        target.deliverWaiting();
    }
}
