/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CredentialsTest {

    private final MovedClock clock = new MovedClock();
    private final SwitchSimulator simulator =
            SwitchSimulator.start(SimulatorSettings.defaults(), clock);
    private final FinesseClient right =
            FinesseClient.basic(simulator.node(Node.A), "ann", "secret-1");
    private final FinesseClient wrong =
            FinesseClient.basic(simulator.node(Node.A), "ann", "secret-2");

    CredentialsTest() {
        simulator.addAgent(new SimAgent("ann", "secret-1", "1", "7", false, List.of(), false));
    }

    @AfterEach
    void close() {
        right.close();
        wrong.close();
        simulator.close();
    }

    @Test
    void wrongPasswordIsRefusedWithTheUsersName() {
        var answer = wrong.get("User/ann");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body())
                .contains("Authorization Failure", "UNAUTHORIZED", "<ErrorData>ann</ErrorData>");
    }

    @Test
    void noPasswordAndNoBase64AreRefused() {
        assertThat(right.as("").get("User/ann").statusCode()).isEqualTo(401);
        assertThat(right.as("Basic %%%").get("User/ann").statusCode()).isEqualTo(401);
    }

    @Test
    void fiveWrongPasswordsLockForFiveMinutes() {
        tryWrong(5);
        assertThat(right.get("User/ann").statusCode()).isEqualTo(401);

        clock.forward(Duration.ofMinutes(5));

        assertThat(right.get("User/ann").statusCode()).isEqualTo(200);
    }

    @Test
    void aRightPasswordStartsTheCountAnew() {
        tryWrong(4);
        assertThat(right.get("User/ann").statusCode()).isEqualTo(200);

        tryWrong(4);

        assertThat(right.get("User/ann").statusCode()).isEqualTo(200);
    }

    @Test
    void tokenIsAsGoodAsAPassword() {
        simulator.addToken("ann", "t-1");

        assertThat(right.as("Bearer t-1").get("User/ann").statusCode()).isEqualTo(200);
        assertThat(right.as("Bearer t-2").get("User/ann").statusCode()).isEqualTo(401);
    }

    @Test
    void noSecretIsInTheLogOrInAnyText() {
        simulator.addToken("ann", "t-1");
        right.get("User/ann");
        wrong.get("User/ann");
        right.as("Bearer t-1").put("User/ann", "<User><password>secret-1</password></User>");

        assertThat(simulator.callLog()).hasSize(3);
        assertThat(simulator.callLog().toString()).doesNotContain("secret", "t-1");
        assertThat(new SimAgent("ann", "secret-1", "1", "7", false, List.of(), false).toString())
                .doesNotContain("secret");
    }

    @Test
    void logSaysWhoProvedToBeWhom() {
        right.get("User/ann");
        wrong.get("User/ann");

        assertThat(simulator.callLog())
                .extracting(CallLogEntry::authenticatedAs)
                .containsExactly("ann", "");
    }

    private void tryWrong(int times) {
        for (int i = 0; i < times; i++) {
            wrong.get("User/ann");
        }
    }
}
