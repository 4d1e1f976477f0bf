/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Limits;
import org.agentlogout.wire.Topic;
import org.agentlogout.worker.MovableClock;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.handling.Handled;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CommandIntakeTest {
    private final AvroSerdes serdes = Records.serdes();
    private final SentRecords sent = new SentRecords();
    private final BlockingQueue<Command> started = new LinkedBlockingQueue<>();
    private final CommandMapper mapper =
            new CommandMapper(serdes, ChannelKind.VOICE, Records.PARTITIONS);
    private int answersWithout;
    private boolean defective;
    private final CommandIntake intake = intake();

    @AfterEach
    void end() {
        intake.close();
    }

    @Test
    void aCommandWaitsForTheRegistry() throws InterruptedException {
        answersWithout = 3;
        intake.accept(command(0, 1));
        assertThat(started.take().order().attempt()).isEqualTo(1);
        assertThat(intake.unread()).isZero();
    }

    @Test
    void theNextCommandDoesNotWaitForTheOneThatWasSetAside() throws InterruptedException {
        answersWithout = 1;
        intake.accept(command(0, 1));
        intake.accept(command(1, 2));
        assertThat(started.take().order().attempt()).isEqualTo(2);
        assertThat(started.take().order().attempt()).isEqualTo(1);
    }

    @Test
    void aDefectInReadingBuriesTheRecordAndNothingElse() throws InterruptedException {
        defective = true;
        intake.accept(command(0, 1));
        assertThat(HeaderNames.text(sent.next().headers(), HeaderNames.DEAD_LETTER_REASON))
                .contains("INTERNAL_ERROR");
        intake.accept(command(1, 2));
        assertThat(started.take().order().attempt()).isEqualTo(2);
    }

    @Test
    void aDeadLetterKeepsItsBytesAndSaysWhereItCameFrom() throws InterruptedException {
        byte[] junk = "{}".getBytes(StandardCharsets.UTF_8);
        intake.accept(Records.at(Topic.COMMAND_VOICE, 3, 17, "x", junk));
        var letter = sent.next();
        assertThat(letter.value()).isEqualTo(junk);
        assertThat(HeaderNames.text(letter.headers(), HeaderNames.DEAD_LETTER_TOPIC))
                .contains("channel.command.voice");
        assertThat(HeaderNames.text(letter.headers(), HeaderNames.DEAD_LETTER_PARTITION))
                .contains("3");
        assertThat(HeaderNames.text(letter.headers(), HeaderNames.DEAD_LETTER_OFFSET))
                .contains("17");
    }

    @Test
    void whatNoDeadLetterCanHoldIsToldInOne() throws InterruptedException {
        byte[] bomb = new byte[Limits.DEAD_LETTER_BYTES];
        intake.accept(Records.at(Topic.COMMAND_VOICE, 3, 17, "x", bomb));
        var letter = sent.next();
        assertThat(letter.value()).isNull();
        assertThat(HeaderNames.text(letter.headers(), HeaderNames.DEAD_LETTER_TEXT).orElse(""))
                .startsWith("Left out");
    }

    private Reading<Received> read(ConsumerRecord<byte[], byte[]> entry) {
        if (defective) {
            defective = false;
            throw new IllegalStateException("a defect, on purpose");
        }
        return answersWithout-- > 0 ? new Reading.NotNow<>("away") : mapper.read(entry);
    }

    private ConsumerRecord<byte[], byte[]> command(long offset, int attempt) {
        var command = Records.signOut().setAttempt(attempt).build();
        return Records.of(serdes, Topic.COMMAND_VOICE, offset, command);
    }

    private CommandIntake intake() {
        RecordSender sender =
                new RecordSender(sent, Executors.newSingleThreadScheduledExecutor(), () -> {});
        WorkerMeters meters = new WorkerMeters(new SimpleMeterRegistry());
        ResultPublisher results =
                new ResultPublisher(
                        new ResultMapper(serdes, "channel.result", "worker-1", new MovableClock()),
                        sender,
                        meters);
        return new CommandIntake(
                "test",
                this::read,
                new InFlight(10, this::carryOut, results),
                new DeadLetters("logout.deadletter", sender, meters),
                Duration.ofMillis(30));
    }

    private Handled carryOut(Command command) {
        started.add(command);
        return Handled.of(new Outcome.Expired());
    }
}
