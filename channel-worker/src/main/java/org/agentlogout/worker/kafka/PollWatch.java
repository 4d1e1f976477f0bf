/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Tells when a poll loop has hung. It counts its own ticks instead of reading a clock: a process
 * that was frozen as a whole has missed them too, and its loop is not to blame.
 */
final class PollWatch {
    private static final int TICKS = 6;

    private final String loop;
    private final Consumer<String> whenHung;
    private final AtomicLong turns = new AtomicLong();
    private volatile boolean over;
    private long seen = -1;
    private int unchanged;

    /**
     * @param whenHung gets a sentence, once
     */
    PollWatch(String loop, Consumer<String> whenHung) {
        this.loop = loop;
        this.whenHung = whenHung;
    }

    /** The loop has come round. */
    void turned() {
        turns.incrementAndGet();
    }

    /** The loop has ended as it should: calls in flight may take longer than a hang would. */
    void ended() {
        over = true;
    }

    /** Ticks so often that a hang is reported after that long. */
    void start(ScheduledExecutorService timer, Duration hang) {
        long millis = Math.max(1, hang.toMillis() / TICKS);
        Future<?> _ =
                timer.scheduleWithFixedDelay(this::tick, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Called by one thread. */
    void tick() {
        long now = turns.get();
        unchanged = now == seen ? unchanged + 1 : 0;
        seen = now;
        if (unchanged == TICKS && !over) {
            whenHung.accept("The poll loop of " + loop + " has hung.");
        }
    }
}
