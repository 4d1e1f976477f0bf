/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdmissionWindowTest {

    private static final Duration NOTHING = Duration.ofMillis(5);
    private static final Duration LATE = Duration.ofSeconds(4);

    private final Admission admission = new Admission(200);
    private Instant now = Instant.parse("2026-03-01T08:00:00Z");

    private long answers;

    private void ticks(int count, Duration behind, boolean used) {
        for (int i = 0; i < count; i++) {
            now = now.plusMillis(50);
            answers++;
            admission.adjust(now, behind, answers, used);
        }
    }

    @Test
    void itGrowsToItsLimitInTenSecondsOfFullUse() {
        assertThat(admission.places()).isEqualTo(25);

        ticks(200, NOTHING, true);

        assertThat(admission.places()).isEqualTo(200);
    }

    @Test
    void itGrowsOnceInTheTimeInWhichAnAnswerIsNotLate() {
        ticks(30, NOTHING, true);

        assertThat(admission.places()).isEqualTo(37);
    }

    @Test
    void itDoesNotGrowUnused() {
        ticks(1_000, NOTHING, false);

        assertThat(admission.places()).isEqualTo(25);
    }

    @Test
    void itDoesNotGrowWithoutAnswers() {
        for (int i = 0; i < 1_000; i++) {
            now = now.plusMillis(50);
            admission.adjust(now, NOTHING, 0, true);
        }

        assertThat(admission.places()).isEqualTo(25);
    }

    @Test
    void itShrinksOnceASecondWhileAnswersLieUnread() {
        ticks(200, NOTHING, true);

        ticks(20, LATE, true);
        assertThat(admission.places()).isEqualTo(150);

        ticks(1_000, LATE, true);
        assertThat(admission.places()).isEqualTo(25);
    }

    @Test
    void betweenTheTwoItStaysAsItIs() {
        ticks(200, NOTHING, true);

        ticks(100, Duration.ofSeconds(2), true);

        assertThat(admission.places()).isEqualTo(200);
    }

    @Test
    void aSmallLimitIsKeptFromTheStart() {
        Admission small = new Admission(2);
        small.adjust(now, NOTHING, 1, true);
        small.adjust(now, LATE, 2, true);

        assertThat(small.places()).isEqualTo(2);
    }
}
