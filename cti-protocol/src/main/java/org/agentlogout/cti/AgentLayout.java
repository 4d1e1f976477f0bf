/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.util.ArrayList;
import java.util.List;
import org.agentlogout.cti.AgentMessage.AgentDeskSettingsConf;
import org.agentlogout.cti.AgentMessage.AgentDeskSettingsReq;
import org.agentlogout.cti.AgentMessage.AgentName;
import org.agentlogout.cti.AgentMessage.ControlFailureConf;
import org.agentlogout.cti.AgentMessage.Force;
import org.agentlogout.cti.AgentMessage.GroupChoice;
import org.agentlogout.cti.AgentMessage.QueryAgentStateReq;
import org.agentlogout.cti.AgentMessage.SetAgentStateConf;
import org.agentlogout.cti.AgentMessage.SetAgentStateReq;

/** How the agent's messages lie in bytes; those that tell a state are in {@link StateLayout}. */
final class AgentLayout {

    /** The guide's limit for SET_AGENT_STATE_REQ. */
    private static final int GROUP_CHOICES_LIMIT = 10;

    private AgentLayout() {}

    static QueryAgentStateReq queryAgentStateReq(FieldReader in) throws CtiFormatException {
        return new QueryAgentStateReq(
                in.uint("InvokeID"),
                in.uint("PeripheralID"),
                in.integer("MRDID"),
                in.integer("ICMAgentID"),
                agentName(in));
    }

    static void write(QueryAgentStateReq m, FieldWriter out) {
        out.uint("InvokeID", m.invokeId())
                .uint("PeripheralID", m.peripheralId())
                .integer(m.mrdId())
                .integer(m.icmAgentId());
        write(m.agent(), out);
    }

    static AgentName agentName(FieldReader in) throws CtiFormatException {
        return agentName(
                in.floats(
                        FloatingField.AGENT_EXTENSION,
                        FloatingField.AGENT_ID,
                        FloatingField.AGENT_INSTRUMENT));
    }

    static AgentName agentName(FloatingPart floats) throws CtiFormatException {
        return new AgentName(
                floats.text(FloatingField.AGENT_EXTENSION),
                floats.text(FloatingField.AGENT_ID),
                floats.text(FloatingField.AGENT_INSTRUMENT));
    }

    static void write(AgentName agent, FieldWriter out) {
        out.text(FloatingField.AGENT_EXTENSION, agent.extension())
                .text(FloatingField.AGENT_ID, agent.agentId())
                .text(FloatingField.AGENT_INSTRUMENT, agent.instrument());
    }

    static SetAgentStateReq setAgentStateReq(FieldReader in) throws CtiFormatException {
        long invokeId = in.uint("InvokeID");
        long peripheralId = in.uint("PeripheralID");
        AgentState state = in.agentState("AgentState");
        int workMode = in.ushort("AgentWorkMode");
        FieldReader.Count count = in.count("NumSkillGroups", GROUP_CHOICES_LIMIT);
        int reason = in.ushort("EventReasonCode");
        Force force = Force.of(in.uchar("ForcedFlag"));
        long serviceReq = in.uint("AgentServiceReq");
        FloatingPart floats =
                in.floats(
                        FloatingField.AGENT_INSTRUMENT,
                        FloatingField.AGENT_ID,
                        FloatingField.AGENT_PASSWORD,
                        FloatingField.SSO_ENABLED,
                        FloatingField.SKILL_GROUP_NUMBER,
                        FloatingField.SKILL_GROUP_PRIORITY);
        return new SetAgentStateReq(
                invokeId,
                peripheralId,
                state,
                workMode,
                reason,
                force,
                serviceReq,
                floats.text(FloatingField.AGENT_INSTRUMENT),
                floats.text(FloatingField.AGENT_ID),
                new Password(floats.text(FloatingField.AGENT_PASSWORD)),
                floats.number(FloatingField.SSO_ENABLED, 0) != 0,
                groupChoices(count, floats));
    }

    private static List<GroupChoice> groupChoices(FieldReader.Count count, FloatingPart floats)
            throws CtiFormatException {
        List<GroupChoice> choices = new ArrayList<>();
        for (FloatingPart group :
                floats.groups(
                        count,
                        FloatingField.SKILL_GROUP_NUMBER,
                        FloatingField.SKILL_GROUP_PRIORITY)) {
            choices.add(
                    new GroupChoice(
                            group.number(FloatingField.SKILL_GROUP_NUMBER, CtiMessage.NONE),
                            (int) group.number(FloatingField.SKILL_GROUP_PRIORITY, 0)));
        }
        return choices;
    }

    static void write(SetAgentStateReq m, FieldWriter out) {
        out.uint("InvokeID", m.invokeId())
                .uint("PeripheralID", m.peripheralId())
                .state(m.agentState())
                .ushort("AgentWorkMode", m.workMode())
                .count("NumSkillGroups", m.groups(), GROUP_CHOICES_LIMIT)
                .ushort("EventReasonCode", m.eventReasonCode())
                .uchar("ForcedFlag", m.force().number())
                .uint("AgentServiceReq", m.agentServiceReq())
                .text(FloatingField.AGENT_INSTRUMENT, m.instrument())
                .text(FloatingField.AGENT_ID, m.agentId())
                .text(FloatingField.AGENT_PASSWORD, m.password().text());
        if (m.ssoEnabled()) {
            out.number(FloatingField.SSO_ENABLED, 1);
        }
        for (GroupChoice group : m.groups()) {
            out.number(FloatingField.SKILL_GROUP_NUMBER, group.number())
                    .number(FloatingField.SKILL_GROUP_PRIORITY, group.priority());
        }
    }

    static SetAgentStateConf setAgentStateConf(FieldReader in) throws CtiFormatException {
        return new SetAgentStateConf(in.uint("InvokeID"));
    }

    static void write(SetAgentStateConf m, FieldWriter out) {
        out.uint("InvokeID", m.invokeId());
    }

    static ControlFailureConf controlFailureConf(FieldReader in) throws CtiFormatException {
        return new ControlFailureConf(
                in.uint("InvokeID"), in.ushort("FailureCode"), in.uint("PeripheralErrorCode"));
    }

    static void write(ControlFailureConf m, FieldWriter out) {
        out.uint("InvokeID", m.invokeId())
                .ushort("FailureCode", m.failureCode())
                .uint("PeripheralErrorCode", m.peripheralErrorCode());
    }

    static AgentDeskSettingsReq agentDeskSettingsReq(FieldReader in) throws CtiFormatException {
        return new AgentDeskSettingsReq(
                in.uint("InvokeID"), in.uint("PeripheralID"), agentName(in));
    }

    static void write(AgentDeskSettingsReq m, FieldWriter out) {
        out.uint("InvokeID", m.invokeId()).uint("PeripheralID", m.peripheralId());
        write(m.agent(), out);
    }

    static AgentDeskSettingsConf agentDeskSettingsConf(FieldReader in) throws CtiFormatException {
        return new AgentDeskSettingsConf(
                in.uint("InvokeID"),
                in.uint("PeripheralID"),
                in.uint("DeskSettingsMask"),
                in.uint("WrapupDataIncomingMode"),
                in.uint("WrapupDataOutgoingMode"),
                in.uint("LogoutNonActivityTime"),
                in.uint("QualityRecordingRate"),
                in.uint("RingNoAnswerTime"),
                in.uint("SilentMonitorWarningMessage"),
                in.uint("SilentMonitorAudibleIndication"),
                in.uint("SupervisorAssistCallMethod"),
                in.uint("EmergencyCallMethod"),
                in.uint("AutoRecordOnEmergency"),
                in.uint("RecordingMode"),
                in.uint("WorkModeTimer"),
                in.uint("RingNoAnswerDN"));
    }

    static void write(AgentDeskSettingsConf m, FieldWriter out) {
        out.uint("InvokeID", m.invokeId())
                .uint("PeripheralID", m.peripheralId())
                .uint("DeskSettingsMask", m.deskSettingsMask())
                .uint("WrapupDataIncomingMode", m.wrapupDataIncomingMode())
                .uint("WrapupDataOutgoingMode", m.wrapupDataOutgoingMode())
                .uint("LogoutNonActivityTime", m.logoutNonActivityTime())
                .uint("QualityRecordingRate", m.qualityRecordingRate())
                .uint("RingNoAnswerTime", m.ringNoAnswerTime())
                .uint("SilentMonitorWarningMessage", m.silentMonitorWarningMessage())
                .uint("SilentMonitorAudibleIndication", m.silentMonitorAudibleIndication())
                .uint("SupervisorAssistCallMethod", m.supervisorAssistCallMethod())
                .uint("EmergencyCallMethod", m.emergencyCallMethod())
                .uint("AutoRecordOnEmergency", m.autoRecordOnEmergency())
                .uint("RecordingMode", m.recordingMode())
                .uint("WorkModeTimer", m.workModeTimer())
                .uint("RingNoAnswerDN", m.ringNoAnswerDn());
    }
}
