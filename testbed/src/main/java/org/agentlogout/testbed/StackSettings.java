/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.agentlogout.simulator.SimulatorSettings;

/**
 * What a local stack is told beyond its addresses, by the names of the programs' own environment
 * variables.
 *
 * @param partitions of every topic
 * @param wayToSwitch gives the address under which the workers are told a node of the switch: where
 *     something is to stand in between
 */
public record StackSettings(
        Map<String, String> orchestrator,
        Map<String, String> worker,
        SimulatorSettings simulator,
        int partitions,
        UnaryOperator<URI> wayToSwitch) {

    private static final int FEW = 4;

    public StackSettings {
        orchestrator = Map.copyOf(orchestrator);
        worker = Map.copyOf(worker);
    }

    /** The programs' defaults; a switch that takes 20 ms. */
    public static StackSettings usual() {
        return new StackSettings(
                Map.of(), Map.of(), SimulatorSettings.defaults(), FEW, UnaryOperator.identity());
    }

    /** Nobody wants to watch a budget of 25 s pass: what fails here fails within a few seconds. */
    public static StackSettings shortened() {
        return usual().withOrchestrator(
                        Map.of(
                                "ORCHESTRATOR_INSPECT_BUDGET", "6s",
                                "ORCHESTRATOR_NOT_READY_BUDGET", "8s",
                                "ORCHESTRATOR_DEACTIVATE_BUDGET", "8s",
                                "ORCHESTRATOR_SIGN_OUT_BUDGET", "8s",
                                "ORCHESTRATOR_SAGA_TIME", "20s"))
                .withWorker(
                        Map.of(
                                "SWITCH_CCE1_CALL_TIMEOUT", "1500ms",
                                "SWITCH_CCE1_CONFIRM_TIMEOUT", "3s"));
    }

    /** Nothing waits for the switch: what is left is the product's own time. */
    public static StackSettings instantSwitch() {
        return usual().withSimulator(
                        SimulatorSettings.defaults().withConfirmationDelay(Duration.ZERO));
    }

    /** With these variables added. */
    public StackSettings withOrchestrator(Map<String, String> more) {
        return new StackSettings(
                both(orchestrator, more), worker, simulator, partitions, wayToSwitch);
    }

    /** With these variables added. */
    public StackSettings withWorker(Map<String, String> more) {
        return new StackSettings(
                orchestrator, both(worker, more), simulator, partitions, wayToSwitch);
    }

    public StackSettings withSimulator(SimulatorSettings value) {
        return new StackSettings(orchestrator, worker, value, partitions, wayToSwitch);
    }

    public StackSettings withPartitions(int value) {
        return new StackSettings(orchestrator, worker, simulator, value, wayToSwitch);
    }

    public StackSettings withWayToSwitch(UnaryOperator<URI> value) {
        return new StackSettings(orchestrator, worker, simulator, partitions, value);
    }

    private static Map<String, String> both(Map<String, String> some, Map<String, String> more) {
        var all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
