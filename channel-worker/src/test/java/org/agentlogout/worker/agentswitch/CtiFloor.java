/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agentlogout.cti.session.SessionPolicy;
import org.agentlogout.settings.Secret;
import org.agentlogout.simulator.CallLogEntry;
import org.agentlogout.simulator.CtiSettings.Segments;
import org.agentlogout.simulator.Fault;
import org.agentlogout.simulator.FaultAction;
import org.agentlogout.simulator.Node;
import org.agentlogout.simulator.SimAgent;
import org.agentlogout.simulator.SimulatorSettings;
import org.agentlogout.simulator.SwitchSimulator;
import org.agentlogout.worker.agentswitch.cti.CtiSwitch;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Target;

/** The simulated pair of CTI servers over real sockets, with an agent signed in. */
final class CtiFloor implements SwitchFloor {
    private static final List<Node> SIDES = List.of(Node.A, Node.B);
    private static final Duration SOON = Duration.ofMillis(50);

    /**
     * @param version the newest that the servers take
     * @param tls OFF for plain TCP
     */
    record Plan(int version, Segments segments, SimulatorSettings.Tls tls) {}

    final SwitchSimulator simulator;
    private final Plan plan;
    private final Path directory;
    private final List<CtiSwitch> opened = new ArrayList<>();
    private final List<CredentialRefusals.Refusal> told = new CopyOnWriteArrayList<>();
    private final CredentialRefusals refusals = new CredentialRefusals(Timing.REAL, told::add);
    private CtiSettings cti = CtiSettings.PLAIN;
    private SwitchSettings.Reasons reasons = new SwitchSettings.Reasons("", "50002", "50002");
    private Duration watching = Duration.ofMillis(20);
    private String interaction = "";
    private Instant fileTime = Instant.EPOCH;

    CtiFloor(Plan plan, Path directory) {
        this.plan = plan;
        this.directory = directory;
        simulator =
                SwitchSimulator.start(
                        SimulatorSettings.defaults()
                                .withTls(plan.tls())
                                .withCti(
                                        org.agentlogout.simulator.CtiSettings.defaults()
                                                .withNewestVersion(plan.version())
                                                .withClientPassword("right")
                                                .withSegments(plan.segments())));
        List<String> media = List.of(Samples.CHAT);
        simulator.addAgent(
                new SimAgent(
                        Samples.AGENT, "pw", Samples.EXTENSION, Samples.TEAM, false, media, true));
        simulator.signIn(Samples.AGENT);
        rightPassword();
    }

    CtiFloor with(CtiSettings wanted) {
        cti = wanted;
        return this;
    }

    CtiFloor with(SwitchSettings.Reasons wanted) {
        reasons = wanted;
        return this;
    }

    /** Looks so seldom that only events bring one about. */
    CtiFloor watchingSeldom() {
        watching = Duration.ofHours(1);
        return this;
    }

    @Override
    public Target target() {
        return Samples.CTI_VOICE;
    }

    @Override
    public AgentSwitch agentSwitch(Duration call, Duration confirm, Timing timing) {
        List<URI> sides = SIDES.stream().map(simulator.cti()::at).toList();
        SwitchSettings settings =
                new SwitchSettings(
                        "fin",
                        sides,
                        new SwitchSettings.Access(
                                Credential.Owner.AGENT, directory, URI.create("")),
                        new SwitchSettings.Trust(
                                plan.tls().keystore(), Secret.of(plan.tls().password())),
                        reasons,
                        false,
                        SwitchSettings.OnDisconnect.SIGN_OUT,
                        new SwitchSettings.Watching(Duration.ofSeconds(5), watching, 200),
                        new SwitchSettings.Limits(call, confirm, 100, 1_000),
                        cti);
        CtiSwitch adapter = new CtiSwitch(settings, refusals, timing, 1, CtiFloor::impatient);
        opened.add(adapter);
        return adapter;
    }

    /** The guide's waits between rounds are for sites with many clients. */
    private static SessionPolicy impatient(SessionPolicy p) {
        return new SessionPolicy(
                p.clientId(),
                p.password(),
                p.uniqueInstanceId(),
                p.callMask(),
                p.agentMask(),
                p.versions(),
                p.connectTimeout(),
                p.openTimeout(),
                p.closeTimeout(),
                p.requestTimeout(),
                p.heartbeat(),
                p.missedHeartbeats(),
                SOON,
                List.of(SOON),
                p.settled(),
                p.requestLimit());
    }

    @Override
    public void ready() {
        simulator.setState(Samples.AGENT, "READY");
    }

    @Override
    public void signedOut() {
        simulator.setState(Samples.AGENT, "LOGOUT");
    }

    @Override
    public void startInteraction() {
        interaction = simulator.startCall(Samples.AGENT, true);
    }

    @Override
    public void endInteraction() {
        simulator.endCall(Samples.AGENT, interaction);
    }

    @Override
    public void trouble(Trouble next) {
        FaultAction action =
                switch (next) {
                    case LOST -> new FaultAction.Lost();
                    case LATE -> new FaultAction.Late(Duration.ofMillis(333));
                    case HANG_APPLIED -> new FaultAction.Hang(true);
                    case HANG_NOT_APPLIED -> new FaultAction.Hang(false);
                    case DROP_APPLIED -> new FaultAction.Drop(true);
                    case DROP_NOT_APPLIED -> new FaultAction.Drop(false);
                };
        fault("CtiSet*", action);
        fault("CtiSignOut", action);
    }

    /** Strikes once, at whichever side. */
    void fault(String operation, FaultAction action) {
        simulator.addFault(new Fault(operation, "", "", null, 1, action));
    }

    @Override
    public void down(int node) {
        simulator.cti().down(SIDES.get(node), true);
    }

    @Override
    public void outOfService(int node) {
        simulator.cti().outOfService(SIDES.get(node), true);
    }

    @Override
    public String outOfServiceWord() {
        return "the CTI server is offline";
    }

    @Override
    public void inService() {
        SIDES.forEach(side -> simulator.cti().outOfService(side, false));
    }

    @Override
    public void wrongPassword() {
        password("wrong");
    }

    @Override
    public void rightPassword() {
        password("right");
    }

    /** A file a second newer than the one before: file systems tell time in coarse steps. */
    private void password(String password) {
        fileTime = fileTime.plusSeconds(1);
        try {
            Path file = Files.writeString(directory.resolve("cti-client"), "logout:" + password);
            Files.setLastModifiedTime(file, FileTime.from(fileTime));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public AgentState truth() {
        String word = simulator.agent(Samples.AGENT).voiceState();
        return word.equals("LOGOUT") ? AgentState.LOGGED_OUT : AgentState.valueOf(word);
    }

    @Override
    public List<String> changes() {
        return simulator.callLog().stream()
                .filter(CallLogEntry::stateChanging)
                .map(CallLogEntry::operation)
                .toList();
    }

    /** What the state-changing requests said. */
    List<String> bodies() {
        return simulator.callLog().stream()
                .filter(CallLogEntry::stateChanging)
                .map(CallLogEntry::body)
                .toList();
    }

    @Override
    public List<String> requests() {
        return simulator.callLog().stream().map(CallLogEntry::operation).toList();
    }

    @Override
    public int wrongTries() {
        return (int) simulator.callLog().stream().filter(call -> call.status() == 401).count();
    }

    @Override
    public List<CredentialRefusals.Refusal> refusals() {
        return told;
    }

    @Override
    public void close() {
        opened.forEach(CtiSwitch::close);
        simulator.close();
    }
}
