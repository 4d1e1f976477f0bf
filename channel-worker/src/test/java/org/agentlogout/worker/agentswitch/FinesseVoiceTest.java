/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.agentlogout.simulator.LetterCase;
import org.agentlogout.simulator.Platform;
import org.agentlogout.simulator.SimReason;
import org.agentlogout.simulator.SimulatorSettings;
import org.agentlogout.simulator.SimulatorSettings.Tls;
import org.agentlogout.worker.agentswitch.Credential.Owner;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Command.ReasonSetting;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Inspection.Reason;
import org.agentlogout.worker.command.Inspection.Routable;
import org.agentlogout.worker.command.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is Finesse's own about voice: reasons, pending states, supervisors, platforms. */
class FinesseVoiceTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final SimReason LUNCH = new SimReason(7, 17, "Lunch");
    private static final SimReason HOME = new SimReason(8, 18, "Going home");

    @TempDir Path directory;

    @SuppressWarnings("NullAway.Init") // each test opens the one it needs
    private FinesseFloor floor;

    @AfterEach
    void close() {
        floor.close();
    }

    @Nested
    class Reasons {
        @Test
        void logoutReasonsAreOffered() {
            agentOn(Platform.UCCE);
            floor.simulator.reasonCodes("LOGOUT", List.of(LUNCH, HOME));

            Inspection inspection = inspected();

            assertThat(inspection.reasonRequired()).isTrue();
            assertThat(inspection.reasons())
                    .containsExactly(new Reason("7", "Lunch"), new Reason("8", "Going home"));
        }

        @Test
        void noneIsRequiredWhereNoneIsConfigured() {
            agentOn(Platform.UCCE);

            assertThat(inspected().reasonRequired()).isFalse();
            assertThat(signOut(false, "")).isInstanceOf(Outcome.Done.class);
            assertThat(floor.bodies()).containsExactly("<User><state>LOGOUT</state></User>");
        }

        @Test
        void logoutReasonGoesByItsId() {
            agentOn(Platform.UCCE);
            floor.simulator.reasonCodes("LOGOUT", List.of(HOME));

            assertThat(signOut(false, "8")).isInstanceOf(Outcome.Done.class);
            assertThat(floor.simulator.agent(Samples.AGENT).reasonCode()).isEqualTo(18);
        }

        @Test
        void requiredReasonThatIsNotGivenIsRefused() {
            agentOn(Platform.UCCE);
            floor.simulator.reasonCodes("LOGOUT", List.of(HOME));

            assertThat(signOut(false, "")).satisfies(it -> refused(it, "REASON_REQUIRED"));
            assertThat(floor.truth()).isEqualTo(AgentState.NOT_READY);
        }

        @Test
        void reasonThatIsNotTakenIsRefused() {
            agentOn(Platform.UCCE);

            assertThat(signOut(false, "8")).satisfies(it -> refused(it, "REASON_NOT_ALLOWED"));
        }

        @ParameterizedTest
        @CsvSource({"lunch, 17", "7, 17", "Going home, 18"})
        void notReadyReasonOfTheSettingsIsGivenByLabelOrId(String setting, int code) {
            agentOn(Platform.UCCE).with(reasons(setting, "", ""));
            floor.simulator.reasonCodes("NOT_READY", List.of(LUNCH, HOME));
            floor.ready();

            assertThat(inspected().notReadyReasonProblem()).isEmpty();
            assertThat(notReady(false)).isInstanceOf(Outcome.Done.class);
            assertThat(floor.simulator.agent(Samples.AGENT).reasonCode()).isEqualTo(code);
        }

        @Test
        void reasonForLostPresenceIsItsOwnSetting() {
            agentOn(Platform.UCCE).with(reasons("Lunch", "Going home", ""));
            floor.simulator.reasonCodes("NOT_READY", List.of(LUNCH, HOME));
            floor.ready();
            var order = Samples.order(Samples.VOICE, 1, false);

            patient()
                    .makeNotReady(
                            new Command.MakeNotReady(order, ReasonSetting.FORCE_NOT_READY, false),
                            Samples.soon(),
                            Samples.GO);

            assertThat(floor.simulator.agent(Samples.AGENT).reasonCode()).isEqualTo(18);
        }

        @ParameterizedTest
        @CsvSource({"'', NOT_READY_REASON_MISSING", "Dinner, NOT_READY_REASON_UNKNOWN"})
        void settingThatDoesNotServeIsNamedAndNothingIsSent(String setting, String code) {
            agentOn(Platform.UCCE).with(reasons(setting, "", ""));
            floor.simulator.reasonCodes("NOT_READY", List.of(LUNCH));
            floor.ready();

            assertThat(inspected().notReadyReasonProblem()).contains("SWITCH_FIN_NOT_READY_REASON");
            assertThat(notReady(false))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> {
                                assertThat(failed.code()).isEqualTo(code);
                                assertThat(failed.retryable()).isFalse();
                                assertThat(failed.text()).contains("SWITCH_FIN_NOT_READY_REASON");
                            });
            assertThat(floor.changes()).isEmpty();
        }

        @Test
        void reasonsAreReadAnewAfterTheSwitchRefusedOne() {
            agentOn(Platform.UCCE).with(reasons("Lunch", "", ""));
            floor.ready();
            AgentSwitch agentSwitch = patient();
            agentSwitch.inspect(Samples.VOICE, Samples.soon());
            floor.simulator.reasonCodes("NOT_READY", List.of(LUNCH));
            var command = Samples.notReady(Samples.order(Samples.VOICE, 1, true), false);

            assertThat(agentSwitch.makeNotReady(command, Samples.soon(), Samples.GO))
                    .satisfies(it -> refused(it, "REASON_REQUIRED"));
            assertThat(agentSwitch.makeNotReady(command, Samples.soon(), Samples.GO))
                    .isInstanceOf(Outcome.Done.class);
        }
    }

    @Nested
    class InACall {
        @Test
        void pendingNotReadyIsDoneWhereItIsEnough() {
            agentOn(Platform.UCCE);
            floor.startInteraction();

            assertThat(notReady(true))
                    .isInstanceOfSatisfying(
                            Outcome.Done.class,
                            done -> {
                                assertThat(done.state()).isEqualTo(AgentState.TALKING);
                                assertThat(done.text()).contains("pending");
                            });
            assertThat(floor.simulator.agent(Samples.AGENT).pendingState()).isEqualTo("NOT_READY");
            assertThat(inspected().notReadyPending()).isTrue();
        }

        @Test
        void pendingNotReadyIsAskedForOnce() {
            agentOn(Platform.UCCX);
            floor.startInteraction();
            notReady(true);

            assertThat(notReady(true)).isInstanceOf(Outcome.AlreadyDone.class);
            assertThat(floor.changes()).hasSize(1);
        }

        @Test
        void pendingNotReadyIsNotADoneOne() {
            agentOn(Platform.UCCE);
            floor.startInteraction();

            assertThat(notReady(false)).satisfies(it -> refused(it, "INTERACTION_STARTED"));
            assertThat(floor.changes()).isEmpty();
        }

        @Test
        void ringingCallCounts() {
            agentOn(Platform.UCCE);
            floor.ready();
            floor.simulator.ringCall(Samples.AGENT);

            assertThat(inspected().interactions()).extracting("state").containsExactly("ALERTING");
            assertThat(notReady(true)).satisfies(it -> refused(it, "INTERACTION_STARTED"));
        }

        @Test
        void callThatWasNotRoutedLeavesTheAgentNotReadyOnCcxAndIsFound() {
            agentOn(Platform.UCCX);
            floor.simulator.startCall(Samples.AGENT, false);

            Inspection inspection = inspected();

            assertThat(inspection.state()).isEqualTo(AgentState.NOT_READY);
            assertThat(inspection.interactions()).hasSize(1);
            assertThat(signOut(true, "")).satisfies(it -> refused(it, "INTERACTION_STARTED"));
        }

        @Test
        void nextAttemptThatFindsItDoneDoesNotMindTheCall() {
            agentOn(Platform.UCCX);
            floor.simulator.startCall(Samples.AGENT, false);
            var command = Samples.notReady(Samples.order(Samples.VOICE, 2, true), false);

            assertThat(patient().makeNotReady(command, Samples.soon(), Samples.GO))
                    .isInstanceOf(Outcome.AlreadyDone.class);
        }

        @Test
        void wrapUpIsNoInteractionAndMustBeLeft() {
            agentOn(Platform.UCCE);
            String call = floor.simulator.startCall(Samples.AGENT, true);
            floor.simulator.endCall(Samples.AGENT, call);

            assertThat(inspected().interactions()).isEmpty();
            assertThat(inspected().mustBeMadeNotReady()).isTrue();
            assertThat(notReady(false)).isEqualTo(new Outcome.Done(AgentState.NOT_READY, ""));
        }

        @Test
        void stateWithoutADialogCountsToo() {
            agentOn(Platform.UCCE);
            floor.simulator.setState(Samples.AGENT, "RESERVED");

            assertThat(inspected().interactions()).extracting("state").containsExactly("RESERVED");
        }

        @Test
        void stateThatIsNotKnownIsTakenForBusy() {
            agentOn(Platform.UCCE);
            floor.simulator.setState(Samples.AGENT, "UNKNOWN");

            assertThat(inspected().state()).isEqualTo(AgentState.UNKNOWN);
            assertThat(inspected().interactions()).hasSize(1);
            assertThat(signOut(true, "")).satisfies(it -> refused(it, "INTERACTION_STARTED"));
        }
    }

    @Nested
    class Platforms {
        @Test
        void agentOnCceIsNotSignedOutFromReady() {
            agentOn(Platform.UCCE);
            floor.ready();

            assertThat(signOut(true, "")).satisfies(it -> refused(it, "STATE_NOT_ALLOWED"));
            assertThat(floor.changes()).isEmpty();
        }

        @Test
        void agentOnCcxIsSignedOutFromReady() {
            agentOn(Platform.UCCX);
            floor.ready();

            assertThat(signOut(true, "")).isEqualTo(new Outcome.Done(AgentState.LOGGED_OUT, ""));
        }

        @ParameterizedTest
        @EnumSource
        void lookSaysWhatItIs(Platform platform) {
            agentOn(platform);
            floor.ready();

            Inspection inspection = inspected();

            assertThat(inspection.platform()).isEqualTo(platform.name());
            assertThat(inspection.routable()).isEqualTo(Routable.YES);
            assertThat(inspection.mustBeMadeNotReady()).isTrue();
        }

        @ParameterizedTest
        @EnumSource
        void lettersOfElementNamesDoNotMatter(LetterCase letterCase) {
            open(SimulatorSettings.defaults().withLetterCase(letterCase), Owner.AGENT);
            floor.startInteraction();

            assertThat(inspected().state()).isEqualTo(AgentState.TALKING);
            assertThat(signOut(false, "99")).isInstanceOf(Outcome.Refused.class);
        }

        @Test
        void voiceCannotBeDeactivated() {
            agentOn(Platform.UCCE);
            var command = new Command.Deactivate(Samples.order(Samples.VOICE, 1, true));

            assertThat(patient().deactivate(command, Samples.soon(), Samples.GO))
                    .satisfies(it -> refused(it, "NOT_SUPPORTED"));
        }
    }

    @Nested
    class Supervisor {
        @Test
        void noReasonIsSentNorAskedFor() {
            supervisor();
            floor.simulator.reasonCodes("NOT_READY", List.of(LUNCH));
            floor.simulator.reasonCodes("LOGOUT", List.of(HOME));
            floor.ready();

            assertThat(inspected().reasonRequired()).isFalse();
            assertThat(inspected().notReadyReasonProblem()).isEmpty();
            assertThat(notReady(false)).isInstanceOf(Outcome.Done.class);
            assertThat(floor.simulator.agent(Samples.AGENT).reasonCode()).isEqualTo(999);
            assertThat(signOut(true, "8")).isInstanceOf(Outcome.Done.class);
        }

        @Test
        void agentInACallIsSignedOut() {
            supervisor();
            floor.startInteraction();

            assertThat(signOut(false, "")).isEqualTo(new Outcome.Done(AgentState.LOGGED_OUT, ""));
        }

        @Test
        void nothingPendingIsAskedFor() {
            supervisor();
            floor.startInteraction();

            assertThat(notReady(true)).satisfies(it -> refused(it, "INTERACTION_STARTED"));
            assertThat(floor.changes()).isEmpty();
        }
    }

    private void supervisor() {
        open(SimulatorSettings.defaults(), Owner.SUPERVISOR);
    }

    private FinesseFloor agentOn(Platform platform) {
        return open(SimulatorSettings.defaults().withPlatform(platform), Owner.AGENT);
    }

    private FinesseFloor open(SimulatorSettings settings, Owner owner) {
        floor =
                new FinesseFloor(
                        new FinesseFloor.Plan(settings, owner, Samples.VOICE, Tls.OFF), directory);
        return floor;
    }

    private static SwitchSettings.Reasons reasons(String notReady, String force, String failure) {
        return new SwitchSettings.Reasons(notReady, force, failure);
    }

    private static void refused(Outcome outcome, String code) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private Inspection inspected() {
        return ((Outcome.Inspected) patient().inspect(Samples.VOICE, Samples.soon())).inspection();
    }

    private Outcome notReady(boolean pendingIsEnough) {
        var command = Samples.notReady(Samples.order(Samples.VOICE, 1, false), pendingIsEnough);
        return patient().makeNotReady(command, Samples.soon(), Samples.GO);
    }

    private Outcome signOut(boolean guarded, String reasonId) {
        var command = Samples.signOut(Samples.order(Samples.VOICE, 1, guarded), reasonId);
        return patient().signOut(command, Samples.soon(), Samples.GO);
    }

    private AgentSwitch patient() {
        return floor.agentSwitch(LONG, LONG, Timing.REAL);
    }
}
