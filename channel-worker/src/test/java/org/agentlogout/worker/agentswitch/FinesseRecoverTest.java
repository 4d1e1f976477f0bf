/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.agentlogout.simulator.FaultAction;
import org.agentlogout.simulator.MediaView;
import org.agentlogout.simulator.Node;
import org.agentlogout.simulator.SimulatorSettings;
import org.agentlogout.simulator.SimulatorSettings.Tls;
import org.agentlogout.worker.agentswitch.AgentSwitch.Clearance;
import org.agentlogout.worker.agentswitch.Credential.Owner;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Inspection.Routable;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.command.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Media after an outage; the agent signed in with limit 5, ACCEPT and CLOSE. */
class FinesseRecoverTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Target CHAT = chat(5, "ACCEPT", "CLOSE");

    @TempDir Path directory;

    @SuppressWarnings("NullAway.Init") // each test opens the one it needs
    private FinesseFloor floor;

    @AfterEach
    void close() {
        floor.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void settingsLostInAFailOverAreRestored(boolean errorsLater) {
        open(SimulatorSettings.defaults().withMediaErrorsLater(errorsLater), Owner.AGENT);
        floor.ready();
        floor.startInteraction();
        floor.simulator.platform().forgetMedia(Node.A);

        Outcome outcome = recover(CHAT, Routable.YES);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Recovered.class,
                        done -> {
                            assertThat(done.restored()).containsExactly("maxDialogLimit");
                            assertThat(done.interactions()).hasSize(1);
                            assertThat(done.state()).isEqualTo(AgentState.ACTIVE);
                            assertThat(done.routable()).isEqualTo(Routable.YES);
                        });
        assertThat(floor.medium().maxDialogLimit()).isEqualTo(5);
        assertThat(floor.changes()).containsExactly("SignInMedia");
    }

    @ParameterizedTest
    @CsvSource({
        "3, ACCEPT, CLOSE",
        "5, IGNORE, CLOSE",
        "5, ACCEPT, TRANSFER",
        "2, IGNORE, TRANSFER"
    })
    void everySettingIsCompared(int limit, String interrupt, String logout) {
        agent();

        assertThat(recover(chat(limit, interrupt, logout), Routable.NOT_TOLD))
                .isInstanceOf(Outcome.Recovered.class);
        MediaView now = floor.medium();
        assertThat(now.maxDialogLimit()).isEqualTo(limit);
        assertThat(now.interruptAction()).isEqualTo(interrupt);
        assertThat(now.dialogLogoutAction()).isEqualTo(logout);
        assertThat(now.state()).isEqualTo("NOT_READY");
    }

    @Test
    void mediumThatIsAsItWasIsNotTouched() {
        agent();
        floor.ready();

        assertThat(recover(CHAT, Routable.YES))
                .isEqualTo(
                        new Outcome.Recovered(
                                AgentState.READY, List.of(), List.of(), Routable.YES));
        assertThat(floor.changes()).isEmpty();
    }

    @Test
    void whatTheSessionDoesNotSayIsNoDifference() {
        agent();

        assertThat(recover(chat(5, "", ""), Routable.NOT_TOLD))
                .isInstanceOf(Outcome.Recovered.class);
        assertThat(floor.changes()).isEmpty();
    }

    @Test
    void routableIsSetToWhatItWasFalseIncluded() {
        agent();
        floor.ready();
        floor.simulator.platform().forgetMedia(Node.A);

        assertThat(recover(CHAT, Routable.NO))
                .isInstanceOfSatisfying(
                        Outcome.Recovered.class,
                        done -> {
                            assertThat(done.restored())
                                    .containsExactly("maxDialogLimit", "routable");
                            assertThat(done.routable()).isEqualTo(Routable.NO);
                        });
        assertThat(floor.medium().routable()).isFalse();
        assertThat(floor.medium().state()).isEqualTo("READY");
    }

    @Test
    void routableThatIsNotKnownStaysAsItIs() {
        agent();
        floor.simulator.setRoutable(Samples.AGENT, Samples.CHAT, false);

        assertThat(recover(CHAT, Routable.NOT_TOLD)).isInstanceOf(Outcome.Recovered.class);
        assertThat(floor.medium().routable()).isFalse();
    }

    @Test
    void routableIsSetAgainToTrue() {
        agent();
        floor.simulator.setRoutable(Samples.AGENT, Samples.CHAT, false);

        assertThat(recover(CHAT, Routable.YES)).isInstanceOf(Outcome.Recovered.class);
        assertThat(floor.medium().routable()).isTrue();
    }

    @Test
    void nobodyIsSignedIn() {
        agent();
        floor.signedOut();

        assertThat(recover(chat(3, "IGNORE", "CLOSE"), Routable.YES))
                .satisfies(FinesseRecoverTest::loggedOut);
        assertThat(floor.changes()).isEmpty();
    }

    @Test
    void whoIsSignedOutBetweenTwoLooksIsNotSignedIn() {
        agent();
        AtomicInteger looks = new AtomicInteger();
        floor.fault("SignInMedia", new FaultAction.Unavailable(Duration.ZERO));
        Supplier<Clearance> lastLook =
                () -> {
                    if (looks.incrementAndGet() == 1) {
                        floor.signedOut(); // node A then does nothing, and B would be asked
                    }
                    return new Clearance.Go();
                };

        assertThat(recover(chat(3, "IGNORE", "CLOSE"), Routable.NOT_TOLD, lastLook))
                .satisfies(FinesseRecoverTest::loggedOut);
        assertThat(floor.medium().state()).isEqualTo("LOGOUT");
    }

    @Test
    void newerSessionStopsIt() {
        agent();
        Outcome stop = new Outcome.Expired();

        assertThat(recover(chat(3, "IGNORE", "CLOSE"), Routable.NO, () -> new Clearance.Stop(stop)))
                .isEqualTo(stop);
        assertThat(floor.changes()).isEmpty();
    }

    @Test
    void agentWhoCameBackAtTheOtherNodeIsRecoveredThere() {
        agent();
        floor.ready();
        floor.simulator.signIn(Samples.AGENT, Node.B);
        floor.down(0);

        assertThat(recover(CHAT, Routable.YES))
                .isInstanceOfSatisfying(
                        Outcome.Recovered.class, done -> assertThat(done.restored()).isEmpty());
        assertThat(floor.changes()).isEmpty();
    }

    @Test
    void settingsThatNeverShowAreUnknownAndNotSentAgain() {
        agent();
        floor.simulator.platform().forgetMedia(Node.A);
        floor.fault("SignInMedia", new FaultAction.Lost());

        Outcome outcome =
                floor.agentSwitch(LONG, Duration.ofMillis(300), Timing.REAL)
                        .recover(command(CHAT, Routable.YES), Samples.soon(), Samples.GO);

        assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        assertThat(floor.changes()).hasSize(1);
    }

    @Test
    void supervisorControlsNoMedia() {
        open(SimulatorSettings.defaults(), Owner.SUPERVISOR);

        assertThat(recover(chat(3, "IGNORE", "CLOSE"), Routable.YES))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("NOT_CONTROLLABLE"));
    }

    @Test
    void voiceHasNothingToRecover() {
        agent();

        assertThat(recover(Samples.VOICE, Routable.YES)).isInstanceOf(Outcome.AlreadyDone.class);
        assertThat(floor.changes()).isEmpty();
    }

    private static void loggedOut(Outcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo("LOGGED_OUT");
                            assertThat(refused.state()).isEqualTo(AgentState.LOGGED_OUT);
                        });
    }

    private Outcome recover(Target target, Routable routable) {
        return recover(target, routable, Samples.GO);
    }

    private Outcome recover(Target target, Routable routable, Supplier<Clearance> lastLook) {
        return floor.agentSwitch(LONG, LONG, Timing.REAL)
                .recover(command(target, routable), Samples.soon(), lastLook);
    }

    private static Command.Recover command(Target target, Routable routable) {
        return new Command.Recover(Samples.order(target, 1, true), routable);
    }

    private static Target chat(int limit, String interrupt, String logout) {
        return Samples.target(
                "chat",
                new Target.FinesseMedium(Samples.AGENT, Samples.CHAT, limit, interrupt, logout));
    }

    private void agent() {
        open(SimulatorSettings.defaults(), Owner.AGENT);
    }

    private void open(SimulatorSettings settings, Owner owner) {
        floor =
                new FinesseFloor(
                        new FinesseFloor.Plan(settings, owner, Samples.MEDIUM, Tls.OFF), directory);
    }
}
