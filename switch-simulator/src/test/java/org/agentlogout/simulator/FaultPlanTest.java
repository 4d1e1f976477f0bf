/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final Heard PUT =
            FinesseRequest.of(
                            "PUT",
                            URI.create("/finesse/api/User/ann"),
                            "<User><state>READY</state></User>".getBytes(StandardCharsets.UTF_8))
                    .heard();

    @Test
    void theSameSeedHitsTheSameRequests() {
        assertThat(hits(7)).isEqualTo(hits(7));
    }

    @Test
    void anotherSeedHitsOthers() {
        assertThat(hits(7)).isNotEqualTo(hits(8));
    }

    @Test
    void theShareIsAboutWhatWasOrdered() {
        assertThat(hits(7)).filteredOn(hit -> hit).hasSizeBetween(220, 280);
    }

    @Test
    void clearingBeginsAnew() {
        FaultPlan plan = new FaultPlan(7);
        List<Boolean> first = hits(plan);
        plan.clear();

        assertThat(hits(plan)).isEqualTo(first);
    }

    @Test
    void windowEndsWithItsTimeOrWhenFaultsAreCleared() {
        FaultPlan plan = new FaultPlan(7);
        Duration window = Duration.ofSeconds(2);
        plan.add(new Fault("", "", "", Node.A, 1, new FaultAction.Unavailable(window)));

        plan.hit(PUT, Node.B, NOON);
        assertThat(plan.unavailable(Node.A, NOON)).isFalse();
        plan.hit(PUT, Node.A, NOON);
        assertThat(plan.unavailable(Node.A, NOON.plusMillis(1999))).isTrue();
        assertThat(plan.unavailable(Node.A, NOON.plusMillis(2000))).isFalse();
        assertThat(plan.unavailable(Node.B, NOON)).isFalse();

        plan.clear();
        assertThat(plan.unavailable(Node.A, NOON)).isFalse();
    }

    @Test
    void countsAndSharesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> fault(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fault(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fault(0, 1.1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Boolean> hits(long seed) {
        return hits(new FaultPlan(seed));
    }

    private static List<Boolean> hits(FaultPlan plan) {
        plan.add(fault(0, 0.25));
        List<Boolean> hits = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            hits.add(plan.hit(PUT, Node.A, NOON).action().isPresent());
        }
        return hits;
    }

    private static Fault fault(int times, double share) {
        return new Fault("", "", "", null, times, share, new FaultAction.Lost());
    }
}
