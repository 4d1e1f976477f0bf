/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.agentlogout.settings.InvalidSettings;

/** Runs the simulator until it is told to end; bad settings end it with 2. */
public final class SimulatorMain {

    private SimulatorMain() {}

    public static void main(String[] args) throws InterruptedException {
        int code = run(System.getenv(), System.out, System.err);
        if (code != 0) {
            System.exit(code);
        }
        new CountDownLatch(1).await();
    }

    /** Starts, or says what is wrong and gives the exit code. */
    static int run(Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            SwitchSimulator simulator =
                    SwitchSimulator.start(SimulatorEnvironment.read(environment));
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "shutdown"));
            report(simulator, out);
            return 0;
        } catch (InvalidSettings wrong) {
            wrong.mistakes().forEach(err::println);
        } catch (IllegalArgumentException | UncheckedIOException wrong) {
            err.println(wrong.getMessage());
        }
        return 2;
    }

    private static void report(SwitchSimulator simulator, PrintStream out) {
        for (Node node : Node.values()) {
            out.println("Finesse node " + node + ": " + simulator.node(node) + "/finesse/api/");
            simulator.plainNode(node).ifPresent(it -> out.println("  redirecting to it: " + it));
        }
        for (Node side : Node.values()) {
            out.println("CTI server side " + side + ": " + simulator.cti().at(side));
        }
        out.println("Control: " + simulator.control() + "/board");
        String agent = simulator.control() + "/agents/1001";
        out.println("What control can do: curl " + simulator.control());
        out.println("An agent to begin with: curl -X PUT -d '{\"password\":\"pw\"}' " + agent);
        out.println("  and signed in:        curl -X POST " + agent + "/sign-in");
        out.flush();
    }
}
