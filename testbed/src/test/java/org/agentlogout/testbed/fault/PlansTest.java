/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlansTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void theSameSeedGivesTheSameBlows() {
        assertThat(BlowPlan.lasting(Duration.ofMinutes(5), 7))
                .isEqualTo(BlowPlan.lasting(Duration.ofMinutes(5), 7))
                .isNotEqualTo(BlowPlan.lasting(Duration.ofMinutes(5), 8));
    }

    @Test
    void aRoundStrikesEachRoleInEachWay() {
        var struck =
                BlowPlan.oneRound(7).blows().stream()
                        .map(blow -> blow.kind() + " " + blow.role())
                        .toList();

        assertThat(struck)
                .containsExactlyInAnyOrder(
                        "TERMINATE ORCHESTRATOR",
                        "TERMINATE WORKER",
                        "KILL ORCHESTRATOR",
                        "KILL WORKER",
                        "KILL BROKER",
                        "FREEZE ORCHESTRATOR",
                        "FREEZE WORKER");
    }

    @Test
    void oneBlowIsOverBeforeTheNextOneComes() {
        var blows = BlowPlan.lasting(Duration.ofMinutes(10), 7).blows();

        for (int i = 1; i < blows.size(); i++) {
            var before = blows.get(i - 1);
            assertThat(before.at().plus(before.lasts())).isLessThan(blows.get(i).at());
        }
    }

    @Test
    void theSameSeedGivesTheSameLoad() {
        assertThat(LoadPlan.of(7, 500, MINUTE))
                .isEqualTo(LoadPlan.of(7, 500, MINUTE))
                .isNotEqualTo(LoadPlan.of(8, 500, MINUTE));
    }

    @Test
    void storiesAreMixed() {
        var first = LoadPlan.of(7, 500, MINUTE).turns().subList(0, 20);

        assertThat(first.stream().map(LoadPlan.Turn::story).distinct().count()).isGreaterThan(3);
    }

    @Test
    void everyStoryIsToldAndNoAgentTwice() {
        var turns = LoadPlan.of(7, 500, MINUTE).turns();

        assertThat(turns).extracting(LoadPlan.Turn::story).contains(Story.values());
        assertThat(turns.stream().map(LoadPlan.Turn::agent).collect(Collectors.toSet()))
                .hasSize(500);
    }
}
