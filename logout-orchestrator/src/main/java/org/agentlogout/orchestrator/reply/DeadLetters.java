/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.reply;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where copies end that did not reach their target. A letter is tried until the brokers have it,
 * for nothing else may happen to it; while too many wait, the reader pauses.
 */
final class DeadLetters implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    /** Beyond it the reader pauses; those of the targets may still come on top. */
    private static final int WAITING = 1_000;

    private static final Duration AGAIN_AFTER = Duration.ofMillis(500);
    private static final Duration TOLD_EVERY = Duration.ofMinutes(1);

    private record Letter(Copy copy, Refusal refusal) {}

    private final String topic;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Consumer<Copy> done;
    private final LongSupplier nanos;
    private final BlockingQueue<Letter> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger untold = new AtomicInteger();
    private final AtomicLong lastTold;
    private final Thread thread;
    private volatile boolean broken;
    private volatile boolean closed;
    private @Nullable Producer<byte[], byte[]> producer;

    /**
     * @param done called from the producer's thread once the brokers have the letter
     * @param nanos a clock such as {@link System#nanoTime}
     */
    DeadLetters(
            String topic,
            Supplier<Producer<byte[], byte[]>> producers,
            Consumer<Copy> done,
            LongSupplier nanos) {
        this.topic = topic;
        this.producers = producers;
        this.done = done;
        this.nanos = nanos;
        this.lastTold = new AtomicLong(nanos.getAsLong() - TOLD_EVERY.toNanos());
        this.thread = Thread.ofPlatform().daemon().name("reply-dead-letters").unstarted(this::run);
    }

    DeadLetters start() {
        thread.start();
        return this;
    }

    /** Never blocks; takes it even when it is full, for it has to go somewhere. */
    void take(Copy copy, Refusal refusal) {
        tell(refusal);
        waiting.incrementAndGet();
        queue.add(new Letter(copy, refusal));
    }

    boolean isEmpty() {
        return waiting.get() == 0;
    }

    /** Whether the reader should bring no more for now. */
    boolean isFull() {
        return waiting.get() >= WAITING;
    }

    /** A line a minute: who names a wrong topic may do so a thousand times a second. */
    private void tell(Refusal refusal) {
        int count = untold.incrementAndGet();
        long now = nanos.getAsLong();
        long last = lastTold.get();
        if (now - last >= TOLD_EVERY.toNanos() && lastTold.compareAndSet(last, now)) {
            untold.addAndGet(-count);
            LOG.atWarn()
                    .addKeyValue("why", refusal.why())
                    .addKeyValue("copies", count)
                    .log(
                            "{} See logout deadletters; logout replay delivers them later",
                            refusal.text());
        }
    }

    private void run() {
        try {
            while (!closed) {
                Letter letter = queue.take();
                if (broken) {
                    Thread.sleep(AGAIN_AFTER);
                    broken = false;
                }
                send(letter);
            }
        } catch (InterruptedException | InterruptException e) {
            LOG.atDebug().log("closed");
        }
    }

    /** What the thread does, once, without waiting: for tests that have not started it. */
    void sendWaiting() {
        for (int i = queue.size(); i > 0; i--) {
            Letter letter = queue.poll();
            if (letter != null) {
                send(letter);
            }
        }
    }

    private void send(Letter letter) {
        try {
            var record = letter.copy().toDeadLetters(topic, letter.refusal());
            var _ = producer().send(record, (_, thrown) -> ended(letter, thrown));
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            ended(letter, e);
        }
    }

    private void ended(Letter letter, @Nullable Exception thrown) {
        if (closed) {
            LOG.atDebug().log("a letter is left to the next reader");
        } else if (thrown == null) {
            waiting.decrementAndGet();
            done.accept(letter.copy());
        } else if (thrown instanceof RecordTooLargeException) {
            // The reply itself is on its default topic: what is lost is the copy.
            LOG.atError()
                    .addKeyValue("target", letter.copy().target())
                    .log("a copy is too large for {}; raise its max.message.bytes", topic);
            waiting.decrementAndGet();
            done.accept(letter.copy());
        } else {
            if (!broken) {
                LOG.atError()
                        .addKeyValue("cause", thrown.toString())
                        .log("{} takes no letters; see that it is there and may be written", topic);
            }
            broken = true;
            queue.add(letter);
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> it = producer;
        if (it == null) {
            it = producers.get();
            producer = it;
        }
        return it;
    }

    /** At once; letters that the brokers do not have are not done. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        synchronized (this) {
            if (producer != null) {
                producer.close(Duration.ZERO);
            }
        }
    }
}
