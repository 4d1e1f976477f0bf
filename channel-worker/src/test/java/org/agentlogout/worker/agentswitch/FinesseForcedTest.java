/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.agentlogout.simulator.Platform;
import org.agentlogout.simulator.SimReason;
import org.agentlogout.simulator.SimulatorSettings;
import org.agentlogout.simulator.SimulatorSettings.Tls;
import org.agentlogout.worker.agentswitch.Credential.Owner;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Command.LogoutReason;
import org.agentlogout.worker.command.Command.ReasonSetting;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Inspection.OnDisconnect;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.command.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What Finesse does and does not do for lost presence, FORCE and waiting logouts. */
class FinesseForcedTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final SimReason AWAY = new SimReason(5, 105, "Desktop lost");

    @TempDir Path directory;

    @SuppressWarnings("NullAway.Init") // each test opens the one it needs
    private FinesseFloor floor;

    @AfterEach
    void close() {
        floor.close();
    }

    @ParameterizedTest
    @CsvSource({
        "UCCE, NOT_READY, NOT_READY",
        "UCCE, SIGN_OUT, SIGN_OUT",
        "UCCX, NOT_READY, NOT_OFFERED",
        "UCCX, SIGN_OUT, NOT_OFFERED"
    })
    void lookSaysWhatTheSwitchDoesWhenADesktopIsGone(
            Platform platform, SwitchSettings.OnDisconnect setting, OnDisconnect told) {
        voice(platform, Owner.AGENT).with(setting);

        assertThat(inspected(Samples.VOICE).onDisconnect()).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"UCCE, AGENT, false", "UCCE, SUPERVISOR, true", "UCCX, SUPERVISOR, true"})
    void onlyASupervisorSignsOutUnderACall(Platform platform, Owner owner, boolean can) {
        voice(platform, owner);
        floor.startInteraction();

        assertThat(inspected(Samples.VOICE).canSignOutDuringInteraction()).isEqualTo(can);
    }

    @ParameterizedTest
    @EnumSource
    void callStaysUpUnderASupervisorsSignOut(Platform platform) {
        voice(platform, Owner.SUPERVISOR);
        floor.startInteraction();

        assertThat(forcedSignOut()).isEqualTo(new Outcome.Done(AgentState.LOGGED_OUT, ""));
        assertThat(floor.simulator.agent(Samples.AGENT).dialogs()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void agentsCredentialUnderACallIsRefusedInWordsAndSendsNothing(Platform platform) {
        voice(platform, Owner.AGENT);
        floor.startInteraction();

        assertThat(forcedSignOut())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo("INTERACTION_STARTED");
                            assertThat(refused.text()).contains("TALKING", "supervisor");
                        });
        assertThat(floor.changes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"AGENT, true", "SUPERVISOR, false"})
    void onlyTheAgentPutsANotReadyBehindTheCall(Owner owner, boolean can) {
        voice(Platform.UCCE, owner);
        assertThat(inspected(Samples.VOICE).canPendNotReady()).isFalse();
        floor.startInteraction();

        assertThat(inspected(Samples.VOICE).canPendNotReady()).isEqualTo(can);
    }

    @Test
    void ringingCallTakesNoPendingNotReady() {
        voice(Platform.UCCE, Owner.AGENT);
        floor.ready();
        floor.simulator.ringCall(Samples.AGENT);

        assertThat(inspected(Samples.VOICE).canPendNotReady()).isFalse();
    }

    @Test
    void reasonForLostPresenceIsAppliedWhenTheCallEnds() {
        voice(Platform.UCCE, Owner.AGENT).with(reasons());
        floor.simulator.reasonCodes("NOT_READY", List.of(AWAY));
        String call = floor.simulator.startCall(Samples.AGENT, true);

        assertThat(forceNotReady(Samples.VOICE, true)).isInstanceOf(Outcome.Done.class);
        floor.simulator.endCall(Samples.AGENT, call);
        floor.simulator.platform().endWrapUp(Samples.AGENT);

        assertThat(floor.truth()).isEqualTo(AgentState.NOT_READY);
        assertThat(floor.simulator.agent(Samples.AGENT).reasonCode()).isEqualTo(AWAY.code());
    }

    @Test
    void signOutForLostPresenceGivesTheReasonOfTheSettings() {
        voice(Platform.UCCE, Owner.AGENT).with(reasons());
        floor.simulator.reasonCodes("LOGOUT", List.of(AWAY, new SimReason(8, 18, "Going home")));
        var order = Samples.order(Samples.VOICE, 1, true);
        var command = new Command.SignOut(order, new LogoutReason.SystemFailure(), false, false);

        assertThat(patient().signOut(command, Samples.soon(), Samples.GO))
                .isEqualTo(new Outcome.Done(AgentState.LOGGED_OUT, ""));
        assertThat(floor.simulator.agent(Samples.AGENT).reasonCode()).isEqualTo(AWAY.code());
    }

    @Test
    void settingOfASystemFailureThatIsMissingIsNamed() {
        voice(Platform.UCCE, Owner.AGENT);
        floor.simulator.reasonCodes("LOGOUT", List.of(AWAY));
        var order = Samples.order(Samples.VOICE, 1, true);
        var command = new Command.SignOut(order, new LogoutReason.SystemFailure(), false, false);

        assertThat(patient().signOut(command, Samples.soon(), Samples.GO))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> {
                            assertThat(failed.code()).isEqualTo("LOGOUT_REASON_MISSING");
                            assertThat(failed.text()).contains("SWITCH_FIN_SYSTEM_FAILURE_REASON");
                        });
        assertThat(floor.changes()).isEmpty();
    }

    @Test
    void mediaAreSignedOutUnderTasksByTheAgentsOwnCredential() {
        medium(Owner.AGENT).with(reasons());
        floor.simulator.reasonCodes("LOGOUT", List.of(AWAY));
        floor.startInteraction();
        var order = Samples.order(Samples.MEDIUM, 1, false);
        var command = new Command.SignOut(order, new LogoutReason.SystemFailure(), false, true);

        assertThat(inspected(Samples.MEDIUM).canSignOutDuringInteraction()).isTrue();
        assertThat(patient().signOut(command, Samples.soon(), Samples.GO))
                .isEqualTo(new Outcome.Done(AgentState.LOGGED_OUT, ""));
        assertThat(floor.medium().closedTasks()).hasSize(1);
        assertThat(floor.medium().reasonCodeId()).isEqualTo(AWAY.id());
    }

    @Test
    void mediaTakeTheReasonForLostPresence() {
        medium(Owner.AGENT).with(reasons());
        floor.simulator.reasonCodes("NOT_READY", List.of(AWAY));
        floor.ready();

        assertThat(forceNotReady(Samples.MEDIUM, false)).isInstanceOf(Outcome.Done.class);
        assertThat(floor.medium().reasonCodeId()).isEqualTo(AWAY.id());
    }

    @Test
    void agentWhomThePlatformSignedOutNeedsNothing() {
        voice(Platform.UCCE, Owner.AGENT);
        floor.simulator.platform().signOut(Samples.AGENT);

        assertThat(forcedSignOut()).isInstanceOf(Outcome.AlreadyDone.class);
        assertThat(forceNotReady(Samples.VOICE, true)).isInstanceOf(Outcome.AlreadyDone.class);
        assertThat(floor.changes()).isEmpty();
    }

    private Outcome forcedSignOut() {
        var order = Samples.order(Samples.VOICE, 1, false);
        var command = new Command.SignOut(order, new LogoutReason.Given(""), false, true);
        return patient().signOut(command, Samples.soon(), Samples.GO);
    }

    private Outcome forceNotReady(Target target, boolean pendingIsEnough) {
        var order = Samples.order(target, 1, false);
        var command =
                new Command.MakeNotReady(order, ReasonSetting.FORCE_NOT_READY, pendingIsEnough);
        return patient().makeNotReady(command, Samples.soon(), Samples.GO);
    }

    private static SwitchSettings.Reasons reasons() {
        return new SwitchSettings.Reasons("", AWAY.label(), AWAY.label());
    }

    private FinesseFloor voice(Platform platform, Owner owner) {
        return open(platform, owner, Samples.VOICE);
    }

    private FinesseFloor medium(Owner owner) {
        return open(Platform.UCCE, owner, Samples.MEDIUM);
    }

    private FinesseFloor open(Platform platform, Owner owner, Target target) {
        var settings = SimulatorSettings.defaults().withPlatform(platform);
        floor =
                new FinesseFloor(
                        new FinesseFloor.Plan(settings, owner, target, Tls.OFF), directory);
        return floor;
    }

    private Inspection inspected(Target target) {
        return ((Outcome.Inspected) patient().inspect(target, Samples.soon())).inspection();
    }

    private AgentSwitch patient() {
        return floor.agentSwitch(LONG, LONG, Timing.REAL);
    }
}
