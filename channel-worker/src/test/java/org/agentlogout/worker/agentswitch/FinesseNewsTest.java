/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.agentlogout.simulator.FaultAction;
import org.agentlogout.simulator.Node;
import org.agentlogout.simulator.Platform;
import org.agentlogout.simulator.SimulatorSettings;
import org.agentlogout.simulator.SimulatorSettings.Tls;
import org.agentlogout.worker.agentswitch.Credential.Owner;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.command.Target;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** News of Finesse, on both platforms, both kinds of channel and credential. */
class FinesseNewsTest {

    @Nested
    class VoiceOnCce extends AgentSwitchNewsContract {
        @Override
        SwitchFloor open(Path directory) {
            return floor(Platform.UCCE, Owner.AGENT, Samples.VOICE, directory);
        }
    }

    @Nested
    class VoiceOnCcx extends AgentSwitchNewsContract {
        @Override
        SwitchFloor open(Path directory) {
            return floor(Platform.UCCX, Owner.AGENT, Samples.VOICE, directory);
        }
    }

    @Nested
    class VoiceBySupervisor extends AgentSwitchNewsContract {
        @Override
        SwitchFloor open(Path directory) {
            return floor(Platform.UCCE, Owner.SUPERVISOR, Samples.VOICE, directory);
        }
    }

    @Nested
    class Medium extends AgentSwitchNewsContract {
        @Override
        SwitchFloor open(Path directory) {
            return floor(Platform.UCCE, Owner.AGENT, Samples.MEDIUM, directory);
        }
    }

    @Test
    void commandNeedNotAskWhatAProbeHasFound(@TempDir Path directory) {
        try (FinesseFloor floor = floor(Platform.UCCX, Owner.AGENT, Samples.VOICE, directory)) {
            AgentSwitch agentSwitch = agentSwitch(floor);
            agentSwitch.trouble(Samples.soon());
            int before = floor.requests().size();

            var inspected = (Outcome.Inspected) agentSwitch.inspect(Samples.VOICE, Samples.soon());

            assertThat(inspected.inspection().platform()).isEqualTo("UCCX");
            assertThat(floor.requests().subList(before, floor.requests().size()))
                    .doesNotContain("GetSystemInfo");
        }
    }

    @Test
    void nodeThatAProbeFoundOutIsAskedLast(@TempDir Path directory) {
        try (FinesseFloor floor = floor(Platform.UCCE, Owner.AGENT, Samples.VOICE, directory)) {
            AgentSwitch agentSwitch = agentSwitch(floor);
            floor.outOfService(0);
            agentSwitch.trouble(Samples.soon());

            agentSwitch.inspect(Samples.VOICE, Samples.soon());

            assertThat(floor.simulator.callLog())
                    .filteredOn(call -> call.operation().equals("GetUser"))
                    .extracting("node")
                    .containsOnly(Node.B);
        }
    }

    @Test
    void nodeThatHangsIsNoReasonToWaitForTheOther(@TempDir Path directory) {
        try (FinesseFloor floor = floor(Platform.UCCE, Owner.AGENT, Samples.VOICE, directory)) {
            floor.fault("GetSystemInfo", new FaultAction.Hang(false));
            Duration call = Duration.ofMillis(500);
            AgentSwitch agentSwitch = floor.agentSwitch(call, Duration.ofSeconds(5), Timing.REAL);

            assertThat(agentSwitch.trouble(Samples.soon())).isEmpty();
        }
    }

    private static AgentSwitch agentSwitch(FinesseFloor floor) {
        Duration time = Duration.ofSeconds(30);
        return floor.agentSwitch(time, time, Timing.REAL);
    }

    private static FinesseFloor floor(
            Platform platform, Owner owner, Target target, Path directory) {
        var settings = SimulatorSettings.defaults().withPlatform(platform);
        return new FinesseFloor(new FinesseFloor.Plan(settings, owner, target, Tls.OFF), directory);
    }
}
