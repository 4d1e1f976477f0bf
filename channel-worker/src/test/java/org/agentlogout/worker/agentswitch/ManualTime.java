/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a pause, or the test, moves it. */
final class ManualTime implements InstantSource {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final AtomicReference<Instant> now;

    ManualTime() {
        this(NOON);
    }

    /** For where others go by the real clock. */
    ManualTime(Instant start) {
        now = new AtomicReference<>(start);
    }

    Timing timing() {
        return new Timing(this, this::pass);
    }

    void pass(Duration time) {
        now.updateAndGet(it -> it.plus(time));
    }

    @Override
    public Instant instant() {
        return now.get();
    }
}
