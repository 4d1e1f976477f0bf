/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import java.util.List;
import java.util.stream.Stream;
import org.agentlogout.schema.PresenceCause;
import org.agentlogout.testbed.scenario.Seat;
import org.agentlogout.testbed.scenario.Stage;

/**
 * One field of the table of forced logouts: what the switch wants, what the agent is doing, why the
 * desktop is gone.
 */
record Departure(Load load, Doing doing, PresenceCause cause) {

    /** The switch's word on agents whose desktop is gone, and the credential in use. */
    enum Load {
        LOAD_0(Seat.LOAD_0, "NOT_READY"),
        LOAD_1(Seat.LOAD_1, "LOGOUT"),
        LOAD_1_SUPERVISED(Seat.SUPERVISED, "LOGOUT"),
        /** CCX knows no such setting. */
        NONE("ccx1", "LOGOUT");

        final String switchId;
        final String ending;

        Load(String switchId, String ending) {
            this.switchId = switchId;
            this.ending = ending;
        }
    }

    enum Doing {
        READY,
        NOT_READY,
        WRAPPING_UP,
        TALKING,
        ALREADY_OUT;

        void begin(Stage stage) {
            var simulator = stage.simulator();
            switch (this) {
                case READY -> {}
                case NOT_READY -> simulator.setState(stage.agent(), "NOT_READY");
                case WRAPPING_UP -> simulator.setState(stage.agent(), "WORK");
                case TALKING -> simulator.startCall(stage.agent(), true);
                case ALREADY_OUT -> simulator.platform().signOut(stage.agent());
            }
        }
    }

    static List<Departure> all() {
        return Stream.of(Load.values())
                .flatMap(load ->
                        Stream.of(Doing.values())
                                .flatMap(doing ->
                                        Stream.of(
                                                        PresenceCause.BROWSER_CLOSED,
                                                        PresenceCause.CONNECTION_LOST,
                                                        PresenceCause.TOKEN_EXPIRED)
                                                .map(cause -> new Departure(load, doing, cause))))
                .filter(Departure::isWorthwhile)
                .toList();
    }

    /** What differs from another one by nothing is left out: browser and connection are alike. */
    private boolean isWorthwhile() {
        return cause != PresenceCause.BROWSER_CLOSED || load == Load.LOAD_1;
    }

    /** The call keeps the logout waiting; else it is cut off from the desktop, and stays up. */
    boolean waits() {
        var atOnce = cause == PresenceCause.TOKEN_EXPIRED && load == Load.LOAD_1_SUPERVISED;
        return doing == Doing.TALKING && !atOnce;
    }

    boolean leavesIn() {
        return load == Load.LOAD_0 && doing != Doing.ALREADY_OUT;
    }

    /** Voice at the end, by the switch. */
    String ending() {
        return doing == Doing.ALREADY_OUT ? "LOGOUT" : load.ending;
    }

    /** A desktop server of its own: nobody else's absence counts. */
    String name() {
        return (load + "-" + doing + "-" + cause).toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String toString() {
        return name();
    }
}
