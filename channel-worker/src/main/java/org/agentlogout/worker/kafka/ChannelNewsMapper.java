/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.agentlogout.schema.AgentState;
import org.agentlogout.schema.ChannelEvent;
import org.agentlogout.schema.ChannelEventKind;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.Limits;
import org.agentlogout.worker.command.ChannelNews;
import org.agentlogout.worker.command.Target;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/** {@link ChannelNews} to a record of channel.event. Safe for use by many threads. */
final class ChannelNewsMapper {
    private final String topic;
    private final String worker;
    private final Serializer<ChannelEvent> serializer;

    private final InstantSource clock;

    ChannelNewsMapper(AvroSerdes serdes, String topic, String worker, InstantSource clock) {
        this.topic = topic;
        this.clock = clock;
        this.worker = worker;
        this.serializer = serdes.serializer();
    }

    /** Keyed by agentId. */
    ProducerRecord<byte[], byte[]> toRecord(Target target, ChannelNews news) {
        ChannelEvent.Builder event =
                ChannelEvent.newBuilder()
                        .setAgentId(target.agentId())
                        .setSessionId(target.sessionId())
                        .setChannelId(target.channelId())
                        .setState(AgentState.valueOf(news.state().name()))
                        .setRoutable(ResultMapper.toAvro(news.routable()))
                        .setWorker(worker)
                        .setAt(clock.instant());
        switch (news) {
            case ChannelNews.InteractionEnded(var id, var _, var _) ->
                    event.setKind(ChannelEventKind.INTERACTION_ENDED)
                            .setInteractionId(Limits.cut(id));
            case ChannelNews.StateChanged _ -> event.setKind(ChannelEventKind.STATE_CHANGED);
        }
        byte[] key = target.agentId().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, key, serializer.serialize(topic, event.build()));
    }
}
