/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the switch does by itself, and what the call log says of what had to wait. */
class PlatformActsTest {

    private final MovedClock clock = new MovedClock();
    private SwitchSimulator simulator = started(Platform.UCCE);

    private SwitchSimulator started(Platform platform) {
        SwitchSimulator started =
                SwitchSimulator.start(
                        SimulatorSettings.defaults()
                                .withPlatform(platform)
                                .withConfirmationDelay(Duration.ZERO),
                        clock);
        started.addAgent(new SimAgent("ann", "pw", "1", "7", false, List.of("5001"), true));
        started.addAgent(new SimAgent("sue", "pw", "2", "7", true, List.of(), false));
        started.signIn("ann");
        return started;
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    private MediaView medium() {
        return Objects.requireNonNull(simulator.agent("ann").medias().get("5001"));
    }

    @ParameterizedTest
    @CsvSource({"UCCE, 50002", "UCCX, 255"})
    void platformSignsOutUnderACallThatStaysUp(Platform platform, int code) {
        simulator.close();
        simulator = started(platform);
        simulator.startCall("ann", true);

        simulator.platform().signOut("ann");

        AgentView ann = simulator.agent("ann");
        assertThat(ann.voiceState()).isEqualTo("LOGOUT");
        assertThat(ann.reasonCode()).isEqualTo(code);
        assertThat(ann.dialogs()).hasSize(1);
        assertThat(medium().state()).isEqualTo("LOGOUT");
    }

    @Test
    void platformsNotReadyWaitsForTheEndOfTheCall() {
        String call = simulator.startCall("ann", false);

        simulator.platform().makeNotReady("ann");

        assertThat(simulator.agent("ann").voiceState()).isEqualTo("TALKING");
        simulator.endCall("ann", call);
        assertThat(simulator.agent("ann").voiceState()).isEqualTo("NOT_READY");
        assertThat(simulator.agent("ann").reasonCode()).isEqualTo(50_002);
    }

    @Test
    void wrapUpEndsWhenItIsToldTo() {
        simulator.endCall("ann", simulator.startCall("ann", true));
        assertThat(simulator.agent("ann").voiceState()).isEqualTo("WORK_READY");

        simulator.platform().endWrapUp("ann");

        assertThat(simulator.agent("ann").voiceState()).isEqualTo("READY");
    }

    @Test
    void failOverLosesWhatOnlyThatNodeKnew() {
        simulator.setMediaState("ann", "5001", "READY");
        simulator.setRoutable("ann", "5001", false);

        simulator.platform().forgetMedia(Node.B);
        assertThat(medium().maxDialogLimit()).isEqualTo(5);
        simulator.platform().forgetMedia(Node.A);

        MediaView medium = medium();
        assertThat(medium.maxDialogLimit()).isEqualTo(1);
        assertThat(medium.routable()).isTrue();
        assertThat(medium.state()).isEqualTo("READY");
    }

    @Test
    void signInAtTheOtherNodeKeepsStateAndMovesTheSettings() {
        simulator.setState("ann", "READY");
        simulator.setRoutable("ann", "5001", false);

        simulator.signIn("ann", Node.B);

        assertThat(simulator.agent("ann").voiceState()).isEqualTo("READY");
        assertThat(medium().routable()).isFalse();
        simulator.platform().forgetMedia(Node.A);
        assertThat(medium().maxDialogLimit()).isEqualTo(5);
    }

    @Nested
    class Log {

        private final FinesseClient ann = FinesseClient.basic(simulator.node(Node.A), "ann", "pw");

        @AfterEach
        void close() {
            ann.close();
        }

        @Test
        void pendingNotReadyIsAppliedAfterCallAndWrapUp() {
            String call = simulator.startCall("ann", true);
            ann.user("ann", "NOT_READY");
            assertThat(last().fate()).isEqualTo(Fate.PENDING);

            simulator.endCall("ann", call);
            assertThat(last().fate()).isEqualTo(Fate.PENDING);
            clock.forward(Duration.ofSeconds(31));

            assertThat(last().fate()).isEqualTo(Fate.APPLIED);
            assertThat(last().fateAt()).isEqualTo(clock.instant());
        }

        @Test
        void pendingNotReadyThatSomethingElseOvertookIsNotApplied() {
            simulator.startCall("ann", true);
            ann.user("ann", "NOT_READY");

            simulator.platform().signOut("ann");

            assertThat(last().fate()).isEqualTo(Fate.UNCHANGED);
            assertThat(last().detail()).isEqualTo("overtaken");
        }

        @Test
        void pendingNotRoutableIsAppliedWhenTheTasksHaveStarted() {
            String task = simulator.startTask("ann", "5001", "OFFERED");
            ann.put("User/ann/Media/5001", "<Media><routable>false</routable></Media>");
            assertThat(last().fate()).isEqualTo(Fate.PENDING);

            simulator.setTaskState("ann", task, "ACTIVE");

            assertThat(last().fate()).isEqualTo(Fate.APPLIED);
        }

        private CallLogEntry last() {
            return simulator.callLog().getLast();
        }
    }
}
