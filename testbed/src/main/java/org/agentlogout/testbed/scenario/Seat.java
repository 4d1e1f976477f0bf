/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.scenario;

import java.util.List;
import org.agentlogout.schema.ChannelType;

/**
 * Where an agent signs in.
 *
 * @param switchId one of the names under which the workers know a simulator
 * @param node of the desktop servers
 * @param ctiSwitchId the name of the CTI servers that voice goes over; empty where all is Finesse
 */
public record Seat(String switchId, String node, List<ChannelType> channels, String ctiSwitchId) {

    /** Unified CCE with LOAD 0 and the agents' own credentials. */
    public static final String LOAD_0 = "cce1";

    /** The same floor with LOAD 1. */
    public static final String LOAD_1 = "cce2";

    /** The same floor with LOAD 1 and the credential of the team's supervisor. */
    public static final String SUPERVISED = "cce3";

    /** The CTI servers of the same floor. */
    public static final String CTI = "cti1";

    /** Voice, chat and e-mail at the primary node. */
    public static final Seat USUAL =
            new Seat(
                    LOAD_0,
                    "primary",
                    List.of(ChannelType.VOICE, ChannelType.CHAT, ChannelType.EMAIL),
                    "");

    /** The same with voice over a CTI server. */
    public static final Seat MIXED =
            new Seat(USUAL.switchId(), USUAL.node(), USUAL.channels(), CTI);

    public Seat {
        channels = List.copyOf(channels);
    }

    public Seat on(String switchId) {
        return new Seat(switchId, node, channels, ctiSwitchId);
    }

    public Seat at(String node) {
        return new Seat(switchId, node, channels, ctiSwitchId);
    }

    public Seat with(ChannelType... types) {
        return new Seat(switchId, node, List.of(types), ctiSwitchId);
    }
}
