/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.reply;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One topic of a gateway, with a bounded queue, a thread and a producer of its own: whatever it
 * does, it does to itself alone. Copies arrive in the order they were offered.
 */
final class Target implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Target.class);

    /** On their way to one target, in the queue and in the producer. */
    private static final int COPIES = 2_000;

    private static final int BYTES = 8 * 1024 * 1024;

    /**
     * A target that is full and still takes copies is waited for so long, until it is half empty; a
     * good one is quicker. One that is not gets no second wait before it is.
     */
    static final Duration PATIENCE = Duration.ofMillis(600);

    /** The first probe may take so long before a copy is tried without it. */
    private static final Duration FIRST_PROBE = Duration.ofSeconds(2);

    /** What became of an offer. */
    enum Answer {
        /** It will be reported, once. */
        TAKEN,
        /** Full, but moving: offer it again in a moment. */
        LATER,
        /** Full, and not worth waiting for. */
        FULL
    }

    private final String name;
    private final Duration slow;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Consumer<Copy> delivered;
    private final BiConsumer<Copy, Refusal> refused;
    private final LongSupplier nanos;

    private final BlockingQueue<Copy> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final Object load = new Object();
    private int copies;
    private long bytes;
    private long lastMoved;
    private boolean waitedFor;
    private long waitedSince;
    private final CountDownLatch probed = new CountDownLatch(1);
    private volatile Standing standing = new Standing.Unknown();
    private volatile boolean closed;
    private @Nullable Producer<byte[], byte[]> producer;

    /**
     * @param slow a copy that has waited longer is refused
     * @param delivered and {@code refused}: called from threads of this class or of the producer;
     *     must not block
     * @param nanos a clock such as {@link System#nanoTime}
     */
    Target(
            String name,
            Duration slow,
            Supplier<Producer<byte[], byte[]>> producers,
            Consumer<Copy> delivered,
            BiConsumer<Copy, Refusal> refused,
            LongSupplier nanos) {
        this.name = name;
        this.slow = slow;
        this.producers = producers;
        this.delivered = delivered;
        this.refused = refused;
        this.nanos = nanos;
        this.lastMoved = nanos.getAsLong();
        this.thread = Thread.ofPlatform().daemon().name("reply-to-" + name).unstarted(this::run);
    }

    Target start() {
        thread.start();
        return this;
    }

    String name() {
        return name;
    }

    /** Never blocks. */
    Answer offer(Copy copy) {
        synchronized (load) {
            boolean fits = copies == 0 || (copies < COPIES && bytes + copy.bytes() <= BYTES);
            if (!fits && !waitedFor) {
                waitedFor = true;
                waitedSince = nanos.getAsLong();
            }
            if (waitedFor && isWorthWaiting()) {
                return Answer.LATER;
            }
            if (!fits) {
                return Answer.FULL;
            }
            copies++;
            bytes += copy.bytes();
        }
        queue.add(copy);
        return Answer.TAKEN;
    }

    private boolean isWorthWaiting() {
        long now = nanos.getAsLong();
        if (standing instanceof Standing.Unknown) {
            return now - lastMoved < FIRST_PROBE.toNanos();
        }
        boolean moving = now - lastMoved < PATIENCE.toNanos();
        return moving && now - waitedSince < PATIENCE.toNanos();
    }

    Refusal full() {
        return Refusal.slow(name, "too many copies are waiting for it already.");
    }

    /** What the probe found. */
    void stand(Standing now) {
        Standing before = standing;
        if (now instanceof Standing.There && !(before instanceof Standing.There)) {
            synchronized (load) { // it moves from now on
                lastMoved = nanos.getAsLong();
                waitedSince = lastMoved;
            }
        }
        standing = now;
        probed.countDown();
        if (now instanceof Standing.NotThere(Refusal refusal) && !now.equals(before)) {
            LOG.atWarn()
                    .addKeyValue("target", name)
                    .log("{} Until then its replies go to the dead letters", refusal.text());
        } else if (before instanceof Standing.NotThere && now instanceof Standing.There) {
            LOG.atInfo().addKeyValue("target", name).log("the reply topic is there again");
        }
    }

    private void run() {
        try {
            if (!probed.await(FIRST_PROBE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atDebug().addKeyValue("target", name).log("tried without a probe");
            }
            while (!closed) {
                deliver(queue.take());
            }
        } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException e) {
            LOG.atDebug().addKeyValue("target", name).log("closed");
        }
    }

    /** What the thread does, once, without waiting: for tests that have not started it. */
    void deliverWaiting() {
        for (Copy copy = queue.poll(); copy != null; copy = queue.poll()) {
            deliver(copy);
        }
    }

    private void deliver(Copy copy) {
        if (standing instanceof Standing.NotThere(Refusal refusal)) {
            refuse(copy, refusal);
        } else if (nanos.getAsLong() - copy.sinceNanos() >= slow.toNanos()) {
            refuse(copy, Refusal.slow(name, "the copy waited for " + slow.toMillis() + " ms."));
        } else {
            send(copy);
        }
    }

    private void send(Copy copy) {
        try {
            var record = copy.toTarget(standing.partitionCount());
            var _ = producer().send(record, (_, thrown) -> ended(copy, thrown));
        } catch (org.apache.kafka.common.errors.InterruptException e) {
            throw e;
        } catch (KafkaException | IllegalStateException | IllegalArgumentException e) {
            refuse(copy, Refusal.of(name, e));
        }
    }

    private void ended(Copy copy, @Nullable Exception thrown) {
        if (thrown == null) {
            gone(copy, true);
            delivered.accept(copy);
        } else if (standing instanceof Standing.NotThere(Refusal refusal)) {
            // The producer only knows that time ran out; the probe knows why.
            refuse(copy, refusal);
        } else {
            refuse(copy, Refusal.of(name, thrown));
        }
    }

    private void refuse(Copy copy, Refusal refusal) {
        if (closed) { // it did not fail: it is left to the next reader
            return;
        }
        gone(copy, false);
        refused.accept(copy, refusal);
    }

    private void gone(Copy copy, boolean arrived) {
        synchronized (load) {
            copies--;
            bytes -= copy.bytes();
            if (arrived) {
                lastMoved = nanos.getAsLong();
            }
            if (copies <= COPIES / 2 && bytes <= BYTES / 2) {
                waitedFor = false;
            }
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

    /** At once; what is on its way is neither delivered nor refused. */
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
