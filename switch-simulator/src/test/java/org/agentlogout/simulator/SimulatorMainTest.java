/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.agentlogout.settings.InvalidSettings;
import org.agentlogout.settings.Setting;
import org.junit.jupiter.api.Test;

class SimulatorMainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Map<String, String> environment) {
        return SimulatorMain.run(
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void saysWhereEachPortIs() {
        int code =
                run(
                        Map.of(
                                "SIMULATOR_PORT_A", "0",
                                "SIMULATOR_PORT_B", "0",
                                "SIMULATOR_CONTROL_PORT", "0"));

        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("Finesse node A: http://127\\.0\\.0\\.1:\\d+/finesse/api/")
                .containsPattern("Finesse node B: http://127\\.0\\.0\\.1:\\d+/finesse/api/")
                .containsPattern("Control: http://127\\.0\\.0\\.1:\\d+/board");
    }

    @Test
    void allMistakesAreToldAtOnceAndTheCodeIsTwo() {
        int code = run(Map.of("SIMULATOR_PORT_A", "x", "SIMULATOR_PLATFORM", "CUCM"));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("SIMULATOR_PORT_A", "SIMULATOR_PLATFORM");
    }

    @Test
    void settingsReachTheSimulator() {
        SimulatorSettings settings =
                SimulatorEnvironment.read(
                        Map.of(
                                "SIMULATOR_PLATFORM", "uccx",
                                "SIMULATOR_CONFIRMATION_DELAY", "0",
                                "SIMULATOR_LOGOUT_REFUSED_AS_WORK_MODE", "true",
                                "SIMULATOR_CONTROL_PORT", "1234"));

        assertThat(settings.platform()).isEqualTo(Platform.UCCX);
        assertThat(settings.confirmationDelay()).isEqualTo(Duration.ZERO);
        assertThat(settings.logoutRefusalCode()).isEqualTo(265);
        assertThat(settings.ports().control()).isEqualTo(1234);
    }

    @Test
    void aMistypedVariableIsAMistake() {
        assertThatThrownBy(() -> SimulatorEnvironment.read(Map.of("SIMULATOR_PORTA", "1")))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("SIMULATOR_PORTA");
    }

    @Test
    void everySettingIsDescribed() {
        assertThat(SimulatorEnvironment.describe())
                .extracting(Setting::name)
                .contains("SIMULATOR_PORT_A", "SIMULATOR_CALL_LOG_LIMIT")
                .allMatch(name -> name.startsWith(SimulatorEnvironment.PREFIX));
    }
}
