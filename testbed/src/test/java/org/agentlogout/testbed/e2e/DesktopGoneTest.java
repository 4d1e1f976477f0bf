/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.agentlogout.schema.AgentState;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.CommandKind;
import org.agentlogout.schema.CommandOutcome;
import org.agentlogout.schema.LogoutAudit;
import org.agentlogout.schema.LogoutMode;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.PresenceCause;
import org.agentlogout.schema.SessionEvent;
import org.agentlogout.schema.SessionEventKind;
import org.agentlogout.simulator.CallLogEntry;
import org.agentlogout.simulator.Fault;
import org.agentlogout.simulator.FaultAction;
import org.agentlogout.simulator.Node;
import org.agentlogout.simulator.Platform;
import org.agentlogout.simulator.SimulatorSettings;
import org.agentlogout.simulator.SwitchSimulator;
import org.agentlogout.testbed.LocalStack;
import org.agentlogout.testbed.StackSettings;
import org.agentlogout.testbed.scenario.Records;
import org.agentlogout.testbed.scenario.Scenarios;
import org.agentlogout.testbed.scenario.Seat;
import org.agentlogout.testbed.scenario.Stage;
import org.agentlogout.testbed.scenario.Until;
import org.agentlogout.wire.Topic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A desktop is gone: what becomes of its agent, on CCE and CCX, by the switch's own account. */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class DesktopGoneTest {

    private final SwitchSimulator ccx =
            SwitchSimulator.start(
                    SimulatorSettings.defaults()
                            .withPlatform(Platform.UCCX)
                            .withPorts(SimulatorSettings.Ports.ANY));
    private final LocalStack stack = LocalStack.start(settings());

    private StackSettings settings() {
        Scenarios.prepare(ccx);
        var worker = new HashMap<String, String>();
        var shortened = StackSettings.shortened();
        worker.put("SWITCHES", shortened.worker().get("SWITCHES") + ",ccx1");
        worker.put(StackSettings.variable("ccx1", "URL_A"), ccx.node(Node.A).toString());
        worker.put(StackSettings.variable("ccx1", "URL_B"), ccx.node(Node.B).toString());
        worker.put(StackSettings.variable("ccx1", "WATCH_INTERVAL"), "300ms");
        return shortened.withWorker(worker);
    }

    @AfterAll
    void stop() {
        stack.close();
        ccx.close();
    }

    static Stream<Departure> departures() {
        return Departure.all().stream();
    }

    @ParameterizedTest
    @MethodSource("departures")
    void theSwitchEndsAsTheTableSays(Departure departure) {
        var stage = stage(departure);
        departure.doing().begin(stage);

        Records.gone(stage, departure.cause());
        if (departure.waits()) {
            Until.phase(stage, "FORCING", "the end of an interaction");
            assertThat(changes(stage)).as("while the call is live").isEmpty();
            stage.simulator().endCall(stage.agent(), stage.truth().dialogs().getFirst().id());
        }
        Until.audit(stage);

        assertThat(stage.truth().voiceState()).isEqualTo(departure.ending());
        audited(stage, departure);
        told(stage, departure);
        if (departure.doing() == Departure.Doing.ALREADY_OUT) {
            assertThat(changes(stage)).isEmpty();
        }
        if (departure.doing() == Departure.Doing.TALKING && !departure.waits()) {
            assertThat(stage.truth().dialogs()).as("calls that are up").hasSize(1);
        }
    }

    private Stage stage(Departure departure) {
        var stage =
                departure.load() == Departure.Load.NONE
                        ? stack.stage(departure.name(), ccx)
                        : stack.stage(departure.name());
        stage.signIn(seat(departure.load().switchId, departure.name()));
        return stage;
    }

    private static Seat seat(String switchId, String node) {
        return Seat.USUAL.on(switchId).at(node).with(ChannelType.VOICE);
    }

    private static void audited(Stage stage, Departure departure) {
        var cause = departure.cause() == PresenceCause.TOKEN_EXPIRED ? "TOKEN" : "PRESENCE";
        assertThat(stage.all(LogoutAudit.class))
                .singleElement()
                .satisfies(
                        it -> assertThat(it.getCause()).isEqualTo(cause),
                        it -> assertThat(it.getReason()).isEqualTo(departure.cause().name()),
                        it -> assertThat(it.getCode()).isNull(),
                        it ->
                                assertThat(it.getDetail())
                                        .isEqualTo(departure.waits() ? "AFTER_INTERACTION" : null));
    }

    private static void told(Stage stage, Departure departure) {
        if (!departure.leavesIn()) {
            // Of one transaction, and yet not read at the same moment as the audit.
            Until.event(stage, SessionEventKind.SESSION_DISPOSED);
        }
        var kinds = stage.all(SessionEvent.class).stream().map(SessionEvent::getKind).toList();
        assertThat(kinds).doesNotContain(SessionEventKind.CONNECTION_CLOSED);
        if (departure.leavesIn()) {
            assertThat(kinds)
                    .doesNotContain(
                            SessionEventKind.POST_LOGOUT, SessionEventKind.SESSION_DISPOSED);
        } else {
            assertThat(kinds)
                    .containsOnlyOnce(
                            SessionEventKind.POST_LOGOUT, SessionEventKind.SESSION_DISPOSED);
        }
    }

    @Test
    void aReasonOfTheSwitchSaysThatTheDesktopIsGone() {
        var kept = gone("reason-kept", Seat.LOAD_0);
        var out = gone("reason-out", Seat.LOAD_1);

        Until.audit(kept);
        Until.audit(out);

        assertThat(kept.truth().reasonCodeId()).isEqualTo(Scenarios.FORCE_NOT_READY.id());
        assertThat(bodies(out)).anyMatch(it -> it.contains("<reasonCodeId>9</reasonCodeId>"));
    }

    /** The server says it late, with the time at which it saw it. */
    @Test
    void aCrashThatIsNoticedLateHasItsWholeGrace() {
        var stage = stack.stage("late");
        stage.signIn(seat(Seat.LOAD_1, "late"));
        var before = Instant.now();

        Records.gone(stage, "late", PresenceCause.CONNECTION_LOST, before.minusSeconds(150));
        Until.audit(stage);

        var audit = stage.all(LogoutAudit.class).getFirst();
        assertThat(audit.getStartedAt()).isAfter(before.plusMillis(1_900));
        assertThat(stage.truth().voiceState()).isEqualTo("LOGOUT");
    }

    /** What an older record says of the same node counts no more; another node's word does. */
    @Test
    void presenceInAnyOrderFromTwoNodes() {
        var stage = stack.stage("order");
        stage.signIn(seat(Seat.LOAD_1, "order"));
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        Records.there(stage, "order", now);
        Records.gone(stage, "order", PresenceCause.CONNECTION_LOST, now.minusSeconds(100));
        Records.gone(stage, "other", PresenceCause.CONNECTION_LOST, now);
        Records.gone(stage, "other", PresenceCause.CONNECTION_LOST, now);
        var later = gone("order-later", Seat.LOAD_1);
        Until.audit(later);

        assertThat(changes(stage)).isEmpty();
        assertThat(stage.truth().voiceState()).isEqualTo("READY");
    }

    @Test
    void aForcedLogoutThatFailsIsRepeatedUntilItSucceeds() {
        var stage = stack.stage("repeated");
        stage.signIn(seat(Seat.LOAD_1, "repeated"));
        refuse(stage, 2);

        Records.gone(stage, PresenceCause.CONNECTION_LOST);
        Until.audit(stage);

        assertThat(stage.truth().voiceState()).isEqualTo("LOGOUT");
        assertThat(stage.all(LogoutAudit.class))
                .singleElement()
                .satisfies(
                        it -> assertThat(it.getCode()).isNull(),
                        it -> assertThat(it.getDetail()).isEqualTo("AFTER_RETRIES"));
    }

    @Test
    void oneThatFailsForTooLongIsStuckUntilASupervisorForcesIt() {
        var stage = stack.stage("stuck", ccx);
        stage.signIn(seat("ccx1", "stuck"));
        refuse(stage, 0);
        Records.gone(stage, PresenceCause.CONNECTION_LOST);
        Until.phase(stage, "STUCK");

        stage.request("plain", false, "7");
        stage.awaitReplies("plain", 1);
        assertThat(stage.replies("plain").getFirst().getCode()).isEqualTo("LOGOUT_IN_PROGRESS");
        ccx.clearFaults();
        Records.force(stage, "force");
        stage.awaitReplies("force", 1);

        assertThat(stage.replies("force").getFirst().getCode()).isNull();
        assertThat(stage.truth().voiceState()).isEqualTo("LOGOUT");
    }

    /** A chat is not the supervisor's to sign out: trying again would not help. */
    @Test
    void aMediumBeyondReachIsStuckAtOnce() {
        var stage = stack.stage("beyond-reach");
        stage.signIn(
                Seat.USUAL
                        .on(Seat.SUPERVISED)
                        .at("beyond-reach")
                        .with(ChannelType.VOICE, ChannelType.CHAT));

        Records.gone(stage, PresenceCause.CONNECTION_LOST);
        Until.phase(stage, "STUCK", "NOT_CONTROLLABLE");
        Until.audit(stage);

        assertThat(stage.truth().voiceState()).isEqualTo("LOGOUT");
        assertThat(stage.all(LogoutAudit.class))
                .singleElement()
                .satisfies(it -> assertThat(it.getCode()).isEqualTo("SIGN_OUT_FAILED"));
    }

    /** The reply does not change any more, the session does. */
    @Test
    void aResultAfterTheEndCompletesThePicture() {
        var stage = stack.stage("after-the-end");
        stage.signIn(seat(Seat.LOAD_1, "after-the-end"));
        stage.simulator()
                .addFault(
                        new Fault(
                                "SignOutUser", stage.agent(), "", null, 0, new FaultAction.Lost()));
        var asked = stage.logoutRequest("late", false, "7");
        var deadline = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(6);
        stage.send(LogoutRequest.newBuilder(asked).setDeadline(deadline).build());
        stage.awaitReplies("late", 1);

        stage.simulator().platform().signOut(stage.agent());
        stage.write(Topic.CHANNEL_RESULT, doneAfterAll(stage));
        Until.event(stage, SessionEventKind.SESSION_DISPOSED);

        assertThat(stage.replies("late"))
                .singleElement()
                .satisfies(it -> assertThat(it.getCode()).isEqualTo("DEADLINE_EXCEEDED"));
    }

    /** What a worker says that was held up on the way to the broker. */
    private static ChannelResult doneAfterAll(Stage stage) {
        var said =
                stage.all(ChannelResult.class).stream()
                        .filter(it -> it.getKind() == CommandKind.SIGN_OUT)
                        .findFirst()
                        .orElseThrow();
        return ChannelResult.newBuilder(said)
                .setOutcome(CommandOutcome.DONE)
                .setState(AgentState.LOGGED_OUT)
                .setCode("")
                .setText("")
                .build();
    }

    /** A logout that ends badly while the desktop is gone: the grace begins then. */
    @Test
    void presenceLostDuringALogoutIsJudgedWhenItEnds() {
        var stage = stack.stage("during");
        stage.signIn(seat(Seat.LOAD_1, "during"));
        stage.simulator().startCall(stage.agent(), true);

        Records.defer(stage, "waits", Duration.ofSeconds(4));
        Until.phase(stage, "DEFERRING");
        Records.gone(stage, PresenceCause.CONNECTION_LOST);
        stage.awaitReplies("waits", 1);
        assertThat(stage.replies("waits").getFirst().getCode()).isEqualTo("DEADLINE_EXCEEDED");
        Until.phase(stage, "FORCING", "the end of an interaction");
        stage.simulator().endCall(stage.agent(), stage.truth().dialogs().getFirst().id());
        Until.event(stage, SessionEventKind.SESSION_DISPOSED);

        assertThat(stage.truth().voiceState()).isEqualTo("LOGOUT");
    }

    @Test
    void aRequestDuringTheGraceTakesOver() {
        var stage = gone("takes-over", Seat.LOAD_0);
        Until.phase(stage, "GRACE");

        stage.request("asked", false, "7");
        stage.awaitReplies("asked", 1);
        Until.event(stage, SessionEventKind.CONNECTION_CLOSED);
        Until.audit(stage);

        assertThat(stage.replies("asked").getFirst().getCode()).isNull();
        assertThat(stage.all(LogoutAudit.class))
                .singleElement()
                .satisfies(it -> assertThat(it.getMode()).isEqualTo(LogoutMode.REFUSE));
    }

    private Stage gone(String agent, String switchId) {
        var stage = stack.stage(agent);
        stage.signIn(seat(switchId, agent));
        Records.gone(stage, PresenceCause.CONNECTION_LOST);
        return stage;
    }

    private static void refuse(Stage stage, int times) {
        var refusal = new FaultAction.Refuse(400, "Generic Error", "Not today", "");
        stage.simulator()
                .addFault(new Fault("SignOutUser", stage.agent(), "", null, times, refusal));
    }

    private static List<CallLogEntry> changes(Stage stage) {
        return stage.calls().stream().filter(CallLogEntry::stateChanging).toList();
    }

    private static List<String> bodies(Stage stage) {
        return changes(stage).stream().map(CallLogEntry::body).toList();
    }
}
