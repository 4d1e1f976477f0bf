/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.agentlogout.simulator.CtiSettings.Segments;
import org.agentlogout.simulator.FaultAction;
import org.agentlogout.simulator.SimAgent;
import org.agentlogout.simulator.SimReason;
import org.agentlogout.simulator.SimulatorSettings.Tls;
import org.agentlogout.worker.agentswitch.AgentSwitch.Clearance;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.ChannelNews;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Command.LogoutReason;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Inspection.Reason;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.command.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is a CTI server's own, beyond the contract. */
@Timeout(60)
class CtiVoiceTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final CtiSettings FORCING = new CtiSettings(true, List.of(), 76);

    private CtiFloor floor;

    @BeforeEach
    void openFloor(@TempDir Path directory) {
        floor = new CtiFloor(new CtiFloor.Plan(25, Segments.WHOLE, Tls.OFF), directory);
    }

    @AfterEach
    void closeFloor() {
        floor.close();
    }

    private AgentSwitch agentSwitch() {
        return floor.agentSwitch(LONG, LONG, Timing.REAL);
    }

    private Outcome notReady(AgentSwitch agentSwitch, int attempt, boolean pendingIsEnough) {
        var order = Samples.order(floor.target(), attempt, false);
        return agentSwitch.makeNotReady(
                Samples.notReady(order, pendingIsEnough), Samples.soon(), Samples.GO);
    }

    private Outcome signOut(AgentSwitch agentSwitch, LogoutReason reason, boolean forced) {
        var order = Samples.order(floor.target(), 1, !forced);
        return agentSwitch.signOut(
                new Command.SignOut(order, reason, false, forced), Samples.soon(), Samples.GO);
    }

    private Inspection inspected(AgentSwitch agentSwitch, Target target) {
        return ((Outcome.Inspected) agentSwitch.inspect(target, Samples.soon())).inspection();
    }

    @Test
    void pendingNotReadyIsDoneAndSeenUntilTheCallEnds() {
        AgentSwitch agentSwitch = agentSwitch();
        floor.ready();
        floor.startInteraction();
        assertThat(inspected(agentSwitch, floor.target()).canPendNotReady()).isTrue();

        assertThat(notReady(agentSwitch, 1, true))
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> {
                            assertThat(done.state()).isEqualTo(AgentState.TALKING);
                            assertThat(done.text()).contains("pending");
                        });
        assertThat(inspected(agentSwitch, floor.target()).notReadyPending()).isTrue();
        assertThat(notReady(agentSwitch, 2, true)).isInstanceOf(Outcome.AlreadyDone.class);
        assertThat(floor.changes()).hasSize(1);

        floor.endInteraction();
        floor.startInteraction();
        assertThat(inspected(agentSwitch, floor.target()).notReadyPending()).isFalse();
    }

    @Test
    void notReadyThatWouldHaveToWaitIsNotAskedFor() {
        floor.ready();
        floor.startInteraction();

        assertThat(notReady(agentSwitch(), 1, false))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        it -> assertThat(it.code()).isEqualTo("INTERACTION_STARTED"));
        assertThat(floor.changes()).isEmpty();
    }

    @Test
    void callThatSlippedInKeepsTheChange() {
        AgentSwitch agentSwitch = agentSwitch();
        floor.ready();
        var order = Samples.order(floor.target(), 1, true);

        Outcome outcome =
                agentSwitch.makeNotReady(
                        Samples.notReady(order, false),
                        Samples.soon(),
                        () -> {
                            floor.startInteraction();
                            return new Clearance.Go();
                        });

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        it -> assertThat(it.code()).isEqualTo("INTERACTION_STARTED"));
        assertThat(floor.changes()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"first, CtiSetNotReady", "lost, CtiQueryState", "twice, CtiSetNotReady"})
    void eventIsTheProofAndWhereItIsLostTheStateIsRead(String how, String lastRequest) {
        floor.ready();
        floor.fault(
                "CtiSetNotReady",
                switch (how) {
                    case "first" -> new FaultAction.EventFirst();
                    case "lost" -> new FaultAction.EventLost();
                    default -> new FaultAction.EventTwice();
                });

        assertThat(notReady(agentSwitch(), 1, false))
                .isEqualTo(new Outcome.Done(AgentState.NOT_READY, ""));
        assertThat(floor.changes()).hasSize(1);
        assertThat(floor.requests()).last().isEqualTo(lastRequest);
    }

    @Test
    void nobodyIsForcedOutWithoutTheSetting() {
        floor.ready();
        floor.startInteraction();
        AgentSwitch agentSwitch = agentSwitch();

        assertThat(inspected(agentSwitch, floor.target()).canSignOutDuringInteraction()).isFalse();
        assertThat(signOut(agentSwitch, new LogoutReason.Given(""), true))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(floor.changes()).isEmpty();
    }

    @Test
    void forcedSignOutLeavesTheCallUp() {
        floor.with(FORCING);
        floor.ready();
        floor.startInteraction();
        AgentSwitch agentSwitch = agentSwitch();

        assertThat(inspected(agentSwitch, floor.target()).canSignOutDuringInteraction()).isTrue();
        assertThat(signOut(agentSwitch, new LogoutReason.SystemFailure(), true))
                .isEqualTo(new Outcome.Done(AgentState.LOGGED_OUT, ""));
        assertThat(floor.bodies()).containsExactly("LOGOUT reason 50002 forced");
        assertThat(floor.simulator.agent(Samples.AGENT).dialogs()).hasSize(1);
    }

    @Test
    void flagIsSetOnlyWhereItIsNeeded() {
        floor.with(FORCING);

        signOut(agentSwitch(), new LogoutReason.Given("65535"), true);

        assertThat(floor.bodies()).containsExactly("LOGOUT reason 65535");
    }

    @Test
    void reasonIsRequiredWhereTheDeskSettingsSaySo() {
        List<Reason> offered = List.of(new Reason("17", "End of shift"));
        floor.with(new CtiSettings(false, offered, 76));
        floor.simulator.reasonCodes("LOGOUT", List.of(new SimReason(1, 17, "End of shift")));
        floor.simulator.reasonCodes("NOT_READY", List.of(new SimReason(2, 5, "Logging out")));
        floor.ready();
        AgentSwitch agentSwitch = agentSwitch();

        Inspection inspection = inspected(agentSwitch, floor.target());
        assertThat(inspection.reasonRequired()).isTrue();
        assertThat(inspection.reasons()).isEqualTo(offered);
        assertThat(inspection.notReadyReasonProblem()).contains("SWITCH_FIN_NOT_READY_REASON");
        assertThat(notReady(agentSwitch, 1, false))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        it -> assertThat(it.code()).isEqualTo("REASON_REQUIRED"));

        floor.with(new SwitchSettings.Reasons("5", "50002", "50002"));
        assertThat(notReady(agentSwitch(), 1, false)).isInstanceOf(Outcome.Done.class);
        assertThat(floor.bodies()).last().isEqualTo("NOT_READY reason 5");
        assertThat(signOut(agentSwitch(), new LogoutReason.Given("lunch"), false))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void mediumIsLookedAtAndNotChanged() {
        floor.simulator.startTask(Samples.AGENT, Samples.CHAT, "ACTIVE");
        AgentSwitch agentSwitch = agentSwitch();

        Inspection inspection = inspected(agentSwitch, Samples.CTI_MEDIUM);
        assertThat(inspection.state()).isEqualTo(AgentState.ACTIVE);
        assertThat(inspection.interactions()).hasSize(1);
        assertThat(inspection.controllable()).isFalse();
        var order = Samples.order(Samples.CTI_MEDIUM, 1, true);
        assertThat(agentSwitch.signOut(Samples.signOut(order, ""), Samples.soon(), Samples.GO))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        it -> assertThat(it.code()).isEqualTo("NOT_CONTROLLABLE"));
        assertThat(floor.changes()).isEmpty();
    }

    @Test
    void refusalIsToldWithItsNumbers() {
        floor.fault("CtiSignOut", new FaultAction.Refuse(70, "", "", ""));

        assertThat(signOut(agentSwitch(), new LogoutReason.Given(""), false))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        it -> {
                            assertThat(it.code()).isEqualTo("UNSPECIFIED_REJECTION");
                            assertThat(it.text()).contains("70");
                            assertThat(it.state()).isEqualTo(AgentState.NOT_READY);
                        });
    }

    @Test
    void peripheralThatIsOfflineIsTroubleThatPasses() {
        AgentSwitch agentSwitch = agentSwitch();
        inspected(agentSwitch, floor.target());
        floor.simulator.cti().peripheralOnline(false);

        assertThat(agentSwitch.inspect(floor.target(), Samples.soon()))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, it -> assertThat(it.retryable()).isTrue());
        assertThat(agentSwitch.trouble(Samples.soon())).isPresent();
        floor.simulator.cti().peripheralOnline(true);
        Outcome later = agentSwitch.inspect(floor.target(), Samples.soon());
        while (!(later instanceof Outcome.Inspected)) {
            later = agentSwitch.inspect(floor.target(), Samples.soon());
        }
        assertThat(agentSwitch.trouble(Samples.soon())).isEmpty();
    }

    @Test
    void unknownAgentIsARefusal() {
        var nobody = Samples.target("voice", new Target.CtiServer(5000, "9999", "", "", 1));

        assertThat(agentSwitch().inspect(nobody, Samples.soon()))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        it -> assertThat(it.code()).isEqualTo("INVALID_AGENT_DATA"));
    }

    @Test
    void eventBringsTheLookForward() throws InterruptedException {
        AgentSwitch agentSwitch = floor.watchingSeldom().agentSwitch(LONG, LONG, Timing.REAL);
        floor.ready();
        floor.startInteraction();
        BlockingQueue<ChannelNews> news = new LinkedBlockingQueue<>();
        agentSwitch.watch(
                floor.target(),
                inspected(agentSwitch, floor.target()),
                new AgentSwitch.Watcher() {
                    @Override
                    public boolean wanted() {
                        return true;
                    }

                    @Override
                    public void news(ChannelNews one) {
                        news.add(one);
                    }
                });

        floor.endInteraction();

        assertThat(news.take()).isInstanceOf(ChannelNews.InteractionEnded.class);
    }

    @Test
    void oneConnectionServesManyAgentsAtOnce() throws InterruptedException, ExecutionException {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String id = String.valueOf(20_000 + i);
            floor.simulator.addAgent(
                    new SimAgent(id, "pw", id, Samples.TEAM, false, List.of(), false));
            floor.simulator.signIn(id);
            targets.add(Samples.target("voice", new Target.CtiServer(5000, id, id, id, 1)));
        }
        AgentSwitch agentSwitch = agentSwitch();
        Instant until = Samples.soon();

        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> signOuts = new ArrayList<>();
            for (Target target : targets) {
                var signOut = Samples.signOut(Samples.order(target, 1, true), "");
                signOuts.add(threads.submit(() -> agentSwitch.signOut(signOut, until, Samples.GO)));
            }
            for (Future<Outcome> one : signOuts) {
                outcomes.add(one.get());
            }
        }

        assertThat(outcomes).hasSize(500).containsOnly(new Outcome.Done(AgentState.LOGGED_OUT, ""));
        assertThat(floor.requests()).filteredOn("CtiOpen"::equals).hasSize(1);
    }
}
