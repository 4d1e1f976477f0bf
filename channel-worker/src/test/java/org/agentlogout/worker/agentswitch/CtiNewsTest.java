/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.agentlogout.simulator.CtiSettings.Segments;
import org.agentlogout.simulator.SimulatorSettings.Tls;
import org.junit.jupiter.api.Test;

/** The contract on CTI servers, and what is their own. */
class CtiNewsTest extends AgentSwitchNewsContract {

    @Override
    SwitchFloor open(Path directory) {
        return new CtiFloor(new CtiFloor.Plan(25, Segments.WHOLE, Tls.OFF), directory);
    }

    /** Without its password a client learns nothing of a CTI server; one try locks nobody. */
    @Test
    @Override
    void wrongPasswordIsNoTroubleOfTheSwitchAndNotTried() {
        floor.wrongPassword();
        AgentSwitch agentSwitch = agentSwitch();

        assertThat(agentSwitch.trouble(Samples.soon())).isEmpty();
        assertThat(agentSwitch.trouble(Samples.soon())).isEmpty();
        assertThat(floor.wrongTries()).isEqualTo(1);
    }
}
