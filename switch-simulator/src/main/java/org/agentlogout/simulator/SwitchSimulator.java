/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.agentlogout.simulator.board.AgentBoard;
import org.agentlogout.simulator.board.AgentProfile;
import org.agentlogout.simulator.board.MediaOptions;
import org.agentlogout.simulator.board.MediaState;
import org.agentlogout.simulator.board.Reason;
import org.agentlogout.simulator.board.ReasonCategory;
import org.agentlogout.simulator.board.TaskState;
import org.agentlogout.simulator.board.VoiceState;
import org.agentlogout.simulator.board.Wish;

/**
 * A Finesse pair in this process: two nodes on real ports over one truth, and a control port to
 * steer them. Every method may be called from any thread; a change made here is there when the
 * method returns.
 *
 * <p>Methods throw {@link NoSuchElementException} for an agent, medium, call or task that does not
 * exist, {@link IllegalArgumentException} for a value that is none, and {@link
 * IllegalStateException} for what the floor cannot do, such as a call to an agent who is signed
 * out.
 */
public final class SwitchSimulator implements AutoCloseable {

    private final CallLog log;
    private final FaultPlan faults;
    private final Credentials credentials;
    private final LiveBoard board;
    private final NodePair nodes;

    private SwitchSimulator(SimulatorSettings settings, InstantSource clock) {
        log = new CallLog(settings.callLogLimit());
        faults = new FaultPlan(settings.seed());
        credentials = new Credentials(settings.lockTime());
        board = new LiveBoard(clock, log, settings::emptyBoard);
        FinesseEndpoint.Shared shared =
                new FinesseEndpoint.Shared(
                        settings, clock, board, log, faults, credentials, it -> node(it).getHost());
        nodes = new NodePair(shared, new ControlEndpoint(this));
    }

    /** Starts both nodes and the control port; free ports where the settings say 0. */
    public static SwitchSimulator start(SimulatorSettings settings) {
        return start(settings, InstantSource.system());
    }

    /** The same with a clock that the test moves: confirmations, wrap-up and locks follow it. */
    public static SwitchSimulator start(SimulatorSettings settings, InstantSource clock) {
        return new SwitchSimulator(settings, clock);
    }

    /** Scheme, host and port of a node; paths below it begin with {@code /finesse/api/}. */
    public URI node(Node node) {
        return nodes.at(node).uri();
    }

    /** The CTI servers that speak for the same agents. */
    public CtiPair cti() {
        return nodes.cti();
    }

    /** The plain HTTP port that answers 301 to the node, where HTTPS and it are switched on. */
    public Optional<URI> plainNode(Node node) {
        return nodes.at(node).plainUri();
    }

    /** Scheme, host and port of the control endpoint, see {@link ControlEndpoint}. */
    public URI control() {
        return nodes.control().uri();
    }

    /** Adds an agent, signed out, or changes an agent's configuration; states are kept. */
    public void addAgent(SimAgent agent) {
        credentials.password(agent.userId(), agent.password());
        AgentProfile profile =
                new AgentProfile(
                        agent.userId(),
                        agent.extension(),
                        agent.teamId(),
                        agent.supervisor(),
                        agent.mrdIds(),
                        agent.wrapUp());
        floor((it, at) -> it.putAgent(profile));
    }

    /** A Bearer token that is good for this user until {@link #reset()}. */
    public void addToken(String userId, String token) {
        credentials.token(userId, token);
    }

    /** Adds a medium that no agent need be skilled in, or renames one. */
    public void addMedium(String mrdId, String name) {
        floor((it, at) -> it.putMedium(mrdId, name));
    }

    /** The same at node A. */
    public void signIn(String userId) {
        signIn(userId, Node.A);
    }

    /**
     * Voice and all skilled media signed in at a node; each ends NOT_READY and routable. Who is
     * signed in keeps state and routable mode, as a desktop that fails over finds them.
     */
    public void signIn(String userId, Node node) {
        floor((it, at) -> {
            AgentProfile profile =
                    it.profile(userId).orElseThrow(() -> new NoSuchElementException(userId));
            it.apply(new Wish.SignIn(userId, profile.extension()), at);
            for (String mrd : profile.mrdIds()) {
                it.apply(new Wish.SignInMedium(userId, mrd, MediaOptions.USUAL, node.name()), at);
            }
        });
    }

    /** What the platform does without being asked. */
    public PlatformActs platform() {
        return new PlatformActs(board);
    }

    /** Forces a voice state; calls are neither made nor ended. WORK lasts until it is changed. */
    public void setState(String userId, String finesseState) {
        VoiceState state = Symbol.named(VoiceState.class, finesseState);
        floor((it, at) -> it.forceVoice(userId, state, at));
    }

    /** Forces a medium's state; tasks are not made, and ended by LOGOUT only. */
    public void setMediaState(String userId, String mrdId, String state) {
        MediaState wanted = Symbol.named(MediaState.class, state);
        floor((it, at) -> it.forceMedium(userId, mrdId, wanted, at));
    }

    /** Forces the routable mode. */
    public void setRoutable(String userId, String mrdId, boolean routable) {
        floor((it, at) -> it.forceRoutable(userId, mrdId, routable));
    }

    /**
     * An answered call: the agent is TALKING, on CCX with a non-ICD call NOT_READY. An ICD call
     * leads to READY at its end unless something is pending, for the switch had the agent ready.
     *
     * @return the dialog id
     */
    public String startCall(String userId, boolean icd) {
        return onFloor((it, at) -> it.startCall(userId, icd, false, at));
    }

    /** A ringing ICD call: the agent is RESERVED, the dialog ALERTING. Gives the dialog id. */
    public String ringCall(String userId) {
        return onFloor((it, at) -> it.startCall(userId, true, true, at));
    }

    public void answerCall(String userId, String dialogId) {
        floor((it, at) -> it.answerCall(userId, dialogId, at));
    }

    /** HOLD on CCE; on CCX the state stays TALKING. */
    public void holdCall(String userId, String dialogId, boolean held) {
        floor((it, at) -> it.holdCall(userId, dialogId, held, at));
    }

    /** Ends a call: wrap-up begins where the agent has it, else what was pending happens. */
    public void endCall(String userId, String dialogId) {
        floor((it, at) -> it.endCall(userId, dialogId, at));
    }

    /**
     * A task in this state for a signed-in agent, who becomes ready for it.
     *
     * @return the task's dialog id
     */
    public String startTask(String userId, String mrdId, String state) {
        TaskState wanted = Symbol.named(TaskState.class, state);
        return onFloor((it, at) -> it.startTask(userId, mrdId, wanted, at));
    }

    public void setTaskState(String userId, String taskId, String state) {
        TaskState wanted = Symbol.named(TaskState.class, state);
        floor((it, at) -> it.setTask(userId, taskId, wanted, at));
    }

    public void endTask(String userId, String taskId) {
        floor((it, at) -> it.setTask(userId, taskId, TaskState.CLOSED, at));
    }

    /** Replaces the reasons of a category, NOT_READY or LOGOUT; with any, one must be given. */
    public void reasonCodes(String category, List<SimReason> reasons) {
        ReasonCategory wanted = Symbol.named(ReasonCategory.class, category);
        List<Reason> list =
                reasons.stream()
                        .map(it -> new Reason(it.id(), it.code(), it.label(), false))
                        .toList();
        floor((it, at) -> it.putReasons(wanted, list));
    }

    /**
     * Adds a fault behind those that are there.
     *
     * @throws IllegalArgumentException for an operation that does not exist
     */
    public void addFault(Fault fault) {
        if (!FinesseOperation.known(fault.operation()) && !CtiOperation.known(fault.operation())) {
            throw new IllegalArgumentException("there is no operation " + fault.operation());
        }
        faults.add(fault);
    }

    /** Removes all faults, ends 503 windows, and closes the connections that hang. */
    public void clearFaults() {
        faults.clear();
        nodes.endFaults();
    }

    List<Fault> faults() {
        return faults.list();
    }

    /** Closes the node's port and connections, or opens the port again. */
    public void nodeDown(Node node, boolean down) {
        nodes.at(node).down(down);
    }

    /** SystemInfo says OUT_OF_SERVICE and everything else gets 503, or all is well again. */
    public void outOfService(Node node, boolean out) {
        nodes.at(node).outOfService(out);
    }

    /** The agent as things stand now. */
    public AgentView agent(String userId) {
        return board.now((it, at) -> it.agent(userId))
                .map(AgentView::of)
                .orElseThrow(() -> new NoSuchElementException("there is no agent " + userId));
    }

    /** All agents as things stand now, in the order they were added. */
    public List<AgentView> agents() {
        return onFloor((it, at) -> {
            List<AgentView> all = new ArrayList<>();
            it.agentIds().forEach(id -> it.agent(id).map(AgentView::of).ifPresent(all::add));
            return all;
        });
    }

    /** Every request so far, in order of arrival, each as far as it has come. */
    public List<CallLogEntry> callLog() {
        return callLog(0, Integer.MAX_VALUE);
    }

    /** At most so many entries with a number above {@code since}. */
    public List<CallLogEntry> callLog(long since, int atMost) {
        floor((it, at) -> {});
        return log.since(since, atMost);
    }

    /** How many entries the log has thrown away for lack of room. */
    public long callLogDropped() {
        return log.dropped();
    }

    /** Forgets agents, passwords, tokens, faults and the log; both nodes are up and well. */
    public void reset() {
        faults.clear();
        credentials.clear();
        board.reset();
        nodes.recover();
    }

    @Override
    public void close() {
        nodes.close();
    }

    private void floor(BiConsumer<AgentBoard, Instant> change) {
        board.change(change);
    }

    private <T> T onFloor(BiFunction<AgentBoard, Instant, T> change) {
        return board.now(change);
    }
}
