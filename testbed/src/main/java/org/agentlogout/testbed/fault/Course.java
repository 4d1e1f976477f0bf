/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of a run, by which load and blows are planned. It stands still while it is held: a slow
 * machine needs longer for the same run, but is not asked for more at once. Safe for many threads.
 */
final class Course {

    private final InstantSource clock;
    private final Instant begun;
    private Duration held = Duration.ZERO;
    private boolean holding;
    private Instant holdingSince = Instant.EPOCH;

    Course(InstantSource clock) {
        this.clock = clock;
        this.begun = clock.instant();
    }

    Instant begun() {
        return begun;
    }

    /** How much of the run is over. */
    synchronized Duration elapsed() {
        var now = holding ? holdingSince : clock.instant();
        return Duration.between(begun, now).minus(held);
    }

    /** Returns when so much of it is over. */
    void await(Duration time) {
        Site.await("so late a time as " + time, () -> elapsed().compareTo(time) >= 0);
    }

    synchronized void hold() {
        if (!holding) {
            holding = true;
            holdingSince = clock.instant();
        }
    }

    synchronized void goOn() {
        if (holding) {
            holding = false;
            held = held.plus(Duration.between(holdingSince, clock.instant()));
        }
    }

    /** For how long it was held in all. */
    synchronized Duration held() {
        return held;
    }
}
