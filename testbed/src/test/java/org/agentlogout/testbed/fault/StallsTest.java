/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class StallsTest {

    @Test
    void aRequestThatWasOpenAtTheBlowWaitsFromTheBlowOn() {
        var past = new Past().struck(Role.WORKER, Blow.Kind.KILL, 1_000, 3_000);

        past.asked("anna", 400).arrival("anna", 9_000);

        assertThat(first(past, Stalls.Row::longest)).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void aRequestAfterTheBlowWaitsFromItsOwnTimeOn() {
        var past = new Past().struck(Role.WORKER, Blow.Kind.KILL, 1_000, 3_000);

        past.asked("anna", 4_000).arrival("anna", 9_000);

        assertThat(first(past, Stalls.Row::longest)).isEqualTo(Duration.ofSeconds(5));
        assertThat(first(past, Stalls.Row::afterwards)).isEqualTo(Duration.ofSeconds(6));
        assertThat(first(past, Stalls.Row::waited)).isEqualTo(1);
    }

    @Test
    void whatWasAnsweredBeforeTheBlowDoesNotCount() {
        var past = new Past().struck(Role.WORKER, Blow.Kind.KILL, 1_000, 3_000);

        past.asked("anna", 100).arrival("anna", 900);

        assertThat(first(past, Stalls.Row::longest)).isZero();
    }

    @Test
    void aWaitEndsAtTheNextBlowAndIsSaidToBeCut() {
        var past = new Past().struck(Role.WORKER, Blow.Kind.KILL, 1_000, 3_000);
        past.struck(Role.BROKER, Blow.Kind.KILL, 5_000, 6_000);

        past.asked("anna", 1_000).arrival("anna", 9_000);

        assertThat(first(past, Stalls.Row::longest)).isEqualTo(Duration.ofSeconds(4));
        assertThat(first(past, Stalls.Row::cut)).isTrue();
        assertThat(Stalls.of(past.history()).rows().getLast().longest())
                .isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void whoGetsNoReplyWaitsUntilTheLastOneCame() {
        var past = new Past().struck(Role.WORKER, Blow.Kind.KILL, 1_000, 3_000);

        past.asked("anna", 1_000).asked("bob", 1_000).arrival("bob", 8_000);

        assertThat(first(past, Stalls.Row::waited)).isEqualTo(2);
    }

    @Test
    void theUsualTimeIsThatOfTheQuietSecondsBeforeTheFirstBlow() {
        var past = new Past().struck(Role.WORKER, Blow.Kind.KILL, 10_000, 12_000);

        past.asked("anna", 1_000).arrival("anna", 5_000);
        past.asked("bob", 8_000).arrival("bob", 8_050);

        assertThat(Stalls.of(past.history()).usual()).isEqualTo(Duration.ofMillis(50));
    }

    private static <T> T first(Past past, Function<Stalls.Row, T> what) {
        return what.apply(Stalls.of(past.history()).rows().getFirst());
    }
}
