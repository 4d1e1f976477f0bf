/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.agentlogout.testbed.LocalStack;
import org.agentlogout.testbed.StackSettings;
import org.agentlogout.testbed.scenario.Scenario;
import org.agentlogout.testbed.scenario.Scenarios;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The demo with voice over a CTI server, on a real broker and real sockets. */
@TestInstance(Lifecycle.PER_CLASS)
class CtiScenariosTest {

    private final LocalStack stack = LocalStack.start(StackSettings.shortened().withCti());

    @AfterAll
    void stop() {
        stack.close();
    }

    @TestFactory
    Stream<DynamicTest> eachEndsAsItShould() {
        return Scenarios.overCti().stream()
                .map(it -> DynamicTest.dynamicTest(it.title(), () -> plays(it)));
    }

    /** An agent id has 11 characters at most on a CTI server. */
    private void plays(Scenario scenario) {
        var agent = "a" + Math.floorMod(scenario.name().hashCode(), 1_000_000);
        assertThat(scenario.play(stack.stage(agent), step -> {})).isEmpty();
    }
}
