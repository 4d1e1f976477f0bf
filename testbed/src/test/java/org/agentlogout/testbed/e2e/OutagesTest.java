/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.agentlogout.cli.SimulatedSession;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.PresenceCause;
import org.agentlogout.schema.PresenceKind;
import org.agentlogout.schema.SessionEvent;
import org.agentlogout.schema.SessionEventKind;
import org.agentlogout.schema.SwitchEventKind;
import org.agentlogout.simulator.CallLogEntry;
import org.agentlogout.simulator.Node;
import org.agentlogout.testbed.LocalStack;
import org.agentlogout.testbed.StackSettings;
import org.agentlogout.testbed.scenario.Records;
import org.agentlogout.testbed.scenario.Seat;
import org.agentlogout.testbed.scenario.Stage;
import org.agentlogout.testbed.scenario.Until;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What has to outlive an outage: of the switch, of a desktop server, of the orchestrator. */
@TestInstance(Lifecycle.PER_CLASS)
class OutagesTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final LocalStack stack = LocalStack.start(StackSettings.shortened());

    @AfterAll
    void stop() {
        stack.close();
    }

    /** The switch forgets how media were signed in, and takes them all into routing again. */
    @Test
    void mediaAreRestoredAndNobodyIsSignedIn() {
        var stage = stoppedWork("restored");
        var out = signedIn("signed-out", Seat.USUAL);
        stage.simulator().setMediaState(out.agent(), SimulatedSession.EMAIL_MRD, "LOGOUT");

        away(stage, true);
        stage.simulator().platform().forgetMedia(Node.A);
        stage.simulator().setRoutable(stage.agent(), SimulatedSession.CHAT_MRD, true);
        away(stage, false);
        recovered(stage, "chat");
        recovered(stage, "email");
        recovered(out, "chat");

        var chat = stage.truth().medias().get(SimulatedSession.CHAT_MRD);
        assertThat(chat.routable()).as("as it was before, false included").isFalse();
        assertThat(chat.maxDialogLimit()).isEqualTo(5);
        assertThat(out.truth().medias().get(SimulatedSession.EMAIL_MRD).state())
                .isEqualTo("LOGOUT");
        assertThat(changes(out)).noneMatch(it -> it.mrdId().equals(SimulatedSession.EMAIL_MRD));
    }

    /** Waits with chat and e-mail out of routing, then does not any more. */
    private Stage stoppedWork(String agent) {
        var stage = signedIn(agent, Seat.USUAL);
        stage.simulator().startCall(agent, true);
        Records.defer(stage, "waits", LONG);
        for (var channel : List.of("chat", "email")) {
            Until.event(
                    stage,
                    SessionEventKind.CHANNEL_DEACTIVATED,
                    it -> channel.equals(it.getChannelId()));
        }
        Records.cancel(stage, "cancel", "waits");
        stage.awaitReplies("cancel", 1);
        return stage;
    }

    @Test
    void mediaAreRestoredOnRequest() {
        var stage = signedIn("asked", Seat.USUAL);
        stage.simulator().platform().forgetMedia(Node.A);

        Records.recover(stage, "recover");
        stage.awaitReplies("recover", 1);

        assertThat(stage.replies("recover").getFirst().getCode()).isNull();
        assertThat(stage.truth().medias().values()).allMatch(it -> it.maxDialogLimit() == 5);
    }

    @Test
    void whoReturnsAfterTheLossOfAServerHasMediaRestored() {
        var stage = signedIn("returns", Seat.USUAL);
        Records.gone(stage, PresenceCause.NODE_LOST);
        Until.phase(stage, "HELD");
        stage.simulator().platform().forgetMedia(Node.A);

        Records.there(stage);
        recovered(stage, "chat");
        recovered(stage, "email");

        assertThat(stage.truth().medias().values()).allMatch(it -> it.maxDialogLimit() == 5);
    }

    @Test
    void anOperatorReleasesOneAndDropsAnother() {
        var seat = Seat.USUAL.on(Seat.LOAD_1).with(ChannelType.VOICE);
        var released = signedIn("released", seat);
        var dropped = signedIn("dropped", seat);
        for (var stage : List.of(released, dropped)) {
            Records.gone(stage, PresenceCause.NODE_LOST);
            Until.phase(stage, "HELD");
        }

        Records.steer(dropped, PresenceKind.DROP);
        Records.steer(released, PresenceKind.RELEASE);
        Until.audit(released);

        assertThat(released.truth().voiceState()).isEqualTo("LOGOUT");
        assertThat(changes(dropped)).isEmpty();
    }

    @Test
    void whatWaitsGoesOnAfterARestartOfTheOrchestrator() throws Exception {
        var seat = Seat.USUAL.on(Seat.LOAD_1).with(ChannelType.VOICE);
        var gone = talking("restart-gone", seat);
        var deferred = talking("restart-deferred", seat);
        var grace = signedIn("restart-grace", seat);
        Records.gone(gone, PresenceCause.CONNECTION_LOST);
        Records.defer(deferred, "waits", LONG);
        Until.phase(gone, "FORCING", "the end of an interaction");
        Until.phase(deferred, "DEFERRING");
        Records.gone(grace, PresenceCause.CONNECTION_LOST);
        Until.phase(grace, "GRACE");

        stack.restartOrchestrator();
        hangUp(gone);
        hangUp(deferred);
        deferred.awaitReplies("waits", 1);
        Until.audit(gone);
        Until.audit(grace);

        assertThat(deferred.replies("waits").getFirst().getCode()).isNull();
        for (var stage : List.of(gone, deferred, grace)) {
            Until.event(stage, SessionEventKind.POST_LOGOUT);
            assertThat(stage.truth().voiceState()).as(stage.agent()).isEqualTo("LOGOUT");
            assertThat(stage.all(SessionEvent.class))
                    .filteredOn(it -> it.getKind() == SessionEventKind.POST_LOGOUT)
                    .hasSize(1);
        }
    }

    private Stage signedIn(String agent, Seat seat) {
        var stage = stack.stage(agent);
        stage.signIn(seat.at(agent));
        return stage;
    }

    private Stage talking(String agent, Seat seat) {
        var stage = signedIn(agent, seat);
        stage.simulator().startCall(agent, true);
        return stage;
    }

    private static void hangUp(Stage stage) {
        stage.simulator().endCall(stage.agent(), stage.truth().dialogs().getFirst().id());
    }

    private static void away(Stage stage, boolean away) {
        var since = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        stage.simulator().outOfService(Node.A, away);
        stage.simulator().outOfService(Node.B, away);
        Until.switchIs(stage, away ? SwitchEventKind.DOWN : SwitchEventKind.BACK, since);
    }

    private static void recovered(Stage stage, String channelId) {
        Until.event(
                stage,
                SessionEventKind.CHANNEL_RECOVERED,
                it -> channelId.equals(it.getChannelId()));
    }

    private static List<CallLogEntry> changes(Stage stage) {
        return stage.calls().stream().filter(CallLogEntry::stateChanging).toList();
    }
}
