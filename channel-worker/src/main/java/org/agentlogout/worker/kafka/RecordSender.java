/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records and does not give up at the first failure. The producer has retried within its own
 * delivery time-out by then, so a record is tried for three such times at most, then logged and
 * dropped: the saga asks again for a result that never came. Safe for use by many threads.
 */
final class RecordSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordSender.class);
    private static final int TRIES = 3;
    private static final long PAUSE_MILLIS = 500;

    private final Producer<byte[], byte[]> producer;
    private final ScheduledExecutorService later;
    private final Runnable whenDropped;

    /**
     * @param producer idempotent, acks=all; closed by the sender
     * @param later where second tries begin
     * @param whenDropped counts
     */
    RecordSender(
            Producer<byte[], byte[]> producer,
            ScheduledExecutorService later,
            Runnable whenDropped) {
        this.producer = producer;
        this.later = later;
        this.whenDropped = whenDropped;
    }

    /**
     * May block as long as the producer does for want of metadata or room: not for the poll loop.
     */
    void send(ProducerRecord<byte[], byte[]> entry) {
        send(entry, 1);
    }

    private void send(ProducerRecord<byte[], byte[]> entry, int attempt) {
        try {
            Future<?> _ =
                    producer.send(
                            entry,
                            (_, failure) -> {
                                if (failure != null) {
                                    again(entry, attempt, failure);
                                }
                            });
        } catch (KafkaException | IllegalStateException e) { // the latter: closed
            again(entry, attempt, e);
        }
    }

    private void again(ProducerRecord<byte[], byte[]> entry, int attempt, Exception failure) {
        if (attempt < TRIES && !later.isShutdown()) {
            Future<?> _ =
                    later.schedule(
                            () -> send(entry, attempt + 1), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            return;
        }
        whenDropped.run();
        LOG.atError()
                .addKeyValue("topic", entry.topic())
                .addKeyValue("attempt", attempt)
                .addKeyValue("cause", failure.toString())
                .log("A record could not be sent and is dropped; check broker, ACLs and topic");
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(1));
    }

    /** Waits for what is on its way, at most that long. */
    void close(Duration patience) {
        producer.close(patience);
    }
}
