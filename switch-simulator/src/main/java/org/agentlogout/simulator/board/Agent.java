/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The changing record of one agent; only the board's own classes touch it. */
final class Agent {

    /** Stands for "no wrap-up is running". */
    static final Instant NEVER = Instant.MAX;

    AgentProfile profile;
    VoiceState voice = VoiceState.LOGOUT;
    Instant since = Instant.EPOCH;
    Reason reason = Reason.NONE;
    String extension = "";

    /** What follows at the end of the call, and with which reason. */
    VoiceTarget pending = VoiceTarget.NONE;

    Reason pendingReason = Reason.NONE;

    /** CCX takes one pending Not Ready per call. */
    boolean pendingAsked;

    /** Where the end of the last call leads when nothing is pending. */
    VoiceState afterCalls = VoiceState.NOT_READY;

    VoiceState afterWrapUp = VoiceState.NOT_READY;
    Reason afterWrapUpReason = Reason.NONE;
    Instant wrapUpEnds = NEVER;

    final Map<String, AgentSnapshot.Call> calls = new LinkedHashMap<>();
    final Map<String, Medium> media = new LinkedHashMap<>();

    Agent(AgentProfile profile) {
        this.profile = profile;
        configure(profile);
    }

    /** Takes a new configuration; media keep their state while the skill stays. */
    void configure(AgentProfile newProfile) {
        profile = newProfile;
        media.keySet().retainAll(newProfile.mrdIds());
        newProfile.mrdIds().forEach(mrd -> media.computeIfAbsent(mrd, Medium::new));
    }

    /** Goes to a voice state; whatever was pending or timed before is over. */
    void enter(VoiceState state, Reason why, Instant at) {
        voice = state;
        reason = why;
        since = at;
        wrapUpEnds = NEVER;
        if (!state.inCall()) {
            pending = VoiceTarget.NONE;
            pendingReason = Reason.NONE;
        }
    }

    AgentSnapshot snapshot() {
        Map<String, AgentSnapshot.Medium> mediaNow = new LinkedHashMap<>();
        media.forEach((mrd, medium) -> mediaNow.put(mrd, medium.snapshot()));
        return new AgentSnapshot(
                profile,
                voice,
                since,
                reason,
                pending,
                extension,
                List.copyOf(calls.values()),
                mediaNow);
    }
}
