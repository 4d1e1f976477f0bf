/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.agentlogout.wire.RegistryOutage;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream thread that died is replaced, after a pause that grows while they keep dying: its
 * transaction was aborted, so the next one takes the same input again.
 */
public final class ThreadReplacement implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    /** Longer would outlast the time a shutdown has. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** A thread that lived so long did not die of what killed the one before. */
    private static final Duration CALM = Duration.ofSeconds(30);

    private final LongSupplier nanos;
    private final Readiness readiness;
    private long last;
    private Duration pause = FIRST_PAUSE;

    /**
     * @param nanos a clock such as {@link System#nanoTime}
     */
    public ThreadReplacement(LongSupplier nanos, Readiness readiness) {
        this.readiness = readiness;
        this.nanos = nanos;
        this.last = nanos.getAsLong() - CALM.toNanos();
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        if (exception instanceof VirtualMachineError) {
            LOG.atError().setCause(exception).log("the machine is at its end: restart the process");
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        Duration now = nextPause();
        Throwable root = root(exception);
        readiness.not(Readiness.Part.THREADS, "A thread died and is replaced: " + root);
        if (root instanceof RegistryOutage) {
            LOG.atWarn()
                    .addKeyValue("retryIn", now)
                    .log("{}; check SCHEMA_REGISTRY_URL and the registry", root.getMessage());
        } else {
            LOG.atError()
                    .addKeyValue("retryIn", now)
                    .setCause(exception)
                    .log("a stream thread died and is replaced; if it goes on, look at the cause");
        }
        try {
            Thread.sleep(now);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Doubles as long as the threads die soon after each other. */
    synchronized Duration nextPause() {
        long now = nanos.getAsLong();
        boolean again = now - last < CALM.toNanos();
        Duration doubled = pause.multipliedBy(2);
        pause =
                !again
                        ? FIRST_PAUSE
                        : doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        last = now;
        return pause;
    }

    private static Throwable root(Throwable exception) {
        Throwable root = exception;
        while (root.getCause() != null && !(root instanceof RegistryOutage)) {
            root = root.getCause();
        }
        return root;
    }
}
