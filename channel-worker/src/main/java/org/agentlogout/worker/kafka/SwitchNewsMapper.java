/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.time.Instant;
import org.agentlogout.schema.CredentialRefused;
import org.agentlogout.schema.SwitchEvent;
import org.agentlogout.schema.SwitchEventKind;
import org.agentlogout.wire.AvroReader;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.Limits;
import org.agentlogout.wire.ReadResult;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serializer;

/** SwitchEvent from and to {@link SwitchNews}. Reading is for one thread, writing for any. */
final class SwitchNewsMapper {
    private final AvroReader<SwitchEvent> reader;
    private final Serializer<SwitchEvent> serializer;
    private final String topic;
    private final String worker;

    SwitchNewsMapper(AvroSerdes serdes, String topic, String worker) {
        this.reader = serdes.reader(SwitchEvent.class);
        this.serializer = serdes.serializer();
        this.topic = topic;
        this.worker = worker;
    }

    byte[] toBytes(SwitchNews news, long counter, Instant at) {
        SwitchEvent.Builder event =
                SwitchEvent.newBuilder()
                        .setSwitchId(news.switchId())
                        .setWorker(worker)
                        .setCounter(counter)
                        .setAt(at);
        switch (news) {
            case SwitchNews.Down(var _, var text) ->
                    event.setKind(SwitchEventKind.DOWN).setText(Limits.cut(text));
            case SwitchNews.Back _ -> event.setKind(SwitchEventKind.BACK);
            case SwitchNews.CredentialRefused(var _, var credentialId, var refusedAt) ->
                    event.setKind(SwitchEventKind.CREDENTIAL_REFUSED)
                            .setCredentialRefused(new CredentialRefused(credentialId, refusedAt));
        }
        return serializer.serialize(topic, event.build());
    }

    Reading<SwitchNews> read(ConsumerRecord<byte[], byte[]> entry) {
        if (entry.value() == null) {
            return new Reading.Unfit<>(new Problem("NO_VALUE", "News of a switch has a value."));
        }
        return switch (reader.read(entry.value())) {
            case ReadResult.Read<SwitchEvent>(var event) -> taken(event);
            case ReadResult.Unreadable<SwitchEvent>(var why, var text) ->
                    new Reading.Unfit<>(new Problem(why.name(), text));
            case ReadResult.RegistryUnavailable<SwitchEvent>(var cause) ->
                    new Reading.NotNow<>(cause);
        };
    }

    private static Reading<SwitchNews> taken(SwitchEvent event) {
        String id = event.getSwitchId();
        return switch (event.getKind()) {
            case DOWN -> new Reading.Taken<>(new SwitchNews.Down(id, event.getText()));
            case BACK -> new Reading.Taken<>(new SwitchNews.Back(id));
            case CREDENTIAL_REFUSED -> refused(id, event.getCredentialRefused());
            case UNKNOWN ->
                    new Reading.Unfit<>(new Problem("UNKNOWN_KIND", "No kind of this release."));
        };
    }

    private static Reading<SwitchNews> refused(String switchId, CredentialRefused variant) {
        if (variant == null) {
            return new Reading.Unfit<>(new Problem("NO_VARIANT", "credentialRefused is missing."));
        }
        String credentialId = variant.getCredentialId();
        return new Reading.Taken<>(
                new SwitchNews.CredentialRefused(switchId, credentialId, variant.getRefusedAt()));
    }
}
