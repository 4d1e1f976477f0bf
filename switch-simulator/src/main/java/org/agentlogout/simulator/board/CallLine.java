/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;

/** What calls do to an agent's voice state. */
final class CallLine {

    /** Captured dialog ids are numbers of this size. */
    private static final long FIRST_ID = 16_777_217;

    private final Profile profile;
    private final VoiceLine line;
    private final Duration wrapUpTime;
    private long nextId = FIRST_ID;

    CallLine(Profile profile, VoiceLine line, Duration wrapUpTime) {
        this.profile = profile;
        this.line = line;
        this.wrapUpTime = wrapUpTime;
    }

    /**
     * A call comes to the phone.
     *
     * @param icd routed by the contact centre: the switch had the agent ready, and has again
     *     afterwards
     */
    String start(Agent agent, boolean icd, boolean ringing, Instant at) {
        if (agent.voice == VoiceState.LOGOUT || agent.voice == VoiceState.UNKNOWN) {
            throw new IllegalStateException(
                    "agent " + agent.profile.id() + " is " + agent.voice + ", no call can start");
        }
        if (agent.calls.isEmpty()) {
            boolean ready =
                    icd || agent.voice == VoiceState.READY || agent.voice == VoiceState.WORK_READY;
            agent.afterCalls = ready ? VoiceState.READY : VoiceState.NOT_READY;
            agent.pendingAsked = false;
        }
        String id = Long.toString(nextId++);
        CallState state = ringing ? CallState.ALERTING : CallState.ACTIVE;
        agent.calls.put(id, new AgentSnapshot.Call(id, icd, state, at));
        show(agent, at);
        return id;
    }

    void answer(Agent agent, String callId, Instant at) {
        set(agent, callId, CallState.ACTIVE, at);
    }

    void hold(Agent agent, String callId, boolean held, Instant at) {
        set(agent, callId, held ? CallState.HELD : CallState.ACTIVE, at);
    }

    void end(Agent agent, String callId, Instant at) {
        AgentSnapshot.Call call = call(agent, callId);
        agent.calls.remove(callId);
        if (!agent.calls.isEmpty()) {
            show(agent, at);
            return;
        }
        agent.pendingAsked = false;
        if (agent.voice.inCall()) {
            leave(agent, call, at);
        } else if (profile == Profile.CCX
                && agent.voice == VoiceState.NOT_READY
                && agent.afterCalls == VoiceState.READY) {
            agent.enter(VoiceState.READY, Reason.NONE, at);
        }
    }

    private void leave(Agent agent, AgentSnapshot.Call last, Instant at) {
        boolean answered = last.state() != CallState.ALERTING;
        if (agent.profile.wrapUp() && last.icd() && answered) {
            line.wrapUp(agent, at, wrapUpTime);
            return;
        }
        switch (agent.pending) {
            case NONE -> agent.enter(agent.afterCalls, Reason.NONE, at);
            case READY -> agent.enter(VoiceState.READY, Reason.NONE, at);
            case NOT_READY -> agent.enter(VoiceState.NOT_READY, agent.pendingReason, at);
            case LOGOUT -> {
                agent.extension = "";
                agent.enter(VoiceState.LOGOUT, agent.pendingReason, at);
            }
        }
    }

    private void set(Agent agent, String callId, CallState state, Instant at) {
        AgentSnapshot.Call call = call(agent, callId);
        agent.calls.put(callId, new AgentSnapshot.Call(callId, call.icd(), state, at));
        show(agent, at);
    }

    /**
     * The state that the calls give. On CCX a non-ICD call leaves, or makes, the agent NOT_READY
     * and a held call stays TALKING (developer guide 12.5, p. 49). An agent who was signed out
     * under a live call stays out.
     */
    private void show(Agent agent, Instant at) {
        if (agent.voice == VoiceState.LOGOUT) {
            return;
        }
        VoiceState shown = shown(agent);
        if (shown != agent.voice) {
            agent.enter(shown, Reason.NONE, at);
        }
    }

    private VoiceState shown(Agent agent) {
        if (profile == Profile.CCX && agent.calls.values().stream().noneMatch(it -> it.icd())) {
            return VoiceState.NOT_READY;
        }
        boolean active = has(agent, CallState.ACTIVE);
        boolean held = has(agent, CallState.HELD);
        if (active || (held && profile == Profile.CCX)) {
            return VoiceState.TALKING;
        }
        return held ? VoiceState.HOLD : VoiceState.RESERVED;
    }

    private static boolean has(Agent agent, CallState state) {
        return agent.calls.values().stream().anyMatch(call -> call.state() == state);
    }

    private static AgentSnapshot.Call call(Agent agent, String callId) {
        AgentSnapshot.Call call = agent.calls.get(callId);
        if (call == null) {
            throw new NoSuchElementException(
                    "agent " + agent.profile.id() + " has no call " + callId);
        }
        return call;
    }
}
