/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.agentlogout.cti.AgentMessage.AgentDeskSettingsConf;
import org.agentlogout.cti.AgentMessage.AgentName;
import org.agentlogout.cti.AgentMessage.AgentStateEvent;
import org.agentlogout.cti.AgentMessage.QueryAgentStateConf;
import org.agentlogout.cti.AgentMessage.SkillGroup;
import org.agentlogout.cti.AgentMessage.TaskLoad;
import org.agentlogout.cti.AgentState;
import org.agentlogout.cti.CallMessage.About;
import org.agentlogout.cti.CallMessage.CallKey;
import org.agentlogout.cti.CallMessage.SnapshotCall;
import org.agentlogout.cti.CallMessage.SnapshotDeviceConf;
import org.agentlogout.cti.ConnectionState;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.simulator.board.AgentSnapshot;
import org.agentlogout.simulator.board.CallState;
import org.agentlogout.simulator.board.MediaState;
import org.agentlogout.simulator.board.VoiceState;

/** What a CTI server says of an agent as things stand, in the words of the protocol. */
final class CtiWords {

    /** Voice, among the media. */
    static final int VOICE_MRD = 1;

    /** Unified CCE's peripheral type in captures. */
    static final int PERIPHERAL_TYPE = 17;

    private static final int MOST_CALLS = 16;
    private static final int DYNAMIC_DEVICE = 1;
    private static final int NOT_READY_REASON_REQUIRED = 0x08;
    private static final int LOGOUT_REASON_REQUIRED = 0x10;

    private final long peripheralId;

    CtiWords(long peripheralId) {
        this.peripheralId = peripheralId;
    }

    /**
     * @param next UNKNOWN where nothing follows
     */
    AgentStateEvent voiceEvent(AgentSnapshot agent, AgentState next, Instant at) {
        return event(agent, VOICE_MRD, state(agent.voice()), agent.calls().size(), next, at);
    }

    AgentStateEvent mediumEvent(AgentSnapshot agent, AgentSnapshot.Medium medium, Instant at) {
        return event(
                agent,
                mrd(medium.mrdId()),
                state(medium.state()),
                medium.tasks().size(),
                AgentState.UNKNOWN,
                at);
    }

    private AgentStateEvent event(
            AgentSnapshot agent,
            int mrd,
            AgentState state,
            int tasks,
            AgentState next,
            Instant at) {
        boolean reason = state == AgentState.NOT_READY || state == AgentState.LOGOUT;
        return new AgentStateEvent(
                0,
                peripheralId,
                0,
                PERIPHERAL_TYPE,
                new SkillGroup(CtiMessage.NONE, CtiMessage.NONE, 0, state),
                Math.max(0, Duration.between(agent.since(), at).toSeconds()) % CtiMessage.NONE,
                state,
                reason && mrd == VOICE_MRD ? Math.max(0, agent.reason().code()) & 0xFFFF : 0,
                mrd,
                load(state, tasks),
                icmAgentId(agent),
                0,
                name(agent),
                next,
                List.of());
    }

    QueryAgentStateConf voice(long invokeId, AgentSnapshot agent) {
        return conf(invokeId, agent, state(agent.voice()), VOICE_MRD, agent.calls().size());
    }

    QueryAgentStateConf medium(long invokeId, AgentSnapshot agent, AgentSnapshot.Medium medium) {
        int mrd = mrd(medium.mrdId());
        return conf(invokeId, agent, state(medium.state()), mrd, medium.tasks().size());
    }

    private static QueryAgentStateConf conf(
            long invokeId, AgentSnapshot agent, AgentState state, int mrd, int tasks) {
        return new QueryAgentStateConf(
                invokeId,
                state,
                mrd,
                load(state, tasks),
                icmAgentId(agent),
                0,
                name(agent),
                List.of());
    }

    SnapshotDeviceConf snapshot(long invokeId, AgentSnapshot agent) {
        List<SnapshotCall> calls =
                agent.calls().stream()
                        .limit(MOST_CALLS)
                        .map(call -> new SnapshotCall(key(agent, call), state(call.state())))
                        .toList();
        return new SnapshotDeviceConf(invokeId, calls);
    }

    AgentDeskSettingsConf deskSettings(long invokeId, boolean notReadyReason, boolean reason) {
        long mask =
                (notReadyReason ? NOT_READY_REASON_REQUIRED : 0)
                        | (reason ? LOGOUT_REASON_REQUIRED : 0);
        return new AgentDeskSettingsConf(
                invokeId, peripheralId, mask, 0, 0, 7_200, 0, 12, 0, 0, 0, 0, 0, 0, 60, 0);
    }

    About about(AgentSnapshot agent, AgentSnapshot.Call call) {
        return new About(0, peripheralId, PERIPHERAL_TYPE, key(agent, call));
    }

    private static CallKey key(AgentSnapshot agent, AgentSnapshot.Call call) {
        long id = Long.parseLong(call.id()) % CtiMessage.NONE;
        return new CallKey(id, DYNAMIC_DEVICE, "L" + agent.profile().extension() + ".0");
    }

    static AgentName name(AgentSnapshot agent) {
        String phone =
                agent.extension().isEmpty() ? agent.profile().extension() : agent.extension();
        return new AgentName(phone, agent.profile().id(), phone);
    }

    private static TaskLoad load(AgentState state, int tasks) {
        return new TaskLoad(tasks, 1, 1, state == AgentState.AVAILABLE ? 1 : 0);
    }

    private static int icmAgentId(AgentSnapshot agent) {
        return 5_000 + Math.floorMod(agent.profile().id().hashCode(), 1_000_000);
    }

    /** A medium whose id is no number is one that no message can name. */
    static int mrd(String mrdId) {
        return mrdId.matches("\\d{1,9}") ? Integer.parseInt(mrdId) : -1;
    }

    static AgentState state(VoiceState state) {
        return switch (state) {
            case LOGOUT -> AgentState.LOGOUT;
            case NOT_READY -> AgentState.NOT_READY;
            case READY -> AgentState.AVAILABLE;
            case RESERVED, RESERVED_OUTBOUND, RESERVED_OUTBOUND_PREVIEW -> AgentState.RESERVED;
            case TALKING -> AgentState.TALKING;
            case HOLD -> AgentState.HOLD;
            case WORK -> AgentState.WORK_NOT_READY;
            case WORK_READY -> AgentState.WORK_READY;
            case UNKNOWN -> AgentState.UNKNOWN;
        };
    }

    private static AgentState state(MediaState state) {
        return switch (state) {
            case LOGOUT -> AgentState.LOGOUT;
            case NOT_READY -> AgentState.NOT_READY;
            case READY -> AgentState.AVAILABLE;
            case RESERVED -> AgentState.RESERVED;
            case ACTIVE -> AgentState.ACTIVE;
            case PAUSED -> AgentState.PAUSED;
            case INTERRUPTED -> AgentState.INTERRUPTED;
            case WORK_READY -> AgentState.WORK_READY;
            case WORK_NOT_READY -> AgentState.WORK_NOT_READY;
        };
    }

    static ConnectionState state(CallState state) {
        return switch (state) {
            case ALERTING -> ConnectionState.ALERTING;
            case ACTIVE -> ConnectionState.CONNECT;
            case HELD -> ConnectionState.HOLD;
        };
    }
}
