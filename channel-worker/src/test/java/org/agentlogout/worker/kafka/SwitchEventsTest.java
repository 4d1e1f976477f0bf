/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.SwitchEvent;
import org.agentlogout.schema.SwitchEventKind;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.ReadResult;
import org.agentlogout.wire.Topic;
import org.agentlogout.worker.MovableClock;
import org.agentlogout.worker.Samples;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SwitchEventsTest {
    private final AvroSerdes serdes = Records.serdes();
    private final SentRecords sent = new SentRecords();
    private final SwitchNewsMapper mapper =
            new SwitchNewsMapper(serdes, "switch.event", "worker-1");
    private final SwitchEvents events =
            new SwitchEvents(
                    "switch.event",
                    Records.PARTITIONS,
                    mapper,
                    new RecordSender(sent, Executors.newSingleThreadScheduledExecutor(), () -> {}),
                    new MovableClock());
    private final List<SwitchNews> obeyed = new ArrayList<>();
    private final SwitchNewsReader reader = new SwitchNewsReader(mapper::read, obeyed::add);

    @Test
    void newsIsInEveryPartitionUnderOneNumber() throws InterruptedException {
        events.credentialRefused("cce1", "agent/1001", Samples.NOON);
        List<Integer> partitions = new ArrayList<>();
        for (int copy = 0; copy < Records.PARTITIONS; copy++) {
            ProducerRecord<byte[], byte[]> entry = sent.next();
            partitions.add(entry.partition());
            assertThat(read(entry).getCounter()).isEqualTo(1);
        }
        assertThat(partitions).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void aSwitchThatIsDownIsSaidOnceUntilItsRepetition() throws InterruptedException {
        events.down("cce1", "no answer");
        events.down("cce1", "no answer");
        assertThat(next().getKind()).isEqualTo(SwitchEventKind.DOWN);
        events.repeat();
        assertThat(next().getCounter()).isEqualTo(2);
    }

    @Test
    void withoutNewTroubleTheRepetitionIsSilent() throws InterruptedException {
        events.down("cce1", "no answer");
        events.repeat();
        events.repeat();
        events.back("cce1");
        List<SwitchEvent> said = List.of(next(), next(), next());
        assertThat(said)
                .extracting(SwitchEvent::getKind)
                .containsExactlyInAnyOrder(
                        SwitchEventKind.DOWN, SwitchEventKind.DOWN, SwitchEventKind.BACK);
    }

    @Test
    void aSwitchThatWasNeverDownIsNotBack() throws InterruptedException {
        events.back("cce1");
        events.down("cce2", "no answer");
        assertThat(next().getSwitchId()).isEqualTo("cce2");
    }

    @Test
    void aRefusalElsewhereIsObeyed() {
        byte[] news = mapper.toBytes(refusal(), 1, Samples.NOON);
        assertThat(reader.take(entry(news))).isTrue();
        assertThat(obeyed).containsExactly(refusal());
    }

    @Test
    void otherNewsAndJunkAreNoRefusal() {
        byte[] down = mapper.toBytes(new SwitchNews.Down("cce1", ""), 1, Samples.NOON);
        byte[] other =
                serdes.<ChannelCommand>serializer()
                        .serialize("channel.command.voice", Records.signOut().build());
        assertThat(reader.take(entry(down))).isTrue();
        assertThat(reader.take(entry(other))).isTrue();
        assertThat(reader.take(entry(new byte[0]))).isTrue();
        assertThat(obeyed).isEmpty();
    }

    @Test
    void newsThatCannotBeReadNowComesAgain() {
        SwitchNewsReader away =
                new SwitchNewsReader(_ -> new Reading.NotNow<>("away"), obeyed::add);
        assertThat(away.take(entry(new byte[0]))).isFalse();
    }

    private static SwitchNews.CredentialRefused refusal() {
        return new SwitchNews.CredentialRefused("cce1", "agent/1001", Samples.NOON);
    }

    private static ConsumerRecord<byte[], byte[]> entry(byte[] value) {
        return Records.at(Topic.SWITCH_EVENT, SwitchNewsReader.PARTITION, 0, "cce1", value);
    }

    /** The next news, of which the copies are taken away. */
    private SwitchEvent next() throws InterruptedException {
        SwitchEvent event = read(sent.next());
        for (int copy = 1; copy < Records.PARTITIONS; copy++) {
            event = read(sent.next());
        }
        return event;
    }

    private SwitchEvent read(ProducerRecord<byte[], byte[]> entry) {
        var read = serdes.reader(SwitchEvent.class).read(entry.value());
        return ((ReadResult.Read<SwitchEvent>) read).value();
    }
}
