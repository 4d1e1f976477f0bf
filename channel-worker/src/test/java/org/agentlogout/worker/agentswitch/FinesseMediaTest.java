/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.agentlogout.simulator.FaultAction;
import org.agentlogout.simulator.Node;
import org.agentlogout.simulator.Platform;
import org.agentlogout.simulator.SimAgent;
import org.agentlogout.simulator.SimReason;
import org.agentlogout.simulator.SimulatorSettings;
import org.agentlogout.simulator.SimulatorSettings.Tls;
import org.agentlogout.worker.agentswitch.AgentSwitch.Clearance;
import org.agentlogout.worker.agentswitch.Credential.Owner;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Command.LogoutReason;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Inspection.Routable;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.command.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is Finesse's own about task routing, and about sign-outs that take media along. */
class FinesseMediaTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path directory;

    @SuppressWarnings("NullAway.Init") // each test opens the one it needs
    private FinesseFloor floor;

    @AfterEach
    void close() {
        floor.close();
    }

    @Nested
    class Deactivate {
        @Test
        void stopsNewTasksAndKeepsTheState() {
            agent();
            floor.ready();

            assertThat(deactivate(true)).isEqualTo(new Outcome.Done(AgentState.READY, ""));
            assertThat(floor.medium().routable()).isFalse();
            assertThat(inspected().canBeDeactivated()).isFalse();
        }

        @Test
        void isAlreadyDoneWhereNoTasksCome() {
            agent();
            floor.simulator.setRoutable(Samples.AGENT, Samples.CHAT, false);

            assertThat(deactivate(true)).isInstanceOf(Outcome.AlreadyDone.class);
            assertThat(floor.changes()).isEmpty();
        }

        @Test
        void leavesALiveTaskAloneWhereItIsNotGuarded() {
            agent();
            floor.startInteraction();

            assertThat(deactivate(false)).isEqualTo(new Outcome.Done(AgentState.ACTIVE, ""));
            assertThat(floor.medium().tasks()).hasSize(1);
        }

        @Test
        void isTakenOnTheSwitchsWordWhenItSaysSo() {
            agent();
            String said = "E_ARM_STAT_ALREADY_IN_REQUESTED_AGENT_MODE";
            floor.fault("SetMediaRoutable", refusal(said, ""));

            assertThat(deactivate(true)).isInstanceOf(Outcome.AlreadyDone.class);
        }
    }

    @Nested
    class Errors {
        @Test
        void raceWithATaskIsAskedAgain() {
            agent();
            floor.ready();
            String said = "E_ARM_STAT_DO_THIS_WITH_TASK_SENT_RECENTLY";
            floor.fault("SetMediaNotReady", refusal(said, "14"));
            floor.fault("SetMediaNotReady", refusal(said, "14"));

            assertThat(notReady(true)).isEqualTo(new Outcome.Done(AgentState.NOT_READY, ""));
            assertThat(floor.changes()).hasSize(3);
        }

        @Test
        void raceThatDoesNotEndFailsAndMayBeRepeated() {
            agent();
            floor.simulator.startTask(Samples.AGENT, Samples.CHAT, "OFFERED");
            var command = Samples.notReady(Samples.order(Samples.MEDIUM, 1, false), false);

            assertThat(hasty().makeNotReady(command, Samples.soon(), Samples.GO))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.retryable()).isTrue());
        }

        @Test
        void raceMetByAGuardedCommandIsAnInteraction() {
            agent();
            floor.simulator.startTask(Samples.AGENT, Samples.CHAT, "OFFERED");

            assertThat(notReady(true)).satisfies(it -> refused(it, "INTERACTION_STARTED"));
            assertThat(floor.changes()).isEmpty();
        }

        @Test
        void notReadyThatIsUnderWayIsWaitedFor() {
            agent();
            floor.ready();
            String said = "E_ARM_STAT_ALREADY_HAVE_PENDING_MAKE_AGENT_NOT_READY";
            floor.fault("SetMediaNotReady", refusal(said, "9"));
            var command = Samples.notReady(Samples.order(Samples.MEDIUM, 1, true), false);
            Supplier<Clearance> earlierOneTakesEffect =
                    () -> {
                        floor.simulator.setMediaState(Samples.AGENT, Samples.CHAT, "NOT_READY");
                        return new Clearance.Go();
                    };

            assertThat(patient().makeNotReady(command, Samples.soon(), earlierOneTakesEffect))
                    .isEqualTo(new Outcome.Done(AgentState.NOT_READY, ""));
        }

        @Test
        void errorOfTheServerIsFollowedUpByAsking() {
            agent();
            floor.ready();
            floor.fault("SetMediaNotReady", new FaultAction.Refuse(500, "", "", ""));
            var command = Samples.notReady(Samples.order(Samples.MEDIUM, 1, true), false);

            assertThat(hasty().makeNotReady(command, Samples.soon(), Samples.GO))
                    .isInstanceOf(Outcome.Unknown.class);
            assertThat(floor.changes()).hasSize(1);
        }

        @Test
        void agentWhoIsNotSignedInNeedsNoSignOut() {
            agent();
            floor.fault("SignOutMedia", refusal("E_ARM_STAT_AGENT_NOT_LOGGED_IN", "6"));

            assertThat(signOut(""))
                    .isInstanceOfSatisfying(
                            Outcome.AlreadyDone.class,
                            already ->
                                    assertThat(already.state()).isEqualTo(AgentState.LOGGED_OUT));
        }
    }

    @Nested
    class Look {
        @ParameterizedTest
        @ValueSource(strings = {"OFFERED", "ACCEPTED", "ACTIVE", "PAUSED", "WRAPPING_UP"})
        void taskIsAnInteraction(String state) {
            agent();
            floor.simulator.startTask(Samples.AGENT, Samples.CHAT, state);

            assertThat(inspected().interactions()).extracting("state").containsExactly(state);
        }

        @Test
        void readyMediumMustBeMadeNotReadyAndCanBeDeactivated() {
            agent();
            floor.ready();

            Inspection inspection = inspected();

            assertThat(inspection.mustBeMadeNotReady()).isTrue();
            assertThat(inspection.canBeDeactivated()).isTrue();
            assertThat(inspection.routable()).isEqualTo(Routable.YES);
        }

        @Test
        void mediumWithoutASkillIsLoggedOut() {
            agent();
            floor.simulator.addMedium("5002", "E-mail");
            Target.Address email =
                    new Target.FinesseMedium(Samples.AGENT, "5002", 1, "ACCEPT", "CLOSE");

            assertThat(inspected(Samples.target("email", email)).state())
                    .isEqualTo(AgentState.LOGGED_OUT);
        }

        @Test
        void stateIsReadAtEitherNode() {
            agent();
            floor.startInteraction();
            floor.simulator.nodeDown(Node.A, true);

            assertThat(inspected().state()).isEqualTo(AgentState.ACTIVE);
        }

        @Test
        void mediumOnCcxIsRefusedInWords() {
            open(SimulatorSettings.defaults().withPlatform(Platform.UCCX), Owner.AGENT);

            assertThat(patient().inspect(Samples.MEDIUM, Samples.soon()))
                    .satisfies(it -> refused(it, "NOT_FOUND"));
        }
    }

    @Nested
    class BySupervisor {
        @Test
        void mediumIsSeenAndNotControllable() {
            open(SimulatorSettings.defaults(), Owner.SUPERVISOR);
            floor.startInteraction();

            Inspection inspection = inspected();

            assertThat(inspection.controllable()).isFalse();
            assertThat(inspection.interactionsKnown()).isTrue();
            assertThat(inspection.interactions()).hasSize(1);
            assertThat(inspection.mustBeMadeNotReady()).isFalse();
            assertThat(inspection.canBeDeactivated()).isFalse();
        }

        @Test
        void mediumThatMayNotBeReadIsUnknown() {
            open(SimulatorSettings.defaults().withSupervisorReadsMedia(false), Owner.SUPERVISOR);

            assertThat(inspected().interactionsKnown()).isFalse();
            assertThat(inspected().state()).isEqualTo(AgentState.UNKNOWN);
            assertThat(floor.refusals()).isEmpty();
        }

        @Test
        void nothingIsSent() {
            open(SimulatorSettings.defaults(), Owner.SUPERVISOR);
            floor.ready();

            assertThat(notReady(true)).satisfies(it -> refused(it, "NOT_CONTROLLABLE"));
            assertThat(deactivate(true)).satisfies(it -> refused(it, "NOT_CONTROLLABLE"));
            assertThat(signOut("")).satisfies(it -> refused(it, "NOT_CONTROLLABLE"));
            assertThat(floor.changes()).isEmpty();
        }
    }

    @Nested
    class TakenAlong {
        @Test
        void voiceSignOutTakesTheMedia() {
            open(SimulatorSettings.defaults(), Owner.SUPERVISOR).withLogoutAllMedia();

            assertThat(inspected(Samples.VOICE).canSignOutAllMedia()).isTrue();
            assertThat(signOutOfAll(true)).isInstanceOf(Outcome.Done.class);
            assertThat(floor.truth()).isEqualTo(AgentState.LOGGED_OUT);
        }

        @Test
        void settingThatForbidsItLeavesTheMedia() {
            open(SimulatorSettings.defaults(), Owner.SUPERVISOR);

            assertThat(inspected(Samples.VOICE).canSignOutAllMedia()).isFalse();
            assertThat(signOutOfAll(true)).isInstanceOf(Outcome.Done.class);
            assertThat(floor.truth()).isEqualTo(AgentState.NOT_READY);
        }

        @Test
        void taskForbidsIt() {
            open(SimulatorSettings.defaults(), Owner.SUPERVISOR).withLogoutAllMedia();
            floor.startInteraction();

            assertThat(signOutOfAll(true)).satisfies(it -> refused(it, "INTERACTION_STARTED"));
            assertThat(floor.changes()).isEmpty();
        }

        @Test
        void tasksThatMayNotBeReadForbidIt() {
            open(SimulatorSettings.defaults().withSupervisorReadsMedia(false), Owner.SUPERVISOR)
                    .withLogoutAllMedia();

            assertThat(signOutOfAll(true)).isInstanceOf(Outcome.Refused.class);
            assertThat(floor.changes()).isEmpty();
        }

        private Outcome signOutOfAll(boolean guarded) {
            var order = Samples.order(Samples.VOICE, 1, guarded);
            var command = new Command.SignOut(order, new LogoutReason.Given(""), true, false);
            return patient().signOut(command, Samples.soon(), Samples.GO);
        }
    }

    @Test
    void reasonsAreThoseOfTheAgent() {
        agent();
        floor.simulator.reasonCodes("LOGOUT", List.of(new SimReason(8, 18, "Going home")));

        assertThat(inspected().reasonRequired()).isTrue();
        assertThat(signOut("")).satisfies(it -> refused(it, "REASON_REQUIRED"));
        assertThat(signOut("8")).isEqualTo(new Outcome.Done(AgentState.LOGGED_OUT, ""));
    }

    @Test
    void credentialOfAnotherTeamIsNoWrongPassword() {
        open(SimulatorSettings.defaults(), Owner.SUPERVISOR);
        floor.simulator.addAgent(
                new SimAgent("1002", "right", "4003", "red", false, List.of(), false));
        Target stranger = Samples.target("voice", new Target.FinesseVoice("1002", "4003"));

        assertThat(patient().inspect(stranger, Samples.soon()))
                .satisfies(it -> refused(it, "INVALID_SUPERVISOR"));
        assertThat(floor.refusals()).isEmpty();
    }

    private static FaultAction refusal(String message, String data) {
        return new FaultAction.Refuse(400, "Invalid State", message, data);
    }

    private void agent() {
        open(SimulatorSettings.defaults(), Owner.AGENT);
    }

    private FinesseFloor open(SimulatorSettings settings, Owner owner) {
        floor =
                new FinesseFloor(
                        new FinesseFloor.Plan(settings, owner, Samples.MEDIUM, Tls.OFF), directory);
        return floor;
    }

    private static void refused(Outcome outcome, String code) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    /** Thousands of looks are remembered, with up to hundreds of reasons each. */
    @Test
    void listOfReasonsIsKeptOnceHoweverOftenItIsRead() {
        agent();
        floor.simulator.reasonCodes("LOGOUT", List.of(new SimReason(8, 18, "Going home")));
        AgentSwitch one = patient();
        Outcome first = one.inspect(Samples.MEDIUM, Samples.soon());
        Outcome second = one.inspect(Samples.MEDIUM, Samples.soon());

        assertThat(reasons(first)).isNotEmpty().isSameAs(reasons(second));
    }

    private static List<Inspection.Reason> reasons(Outcome outcome) {
        return ((Outcome.Inspected) outcome).inspection().reasons();
    }

    private Inspection inspected() {
        return inspected(Samples.MEDIUM);
    }

    private Inspection inspected(Target target) {
        return ((Outcome.Inspected) patient().inspect(target, Samples.soon())).inspection();
    }

    private Outcome notReady(boolean guarded) {
        var command = Samples.notReady(Samples.order(Samples.MEDIUM, 1, guarded), false);
        return patient().makeNotReady(command, Samples.soon(), Samples.GO);
    }

    private Outcome deactivate(boolean guarded) {
        var command = new Command.Deactivate(Samples.order(Samples.MEDIUM, 1, guarded));
        return patient().deactivate(command, Samples.soon(), Samples.GO);
    }

    private Outcome signOut(String reasonId) {
        var command = Samples.signOut(Samples.order(Samples.MEDIUM, 1, true), reasonId);
        return patient().signOut(command, Samples.soon(), Samples.GO);
    }

    /** Waits by a clock that its pauses move: its time is over without anybody waiting. */
    private AgentSwitch hasty() {
        return floor.agentSwitch(LONG, LONG, new ManualTime(Instant.now()).timing());
    }

    private AgentSwitch patient() {
        return floor.agentSwitch(LONG, LONG, Timing.REAL);
    }
}
