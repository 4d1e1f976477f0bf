/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.util.Arrays;
import java.util.List;

/** What asks for, changes and tells an agent's state (guide, "Application Level Interfaces"). */
public sealed interface AgentMessage extends CtiMessage {

    /** How an agent is named; whatever is empty is left out. */
    record AgentName(String extension, String agentId, String instrument) {

        public static final AgentName NONE = new AgentName("", "", "");
    }

    /**
     * An agent's state in one skill group.
     *
     * @param number {@link CtiMessage#NONE} where there is no group
     */
    record SkillGroup(long number, long id, int priority, AgentState state) {}

    /**
     * @param availabilityStatus 0 not available, 1 in ICM, 2 in the application
     */
    record TaskLoad(long tasks, int agentMode, long maxTasks, long availabilityStatus) {}

    /**
     * Asks for an agent's state.
     *
     * @param mrdId the medium; 1 is voice
     * @param icmAgentId the skill target id, 0 when the agent is named otherwise
     */
    record QueryAgentStateReq(
            long invokeId, long peripheralId, int mrdId, int icmAgentId, AgentName agent)
            implements AgentMessage, CtiMessage.Request {

        @Override
        public QueryAgentStateReq withInvokeId(long other) {
            return new QueryAgentStateReq(other, peripheralId, mrdId, icmAgentId, agent);
        }

        @Override
        public boolean isAnsweredBy(CtiMessage.Answer answer) {
            return answer instanceof QueryAgentStateConf || answer.isFailure();
        }
    }

    /**
     * An agent's state; one who is logged out answers so, too.
     *
     * @param departmentId from version 19 on, else 0
     */
    record QueryAgentStateConf(
            long invokeId,
            AgentState agentState,
            int mrdId,
            TaskLoad load,
            int icmAgentId,
            int departmentId,
            AgentName agent,
            List<SkillGroup> skillGroups)
            implements AgentMessage, CtiMessage.Answer {

        public QueryAgentStateConf {
            skillGroups = List.copyOf(skillGroups);
        }
    }

    /** One of the groups that a login or logout is for. */
    record GroupChoice(long number, int priority) {}

    /** What ForcedFlag says. */
    enum Force {
        NO(0),
        /** Whatever the agent's state. */
        YES(1),
        AUTHENTICATION_ONLY(2);

        private final int number;

        Force(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        /** A number that the guide does not have forces nothing. */
        static Force of(int number) {
            return Arrays.stream(values()).filter(it -> it.number == number).findFirst().orElse(NO);
        }
    }

    /**
     * Asks for a change of state.
     *
     * @param workMode 0 unspecified
     * @param eventReasonCode 0 to 65535
     * @param agentServiceReq 0 but for outbound
     * @param instrument required
     * @param agentId required for a login and a logout
     * @param ssoEnabled needs version 20
     * @param groups of a logout: none means all
     */
    record SetAgentStateReq(
            long invokeId,
            long peripheralId,
            AgentState agentState,
            int workMode,
            int eventReasonCode,
            Force force,
            long agentServiceReq,
            String instrument,
            String agentId,
            Password password,
            boolean ssoEnabled,
            List<GroupChoice> groups)
            implements AgentMessage, CtiMessage.Request {

        public SetAgentStateReq {
            groups = List.copyOf(groups);
        }

        @Override
        public SetAgentStateReq withInvokeId(long other) {
            return new SetAgentStateReq(
                    other,
                    peripheralId,
                    agentState,
                    workMode,
                    eventReasonCode,
                    force,
                    agentServiceReq,
                    instrument,
                    agentId,
                    password,
                    ssoEnabled,
                    groups);
        }

        @Override
        public boolean isAnsweredBy(CtiMessage.Answer answer) {
            return answer instanceof SetAgentStateConf || answer.isFailure();
        }
    }

    /** The request was received. Only an {@link AgentStateEvent} proves the new state. */
    record SetAgentStateConf(long invokeId) implements AgentMessage, CtiMessage.Answer {}

    /**
     * The peripheral said no.
     *
     * @param failureCode see {@link ControlFailureCode}
     */
    record ControlFailureConf(long invokeId, int failureCode, long peripheralErrorCode)
            implements AgentMessage, CtiMessage.Answer {}

    /**
     * An agent's state changed. One change may come as several events, one for each skill group:
     * {@code agentState} is the agent's, {@code skillGroup} what the event is about.
     *
     * @param sessionId of the agent's own session, or 0
     * @param stateDuration seconds
     * @param eventReasonCode has a meaning with NOT_READY and LOGOUT only
     * @param departmentId from version 19 on, else 0
     * @param nextAgentState UNKNOWN where the event has none
     */
    record AgentStateEvent(
            long monitorId,
            long peripheralId,
            long sessionId,
            int peripheralType,
            SkillGroup skillGroup,
            long stateDuration,
            AgentState agentState,
            int eventReasonCode,
            int mrdId,
            TaskLoad load,
            int icmAgentId,
            int departmentId,
            AgentName agent,
            AgentState nextAgentState,
            List<SkillGroup> skillGroups)
            implements AgentMessage {

        public AgentStateEvent {
            skillGroups = List.copyOf(skillGroups);
        }
    }

    /** Asks for the settings of an agent's desk. */
    record AgentDeskSettingsReq(long invokeId, long peripheralId, AgentName agent)
            implements AgentMessage, CtiMessage.Request {

        @Override
        public AgentDeskSettingsReq withInvokeId(long other) {
            return new AgentDeskSettingsReq(other, peripheralId, agent);
        }

        @Override
        public boolean isAnsweredBy(CtiMessage.Answer answer) {
            return answer instanceof AgentDeskSettingsConf || answer.isFailure();
        }
    }

    /**
     * The settings of an agent's desk, named as in the guide.
     *
     * @param logoutNonActivityTime seconds
     * @param ringNoAnswerTime seconds
     * @param workModeTimer seconds
     */
    record AgentDeskSettingsConf(
            long invokeId,
            long peripheralId,
            long deskSettingsMask,
            long wrapupDataIncomingMode,
            long wrapupDataOutgoingMode,
            long logoutNonActivityTime,
            long qualityRecordingRate,
            long ringNoAnswerTime,
            long silentMonitorWarningMessage,
            long silentMonitorAudibleIndication,
            long supervisorAssistCallMethod,
            long emergencyCallMethod,
            long autoRecordOnEmergency,
            long recordingMode,
            long workModeTimer,
            long ringNoAnswerDn)
            implements AgentMessage, CtiMessage.Answer {

        private static final int NOT_READY_REASON_REQUIRED = 0x08;
        private static final int LOGOUT_REASON_REQUIRED = 0x10;

        public boolean notReadyReasonRequired() {
            return (deskSettingsMask & NOT_READY_REASON_REQUIRED) != 0;
        }

        public boolean logoutReasonRequired() {
            return (deskSettingsMask & LOGOUT_REASON_REQUIRED) != 0;
        }
    }
}
