/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * What time it is and how to let some of it pass; a test gives a clock that the pauses move.
 *
 * @param pause blocks the calling thread for so long
 */
public record Timing(InstantSource clock, Consumer<Duration> pause) {

    /** The machine's own time. */
    public static final Timing REAL = new Timing(InstantSource.system(), Timing::sleep);

    public Instant now() {
        return clock.instant();
    }

    /** Never negative. */
    public Duration left(Instant until) {
        Duration left = Duration.between(now(), until);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * Ends what a thread does because somebody interrupted it; the thread stays interrupted.
     *
     * @return to be thrown by the caller
     */
    public static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted while it waited for a switch");
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }
}
