/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class ThreadReplacementTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final ThreadReplacement replacement =
            new ThreadReplacement(nanos::get, new Readiness(InstantSource.system()));

    @Test
    void thePauseGrowsWhileThreadsKeepDyingAndIsBounded() {
        assertThat(Stream.generate(replacement::nextPause).limit(7).map(Duration::toMillis))
                .containsExactly(100L, 200L, 400L, 800L, 1600L, 2000L, 2000L);
    }

    @Test
    void afterACalmTimeThePauseIsShortAgain() {
        replacement.nextPause();
        replacement.nextPause();
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());

        assertThat(replacement.nextPause()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aMachineAtItsEndIsNotKeptAlive() {
        assertThat(replacement.handle(new OutOfMemoryError("planted")))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    }
}
