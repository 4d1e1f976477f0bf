/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.nio.file.Path;
import org.agentlogout.simulator.Platform;
import org.agentlogout.simulator.SimulatorSettings;
import org.agentlogout.simulator.SimulatorSettings.Tls;
import org.agentlogout.worker.agentswitch.Credential.Owner;
import org.agentlogout.worker.command.Target;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract on Finesse, on both platforms, both kinds of channel and credential, and TLS. */
class FinesseSwitchTest {

    @Nested
    class VoiceOnCce extends AgentSwitchContract {
        @Override
        SwitchFloor open(Path directory) {
            return floor(Platform.UCCE, Owner.AGENT, Samples.VOICE, directory);
        }
    }

    @Nested
    class VoiceOnCcx extends AgentSwitchContract {
        @Override
        SwitchFloor open(Path directory) {
            return floor(Platform.UCCX, Owner.AGENT, Samples.VOICE, directory);
        }
    }

    @Nested
    class VoiceBySupervisor extends AgentSwitchContract {
        @Override
        SwitchFloor open(Path directory) {
            return floor(Platform.UCCE, Owner.SUPERVISOR, Samples.VOICE, directory);
        }
    }

    @Nested
    class VoiceBySupervisorOnCcx extends AgentSwitchContract {
        @Override
        SwitchFloor open(Path directory) {
            return floor(Platform.UCCX, Owner.SUPERVISOR, Samples.VOICE, directory);
        }
    }

    @Nested
    class Medium extends AgentSwitchContract {
        @Override
        SwitchFloor open(Path directory) {
            return floor(Platform.UCCE, Owner.AGENT, Samples.MEDIUM, directory);
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OverTls extends AgentSwitchContract {
        private Tls tls = Tls.OFF;

        @BeforeAll
        void makeKeystore(@TempDir Path directory) {
            tls = new Tls(Keystore.in(directory), Keystore.PASSWORD);
        }

        @Override
        SwitchFloor open(Path directory) {
            var settings = SimulatorSettings.defaults().withPlatform(Platform.UCCE);
            var plan = new FinesseFloor.Plan(settings, Owner.AGENT, Samples.VOICE, tls);
            return new FinesseFloor(plan, directory);
        }
    }

    private static SwitchFloor floor(
            Platform platform, Owner owner, Target target, Path directory) {
        var settings = SimulatorSettings.defaults().withPlatform(platform);
        return new FinesseFloor(new FinesseFloor.Plan(settings, owner, target, Tls.OFF), directory);
    }
}
