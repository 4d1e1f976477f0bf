/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Orchestrators, workers and the broker as processes, killed, frozen and stopped at seeded moments
 * while 500 logouts run. Another seed: {@code -Dseed=7}; for longer: {@code -Dfault.minutes=30}.
 * What the processes printed is in {@code target/faults}.
 */
@EnabledIfSystemProperty(
        named = "fault.minutes",
        matches = "[0-9]+",
        disabledReason = "minutes of a whole machine: mvn -pl testbed test -Dfault.minutes=3")
class KilledAndFrozenTest {

    private static final int LOGOUTS = 500;
    private static final long SEED = Long.getLong("seed", 20);
    private static final long MINUTES = Long.getLong("fault.minutes", 0);

    @Test
    void everyRequestIsAnsweredOnceWhateverIsKilledOrFrozen() {
        var blows =
                MINUTES == 0
                        ? BlowPlan.oneRound(SEED)
                        : BlowPlan.lasting(Duration.ofMinutes(MINUTES), SEED);
        // As dense in a long run as in a short one.
        var count =
                Math.max(
                        LOGOUTS,
                        Math.toIntExact(
                                LOGOUTS
                                        * blows.length().toMillis()
                                        / BlowPlan.oneRound(SEED).length().toMillis()));
        print("seed " + SEED + ", " + count + " logouts, " + blows.length().toSeconds() + " s:");
        blows.blows().forEach(KilledAndFrozenTest::print);

        try (var site = Site.start(Path.of("target", "faults"))) {
            var run = FaultRun.play(site, blows, LoadPlan.of(SEED, count, blows.length()));

            print("replies: " + run.outcomes());
            print("held up by the machine for " + run.held().toSeconds() + " s");
            Stalls.of(run.history()).table(run.begun()).forEach(KilledAndFrozenTest::print);
            assertThat(Check.failures(run.history())).as("seed " + SEED).isEmpty();
            assertThat(run.leaks()).as("passwords of agents").isEmpty();
        }
    }

    private static void print(Object line) {
        System.out.println(line);
    }
}
