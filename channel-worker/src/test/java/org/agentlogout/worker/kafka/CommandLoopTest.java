/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.CommandOutcome;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Topic;
import org.agentlogout.worker.MovableClock;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.handling.Handled;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CommandLoopTest {
    private static final TopicPartition COMMANDS =
            new TopicPartition("channel.command.voice", Records.PARTITION);
    private static final TopicPartition SESSIONS =
            new TopicPartition("session.opened", Records.PARTITION);

    private final AvroSerdes serdes = Records.serdes();
    private final BlockingQueue<Command> started = new LinkedBlockingQueue<>();
    private final CountDownLatch letThemEnd = new CountDownLatch(1);
    private final SentRecords sent = new SentRecords();
    private final Commits consumer = new Commits();
    private final MockConsumer<byte[], byte[]> sessionConsumer = new MockConsumer<>("earliest");
    private final CompletableFuture<Long> endOfSessions = new CompletableFuture<>();
    private final SessionFollower sessions = sessions();
    private final RecordSender sender =
            new RecordSender(sent, Executors.newSingleThreadScheduledExecutor(), () -> {});
    private final WorkerMeters meters = new WorkerMeters(new SimpleMeterRegistry());
    private final InFlight inFlight = new InFlight(2, this::carryOut, results());
    private final CommandIntake intake = intake();
    private final CommandLoop loop =
            new CommandLoop(
                    COMMANDS.topic(),
                    consumer,
                    sessions,
                    intake,
                    new PollWatch("test", _ -> {}),
                    _ -> {});

    @BeforeEach
    void ownThePartition() {
        consumer.subscribe(List.of(COMMANDS.topic()), loop);
        consumer.rebalance(List.of(COMMANDS));
        consumer.updateBeginningOffsets(Map.of(COMMANDS, 0L));
        sessionConsumer.updateBeginningOffsets(Map.of(SESSIONS, 0L));
        loop.onPartitionsAssigned(List.of(COMMANDS));
    }

    @AfterEach
    void letGo() {
        letThemEnd.countDown();
        intake.close();
    }

    @Test
    void noCommandIsTakenBeforeTheSessionsAreKnown() {
        loop.turn();
        assertThat(consumer.paused()).containsExactly(COMMANDS);
    }

    @Test
    void aCommandStartsOnlyOnceItsOffsetIsAcknowledged() throws InterruptedException {
        knowSessions();
        add(0, 1);
        loop.turn();
        assertThat(consumer.held).hasSize(1);
        nothingStarts();
        consumer.acknowledge();
        assertThat(started.take().order().attempt()).isEqualTo(1);
        assertThat(consumer.acknowledged.get(COMMANDS)).isEqualTo(1L);
    }

    @Test
    void theLoopComesRoundWhileACommitIsOnItsWay() throws InterruptedException {
        knowSessions();
        add(0, 1);
        loop.turn();
        add(1, 2);
        loop.turn();
        assertThat(consumer.held).hasSize(1);
        consumer.acknowledge();
        loop.turn();
        consumer.acknowledge();
        started.take();
        started.take();
        assertThat(consumer.acknowledged.get(COMMANDS)).isEqualTo(2L);
    }

    @Test
    void aFailedCommitIsTriedAgainBeforeAnythingStarts() throws InterruptedException {
        knowSessions();
        add(0, 1);
        loop.turn();
        consumer.fail();
        nothingStarts();
        loop.turn();
        consumer.acknowledge();
        assertThat(started.take().order().attempt()).isEqualTo(1);
    }

    @Test
    void aPartitionThatMovesIsCommittedFirst() throws InterruptedException {
        knowSessions();
        add(0, 1);
        loop.turn();
        loop.onPartitionsRevoked(List.of(COMMANDS));
        assertThat(started.take().order().attempt()).isEqualTo(1);
        consumer.acknowledge();
        nothingStarts();
    }

    @Test
    void anAcknowledgementThatWasOvertakenStartsNothing() throws InterruptedException {
        knowSessions();
        add(0, 1);
        loop.turn();
        loop.onPartitionsRevoked(List.of()); // others moved; ours were settled on the way
        started.take();
        add(1, 2);
        loop.turn();
        consumer.acknowledge();
        nothingStarts();
        consumer.acknowledge();
        assertThat(started.take().order().attempt()).isEqualTo(2);
    }

    @Test
    void whatCannotBeCommittedWhenAPartitionMovesIsNotStarted() throws InterruptedException {
        knowSessions();
        add(0, 1);
        loop.turn();
        consumer.refuseSync = true;
        loop.onPartitionsRevoked(List.of(COMMANDS));
        consumer.acknowledge();
        nothingStarts();
    }

    @Test
    void commandsBeyondTheLimitAreAnsweredAtOnce() throws InterruptedException {
        knowSessions();
        take(0, 1);
        take(1, 2);
        take(2, 3);
        ChannelResult answer = sent.nextResult(serdes);
        assertThat(answer.getAttempt()).isEqualTo(3);
        assertThat(answer.getOutcome()).isEqualTo(CommandOutcome.FAILED);
        assertThat(answer.getCode()).isEqualTo("WORKER_FULL");
        assertThat(answer.getRetryable()).isTrue();
    }

    @Test
    void whatIsNotACommandGoesToTheDeadLettersAndTheNextIsTaken() throws InterruptedException {
        knowSessions();
        byte[] junk = "{}".getBytes(StandardCharsets.UTF_8);
        consumer.addRecord(Records.at(Topic.COMMAND_VOICE, Records.PARTITION, 0, "x", junk));
        take(1, 1);
        ProducerRecord<byte[], byte[]> letter = sent.next();
        assertThat(letter.topic()).isEqualTo("logout.deadletter");
        assertThat(letter.value()).isEqualTo(junk);
        assertThat(HeaderNames.text(letter.headers(), HeaderNames.DEAD_LETTER_REASON))
                .contains("NOT_AVRO");
        started.take();
    }

    @Test
    void aCommandThatDoesNotEndInTimeIsReportedUnknown() throws InterruptedException {
        knowSessions();
        take(0, 1);
        started.take();
        assertThat(inFlight.awaitNone(Duration.ZERO)).isFalse();
        inFlight.abandon();
        assertThat(sent.nextResult(serdes).getOutcome()).isEqualTo(CommandOutcome.UNKNOWN);
    }

    @Test
    void aCommandThatEndsIsAnsweredOnce() throws InterruptedException {
        knowSessions();
        take(0, 1);
        started.take();
        letThemEnd.countDown();
        assertThat(sent.nextResult(serdes).getOutcome()).isEqualTo(CommandOutcome.DONE);
        assertThat(inFlight.awaitNone(Duration.ofSeconds(10))).isTrue();
        inFlight.abandon();
        assertThat(sent.none()).isTrue();
    }

    @Test
    void aHungLoopIsReportedOnceAndALivelyOneNever() {
        List<String> reports = new ArrayList<>();
        PollWatch watch = new PollWatch("channel.command.voice", reports::add);
        for (int tick = 0; tick < 20; tick++) {
            watch.turned();
            watch.tick();
        }
        assertThat(reports).isEmpty();
        for (int tick = 0; tick < 20; tick++) {
            watch.tick();
        }
        assertThat(reports).containsExactly("The poll loop of channel.command.voice has hung.");
    }

    @Test
    void aLoopThatCannotPollDoesNotSayThatItTakesCommands() {
        knowSessions();
        loop.turn();
        assertThat(loop.taking()).isTrue();
        consumer.setPollException(new TopicAuthorizationException("not allowed"));
        assertThatThrownBy(loop::turn).isInstanceOf(TopicAuthorizationException.class);
        assertThat(loop.taking()).isFalse();
        loop.turn();
        assertThat(loop.taking()).isTrue();
    }

    @Test
    void aLoopThatWasClosedHasNotHung() {
        List<String> reports = new CopyOnWriteArrayList<>();
        PollWatch watch = new PollWatch("channel.command.voice", reports::add);
        var member = new MockConsumer<byte[], byte[]>("earliest");
        var closed =
                new CommandLoop(COMMANDS.topic(), member, sessions, intake, watch, reports::add);
        closed.start();
        closed.close();
        for (int tick = 0; tick < 20; tick++) {
            watch.tick();
        }
        assertThat(reports).isEmpty();
    }

    private Handled carryOut(Command command) {
        started.add(command);
        boolean interrupted = false;
        while (true) { // deaf to interruption, as a bad adapter may be
            try {
                letThemEnd.await();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return Handled.of(new Outcome.Done(AgentState.LOGGED_OUT, ""));
    }

    /** Long enough for a command that was started by mistake to be seen. */
    private void nothingStarts() throws InterruptedException {
        assertThat(started.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    private void knowSessions() {
        endOfSessions.complete(0L);
        sessions.turn();
        sessions.turn();
        loop.turn();
        assertThat(consumer.paused()).isEmpty();
    }

    private void take(long offset, int attempt) {
        add(offset, attempt);
        loop.turn();
        consumer.acknowledge();
    }

    private void add(long offset, int attempt) {
        var command = Records.signOut().setAttempt(attempt).build();
        consumer.addRecord(Records.of(serdes, Topic.COMMAND_VOICE, offset, command));
    }

    private SessionFollower sessions() {
        SessionMapper mapper = new SessionMapper(serdes, Records.PARTITIONS, Duration.ofMinutes(5));
        return new SessionFollower(
                new SessionFollower.Source(
                        SESSIONS.topic(), sessionConsumer, new EndOffsets(_ -> endOfSessions)),
                mapper::read,
                new SessionFollower.Limits(Records.PARTITIONS, Duration.ofSeconds(1)),
                new MovableClock(),
                _ -> {});
    }

    private ResultPublisher results() {
        ResultMapper mapper =
                new ResultMapper(serdes, "channel.result", "worker-1", new MovableClock());
        return new ResultPublisher(mapper, sender, meters);
    }

    private CommandIntake intake() {
        CommandMapper mapper = new CommandMapper(serdes, ChannelKind.VOICE, Records.PARTITIONS);
        DeadLetters deadLetters = new DeadLetters("logout.deadletter", sender, meters);
        return new CommandIntake("test", mapper::read, inFlight, deadLetters, Duration.ZERO);
    }

    /** A consumer whose commits are answered when the test says so. */
    private static final class Commits extends MockConsumer<byte[], byte[]> {
        private record Held(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {}

        final Queue<Held> held = new ArrayDeque<>();
        final Map<TopicPartition, Long> acknowledged = new HashMap<>();
        boolean refuseSync;

        Commits() {
            super("earliest");
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            held.add(new Held(offsets, callback));
        }

        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (refuseSync) {
                throw new TimeoutException("no coordinator, on purpose");
            }
        }

        void acknowledge() {
            Held commit = held.remove();
            commit.offsets().forEach((at, offset) -> acknowledged.put(at, offset.offset()));
            commit.callback().onComplete(commit.offsets(), null);
        }

        void fail() {
            Held commit = held.remove();
            commit.callback()
                    .onComplete(commit.offsets(), new RetriableCommitFailedException("on purpose"));
        }
    }
}
