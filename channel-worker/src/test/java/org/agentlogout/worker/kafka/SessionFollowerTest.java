/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.KeyPartition;
import org.agentlogout.wire.Topic;
import org.agentlogout.worker.MovableClock;
import org.agentlogout.worker.Samples;
import org.agentlogout.worker.command.Target;
import org.agentlogout.worker.handling.SessionLook;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SessionFollowerTest {
    private static final TopicPartition SESSIONS =
            new TopicPartition("session.opened", Records.PARTITION);
    private static final SessionLook CURRENT = new SessionLook.Current();

    private final AvroSerdes serdes = Records.serdes();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final MovableClock clock = new MovableClock();
    private final List<String> unfit = new ArrayList<>();
    private final SessionMapper mapper =
            new SessionMapper(serdes, Records.PARTITIONS, Duration.ofMinutes(5));
    private CompletableFuture<Long> end = CompletableFuture.completedFuture(0L);
    private boolean registryAway;
    private long unreadable = -1;
    private long defective = -1;
    private long offset;
    private final SessionFollower follower =
            new SessionFollower(
                    new SessionFollower.Source(
                            SESSIONS.topic(), consumer, new EndOffsets(_ -> end)),
                    this::read,
                    new SessionFollower.Limits(Records.PARTITIONS, Duration.ofMillis(20)),
                    clock,
                    unfit::add);

    private Reading<OpenedSession> read(ConsumerRecord<byte[], byte[]> entry) {
        if (entry.offset() == defective) {
            throw new IllegalStateException("a defect, on purpose");
        }
        return registryAway || entry.offset() == unreadable
                ? new Reading.NotNow<>("no answer")
                : mapper.read(entry);
    }

    @BeforeEach
    void followThePartition() {
        consumer.updateBeginningOffsets(Map.of(SESSIONS, 0L));
        follower.follow("test", List.of(Records.PARTITION));
        follower.turn(); // takes note of the wish
        follower.turn();
    }

    @Test
    void anAgentWithoutARecordHasNoNewerSession() {
        assertThat(follower.look(Samples.voice())).isEqualTo(CURRENT);
    }

    @Test
    void theSessionOfTheCommandIsNotNewerThanItself() {
        open(Samples.SESSION, Samples.EPOCH);
        open(Samples.SESSION, Samples.EPOCH + 1);
        assertThat(follower.look(Samples.voice())).isEqualTo(CURRENT);
    }

    @Test
    void aHigherEpochSupersedes() {
        open(Samples.SESSION, Samples.EPOCH);
        open("session-2", Samples.EPOCH + 1);
        assertThat(follower.look(Samples.voice())).isInstanceOf(SessionLook.Superseded.class);
    }

    @Test
    void anAgentIsOursUntilANewerSessionOrAnotherWorkerComes() {
        open(Samples.SESSION, Samples.EPOCH);
        assertThat(follower.ours(Samples.voice())).isTrue();
        follower.follow("test", List.of());
        assertThat(follower.ours(Samples.voice())).isFalse();
        follower.follow("test", List.of(Records.PARTITION));
        open("session-2", Samples.EPOCH + 1);
        follower.turn();
        assertThat(follower.ours(Samples.voice())).isFalse();
    }

    @Test
    void aLowerEpochDoesNot() {
        open(Samples.SESSION, Samples.EPOCH);
        open("session-0", Samples.EPOCH - 1);
        assertThat(follower.look(Samples.voice())).isEqualTo(CURRENT);
    }

    @Test
    void ofEqualEpochsTheLaterRecordWins() {
        open(Samples.SESSION, Samples.EPOCH);
        open("session-2", Samples.EPOCH);
        assertThat(follower.look(Samples.voice())).isInstanceOf(SessionLook.Superseded.class);
        open(Samples.SESSION, Samples.EPOCH);
        assertThat(follower.look(Samples.voice())).isEqualTo(CURRENT);
    }

    @Test
    void anEpochFarAheadOfItsRecordIsIgnored() {
        long limit = Samples.NOON.plusSeconds(300).toEpochMilli();
        open("session-absurd", limit + 1);
        assertThat(follower.look(Samples.voice())).isEqualTo(CURRENT);
        assertThat(unfit).containsExactly("INVALID_EPOCH");
        open("session-2", limit);
        assertThat(follower.look(Samples.voice())).isInstanceOf(SessionLook.Superseded.class);
    }

    @Test
    void aRecordThatIsNoSessionCountsForNothingAndIsCounted() {
        byte[] junk = "{}".getBytes(StandardCharsets.UTF_8);
        add(Records.at(Topic.SESSION_OPENED, Records.PARTITION, offset++, Samples.AGENT, junk));
        assertThat(follower.look(Samples.voice())).isEqualTo(CURRENT);
        assertThat(unfit).containsExactly("NOT_AVRO");
    }

    @Test
    void aDefectInReadingCostsTheRecordAndNotTheWorker() {
        defective = offset;
        open("session-2", Samples.EPOCH + 1);
        assertThat(follower.look(Samples.voice())).isEqualTo(CURRENT);
        assertThat(unfit).containsExactly("INTERNAL_ERROR");
        open("session-3", Samples.EPOCH + 1);
        assertThat(follower.look(Samples.voice())).isInstanceOf(SessionLook.Superseded.class);
    }

    @Test
    void aRecordUnderAnotherAgentsKeyCountsForNothing() {
        byte[] value =
                serdes.serializer()
                        .serialize("session.opened", Records.session("s2", Samples.EPOCH + 1));
        add(Records.at(Topic.SESSION_OPENED, Records.PARTITION, offset++, "other", value));
        assertThat(follower.look(Samples.voice())).isEqualTo(CURRENT);
        assertThat(unfit).containsExactly("WRONG_KEY");
    }

    @Test
    void aSessionThatIsNotReadYetMakesTheLookFail() {
        end = CompletableFuture.completedFuture(1L);
        assertThat(follower.look(Samples.voice())).isInstanceOf(SessionLook.Unreadable.class);
    }

    @Test
    void aLookWaitsForWhatWasThereWhenItBegan() throws InterruptedException {
        SessionFollower patient = follower(Duration.ofSeconds(10));
        end = CompletableFuture.completedFuture(1L);
        CompletableFuture<SessionLook> look = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> look.complete(patient.look(Samples.voice())));
        consumer.addRecord(sessionRecord("session-2", Samples.EPOCH + 1));
        patient.turn();
        assertThat(look.join()).isInstanceOf(SessionLook.Superseded.class);
    }

    private SessionFollower follower(Duration patience) {
        SessionFollower other =
                new SessionFollower(
                        new SessionFollower.Source(
                                SESSIONS.topic(), consumer, new EndOffsets(_ -> end)),
                        this::read,
                        new SessionFollower.Limits(Records.PARTITIONS, patience),
                        clock,
                        unfit::add);
        other.follow("test", List.of(Records.PARTITION));
        other.turn();
        other.turn();
        return other;
    }

    @Test
    void aBrokerThatDoesNotTellTheEndMakesTheLookFail() {
        end = new CompletableFuture<>();
        assertThat(follower.look(Samples.voice())).isInstanceOf(SessionLook.Unreadable.class);
        end = CompletableFuture.failedFuture(new IllegalStateException("no leader"));
        assertThat(new EndOffsets(_ -> end).of(0)).isCompletedExceptionally();
    }

    @Test
    void aPartitionOfAnotherWorkerMakesTheLookFailAtOnce() {
        follower.follow("test", List.of());
        clock.move(Duration.ofMinutes(2));
        follower.follow("test", List.of());
        assertThat(follower.look(Samples.voice())).isInstanceOf(SessionLook.Unreadable.class);
    }

    @Test
    void aPartitionThatWentIsStillLookedAtForAMinute() {
        follower.follow("test", List.of());
        assertThat(follower.look(Samples.voice())).isEqualTo(CURRENT);
    }

    @Test
    void whileTheRegistryIsAwayOnlyLooksAtTheAgentConcernedFail() {
        registryAway = true;
        open("session-2", Samples.EPOCH + 1);
        assertThat(follower.look(Samples.voice())).isInstanceOf(SessionLook.Unreadable.class);
        assertThat(follower.look(neighbour())).isEqualTo(CURRENT);
        assertThat(follower.ready(Records.PARTITION)).isTrue();
        registryAway = false;
        follower.turn();
        assertThat(follower.look(Samples.voice())).isInstanceOf(SessionLook.Superseded.class);
        assertThat(unfit).isEmpty();
    }

    @Test
    void whatComesAfterItOfTheSameAgentDoesNotOvertake() {
        unreadable = offset;
        open("session-2", Samples.EPOCH);
        open(Samples.SESSION, Samples.EPOCH); // of equal epochs the later wins
        unreadable = -1;
        follower.turn();
        assertThat(follower.look(Samples.voice())).isEqualTo(CURRENT);
    }

    @Test
    void whenTooManyCannotBeReadTheirPartitionStops() {
        registryAway = true;
        for (int i = 0; i < 1_001; i++) {
            consumer.addRecord(sessionRecord("session-2", Samples.EPOCH + 1));
        }
        end = CompletableFuture.completedFuture(offset);
        follower.turn();
        assertThat(consumer.position(SESSIONS)).isEqualTo(1_000);
        assertThat(consumer.paused()).containsExactly(SESSIONS);
        assertThat(follower.look(neighbour())).isInstanceOf(SessionLook.Unreadable.class);
    }

    /** An agent of the same partition. */
    private static Target neighbour() {
        String agent =
                IntStream.iterate(1, i -> i + 1)
                        .mapToObj(i -> "neighbour-" + i)
                        .filter(id -> KeyPartition.of(id, Records.PARTITIONS) == Records.PARTITION)
                        .findFirst()
                        .orElseThrow();
        Target one = Samples.voice();
        return new Target(
                agent,
                one.sessionId(),
                one.epoch(),
                one.teamId(),
                one.channelId(),
                one.switchId(),
                one.address());
    }

    @Test
    void aPartitionIsReadyOnceItsFirstEndIsReached() {
        end = CompletableFuture.completedFuture(1L);
        SessionFollower fresh = follower(Duration.ofSeconds(1));
        assertThat(fresh.ready(Records.PARTITION)).isFalse();
        consumer.addRecord(sessionRecord(Samples.SESSION, Samples.EPOCH));
        fresh.turn();
        assertThat(fresh.ready(Records.PARTITION)).isTrue();
    }

    @Test
    void questionsThatComeWhileOneIsOnItsWayShareTheNext() throws Exception {
        List<CompletableFuture<Long>> asked = new ArrayList<>();
        EndOffsets ends = new EndOffsets(_ -> added(asked));
        CompletableFuture<Long> first = ends.of(3);
        CompletableFuture<Long> second = ends.of(3);
        CompletableFuture<Long> third = ends.of(3);
        assertThat(asked).hasSize(1);
        asked.getFirst().complete(7L);
        assertThat(first.get()).isEqualTo(7);
        assertThat(asked).hasSize(2);
        assertThat(second).isNotDone();
        asked.getLast().complete(8L);
        assertThat(second.get()).isEqualTo(8);
        assertThat(third.get()).isEqualTo(8);
        CompletableFuture<Long> fourth = ends.of(3);
        assertThat(asked).hasSize(3);
        assertThat(fourth).isNotDone();
    }

    private static CompletionStage<Long> added(List<CompletableFuture<Long>> asked) {
        CompletableFuture<Long> question = new CompletableFuture<>();
        asked.add(question);
        return question;
    }

    @Test
    void anotherPartitionDoesNotWaitForAnAnswer() {
        List<CompletableFuture<Long>> asked = new ArrayList<>();
        EndOffsets ends = new EndOffsets(_ -> added(asked));
        CompletableFuture<Long> hung = ends.of(1);
        CompletableFuture<Long> other = ends.of(2);
        asked.getLast().complete(5L);
        assertThat(other).isCompletedWithValue(5L);
        assertThat(hung).isNotDone();
    }

    @Test
    void aDefectThatEndsTheReadingIsReported() throws InterruptedException {
        var reports = new LinkedBlockingQueue<String>();
        var defective =
                new SessionFollower(
                        source(consumer),
                        _ -> new Reading.Unfit<>(new Problem("NOT_AVRO", "")),
                        new SessionFollower.Limits(Records.PARTITIONS, Duration.ofMillis(20)),
                        clock,
                        _ -> {
                            throw new IllegalStateException("a defect");
                        });
        defective.follow("test", List.of(Records.PARTITION));
        consumer.addRecord(sessionRecord("session-2", Samples.EPOCH + 1));
        defective.start(reports::add);
        assertThat(reports.poll(10, TimeUnit.SECONDS)).contains("session.opened");
    }

    @Test
    void aWishThatComesWhileAPositionIsAskedForCostsNoRest() {
        var interrupted =
                new MockConsumer<byte[], byte[]>("earliest") {
                    @Override
                    public synchronized long position(TopicPartition at, Duration patience) {
                        throw new WakeupException();
                    }
                };
        interrupted.updateBeginningOffsets(Map.of(SESSIONS, 0L));
        var restless =
                new SessionFollower(
                        source(interrupted),
                        this::read,
                        new SessionFollower.Limits(Records.PARTITIONS, Duration.ofMillis(20)),
                        clock,
                        unfit::add);
        restless.follow("test", List.of(Records.PARTITION));
        restless.turn();
        assertThatCode(restless::turn).doesNotThrowAnyException();
    }

    private SessionFollower.Source source(MockConsumer<byte[], byte[]> from) {
        return new SessionFollower.Source(SESSIONS.topic(), from, new EndOffsets(_ -> end));
    }

    private void open(String sessionId, long epoch) {
        add(sessionRecord(sessionId, epoch));
    }

    private ConsumerRecord<byte[], byte[]> sessionRecord(String sessionId, long epoch) {
        return Records.of(
                serdes, Topic.SESSION_OPENED, offset++, Records.session(sessionId, epoch));
    }

    private void add(ConsumerRecord<byte[], byte[]> entry) {
        consumer.addRecord(entry);
        end = CompletableFuture.completedFuture(offset);
        follower.turn();
    }
}
