/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.agentlogout.simulator.SimAgent;
import org.agentlogout.simulator.SimReason;
import org.agentlogout.simulator.SwitchSimulator;

/** What the demo walks through, and what the floor needs for it. */
public final class Scenarios {

    /** The reason that the agents give. */
    public static final SimReason END_OF_SHIFT = new SimReason(7, 107, "End of shift");

    /** What the workers of the local stack give as the Not Ready reason. */
    public static final SimReason LOGGING_OUT = new SimReason(3, 203, "Logging out");

    /** What the workers give for an agent whose desktop is gone: as Cisco's own reasons. */
    public static final SimReason FORCE_NOT_READY = new SimReason(5, 50002, "Force Not Ready");

    public static final SimReason SYSTEM_FAILURE = new SimReason(9, 50002, "System Failure");

    static final String SUPERVISOR = "supervisor";

    /** The id that an agent gives as the reason. */
    static final String REASON = String.valueOf(END_OF_SHIFT.id());

    private Scenarios() {}

    /** What the floor needs before any scenario: the reasons, and a supervisor of the team. */
    public static void prepare(SwitchSimulator simulator, Path credentials) throws IOException {
        prepare(simulator);
        Files.writeString(credentials.resolve(Stage.TEAM), SUPERVISOR + ":pw-" + SUPERVISOR + "\n");
        Files.writeString(credentials.resolve("cti-client"), "logout:\n");
    }

    /** The simulator's part of it. */
    public static void prepare(SwitchSimulator simulator) {
        simulator.reasonCodes(
                "LOGOUT", List.of(END_OF_SHIFT, new SimReason(8, 108, "Meeting"), SYSTEM_FAILURE));
        simulator.reasonCodes(
                "NOT_READY", List.of(LOGGING_OUT, new SimReason(4, 204, "Lunch"), FORCE_NOT_READY));
        simulator.addAgent(
                new SimAgent(
                        SUPERVISOR,
                        "pw-" + SUPERVISOR,
                        SUPERVISOR,
                        Stage.TEAM,
                        true,
                        List.of(),
                        false));
    }

    /** With voice over a CTI server, chat and e-mail over Finesse. */
    public static List<Scenario> overCti() {
        return CtiLogouts.all();
    }

    /** In the order of the demo. */
    public static List<Scenario> all() {
        return Stream.of(Logouts.all(), Departures.all(), Waits.all(), Outages.all())
                .flatMap(List::stream)
                .toList();
    }
}
