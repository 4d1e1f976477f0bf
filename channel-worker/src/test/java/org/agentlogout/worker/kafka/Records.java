/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.agentlogout.schema.Channel;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.CommandKind;
import org.agentlogout.schema.FinesseAddress;
import org.agentlogout.schema.FinesseMedia;
import org.agentlogout.schema.InterruptAction;
import org.agentlogout.schema.MakeNotReady;
import org.agentlogout.schema.Platform;
import org.agentlogout.schema.SessionOpened;
import org.agentlogout.schema.SignOut;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.KeyPartition;
import org.agentlogout.wire.Topic;
import org.agentlogout.wire.Topics;
import org.agentlogout.worker.Samples;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records as they come from a broker with four partitions and a registry in memory. */
final class Records {
    static final int PARTITIONS = 4;
    static final Topics TOPICS = new Topics("");
    static final int PARTITION = KeyPartition.of(Samples.AGENT, PARTITIONS);

    private static final AtomicInteger REGISTRIES = new AtomicInteger();

    private Records() {}

    /** With a registry of its own, all schemas in it. */
    static AvroSerdes serdes() {
        String url = "mock://worker-" + REGISTRIES.incrementAndGet();
        AvroSerdes serdes = new AvroSerdes(TOPICS, Map.of("schema.registry.url", url));
        for (Topic topic : Topic.values()) {
            serdes.register(topic);
        }
        return serdes;
    }

    static ConsumerRecord<byte[], byte[]> at(
            Topic topic, int partition, long offset, String key, byte[] value) {
        return new ConsumerRecord<>(
                TOPICS.name(topic),
                partition,
                offset,
                Samples.NOON.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                value.length,
                key.getBytes(StandardCharsets.UTF_8),
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    static ConsumerRecord<byte[], byte[]> of(
            AvroSerdes serdes, Topic topic, long offset, SpecificRecord value) {
        byte[] bytes = serdes.serializer().serialize(TOPICS.name(topic), value);
        return at(topic, PARTITION, offset, Samples.AGENT, bytes);
    }

    static SessionOpened session(String sessionId, long epoch) {
        return SessionOpened.newBuilder()
                .setAgentId(Samples.AGENT)
                .setSessionId(sessionId)
                .setEpoch(epoch)
                .build();
    }

    static ChannelCommand.Builder command(CommandKind kind, Channel channel) {
        return ChannelCommand.newBuilder()
                .setKind(kind)
                .setCommandId(Samples.SESSION + "~1/" + channel.getChannelId() + "/" + kind)
                .setAttempt(1)
                .setSagaId(Samples.SESSION + "~1")
                .setAgentId(Samples.AGENT)
                .setSessionId(Samples.SESSION)
                .setEpoch(Samples.EPOCH)
                .setChannel(channel)
                .setGuarded(true)
                .setIssuedAt(Samples.NOON)
                .setExpiresAt(expiry());
    }

    static ChannelCommand.Builder signOut() {
        return command(CommandKind.SIGN_OUT, voice())
                .setSignOut(SignOut.newBuilder().setReasonId("7").setForced(true).build());
    }

    static ChannelCommand.Builder makeNotReady() {
        return command(CommandKind.MAKE_NOT_READY, voice())
                .setMakeNotReady(MakeNotReady.newBuilder().setPendingIsEnough(true).build());
    }

    static Channel voice() {
        return channel("voice", ChannelType.VOICE).build();
    }

    static Channel chat() {
        return Channel.newBuilder(channel("chat", ChannelType.CHAT))
                .setFinesse(FinesseAddress.newBuilder().setUserId("1001").setMedia(media()).build())
                .build();
    }

    static FinesseMedia media() {
        return FinesseMedia.newBuilder()
                .setMrdId("5001")
                .setMaxDialogLimit(3)
                .setInterruptAction(InterruptAction.ACCEPT)
                .build();
    }

    private static Channel.Builder channel(String id, ChannelType type) {
        return Channel.newBuilder()
                .setChannelId(id)
                .setType(type)
                .setSwitchId("cce1")
                .setPlatform(Platform.FINESSE)
                .setFinesse(
                        FinesseAddress.newBuilder().setUserId("1001").setExtension("2001").build());
    }

    private static Instant expiry() {
        return Samples.NOON.plusSeconds(25);
    }
}
