/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.agentlogout.simulator.SimulatorSettings;
import org.agentlogout.testbed.scenario.Seat;

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
                .withOrchestrator(
                        Map.of(
                                "ORCHESTRATOR_GRACE", "2s",
                                "ORCHESTRATOR_HOLD_AT_MOST", "20s",
                                "ORCHESTRATOR_RETURN_QUIET", "1s",
                                "ORCHESTRATOR_FIRST_LOOK", "1s",
                                "ORCHESTRATOR_LOOK_AT_MOST", "2s",
                                "ORCHESTRATOR_FORCED_RETRY", "1s",
                                "ORCHESTRATOR_FORCED_RETRY_AT_MOST", "2s",
                                "ORCHESTRATOR_FORCED_RETRY_FOR", "5s"))
                .withWorker(soon(Seat.LOAD_0))
                .withWorker(soon(Seat.LOAD_1))
                .withWorker(soon(Seat.SUPERVISED))
                .withWorker(
                        Map.of(
                                "SWITCHES",
                                String.join(",", Seat.LOAD_0, Seat.LOAD_1, Seat.SUPERVISED),
                                variable(Seat.LOAD_1, "LOGOUT_ON_DISCONNECT"),
                                "SIGN_OUT",
                                variable(Seat.SUPERVISED, "LOGOUT_ON_DISCONNECT"),
                                "SIGN_OUT",
                                variable(Seat.SUPERVISED, "CREDENTIALS"),
                                "SUPERVISOR"));
    }

    /** The workers know the simulator's CTI servers, too. */
    public StackSettings withCti() {
        var switches = worker.getOrDefault("SWITCHES", Seat.LOAD_0);
        return withWorker(soon(Seat.CTI))
                .withWorker(
                        Map.of(
                                "SWITCHES",
                                switches + "," + Seat.CTI,
                                variable(Seat.CTI, "CTI_LOGOUT_REASONS"),
                                "107=End of shift,108=Meeting"));
    }

    private static Map<String, String> soon(String switchId) {
        return Map.of(
                variable(switchId, "CALL_TIMEOUT"), "1500ms",
                variable(switchId, "CONFIRM_TIMEOUT"), "3s",
                variable(switchId, "PROBE_INTERVAL"), "300ms",
                variable(switchId, "WATCH_INTERVAL"), "300ms");
    }

    /** The name of one of a switch's variables. */
    public static String variable(String switchId, String suffix) {
        return "SWITCH_" + switchId.toUpperCase(Locale.ROOT) + "_" + suffix;
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
