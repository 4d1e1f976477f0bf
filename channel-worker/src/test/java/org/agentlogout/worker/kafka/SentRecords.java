/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.ReadResult;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer whose records a test can wait for, and which fails as often as it is told to. */
final class SentRecords extends MockProducer<byte[], byte[]> {
    private final BlockingQueue<ProducerRecord<byte[], byte[]>> records =
            new LinkedBlockingQueue<>();
    private final Queue<KafkaException> failures = new ConcurrentLinkedQueue<>();

    SentRecords() {
        super(Cluster.empty(), true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
            ProducerRecord<byte[], byte[]> entry, Callback callback) {
        KafkaException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        records.add(entry);
        return super.send(entry, callback);
    }

    SentRecords failing(int times) {
        for (int i = 0; i < times; i++) {
            failures.add(new KafkaException("on purpose"));
        }
        return this;
    }

    /** Waits for it. */
    ProducerRecord<byte[], byte[]> next() throws InterruptedException {
        return records.take();
    }

    boolean none() {
        return records.isEmpty();
    }

    ChannelResult nextResult(AvroSerdes serdes) throws InterruptedException {
        var read = serdes.reader(ChannelResult.class).read(next().value());
        return ((ReadResult.Read<ChannelResult>) read).value();
    }
}
