/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static org.agentlogout.orchestrator.avro.AvroSamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeadlineIndexTest {

    private final DeadlineIndex index = new DeadlineIndex();

    @Test
    void nobodyIsDueBeforeTheTime() {
        index.set("anna", NOON);

        assertThat(index.due(NOON.minusMillis(1), 10)).isEmpty();
        assertThat(index.due(NOON, 10)).containsExactly("anna");
    }

    @Test
    void theLongestOverdueComesFirst() {
        index.set("late", NOON.plusSeconds(2));
        index.set("early", NOON);
        index.set("same-b", NOON.plusSeconds(1));
        index.set("same-a", NOON.plusSeconds(1));

        assertThat(index.due(NOON.plusSeconds(9), 10))
                .containsExactly("early", "same-a", "same-b", "late");
    }

    @Test
    void atMostSoManyAreGiven() {
        index.set("anna", NOON);
        index.set("bert", NOON.plusSeconds(1));

        assertThat(index.due(NOON.plusSeconds(9), 1)).containsExactly("anna");
    }

    @Test
    void aNewTimeReplacesTheOldOne() {
        index.set("anna", NOON);
        index.set("anna", NOON.plusSeconds(5));

        assertThat(index.due(NOON.plusSeconds(4), 10)).isEmpty();
        assertThat(index.due(NOON.plusSeconds(5), 10)).containsExactly("anna");
    }

    @Test
    void aTimeInThePastIsDueAtOnce() {
        index.set("bert", NOON);
        index.due(NOON, 10);
        index.set("anna", Instant.EPOCH);

        assertThat(index.due(NOON, 10)).containsExactly("anna", "bert");
    }

    @Test
    void neverAndRemovedAreNotDue() {
        index.set("anna", NOON);
        index.set("anna", Instant.MAX);
        index.set("bert", NOON);
        index.remove("bert");

        assertThat(index.due(Instant.MAX, 10)).isEmpty();
    }
}
