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

    private static final int FULL = 3;

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
            reading.fetched(
                    consumer, new ConsumerRecords<>(records, Map.of()), offsets.length < FULL);
        }
    }

    private void idle() {
        lags.put(RESULTS, 0L);
        lags.put(REQUESTS, 0L);
        polls(3, RESULTS);
        behind();
    }

    private Duration behind() {
        return Duration.between(upTo(RESULTS), now);
    }

    private Instant upTo(TopicPartition... all) {
        return reading.upTo(List.of(all), now);
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    @Test
    void withNothingLeftItIsAsLateAsItsPolls() {
        idle();

        assertThat(behind()).isEqualTo(Duration.ofMillis(2));
        assertThat(reading.isDrained()).isTrue();
    }

    @Test
    void whatIsFetchedAndNotProcessedCountsFromTheLastOneProcessed() {
        idle();
        polls(1, RESULTS, 7, 8);
        Instant first = now;
        reading.taken(RESULTS, 7, first);
        later(Duration.ofMillis(600));
        polls(3, RESULTS);

        assertThat(upTo(RESULTS)).isEqualTo(first);
        assertThat(reading.isDrained()).isFalse();

        reading.taken(RESULTS, 8, now);
        polls(3, RESULTS);

        assertThat(behind()).isEqualTo(Duration.ofMillis(2));
        assertThat(reading.isDrained()).isTrue();
        assertThat(reading.count(RESULTS)).isEqualTo(2);
    }

    @Test
    void whatTheBrokerStillHasIsUnread() {
        idle();
        polls(1, RESULTS, 7);
        Instant stamp = now;
        reading.taken(RESULTS, 7, stamp);
        lags.put(RESULTS, 500L);
        for (int i = 0; i < 20; i++) {
            later(Duration.ofMillis(100));
            polls(1, RESULTS);
        }

        assertThat(upTo(RESULTS)).isEqualTo(stamp);
    }

    @Test
    void whatLiesInTheConsumerBehindFullPollsIsUnread() {
        idle();
        Instant before = upTo(RESULTS);
        for (int i = 0; i < 20; i++) {
            later(Duration.ofMillis(100));
            polls(1, REQUESTS, 1, 2, 3);
            reading.taken(REQUESTS, 3, now);
        }

        assertThat(upTo(RESULTS)).isBeforeOrEqualTo(before.plusMillis(2));

        polls(3, REQUESTS);
        assertThat(behind()).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void anotherTopicsBacklogHoldsNobodyUp() {
        idle();
        lags.put(REQUESTS, 500L);
        later(Duration.ofSeconds(20));
        polls(1, RESULTS);
        for (int i = 0; i < 15; i++) {
            later(Duration.ofMillis(100));
            polls(1, RESULTS);
        }

        assertThat(behind()).isLessThan(Duration.ofMillis(250));
        assertThat(Duration.between(upTo(RESULTS, REQUESTS), now))
                .isGreaterThan(Duration.ofSeconds(20));
    }

    @Test
    void anAnswerAfterAnIdleHourIsNoDelay() {
        idle();
        polls(1, RESULTS, 7);
        reading.taken(RESULTS, 7, now);
        for (int i = 0; i < 3_600; i++) {
            later(Duration.ofMillis(999));
            polls(1, RESULTS);
            behind();
        }

        polls(1, RESULTS, 8);

        assertThat(behind()).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void aTaskThatBeginsWaitsForItsFirstFetchButNotForever() {
        polls(3, RESULTS);
        assertThat(upTo(RESULTS)).isEqualTo(Instant.MIN);

        for (int i = 0; i < 60; i++) {
            later(Duration.ofMillis(100));
            polls(1, RESULTS);
        }

        assertThat(behind()).isLessThan(Duration.ofMillis(250));
    }

    @Test
    void afterAFreezeItIsNotSureForASecond() {
        idle();
        Instant frozen = upTo(RESULTS);
        later(Duration.ofSeconds(20));
        polls(5, RESULTS);

        assertThat(upTo(RESULTS)).isEqualTo(frozen);

        for (int i = 0; i < 12; i++) {
            later(Duration.ofMillis(100));
            polls(1, RESULTS);
        }
        assertThat(behind()).isLessThan(Duration.ofMillis(250));
    }

    @Test
    void whatIsPausedForTheRegistryHoldsNoTimer() {
        idle();
        lags.put(RESULTS, 500L);
        later(Duration.ofMillis(500));
        polls(3, RESULTS);
        assertThat(behind()).isGreaterThan(Duration.ofMillis(500));

        consumer.pause(List.of(RESULTS));

        assertThat(behind()).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void withoutAConsumerEverythingHasBeenRead() {
        assertThat(behind()).isZero();
    }
}
