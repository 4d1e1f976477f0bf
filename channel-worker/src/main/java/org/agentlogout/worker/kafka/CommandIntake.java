/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the records whose offset is committed and starts their commands, on one thread beside the
 * poll loop, because the registry may have to be asked for a schema. While the registry gives no
 * answer a record is set aside and read again later; the others go on.
 */
final class CommandIntake implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandIntake.class);

    private final Function<ConsumerRecord<byte[], byte[]>, Reading<Received>> mapper;
    private final InFlight inFlight;
    private final DeadLetters deadLetters;
    private final Duration again;
    private final ScheduledExecutorService thread;
    private final AtomicInteger unread = new AtomicInteger();
    private final Set<ConsumerRecord<byte[], byte[]>> setAside =
            Collections.newSetFromMap(new IdentityHashMap<>()); // of the intake's thread

    /**
     * @param mapper called on the intake's thread only
     * @param again how long a record is set aside
     */
    CommandIntake(
            String name,
            Function<ConsumerRecord<byte[], byte[]>, Reading<Received>> mapper,
            InFlight inFlight,
            DeadLetters deadLetters,
            Duration again) {
        this.mapper = new SafeMapper<>("a command", mapper);
        this.inFlight = inFlight;
        this.deadLetters = deadLetters;
        this.again = again;
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("intake-" + name).daemon().factory());
    }

    /** How many are accepted and not yet read. */
    int unread() {
        return unread.get();
    }

    /** Never blocks. */
    void accept(ConsumerRecord<byte[], byte[]> entry) {
        unread.incrementAndGet();
        thread.execute(() -> read(entry));
    }

    private void read(ConsumerRecord<byte[], byte[]> entry) {
        Reading<Received> reading = mapper.apply(entry);
        if (!(reading instanceof Reading.NotNow<Received>) && setAside.remove(entry)) {
            tellIfEmpty();
        }
        switch (reading) {
            case Reading.Taken<Received>(Received.Ready(var head, var command)) -> {
                unread.decrementAndGet();
                inFlight.start(head, command);
            }
            case Reading.Taken<Received>(Received.Unsupported(var head, var answer)) -> {
                unread.decrementAndGet();
                inFlight.answer(head, answer);
            }
            case Reading.Unfit<Received>(var problem) -> {
                unread.decrementAndGet();
                deadLetters.put(entry, problem);
            }
            case Reading.NotNow<Received>(var cause) -> setAside(entry, cause);
        }
    }

    private void setAside(ConsumerRecord<byte[], byte[]> entry, String cause) {
        if (setAside.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("cause", cause)
                    .log("Commands are set aside until the registry answers; check it");
        }
        setAside.add(entry);
        try {
            Future<?> _ =
                    thread.schedule(() -> read(entry), again.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            unread.decrementAndGet(); // closing: the saga asks again, elsewhere
        }
    }

    private void tellIfEmpty() {
        if (setAside.isEmpty()) {
            LOG.info("The registry answers; no command is set aside any more");
        }
    }

    /** Reads what is there, sets nothing aside any more. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            boolean _ = thread.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
