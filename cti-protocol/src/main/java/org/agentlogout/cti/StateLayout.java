/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.util.ArrayList;
import java.util.List;
import org.agentlogout.cti.AgentMessage.AgentName;
import org.agentlogout.cti.AgentMessage.AgentStateEvent;
import org.agentlogout.cti.AgentMessage.QueryAgentStateConf;
import org.agentlogout.cti.AgentMessage.SkillGroup;
import org.agentlogout.cti.AgentMessage.TaskLoad;

/** How QUERY_AGENT_STATE_CONF and AGENT_STATE_EVENT lie in bytes. */
final class StateLayout {

    /** The guide's limit for events. Nothing longer is sent. */
    private static final int SKILL_GROUPS_LIMIT = 99;

    private StateLayout() {}

    /** What both say about the agent's work in a medium, in the same order. */
    private record Work(int mrdId, TaskLoad load, int icmAgentId) {

        static Work read(FieldReader in) throws CtiFormatException {
            int mrdId = in.integer("MRDID");
            long tasks = in.uint("NumTasks");
            int agentMode = in.ushort("AgentMode");
            long maxTasks = in.uint("MaxTaskLimit");
            int icmAgentId = in.integer("ICMAgentID");
            long availability = in.uint("AgentAvailabilityStatus");
            TaskLoad load = new TaskLoad(tasks, agentMode, maxTasks, availability);
            return new Work(mrdId, load, icmAgentId);
        }

        void write(FieldWriter out) {
            out.integer(mrdId)
                    .uint("NumTasks", load.tasks())
                    .ushort("AgentMode", load.agentMode())
                    .uint("MaxTaskLimit", load.maxTasks())
                    .integer(icmAgentId)
                    .uint("AgentAvailabilityStatus", load.availabilityStatus());
        }
    }

    private static FloatingPart floats(FieldReader in) throws CtiFormatException {
        return in.floats(
                FloatingField.AGENT_ID,
                FloatingField.AGENT_EXTENSION,
                FloatingField.AGENT_INSTRUMENT,
                FloatingField.NEXT_AGENT_STATE,
                FloatingField.SKILL_GROUP_NUMBER,
                FloatingField.SKILL_GROUP_ID,
                FloatingField.SKILL_GROUP_PRIORITY,
                FloatingField.SKILL_GROUP_STATE);
    }

    static QueryAgentStateConf queryAgentStateConf(FieldReader in) throws CtiFormatException {
        long invokeId = in.uint("InvokeID");
        AgentState state = in.agentState("AgentState");
        FieldReader.Count count = in.count("NumSkillGroups", SKILL_GROUPS_LIMIT);
        Work work = Work.read(in);
        int departmentId = in.departmentId();
        FloatingPart floats = floats(in);
        return new QueryAgentStateConf(
                invokeId,
                state,
                work.mrdId(),
                work.load(),
                work.icmAgentId(),
                departmentId,
                AgentLayout.agentName(floats),
                skillGroups(count, floats));
    }

    static void write(QueryAgentStateConf m, FieldWriter out) {
        out.uint("InvokeID", m.invokeId())
                .state(m.agentState())
                .count("NumSkillGroups", m.skillGroups(), SKILL_GROUPS_LIMIT);
        new Work(m.mrdId(), m.load(), m.icmAgentId()).write(out);
        out.departmentId(m.departmentId());
        writeIdFirst(m.agent(), out);
        m.skillGroups().forEach(group -> write(group, out));
    }

    private static List<SkillGroup> skillGroups(FieldReader.Count count, FloatingPart floats)
            throws CtiFormatException {
        List<SkillGroup> groups = new ArrayList<>();
        for (FloatingPart group :
                floats.groups(
                        count,
                        FloatingField.SKILL_GROUP_NUMBER,
                        FloatingField.SKILL_GROUP_ID,
                        FloatingField.SKILL_GROUP_PRIORITY,
                        FloatingField.SKILL_GROUP_STATE)) {
            groups.add(
                    new SkillGroup(
                            group.number(FloatingField.SKILL_GROUP_NUMBER, CtiMessage.NONE),
                            group.number(FloatingField.SKILL_GROUP_ID, CtiMessage.NONE),
                            (int) group.number(FloatingField.SKILL_GROUP_PRIORITY, 0),
                            group.agentState(FloatingField.SKILL_GROUP_STATE)));
        }
        return groups;
    }

    private static void write(SkillGroup group, FieldWriter out) {
        out.number(FloatingField.SKILL_GROUP_NUMBER, group.number())
                .number(FloatingField.SKILL_GROUP_ID, group.id())
                .number(FloatingField.SKILL_GROUP_PRIORITY, group.priority())
                .number(FloatingField.SKILL_GROUP_STATE, group.state().number());
    }

    static AgentStateEvent agentStateEvent(FieldReader in) throws CtiFormatException {
        long monitorId = in.uint("MonitorID");
        long peripheralId = in.uint("PeripheralID");
        long sessionId = in.uint("SessionID");
        int peripheralType = in.ushort("PeripheralType");
        AgentState groupState = in.agentState("SkillGroupState");
        long stateDuration = in.uint("StateDuration");
        SkillGroup group =
                new SkillGroup(
                        in.uint("SkillGroupNumber"),
                        in.uint("SkillGroupID"),
                        in.ushort("SkillGroupPriority"),
                        groupState);
        AgentState state = in.agentState("AgentState");
        int reason = in.ushort("EventReasonCode");
        Work work = Work.read(in);
        FieldReader.Count count = in.count("NumFltSkillGroups", SKILL_GROUPS_LIMIT);
        int departmentId = in.departmentId();
        FloatingPart floats = floats(in);
        return new AgentStateEvent(
                monitorId,
                peripheralId,
                sessionId,
                peripheralType,
                group,
                stateDuration,
                state,
                reason,
                work.mrdId(),
                work.load(),
                work.icmAgentId(),
                departmentId,
                AgentLayout.agentName(floats),
                floats.agentState(FloatingField.NEXT_AGENT_STATE),
                skillGroups(count, floats));
    }

    static void write(AgentStateEvent m, FieldWriter out) {
        out.uint("MonitorID", m.monitorId())
                .uint("PeripheralID", m.peripheralId())
                .uint("SessionID", m.sessionId())
                .ushort("PeripheralType", m.peripheralType())
                .state(m.skillGroup().state())
                .uint("StateDuration", m.stateDuration())
                .uint("SkillGroupNumber", m.skillGroup().number())
                .uint("SkillGroupID", m.skillGroup().id())
                .ushort("SkillGroupPriority", m.skillGroup().priority())
                .state(m.agentState())
                .ushort("EventReasonCode", m.eventReasonCode());
        new Work(m.mrdId(), m.load(), m.icmAgentId()).write(out);
        out.count("NumFltSkillGroups", m.skillGroups(), SKILL_GROUPS_LIMIT)
                .departmentId(m.departmentId());
        writeIdFirst(m.agent(), out);
        if (m.nextAgentState() != AgentState.UNKNOWN) {
            out.number(FloatingField.NEXT_AGENT_STATE, m.nextAgentState().number());
        }
        m.skillGroups().forEach(it -> write(it, out));
    }

    /** The guide's tables of what a server sends have the AgentID first. */
    private static void writeIdFirst(AgentName agent, FieldWriter out) {
        out.text(FloatingField.AGENT_ID, agent.agentId())
                .text(FloatingField.AGENT_EXTENSION, agent.extension())
                .text(FloatingField.AGENT_INSTRUMENT, agent.instrument());
    }
}
