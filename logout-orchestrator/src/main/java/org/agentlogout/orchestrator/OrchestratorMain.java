/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator;

import java.time.Duration;
import org.agentlogout.settings.InvalidSettings;

/**
 * The program. Exit codes: 0 after SIGTERM or Ctrl-C, 1 when it died, 2 when it could not start,
 * with the reasons in words.
 */
public final class OrchestratorMain {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private OrchestratorMain() {}

    public static void main(String[] args) throws InterruptedException {
        Orchestrator orchestrator;
        try {
            orchestrator = Orchestrator.start(OrchestratorSettings.of(System.getenv()));
        } catch (InvalidSettings e) {
            e.mistakes().forEach(System.err::println);
            System.exit(2);
            return;
        }
        // halt, for exit would be 143 after SIGTERM, and nothing is left to be done.
        Thread last = new Thread(() -> end(orchestrator), "shutdown");
        Runtime.getRuntime().addShutdownHook(last);
        while (!orchestrator.isDead()) {
            Thread.sleep(LOOK);
        }
        Runtime.getRuntime().removeShutdownHook(last);
        orchestrator.close();
        System.exit(1);
    }

    private static void end(Orchestrator orchestrator) {
        orchestrator.close();
        Runtime.getRuntime().halt(0);
    }
}
