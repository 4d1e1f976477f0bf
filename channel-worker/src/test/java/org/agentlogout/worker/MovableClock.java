/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** It is noon until a test says otherwise. */
public final class MovableClock implements InstantSource {
    private volatile Instant now = Samples.NOON;

    @Override
    public Instant instant() {
        return now;
    }

    public void move(Duration by) {
        now = now.plus(by);
    }
}
