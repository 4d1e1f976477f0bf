/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static org.agentlogout.orchestrator.avro.AvroSamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.agentlogout.orchestrator.saga.Turn;
import org.agentlogout.orchestrator.saga.Turn.Kind;
import org.junit.jupiter.api.Test;

/** 20 looks and 8 recoveries a second on four partitions: 5 and 2 in each. */
class PacerTest {

    private static final Turn LOOK = new Turn(Kind.LOOK, Set.of("cce1"));

    private final Pacer pacer = new Pacer(new Pace(20, 8), 4);

    private int letThrough(Turn turn, Instant from, Duration time) {
        int through = 0;
        for (Instant at = from; at.isBefore(from.plus(time)); at = at.plusMillis(10)) {
            through += pacer.lets(turn, at) ? 1 : 0;
        }
        return through;
    }

    @Test
    void inTheLongRunItKeepsToThePartitionsPartOfTheRate() {
        assertThat(letThrough(LOOK, NOON, Duration.ofSeconds(60))).isBetween(300, 306);
    }

    @Test
    void whatWasNotUsedIsCaughtUpWithForASecondOnly() {
        letThrough(LOOK, NOON, Duration.ofSeconds(1));
        Instant anHourLater = NOON.plus(Duration.ofHours(1));

        int atOnce = 0;
        while (pacer.lets(LOOK, anHourLater) && atOnce < 100) {
            atOnce++;
        }

        assertThat(atOnce).isEqualTo(6);
    }

    @Test
    void recoveriesHaveARateOfTheirOwn() {
        letThrough(LOOK, NOON, Duration.ofSeconds(1));
        Turn recovery = new Turn(Kind.RECOVERY, Set.of("cce1"));

        assertThat(letThrough(recovery, NOON, Duration.ofSeconds(60))).isBetween(120, 123);
    }

    @Test
    void aSwitchDoesNotWaitForAnother() {
        letThrough(LOOK, NOON, Duration.ofMillis(100));

        assertThat(pacer.lets(LOOK, NOON.plusMillis(100))).isFalse();
        assertThat(pacer.lets(new Turn(Kind.LOOK, Set.of("cce2")), NOON.plusMillis(100))).isTrue();
    }

    @Test
    void whoNeedsTwoSwitchesTakesNoneWhileOneIsNotFree() {
        letThrough(LOOK, NOON, Duration.ofMillis(100));
        Turn both = new Turn(Kind.LOOK, Set.of("cce1", "cce2"));
        for (int i = 0; i < 100; i++) {
            assertThat(pacer.lets(both, NOON.plusMillis(100))).isFalse();
        }

        assertThat(pacer.lets(new Turn(Kind.LOOK, Set.of("cce2")), NOON.plusMillis(100))).isTrue();
    }
}
