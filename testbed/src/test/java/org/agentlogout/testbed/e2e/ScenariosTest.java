/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ResourceAccessMode.READ;
import static org.junit.jupiter.api.parallel.ResourceAccessMode.READ_WRITE;

import java.util.stream.Stream;
import org.agentlogout.testbed.LocalStack;
import org.agentlogout.testbed.StackSettings;
import org.agentlogout.testbed.scenario.Scenario;
import org.agentlogout.testbed.scenario.Scenarios;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each scenario of the demo on a real broker, real sockets and the real programs. */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class ScenariosTest {

    private static final String SWITCH = "the switch of ScenariosTest";

    private final LocalStack stack = LocalStack.start(StackSettings.shortened());

    @AfterAll
    void stop() {
        stack.close();
    }

    static Stream<Named<Scenario>> ofOneAgent() {
        return named(false);
    }

    static Stream<Named<Scenario>> ofTheWholeSwitch() {
        return named(true);
    }

    private static Stream<Named<Scenario>> named(boolean whole) {
        return Scenarios.all().stream()
                .filter(it -> it.name().equals("recovery") == whole)
                .map(it -> Named.of(it.title(), it));
    }

    @ParameterizedTest
    @MethodSource
    @ResourceLock(value = SWITCH, mode = READ)
    void ofOneAgent(Scenario scenario) {
        plays(scenario);
    }

    @ParameterizedTest
    @MethodSource
    @ResourceLock(value = SWITCH, mode = READ_WRITE)
    void ofTheWholeSwitch(Scenario scenario) {
        plays(scenario);
    }

    private void plays(Scenario scenario) {
        assertThat(scenario.play(stack.stage(scenario.name()), step -> {})).isEmpty();
    }
}
