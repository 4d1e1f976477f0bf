/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CourseTest {

    private Instant now = Past.BEGINNING;
    private final Course course = new Course(() -> now);

    @Test
    void itGoesWithTheClock() {
        pass(3);

        assertThat(course.elapsed()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void itStandsStillWhileItIsHeld() {
        pass(3);
        course.hold();
        pass(5);

        assertThat(course.elapsed()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void itGoesOnFromWhereItStood() {
        pass(3);
        course.hold();
        pass(5);
        course.goOn();
        pass(2);

        assertThat(course.elapsed()).isEqualTo(Duration.ofSeconds(5));
        assertThat(course.held()).isEqualTo(Duration.ofSeconds(5));
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }
}
