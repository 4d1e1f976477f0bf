/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.handling.Handled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands being carried out, each on a virtual thread of its own; each is answered exactly
 * once, by its thread or at the end by {@link #abandon}. Safe for use by many threads.
 */
final class InFlight {
    private static final Logger LOG = LoggerFactory.getLogger(InFlight.class);

    /** How long interrupted calls get to answer for themselves. */
    private static final Duration LAST_WORDS = Duration.ofMillis(300);

    private final int limit;
    private final Semaphore places;
    private final Function<Command, Handled> handler;
    private final ResultPublisher results;
    private final Map<Long, Call> calls = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    private record Call(ResultHead head, AtomicBoolean answered, Thread thread) {}

    /**
     * @param limit how many at once; who comes on top is answered FAILED(retryable) at once
     */
    InFlight(int limit, Function<Command, Handled> handler, ResultPublisher results) {
        this.limit = limit;
        this.places = new Semaphore(limit);
        this.handler = handler;
        this.results = results;
    }

    int count() {
        return limit - places.availablePermits();
    }

    /** Begins and comes back at once. */
    void start(ResultHead head, Command command) {
        if (!places.tryAcquire()) {
            answer(head, new Outcome.Failed("WORKER_FULL", "The worker is at its limit.", true));
            return;
        }
        long number = numbers.incrementAndGet();
        AtomicBoolean answered = new AtomicBoolean();
        Thread thread =
                Thread.ofVirtual()
                        .name("command-" + number)
                        .unstarted(() -> run(number, head, command, answered));
        calls.put(number, new Call(head, answered, thread));
        thread.start();
    }

    /**
     * Gives an answer that needs no call; on a thread of its own, because the producer may block.
     */
    void answer(ResultHead head, Outcome outcome) {
        Thread.ofVirtual().name("answer").start(() -> results.publish(head, Handled.of(outcome)));
    }

    private void run(long number, ResultHead head, Command command, AtomicBoolean answered) {
        try {
            Handled handled = handler.apply(command);
            if (answered.compareAndSet(false, true)) {
                results.publish(head, handled);
            }
        } finally {
            calls.remove(number);
            places.release();
        }
    }

    /** Waits until none is left; false when there are some after that time. */
    boolean awaitNone(Duration patience) throws InterruptedException {
        boolean none = places.tryAcquire(limit, patience.toMillis(), TimeUnit.MILLISECONDS);
        if (none) {
            places.release(limit);
        }
        return none;
    }

    /** Interrupts what still runs and reports UNKNOWN for each that does not answer now. */
    void abandon() throws InterruptedException {
        calls.values().forEach(call -> call.thread().interrupt());
        if (awaitNone(LAST_WORDS)) {
            return;
        }
        for (Call call : calls.values()) {
            if (call.answered().compareAndSet(false, true)) {
                results.publish(call.head(), Handled.of(stopped()));
            }
        }
        LOG.atWarn()
                .addKeyValue("count", calls.size())
                .log("Stopped with calls in flight, reported UNKNOWN; the saga asks the switch");
    }

    private static Outcome stopped() {
        String text = "The worker was stopped before the switch had answered.";
        return new Outcome.Unknown("WORKER_STOPPED", text, AgentState.UNKNOWN);
    }
}
