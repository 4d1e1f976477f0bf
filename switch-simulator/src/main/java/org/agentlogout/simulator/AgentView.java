/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agentlogout.simulator.board.AgentSnapshot;
import org.agentlogout.simulator.board.CallState;
import org.agentlogout.simulator.board.VoiceTarget;

/**
 * What is true of an agent, whatever any node answered.
 *
 * @param userId the login id
 * @param voiceState as in the User object, such as NOT_READY
 * @param pendingState the state that follows when the call ends, empty when there is none
 * @param reasonCodeId the id of the reason given, -1 when there is none
 * @param reasonCode the value of that reason, -1 when there is none; 999 or 33 after a supervisor
 * @param dialogs the live calls, oldest first
 * @param medias by MRD id, in the order the agent's skills were given
 */
public record AgentView(
        String userId,
        String voiceState,
        String pendingState,
        int reasonCodeId,
        int reasonCode,
        List<DialogView> dialogs,
        Map<String, MediaView> medias) {

    static AgentView of(AgentSnapshot agent) {
        Map<String, MediaView> medias = new LinkedHashMap<>();
        agent.media().forEach((mrd, medium) -> medias.put(mrd, view(medium)));
        return new AgentView(
                agent.profile().id(),
                agent.voice().name(),
                agent.pending() == VoiceTarget.NONE ? "" : agent.pending().name(),
                agent.reason().id(),
                agent.reason().code(),
                agent.calls().stream().map(AgentView::view).toList(),
                medias);
    }

    private static DialogView view(AgentSnapshot.Call call) {
        boolean alerting = call.state() == CallState.ALERTING;
        String state = alerting ? "ALERTING" : "ACTIVE";
        return new DialogView(call.id(), state, call.state().name(), call.icd());
    }

    private static MediaView view(AgentSnapshot.Medium medium) {
        return new MediaView(
                medium.state().name(),
                medium.routable(),
                medium.reason().id(),
                medium.tasks().stream().map(AgentView::view).toList(),
                medium.closed().stream().map(AgentView::view).toList(),
                medium.options().maxDialogLimit(),
                medium.options().interruptAction(),
                medium.options().dialogLogoutAction());
    }

    private static TaskView view(AgentSnapshot.Task task) {
        return new TaskView(task.id(), task.state().name(), task.disposition());
    }
}
