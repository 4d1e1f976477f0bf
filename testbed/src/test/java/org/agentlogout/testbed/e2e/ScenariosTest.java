/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.agentlogout.testbed.LocalStack;
import org.agentlogout.testbed.StackSettings;
import org.agentlogout.testbed.scenario.Scenario;
import org.agentlogout.testbed.scenario.Scenarios;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Each scenario of the demo on a real broker, real sockets and the real programs. */
@TestInstance(Lifecycle.PER_CLASS)
class ScenariosTest {

    private final LocalStack stack = LocalStack.start(StackSettings.shortened());

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void aLogoutOverThreeChannelsSucceeds() {
        plays(Scenarios.success());
    }

    @Test
    void anOngoingInteractionRefusesAndTouchesNothing() {
        plays(Scenarios.ongoingInteraction());
    }

    @Test
    void aRequiredReasonIsAskedForAndThenTaken() {
        plays(Scenarios.reasonRequired());
    }

    @Test
    void aFailedNotReadyEndsTheLogout() {
        plays(Scenarios.notReadyFails());
    }

    @Test
    void aCallThatSlipsInIsNotCut() {
        plays(Scenarios.callSlipsIn());
    }

    @Test
    void aFailedDeactivationEndsTheLogout() {
        plays(Scenarios.deactivationFails());
    }

    @Test
    void aFailedSignOutLeavesTheOthersOut() {
        plays(Scenarios.signOutFails());
    }

    @Test
    void aLostAnswerIsFoundOutByAsking() {
        plays(Scenarios.timeOutReconciled());
    }

    @Test
    void theSameRequestTwiceIsOneLogoutAndTwoReplies() {
        plays(Scenarios.sameRequestTwice());
    }

    @Test
    void aDryRunTellsAndDoesNothing() {
        plays(Scenarios.dryRun());
    }

    private void plays(Scenario scenario) {
        assertThat(scenario.play(stack.stage(scenario.name()), step -> {})).isEmpty();
    }
}
