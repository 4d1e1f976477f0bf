/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.agentlogout.worker.command.Outcome;
import org.junit.jupiter.api.Test;

class SwitchHealthTest {
    private static final Duration PACE = Duration.ofSeconds(5);
    private static final Optional<String> AWAY = Optional.of("No node serves.");

    private final ManualTime time = new ManualTime();
    private final ScriptedSwitch behind = new ScriptedSwitch();
    private final ResilientSwitch guarded =
            new ResilientSwitch(
                    behind,
                    "cce1",
                    new SwitchSettings.Limits(PACE, PACE, 1_000, 10_000),
                    1,
                    time.timing());
    private final List<String> said = new ArrayList<>();
    private final SwitchHealth health =
            new SwitchHealth(
                    "cce1",
                    guarded,
                    time.timing(),
                    text -> said.add("down: " + text),
                    () -> {
                        said.add("back");
                    });

    @Test
    void oneFailedProbeIsNoOutage() {
        behind.trouble = AWAY;
        probe();
        behind.trouble = Optional.empty();
        probe();

        assertThat(said).containsExactly("back");
    }

    @Test
    void outageIsToldAtEachProbeAndItsEndAtOnce() {
        behind.trouble = AWAY;
        probe();
        probe();
        probe();
        behind.trouble = Optional.empty();
        probe();

        assertThat(said).containsExactly("down: No node serves.", "down: No node serves.", "back");
    }

    @Test
    void breakerThatOpensIsAnOutage() {
        fail(50);

        assertThat(said).isNotEmpty().allMatch(text -> text.startsWith("down"));
    }

    @Test
    void openBreakerIsLetTryAgainWhenProbesSucceedAndNobodyAsks() {
        fail(50);
        said.clear();
        probe();
        probe();
        assertThat(said).allMatch(text -> text.startsWith("down")).hasSize(2);
        said.clear();
        probe();
        assertThat(said).isEmpty();
        probe();

        assertThat(said).containsExactly("back");
    }

    @Test
    void breakerThatOpensAgainMeansThatItIsNotBack() {
        fail(50);
        probe();
        probe();
        probe();
        fail(10);
        said.clear();
        probe();

        assertThat(said).hasSize(1).allMatch(text -> text.startsWith("down"));
    }

    @Test
    void commandsThatSucceedAgainSayItIsBack() {
        fail(50);
        said.clear();
        time.pass(Duration.ofSeconds(6));
        for (int i = 0; i < 5; i++) {
            inspect();
        }

        assertThat(said).containsExactly("back");
    }

    @Test
    void commandsAloneDoNotOutvoteProbes() {
        fail(50);
        behind.trouble = AWAY;
        probe();
        said.clear();
        time.pass(Duration.ofSeconds(6));
        for (int i = 0; i < 5; i++) {
            inspect();
        }

        assertThat(said).isEmpty();
    }

    private void probe() {
        health.probe(PACE);
        time.pass(PACE);
    }

    private void fail(int times) {
        behind.next(Collections.nCopies(times, new Outcome.Failed("SWITCH_UNREACHABLE", "", true)));
        while (guarded.circuit() != SwitchHealth.Circuit.OPEN) {
            inspect();
        }
        behind.forget();
    }

    private void inspect() {
        guarded.inspect(Samples.VOICE, time.instant().plusSeconds(20));
    }
}
