/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agentlogout.schema.ChannelEvent;
import org.agentlogout.schema.ChannelEventKind;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.ReadResult;
import org.agentlogout.worker.MovableClock;
import org.agentlogout.worker.Samples;
import org.agentlogout.worker.agentswitch.AgentSwitch.Watcher;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.ChannelNews;
import org.agentlogout.worker.command.Inspection.Routable;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ChannelNewsTest {
    private final AvroSerdes serdes = Records.serdes();
    private final SentRecords sent = new SentRecords();
    private final AtomicBoolean ours = new AtomicBoolean(true);
    private final Watcher watcher =
            new ChannelNewsPublisher(
                            new ChannelNewsMapper(
                                    serdes, "channel.event", "worker-1", new MovableClock()),
                            new RecordSender(
                                    sent, Executors.newSingleThreadScheduledExecutor(), () -> {}),
                            _ -> ours.get())
                    .watcher(Samples.voice());

    @Test
    void anEndedInteractionIsAnEventOfItsChannel() throws InterruptedException {
        watcher.news(
                new ChannelNews.InteractionEnded("16777217", AgentState.WORK, Routable.NOT_TOLD));
        ProducerRecord<byte[], byte[]> entry = sent.next();
        ChannelEvent event = read(entry);
        assertThat(new String(entry.key(), StandardCharsets.UTF_8)).isEqualTo(Samples.AGENT);
        assertThat(event.getKind()).isEqualTo(ChannelEventKind.INTERACTION_ENDED);
        assertThat(event.getInteractionId()).isEqualTo("16777217");
        assertThat(event.getSessionId()).isEqualTo(Samples.SESSION);
        assertThat(event.getChannelId()).isEqualTo("voice");
        assertThat(event.getState()).isEqualTo(org.agentlogout.schema.AgentState.WORK);
        assertThat(event.getRoutable()).isNull();
        assertThat(event.getWorker()).isEqualTo("worker-1");
        assertThat(event.getAt()).isEqualTo(Samples.NOON);
    }

    @Test
    void aChangedStateIsOneToo() throws InterruptedException {
        watcher.news(new ChannelNews.StateChanged(AgentState.NOT_READY, Routable.NO));
        ChannelEvent event = read(sent.next());
        assertThat(event.getKind()).isEqualTo(ChannelEventKind.STATE_CHANGED);
        assertThat(event.getInteractionId()).isNull();
        assertThat(event.getRoutable()).isFalse();
    }

    @Test
    void ofOthersAgentsNothingIsWantedOrSaid() {
        ours.set(false);
        watcher.news(new ChannelNews.StateChanged(AgentState.NOT_READY, Routable.NO));
        assertThat(watcher.wanted()).isFalse();
        assertThat(sent.none()).isTrue();
    }

    private ChannelEvent read(ProducerRecord<byte[], byte[]> entry) {
        var read = serdes.reader(ChannelEvent.class).read(entry.value());
        return ((ReadResult.Read<ChannelEvent>) read).value();
    }
}
