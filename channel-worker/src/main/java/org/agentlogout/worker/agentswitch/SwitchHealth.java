/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when a switch is down and when it is back, be it asked for anything or not: down by {@value
 * #FAILURES} probes in a row or by a circuit breaker that opened; back when a probe succeeds and
 * commands do not fail. A breaker that is open while probes succeed is let try again, for without
 * commands nobody else would. Safe for use by many threads.
 */
public final class SwitchHealth {
    private static final Logger LOG = LoggerFactory.getLogger(SwitchHealth.class);
    private static final int FAILURES = 2;

    /** What the breaker does with commands. */
    enum Circuit {
        CLOSED,
        TRYING,
        OPEN
    }

    private final String switchId;
    private final ResilientSwitch guarded;
    private final Timing timing;
    private final Consumer<String> down;
    private final Runnable back;

    // Guarded by this:
    private int failures;
    private boolean openBefore;
    private boolean tryingBefore;

    /**
     * Probes nothing before {@link #start}.
     *
     * @param down told a sentence, at first and at each further sign; must not block
     * @param back told when all is well, whether it was down or not; must not block
     */
    public SwitchHealth(
            String switchId,
            ResilientSwitch guarded,
            Timing timing,
            Consumer<String> down,
            Runnable back) {
        this.switchId = switchId;
        this.guarded = guarded;
        this.timing = timing;
        this.down = down;
        this.back = back;
        guarded.listen(this::commandsFail, this::commandsSucceed);
    }

    private synchronized void commandsFail() {
        down.accept("Commands to switch " + switchId + " fail.");
    }

    private synchronized void commandsSucceed() {
        if (failures == 0) {
            back.run();
        }
    }

    /** One probe that takes no longer than this. */
    void probe(Duration patience) {
        Optional<String> trouble = guarded.trouble(timing.now().plus(patience));
        if (trouble.isPresent()) {
            failed(trouble.get());
        } else {
            succeeded();
        }
    }

    private synchronized void failed(String trouble) {
        failures++;
        openBefore = false;
        tryingBefore = false;
        if (failures >= FAILURES) {
            down.accept(trouble);
        }
    }

    private synchronized void succeeded() {
        failures = 0;
        Circuit circuit = guarded.circuit();
        switch (circuit) {
            case CLOSED -> back.run();
            case TRYING -> {
                if (tryingBefore) {
                    back.run();
                }
            }
            case OPEN -> {
                commandsFail();
                if (openBefore) {
                    guarded.tryAgain();
                }
            }
        }
        openBefore = circuit == Circuit.OPEN && !openBefore;
        tryingBefore = circuit == Circuit.TRYING;
    }

    /**
     * Probes from now on, at this pace.
     *
     * @return ends it
     */
    public Running start(Duration pace) {
        Thread thread = Thread.ofVirtual().name("probe-" + switchId).start(() -> run(pace));
        return thread::interrupt;
    }

    /** Probes that are under way. */
    public interface Running extends AutoCloseable {
        @Override
        void close();
    }

    private void run(Duration pace) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                probeSafely(pace);
                timing.pause().accept(pace);
            }
        } catch (CancellationException _) {
            return; // closed
        }
    }

    private void probeSafely(Duration pace) {
        try {
            probe(pace);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("switch", switchId)
                    .setCause(e)
                    .log("A defect of this program kept a switch from being probed: report it");
        }
    }
}
