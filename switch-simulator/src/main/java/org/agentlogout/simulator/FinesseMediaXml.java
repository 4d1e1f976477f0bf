/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.util.Map;
import org.agentlogout.simulator.board.AgentSnapshot;
import org.agentlogout.simulator.board.MediaOptions;
import org.agentlogout.simulator.board.MediaState;
import org.agentlogout.simulator.board.ReasonCategory;

/** The Media objects and their dialogs (developer guide 12.5, p. 75, 167 and 184). */
final class FinesseMediaXml {

    private final LetterCase letterCase;
    private final boolean optionsPerNode;

    FinesseMediaXml(LetterCase letterCase, boolean optionsPerNode) {
        this.letterCase = letterCase;
        this.optionsPerNode = optionsPerNode;
    }

    String list(AgentSnapshot agent, Map<String, String> names, Node node) {
        XmlText xml = new XmlText(letterCase).open("MediaList");
        names.forEach((mrd, name) -> medium(xml, agent, mrd, name, node));
        return xml.close("MediaList").toString();
    }

    String medium(AgentSnapshot agent, String mrdId, String name, Node node) {
        XmlText xml = new XmlText(letterCase);
        medium(xml, agent, mrdId, name, node);
        return xml.toString();
    }

    private void medium(XmlText xml, AgentSnapshot agent, String mrdId, String name, Node node) {
        xml.open("Media").leaf("uri", uri(agent, mrdId)).leaf("description", "Domain " + name);
        xml.leaf("id", mrdId).leaf("interruptible", true).leaf("name", name);
        AgentSnapshot.Medium medium = agent.media().get(mrdId);
        if (medium != null) {
            state(xml, medium, node);
        }
        xml.close("Media");
    }

    private void state(XmlText xml, AgentSnapshot.Medium medium, Node node) {
        boolean here = !optionsPerNode || medium.side().equals(node.name());
        MediaOptions options =
                here || medium.side().isEmpty() ? medium.options() : PlatformActs.ELSEWHERE;
        xml.leaf("maxDialogLimit", options.maxDialogLimit());
        xml.leaf("interruptAction", options.interruptAction());
        xml.leaf("dialogLogoutAction", options.dialogLogoutAction());
        xml.leaf("routable", medium.routable()).leaf("state", medium.state().name());
        xml.leaf("stateChangeTime", FinesseUserXml.time(medium.since()));
        if (medium.state() == MediaState.NOT_READY || medium.state() == MediaState.LOGOUT) {
            boolean out = medium.state() == MediaState.LOGOUT;
            FinesseUserXml.reason(
                    xml, medium.reason(), out ? ReasonCategory.LOGOUT : ReasonCategory.NOT_READY);
        }
    }

    String dialogs(AgentSnapshot.Medium medium, String name) {
        XmlText xml = new XmlText(letterCase).open("Dialogs");
        medium.tasks().forEach(task -> dialog(xml, medium.mrdId(), name, task));
        return xml.close("Dialogs").toString();
    }

    String dialog(String mrdId, String name, AgentSnapshot.Task task) {
        XmlText xml = new XmlText(letterCase);
        dialog(xml, mrdId, name, task);
        return xml.toString();
    }

    private static void dialog(XmlText xml, String mrdId, String name, AgentSnapshot.Task task) {
        xml.open("Dialog").leaf("associatedDialogUri", "").leaf("id", task.id());
        xml.leaf("mediaType", name).open("mediaProperties").leaf("mediaId", mrdId);
        xml.leaf("queueNumber", "5000").leaf("queueName", "Queue of " + name);
        xml.leaf("dispositionCode", task.disposition()).close("mediaProperties");
        xml.leaf("state", task.state().name());
        xml.leaf("uri", FinesseUserXml.API + "Dialog/" + task.id()).close("Dialog");
    }

    private static String uri(AgentSnapshot agent, String mrdId) {
        return FinesseUserXml.API + "User/" + agent.profile().id() + "/Media/" + mrdId;
    }
}
