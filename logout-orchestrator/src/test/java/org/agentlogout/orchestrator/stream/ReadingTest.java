/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadingTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final TopicPartition RESULTS = new TopicPartition("channel.result", 3);
    private static final TopicPartition REQUESTS = new TopicPartition("session.request.logout", 3);

    private Instant now = START;
    private final Reading reading = new Reading(() -> now);
    private final Map<TopicPartition, Long> lags = new HashMap<>();

    private final MockConsumer<byte[], byte[]> consumer =
            new MockConsumer<>("earliest") {
                @Override
                public OptionalLong currentLag(TopicPartition one) {
                    Long lag = lags.get(one);
                    return lag == null ? OptionalLong.empty() : OptionalLong.of(lag);
                }
            };

    @BeforeEach
    void begin() {
        consumer.assign(List.of(RESULTS, REQUESTS));
        reading.begins(3, START);
    }

    private void polls(int count, TopicPartition from, long... offsets) {
        for (int i = 0; i < count; i++) {
            now = now.plusMillis(1);
            List<ConsumerRecord<byte[], byte[]>> fetched =
                    Arrays.stream(offsets)
                            .mapToObj(it ->
                                    new ConsumerRecord<>(
                                            from.topic(), 3, it, new byte[0], new byte[0]))
                            .toList();
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records =
                    fetched.isEmpty() ? Map.of() : Map.of(from, fetched);
            reading.fetched(consumer, new ConsumerRecords<>(records, Map.of()));
        }
    }

    private void idle() {
        lags.put(RESULTS, 0L);
        lags.put(REQUESTS, 0L);
        polls(3, RESULTS);
    }

    private Duration behind() {
        return Duration.between(reading.upTo(3, now), now);
    }

    @Test
    void withNothingLeftItIsAsLateAsItsPolls() {
        idle();

        assertThat(behind()).isEqualTo(Duration.ofMillis(2));
        assertThat(reading.isDrained()).isTrue();
    }

    @Test
    void whatIsFetchedAndNotProcessedHoldsTimersAtTheLastOneProcessed() {
        idle();
        polls(1, RESULTS, 7, 8);
        Instant first = now;
        reading.taken(RESULTS, 7, first);
        now = now.plusMillis(600);
        polls(3, RESULTS);

        assertThat(reading.upTo(3, now)).isEqualTo(first);
        assertThat(reading.isDrained()).isFalse();

        reading.taken(RESULTS, 8, now);
        polls(3, RESULTS);

        assertThat(behind()).isEqualTo(Duration.ofMillis(2));
        assertThat(reading.isDrained()).isTrue();
    }

    @Test
    void whatTheBrokerStillHasHoldsTimers() {
        idle();
        polls(1, RESULTS, 7);
        Instant stamp = now;
        reading.taken(RESULTS, 7, stamp);
        lags.put(RESULTS, 500L);
        for (int i = 0; i < 20; i++) {
            now = now.plusMillis(100);
            polls(1, RESULTS);
        }

        assertThat(reading.upTo(3, now)).isEqualTo(stamp);
    }

    @Test
    void anotherPartitionHoldsNobodyUp() {
        idle();
        reading.begins(4, now);
        reading.upTo(3, now);

        lags.put(RESULTS, 500L);

        assertThat(reading.upTo(4, now)).isEqualTo(now.minusMillis(2));
    }

    @Test
    void noTimerIsHeldForeverByOldTimeStamps() {
        idle();
        polls(1, RESULTS, 7);
        reading.taken(RESULTS, 7, Instant.EPOCH);
        lags.put(RESULTS, 500L);
        now = now.plusSeconds(100);

        assertThat(behind()).isEqualTo(Reading.HELD_AT_MOST);
    }

    @Test
    void aTaskThatBeginsWaitsForItsFirstFetchButNotForever() {
        polls(3, RESULTS);
        assertThat(behind()).isEqualTo(Reading.HELD_AT_MOST);

        for (int i = 0; i < 60; i++) {
            now = now.plusMillis(100);
            polls(1, RESULTS);
        }

        assertThat(behind()).isLessThan(Duration.ofMillis(250));
    }

    @Test
    void afterAFreezeItIsNotSureForASecond() {
        idle();
        Instant frozen = reading.upTo(3, now);
        assertThat(frozen).isAfter(START);
        now = now.plusSeconds(20);
        polls(5, RESULTS);

        assertThat(reading.upTo(3, now)).isEqualTo(frozen);

        for (int i = 0; i < 12; i++) {
            now = now.plusMillis(100);
            polls(1, RESULTS);
        }
        assertThat(behind()).isLessThan(Duration.ofMillis(250));
    }

    @Test
    void whatIsPausedForTheRegistryHoldsNoTimer() {
        idle();
        lags.put(REQUESTS, 500L);
        now = now.plusMillis(500);
        polls(3, RESULTS);
        assertThat(behind()).isGreaterThan(Duration.ofMillis(500));

        consumer.pause(List.of(REQUESTS));

        assertThat(behind()).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void withoutAConsumerEverythingHasBeenRead() {
        assertThat(behind()).isZero();
    }
}
