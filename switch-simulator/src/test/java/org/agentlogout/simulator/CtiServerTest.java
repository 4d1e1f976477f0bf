/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.agentlogout.cti.AgentMessage.AgentDeskSettingsConf;
import org.agentlogout.cti.AgentMessage.AgentStateEvent;
import org.agentlogout.cti.AgentMessage.ControlFailureConf;
import org.agentlogout.cti.AgentMessage.Force;
import org.agentlogout.cti.AgentMessage.QueryAgentStateConf;
import org.agentlogout.cti.AgentMessage.SetAgentStateConf;
import org.agentlogout.cti.AgentState;
import org.agentlogout.cti.CallMessage.BeginCallEvent;
import org.agentlogout.cti.CallMessage.CallClearedEvent;
import org.agentlogout.cti.CallMessage.EndCallEvent;
import org.agentlogout.cti.CallMessage.SnapshotDeviceConf;
import org.agentlogout.cti.ConnectionState;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.CtiVersion;
import org.agentlogout.cti.SessionMessage.CloseConf;
import org.agentlogout.cti.SessionMessage.CloseReq;
import org.agentlogout.cti.SessionMessage.FailureConf;
import org.agentlogout.cti.SessionMessage.FailureEvent;
import org.agentlogout.cti.SessionMessage.HeartbeatConf;
import org.agentlogout.cti.SessionMessage.HeartbeatReq;
import org.agentlogout.cti.SessionMessage.OpenConf;
import org.agentlogout.cti.SessionMessage.SystemEvent;
import org.agentlogout.cti.SessionMessage.SystemEventKind;
import org.agentlogout.cti.StatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The CTI servers over real sockets, and the one truth they share with the Finesse nodes. */
@Timeout(30)
class CtiServerTest {

    private final MovedClock clock = new MovedClock();
    private SwitchSimulator simulator = started(CtiSettings.defaults());

    private SwitchSimulator started(CtiSettings cti) {
        SwitchSimulator started =
                SwitchSimulator.start(
                        SimulatorSettings.defaults()
                                .withConfirmationDelay(Duration.ZERO)
                                .withCti(cti),
                        clock);
        started.addAgent(new SimAgent("ann", "pw", "1", "7", false, List.of("5001"), true));
        started.signIn("ann");
        return started;
    }

    private void restarted(CtiSettings cti) {
        simulator.close();
        simulator = started(cti);
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    private CtiTestClient client() {
        return CtiTestClient.open(simulator.cti().at(Node.A), CtiVersion.V25);
    }

    private static AgentState stateOf(CtiMessage message) {
        return ((AgentStateEvent) message).agentState();
    }

    @ParameterizedTest
    @EnumSource
    void speaksEveryVersion(CtiVersion version) {
        try (var client = CtiTestClient.connected(simulator.cti().at(Node.B), version)) {
            client.send(client.openReq(version.number(), ""));
            assertThat(client.next()).isInstanceOf(OpenConf.class);
            assertThat(client.next())
                    .isInstanceOfSatisfying(
                            SystemEvent.class,
                            it -> {
                                assertThat(it.kind()).isEqualTo(SystemEventKind.PERIPHERAL_ONLINE);
                                assertThat(it.arg1()).isEqualTo(5000);
                            });
            client.query(7, 1);
            assertThat(client.next())
                    .isInstanceOfSatisfying(
                            QueryAgentStateConf.class,
                            it -> {
                                assertThat(it.agentState()).isEqualTo(AgentState.NOT_READY);
                                assertThat(it.agent().agentId()).isEqualTo("ann");
                            });
            client.set(8, AgentState.LOGOUT, 3, Force.NO);
            assertThat(client.next()).isEqualTo(new SetAgentStateConf(8));
            assertThat(client.next())
                    .isInstanceOfSatisfying(
                            AgentStateEvent.class,
                            it -> {
                                assertThat(it.agentState()).isEqualTo(AgentState.LOGOUT);
                                assertThat(it.eventReasonCode()).isEqualTo(3);
                            });
        }
    }

    @Test
    void versionAboveTheSettingIsRefused() {
        restarted(CtiSettings.defaults().withNewestVersion(15));
        try (var client = CtiTestClient.connected(simulator.cti().at(Node.A), CtiVersion.V14)) {
            client.send(client.openReq(16, ""));
            assertThat(client.next()).isEqualTo(FailureConf.of(1, StatusCode.INVALID_VERSION));
            client.send(client.openReq(14, ""));
            assertThat(client.next()).isInstanceOf(OpenConf.class);
        }
    }

    @Test
    void wrongClientPasswordIsRefused() {
        restarted(CtiSettings.defaults().withClientPassword("right"));
        try (var client = CtiTestClient.connected(simulator.cti().at(Node.A), CtiVersion.V25)) {
            client.send(client.openReq(25, "wrong"));
            assertThat(client.next()).isEqualTo(FailureConf.of(1, StatusCode.INVALID_PASSWORD));
            client.send(client.openReq(25, "right"));
            assertThat(client.next()).isInstanceOf(OpenConf.class);
        }
        assertThat(simulator.callLog().toString()).doesNotContain("wrong");
    }

    @Test
    void changeOnOneSideShowsEverywhere() {
        try (var client = client();
                var other = CtiTestClient.open(simulator.cti().at(Node.B), CtiVersion.V14);
                var finesse = FinesseClient.basic(simulator.node(Node.A), "ann", "pw")) {
            client.set(2, AgentState.AVAILABLE);
            assertThat(client.next()).isEqualTo(new SetAgentStateConf(2));
            assertThat(stateOf(client.next())).isEqualTo(AgentState.AVAILABLE);
            assertThat(stateOf(other.next())).isEqualTo(AgentState.AVAILABLE);
            assertThat(finesse.get("User/ann").body()).contains("<state>READY</state>");

            finesse.user("ann", "NOT_READY");

            assertThat(stateOf(client.next())).isEqualTo(AgentState.NOT_READY);
            assertThat(stateOf(other.next())).isEqualTo(AgentState.NOT_READY);
        }
    }

    @Test
    void logoutIsTakenFromNotReadyOnlyUnlessForced() {
        try (var client = client()) {
            simulator.startCall("ann", true);
            assertThat(client.next()).isInstanceOf(BeginCallEvent.class);
            assertThat(stateOf(client.next())).isEqualTo(AgentState.TALKING);
            client.set(2, AgentState.LOGOUT, 1, Force.NO);
            assertThat(client.next()).isEqualTo(new ControlFailureConf(2, 22, 0));

            client.set(3, AgentState.LOGOUT, 1, Force.YES);

            assertThat(client.next()).isEqualTo(new SetAgentStateConf(3));
            assertThat(stateOf(client.next())).isEqualTo(AgentState.LOGOUT);
            assertThat(simulator.agent("ann").dialogs()).hasSize(1);
        }
    }

    @Test
    void notReadyDuringACallIsPending() {
        try (var client = client()) {
            String call = simulator.startCall("ann", false);
            client.next();
            client.next();
            client.set(2, AgentState.NOT_READY, 5, Force.NO);
            assertThat(client.next()).isEqualTo(new SetAgentStateConf(2));
            assertThat(client.next())
                    .isInstanceOfSatisfying(
                            AgentStateEvent.class,
                            it -> {
                                assertThat(it.agentState()).isEqualTo(AgentState.TALKING);
                                assertThat(it.nextAgentState()).isEqualTo(AgentState.NOT_READY);
                            });

            simulator.endCall("ann", call);

            assertThat(client.next())
                    .isInstanceOfSatisfying(
                            AgentStateEvent.class,
                            it -> {
                                assertThat(it.agentState()).isEqualTo(AgentState.NOT_READY);
                                assertThat(it.eventReasonCode()).isEqualTo(5);
                            });
            assertThat(client.next()).isInstanceOf(CallClearedEvent.class);
            assertThat(client.next()).isInstanceOf(EndCallEvent.class);
        }
    }

    @Test
    void endOfWrapUpIsToldThoughNobodyAsks() {
        try (var client = client()) {
            String call = simulator.startCall("ann", true);
            client.next();
            client.next();
            simulator.endCall("ann", call);
            assertThat(stateOf(client.next())).isEqualTo(AgentState.WORK_READY);
            client.next();
            client.next();

            clock.forward(Duration.ofSeconds(31));

            assertThat(stateOf(client.next())).isEqualTo(AgentState.AVAILABLE);
        }
    }

    @Test
    void deviceAndMediaAreShown() {
        try (var client = client()) {
            client.snapshot(2);
            assertThat(client.next()).isEqualTo(new SnapshotDeviceConf(2, List.of()));
            simulator.ringCall("ann");
            client.next();
            client.next();
            client.snapshot(3);
            assertThat(((SnapshotDeviceConf) client.next()).calls())
                    .singleElement()
                    .matches(it -> it.state() == ConnectionState.ALERTING);

            simulator.startTask("ann", "5001", "ACTIVE");

            assertThat(((AgentStateEvent) client.next()).mrdId()).isEqualTo(5001);
            client.query(4, 5001);
            assertThat(((QueryAgentStateConf) client.next()).load().tasks()).isEqualTo(1);
            client.query(5, 4711);
            assertThat(client.next()).isEqualTo(FailureConf.of(5, StatusCode.INVALID_MRD));
        }
    }

    @Test
    void configuredReasonIsRequired() {
        simulator.reasonCodes("LOGOUT", List.of(new SimReason(1, 17, "End of shift")));
        try (var client = client()) {
            client.deskSettings(2);
            assertThat(((AgentDeskSettingsConf) client.next()).logoutReasonRequired()).isTrue();
            client.set(3, AgentState.LOGOUT, 0, Force.NO);
            assertThat(client.next()).isEqualTo(new ControlFailureConf(3, 281, 0));

            client.set(4, AgentState.LOGOUT, 17, Force.NO);

            assertThat(client.next()).isEqualTo(new SetAgentStateConf(4));
            client.next();
        }
        assertThat(simulator.agent("ann").reasonCodeId()).isEqualTo(1);
    }

    @Test
    void eventMayComeFirstTwiceOrNotAtAll() {
        fault(new FaultAction.EventFirst());
        fault(new FaultAction.EventTwice());
        fault(new FaultAction.EventLost());
        try (var client = client()) {
            client.set(2, AgentState.AVAILABLE);
            assertThat(stateOf(client.next())).isEqualTo(AgentState.AVAILABLE);
            assertThat(client.next()).isEqualTo(new SetAgentStateConf(2));

            client.set(3, AgentState.NOT_READY);
            assertThat(client.next()).isEqualTo(new SetAgentStateConf(3));
            assertThat(stateOf(client.next())).isEqualTo(AgentState.NOT_READY);
            assertThat(stateOf(client.next())).isEqualTo(AgentState.NOT_READY);

            client.set(4, AgentState.AVAILABLE);
            assertThat(client.next()).isEqualTo(new SetAgentStateConf(4));
            client.query(5, 1);
            assertThat(((QueryAgentStateConf) client.next()).agentState())
                    .isEqualTo(AgentState.AVAILABLE);
        }
    }

    private void fault(FaultAction action) {
        simulator.addFault(new Fault("CtiSet*", "ann", "", null, 1, action));
    }

    @ParameterizedTest
    @EnumSource
    void messagesAreCutAsOrdered(CtiSettings.Segments segments) {
        restarted(CtiSettings.defaults().withSegments(segments));
        try (var client = client()) {
            int before = client.segments();
            for (int i = 0; i < 20; i++) {
                client.send(new HeartbeatReq(i));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(client.next()).isEqualTo(new HeartbeatConf(i));
            }
            if (segments == CtiSettings.Segments.PACKED) {
                assertThat(client.segments() - before).isLessThan(20);
            }
        }
    }

    @Test
    void sideThatDoesNotServeSaysSo() {
        try (var client = client()) {
            simulator.cti().outOfService(Node.A, true);
            assertThat(client.next()).isEqualTo(new FailureEvent(15));
            client.query(2, 1);
            assertThat(client.next()).isEqualTo(FailureConf.of(2, StatusCode.SESSION_NOT_OPEN));
            client.send(client.openReq(25, ""));
            assertThat(client.next()).isEqualTo(FailureConf.of(1, StatusCode.CTI_SERVER_OFFLINE));
            simulator.cti().outOfService(Node.A, false);
            simulator.cti().standby(Node.B, true);
        }
        try (var client = CtiTestClient.connected(simulator.cti().at(Node.B), CtiVersion.V25)) {
            client.send(client.openReq(25, ""));
            assertThat(client.next())
                    .isEqualTo(FailureConf.of(1, StatusCode.INVALID_CLIENT_FOR_STANDBY));
        }
    }

    @Test
    void sideThatIsDownRefusesConnectionsAndComesBackOnItsPort() {
        try (var client = client()) {
            simulator.cti().down(Node.A, true);
            assertThatThrownBy(client::next).isInstanceOf(UncheckedIOException.class);
        }
        assertThatThrownBy(this::client).isInstanceOf(UncheckedIOException.class);
        simulator.cti().down(Node.A, false);
        client().close();
    }

    @Test
    void callsSeemToEndWhenTheLinkToThePeripheralBreaks() {
        simulator.startCall("ann", true);
        try (var client = client()) {
            simulator.cti().peripheralOnline(false);
            assertThat(client.next()).isInstanceOf(EndCallEvent.class);
            assertThat(((SystemEvent) client.next()).kind())
                    .isEqualTo(SystemEventKind.PERIPHERAL_OFFLINE);
            client.query(2, 1);
            assertThat(client.next()).isEqualTo(new ControlFailureConf(2, 1015, 0));

            simulator.cti().peripheralOnline(true);

            assertThat(((SystemEvent) client.next()).kind())
                    .isEqualTo(SystemEventKind.PERIPHERAL_ONLINE);
            assertThat(client.next()).isInstanceOf(BeginCallEvent.class);
        }
    }

    @Test
    void hostileBytesHarmNoOtherClient() {
        try (var good = client();
                var bad = CtiTestClient.connected(simulator.cti().at(Node.A), CtiVersion.V14)) {
            bad.query(9, 1);
            assertThat(bad.next()).isEqualTo(FailureConf.of(9, StatusCode.SESSION_NOT_OPEN));
            bad.send(new byte[] {0, 0, 0, 2, 0, 0, 0, 36, 1, 2});
            assertThat(bad.next()).isEqualTo(FailureConf.of(0, StatusCode.BAD_MESSAGE_FORMAT));
            bad.send(new byte[] {0x7f, 0, 0, 0, 0, 0, 0, 5});
            assertThatThrownBy(bad::next).isInstanceOf(UncheckedIOException.class);

            good.send(new CloseReq(3, 0));
            assertThat(good.next()).isEqualTo(new CloseConf(3));
        }
    }

    @Test
    void requestsAreLogged() {
        try (var client = client()) {
            client.set(2, AgentState.AVAILABLE);
            client.next();
            client.next();
        }
        assertThat(simulator.callLog())
                .extracting(CallLogEntry::operation, CallLogEntry::userId, CallLogEntry::status)
                .containsExactly(tuple("CtiOpen", "", 200), tuple("CtiSetReady", "ann", 200));
        assertThat(simulator.callLog().getLast().applied()).isTrue();
    }
}
