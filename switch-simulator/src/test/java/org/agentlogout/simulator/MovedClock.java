/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that only the test moves. */
final class MovedClock implements InstantSource {

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-05T12:00:00Z"));

    @Override
    public Instant instant() {
        return now.get();
    }

    void forward(Duration by) {
        now.updateAndGet(it -> it.plus(by));
    }
}
