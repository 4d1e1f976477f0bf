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
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agentlogout.settings.Secret;
import org.agentlogout.simulator.CallLogEntry;
import org.agentlogout.simulator.Fault;
import org.agentlogout.simulator.FaultAction;
import org.agentlogout.simulator.MediaView;
import org.agentlogout.simulator.Node;
import org.agentlogout.simulator.SimAgent;
import org.agentlogout.simulator.SimulatorSettings;
import org.agentlogout.simulator.SwitchSimulator;
import org.agentlogout.worker.agentswitch.Credential.Owner;
import org.agentlogout.worker.agentswitch.finesse.FinesseSwitch;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Target;

/** The simulated Finesse pair over real sockets, with an agent, a supervisor and their files. */
final class FinesseFloor implements SwitchFloor {
    static final String SUPERVISOR = "2001";
    private static final SwitchSettings.Watching WATCHING =
            new SwitchSettings.Watching(Duration.ofSeconds(5), Duration.ofMillis(20), 200);
    private static final List<Node> NODES = List.of(Node.A, Node.B);

    /**
     * @param target voice or the medium
     * @param tls OFF for plain HTTP
     */
    record Plan(
            SimulatorSettings settings, Owner owner, Target target, SimulatorSettings.Tls tls) {}

    final SwitchSimulator simulator;
    private final Plan plan;
    private final Path directory;
    private final List<FinesseSwitch> opened = new ArrayList<>();
    private final List<CredentialRefusals.Refusal> told = new CopyOnWriteArrayList<>();
    private final CredentialRefusals refusals = new CredentialRefusals(Timing.REAL, told::add);
    private SwitchSettings.Reasons reasons = new SwitchSettings.Reasons("", "", "");
    private boolean logoutAllMedia;
    private String interaction = "";
    private SwitchSettings.OnDisconnect onDisconnect = SwitchSettings.OnDisconnect.NOT_READY;
    private Instant fileTime = Instant.EPOCH;

    FinesseFloor(Plan plan, Path directory) {
        this.plan = plan;
        this.directory = directory;
        simulator = SwitchSimulator.start(plan.settings().withTls(plan.tls()));
        List<String> media = List.of(Samples.CHAT);
        simulator.addAgent(
                new SimAgent(
                        Samples.AGENT,
                        "right",
                        Samples.EXTENSION,
                        Samples.TEAM,
                        false,
                        media,
                        true));
        simulator.addAgent(
                new SimAgent(SUPERVISOR, "right", "4002", Samples.TEAM, true, List.of(), false));
        simulator.signIn(Samples.AGENT);
        rightPassword();
    }

    FinesseFloor with(SwitchSettings.Reasons wanted) {
        reasons = wanted;
        return this;
    }

    FinesseFloor with(SwitchSettings.OnDisconnect wanted) {
        onDisconnect = wanted;
        return this;
    }

    FinesseFloor withLogoutAllMedia() {
        logoutAllMedia = true;
        return this;
    }

    @Override
    public Target target() {
        return plan.target();
    }

    @Override
    public AgentSwitch agentSwitch(Duration call, Duration confirm, Timing timing) {
        List<URI> nodes = List.of(simulator.node(Node.A), simulator.node(Node.B));
        return agentSwitch(call, confirm, timing, nodes);
    }

    AgentSwitch agentSwitch(Duration call, Duration confirm, Timing timing, List<URI> nodes) {
        SwitchSettings settings =
                new SwitchSettings(
                        "fin",
                        nodes,
                        new SwitchSettings.Access(plan.owner(), directory, URI.create("")),
                        new SwitchSettings.Trust(
                                plan.tls().keystore(), Secret.of(plan.tls().password())),
                        reasons,
                        logoutAllMedia,
                        onDisconnect,
                        WATCHING,
                        new SwitchSettings.Limits(call, confirm, 100, 1_000),
                        CtiSettings.PLAIN);
        FinesseSwitch finesse = new FinesseSwitch(settings, refusals, timing, 1);
        opened.add(finesse);
        return finesse;
    }

    boolean voice() {
        return target().address() instanceof Target.FinesseVoice;
    }

    @Override
    public void ready() {
        if (voice()) {
            simulator.setState(Samples.AGENT, "READY");
        } else {
            simulator.setMediaState(Samples.AGENT, Samples.CHAT, "READY");
        }
    }

    @Override
    public void signedOut() {
        simulator.setState(Samples.AGENT, "LOGOUT");
        simulator.setMediaState(Samples.AGENT, Samples.CHAT, "LOGOUT");
    }

    @Override
    public void startInteraction() {
        interaction =
                voice()
                        ? simulator.startCall(Samples.AGENT, true)
                        : simulator.startTask(Samples.AGENT, Samples.CHAT, "ACTIVE");
    }

    @Override
    public void endInteraction() {
        if (voice()) {
            simulator.endCall(Samples.AGENT, interaction);
        } else {
            simulator.endTask(Samples.AGENT, interaction);
        }
    }

    @Override
    public void inService() {
        NODES.forEach(node -> simulator.outOfService(node, false));
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
        fault("Set*", action);
        fault("SignOut*", action);
    }

    /** Strikes once, at whichever node. */
    void fault(String operation, FaultAction action) {
        simulator.addFault(new Fault(operation, "", "", null, 1, action));
    }

    @Override
    public void down(int node) {
        simulator.nodeDown(NODES.get(node), true);
    }

    @Override
    public void outOfService(int node) {
        simulator.outOfService(NODES.get(node), true);
    }

    @Override
    public String outOfServiceWord() {
        return "OUT_OF_SERVICE";
    }

    @Override
    public void wrongPassword() {
        password("wrong");
    }

    @Override
    public void rightPassword() {
        password("right");
    }

    private void password(String password) {
        try {
            write(Samples.AGENT, Samples.AGENT + ":" + password);
            write(Samples.TEAM, SUPERVISOR + ":" + password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each file a second newer than the one before: file systems tell time in coarse steps. */
    private void write(String name, String content) throws IOException {
        fileTime = fileTime.plusSeconds(1);
        Path file = Files.writeString(directory.resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.from(fileTime));
    }

    @Override
    public AgentState truth() {
        String word = voice() ? simulator.agent(Samples.AGENT).voiceState() : medium().state();
        return word.equals("LOGOUT") ? AgentState.LOGGED_OUT : AgentState.valueOf(word);
    }

    MediaView medium() {
        return Objects.requireNonNull(simulator.agent(Samples.AGENT).medias().get(Samples.CHAT));
    }

    @Override
    public List<String> changes() {
        return simulator.callLog().stream()
                .filter(CallLogEntry::stateChanging)
                .map(CallLogEntry::operation)
                .toList();
    }

    /** Bodies of the state-changing requests. */
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
        opened.forEach(FinesseSwitch::close);
        simulator.close();
    }
}
