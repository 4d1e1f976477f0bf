/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.agentlogout.wire.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What others ask of a follower while it reads. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TopicFollowerTest {
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final TopicPartition AT = new TopicPartition("switch.event", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final CompletableFuture<Long> end = new CompletableFuture<>();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final TopicFollower follower =
            new TopicFollower(
                    AT.topic(),
                    consumer,
                    new EndOffsets(_ -> end),
                    new HangingReader(),
                    Duration.ofSeconds(1));

    /** As a registry that takes the question and says nothing. */
    private final class HangingReader implements TopicFollower.Reader {
        @Override
        public boolean take(ConsumerRecord<byte[], byte[]> entry) {
            reached.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return true;
        }

        @Override
        public void forget(int partition) {}
    }

    @BeforeEach
    void followThePartition() {
        consumer.updateBeginningOffsets(Map.of(AT, 0L));
        follower.follow(Set.of(0));
        follower.turn(); // takes note of the wish
        follower.turn();
    }

    @Test
    void nobodyElseWaitsWhileItHangsInReading() throws InterruptedException {
        Thread reading = readingOneRecord();
        reached.await();
        end.complete(1L);

        follower.follow(Set.of(0, 1));

        assertThat(follower.follows(1)).isTrue();
        assertThat(follower.caughtUp(0)).isFalse();
        assertThat(follower.readTo(0, 1, Duration.ofMillis(1))).isFalse();
        assertThat(follower.catchUp(0, Duration.ofMillis(1))).isFalse();
        goOn.countDown();
        reading.join();
    }

    @Test
    void whoWaitsForTheEndIsWokenByTheLastRecord() throws InterruptedException {
        end.complete(1L);
        Thread reading = readingOneRecord();
        reached.await();
        goOn.countDown();

        assertThat(follower.catchUp(0, LONG)).isTrue();
        reading.join();
    }

    @Test
    void whoWaitsForTheEndIsWokenWhenTheBrokerTellsIt() throws Exception {
        var caughtUp = new FutureTask<>(() -> follower.catchUp(0, LONG));
        Thread waiting = Thread.ofPlatform().start(caughtUp);
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        end.complete(0L);

        assertThat(caughtUp.get(5, TimeUnit.SECONDS)).isTrue();
    }

    private Thread readingOneRecord() {
        byte[] junk = "{}".getBytes(StandardCharsets.UTF_8);
        consumer.addRecord(Records.at(Topic.SWITCH_EVENT, 0, 0, "cce1", junk));
        return Thread.ofPlatform().start(follower::turn);
    }
}
