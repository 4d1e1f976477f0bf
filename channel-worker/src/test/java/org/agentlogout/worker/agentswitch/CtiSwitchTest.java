/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.nio.file.Path;
import org.agentlogout.simulator.CtiSettings.Segments;
import org.agentlogout.simulator.SimulatorSettings.Tls;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract on CTI servers: both widths of tags, and messages cut in every way. */
class CtiSwitchTest {

    @Nested
    class InPieces extends AgentSwitchContract {
        @Override
        SwitchFloor open(Path directory) {
            return new CtiFloor(new CtiFloor.Plan(25, Segments.PIECES, Tls.OFF), directory);
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OldestOverTls extends AgentSwitchContract {
        private Tls tls = Tls.OFF;

        @BeforeAll
        void makeKeystore(@TempDir Path directory) {
            tls = new Tls(Keystore.in(directory), Keystore.PASSWORD);
        }

        @Override
        SwitchFloor open(Path directory) {
            return new CtiFloor(new CtiFloor.Plan(14, Segments.PACKED, tls), directory);
        }
    }
}
