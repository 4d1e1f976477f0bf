/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed;

import java.time.Duration;
import java.util.Map;

/**
 * What a local stack is told beyond its addresses, by the names of the programs' own environment
 * variables.
 *
 * @param confirmationDelay between the switch's 202 and the change
 */
public record StackSettings(
        Map<String, String> orchestrator, Map<String, String> worker, Duration confirmationDelay) {

    public StackSettings {
        orchestrator = Map.copyOf(orchestrator);
        worker = Map.copyOf(worker);
    }

    /** The programs' defaults; a switch that takes 20 ms. */
    public static StackSettings usual() {
        return new StackSettings(Map.of(), Map.of(), Duration.ofMillis(20));
    }

    /** Nobody wants to watch a budget of 25 s pass: what fails here fails within a few seconds. */
    public static StackSettings shortened() {
        return new StackSettings(
                Map.of(
                        "ORCHESTRATOR_INSPECT_BUDGET", "6s",
                        "ORCHESTRATOR_NOT_READY_BUDGET", "8s",
                        "ORCHESTRATOR_DEACTIVATE_BUDGET", "8s",
                        "ORCHESTRATOR_SIGN_OUT_BUDGET", "8s",
                        "ORCHESTRATOR_SAGA_TIME", "20s"),
                Map.of("SWITCH_CCE1_CALL_TIMEOUT", "1500ms", "SWITCH_CCE1_CONFIRM_TIMEOUT", "3s"),
                Duration.ofMillis(20));
    }

    /** Nothing waits for the switch: what is left is the product's own time. */
    public static StackSettings instantSwitch() {
        return new StackSettings(Map.of(), Map.of(), Duration.ZERO);
    }
}
