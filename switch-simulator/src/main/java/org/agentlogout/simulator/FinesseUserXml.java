/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import org.agentlogout.simulator.board.AgentProfile;
import org.agentlogout.simulator.board.AgentSnapshot;
import org.agentlogout.simulator.board.CallState;
import org.agentlogout.simulator.board.Reason;
import org.agentlogout.simulator.board.ReasonCategory;
import org.agentlogout.simulator.board.VoiceState;
import org.agentlogout.simulator.board.VoiceTarget;

/** The User, Team, Dialog and ReasonCode objects (developer guide 12.5, p. 29, 52, 74 and 144). */
final class FinesseUserXml {

    static final String API = "/finesse/api/";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final LetterCase letterCase;
    private final Duration wrapUpTime;

    FinesseUserXml(LetterCase letterCase, Duration wrapUpTime) {
        this.letterCase = letterCase;
        this.wrapUpTime = wrapUpTime;
    }

    /** UTC with milliseconds; empty for an object that has seen no change. */
    static String time(Instant at) {
        return at.equals(Instant.EPOCH) ? "" : TIME.format(at);
    }

    String user(AgentSnapshot agent) {
        XmlText xml = new XmlText(letterCase);
        AgentProfile profile = agent.profile();
        String wrapUp = profile.wrapUp() ? "REQUIRED" : "NOT_ALLOWED";
        xml.open("User");
        summary(xml, agent);
        xml.leaf("loginName", profile.id()).leaf("mediaType", 1);
        xml.open("roles").leaf("role", "Agent");
        if (profile.supervisor()) {
            xml.leaf("role", "Supervisor");
        }
        xml.close("roles").open("settings");
        xml.leaf("wrapUpOnIncoming", wrapUp).leaf("wrapUpOnOutgoing", "NOT_ALLOWED");
        xml.close("settings");
        xml.leaf("teamId", profile.teamId()).leaf("teamName", "Team " + profile.teamId());
        xml.leaf("wrapUpTimer", wrapUpTime.toSeconds());
        if (profile.supervisor()) {
            xml.open("teams").open("Team");
            xml.leaf("uri", API + "Team/" + profile.teamId()).leaf("id", profile.teamId());
            xml.leaf("name", "Team " + profile.teamId()).close("Team").close("teams");
        }
        return xml.close("User").toString();
    }

    private static void summary(XmlText xml, AgentSnapshot agent) {
        AgentProfile profile = agent.profile();
        String uri = API + "User/" + profile.id();
        xml.leaf("uri", uri).leaf("loginId", profile.id());
        xml.leaf("firstName", "Agent").leaf("lastName", profile.id());
        xml.leaf("dialogs", uri + "/Dialogs").leaf("extension", agent.extension());
        VoiceTarget pending = agent.pending();
        xml.leaf("pendingState", pending == VoiceTarget.NONE ? "" : pending.name());
        xml.leaf("state", agent.voice().name());
        xml.leaf("stateChangeTime", time(agent.since()));
        if (agent.voice() == VoiceState.NOT_READY || agent.voice() == VoiceState.LOGOUT) {
            boolean out = agent.voice() == VoiceState.LOGOUT;
            reason(xml, agent.reason(), out ? ReasonCategory.LOGOUT : ReasonCategory.NOT_READY);
        }
    }

    /** The id as -1 or, when none was chosen, empty; with a reason the whole object besides. */
    static void reason(XmlText xml, Reason reason, ReasonCategory category) {
        boolean unchosen = reason.equals(Reason.NOT_CHOSEN);
        xml.leaf("reasonCodeId", unchosen ? "" : Integer.toString(reason.id()));
        if (reason.id() != Reason.NO_ID) {
            reasonCode(xml, reason, category);
        }
    }

    private static void reasonCode(XmlText xml, Reason reason, ReasonCategory category) {
        xml.open("ReasonCode").leaf("uri", API + "ReasonCode/" + reason.id());
        xml.leaf("category", category.name()).leaf("code", reason.code());
        xml.leaf("label", reason.label()).leaf("forAll", true);
        xml.leaf("systemCode", reason.system()).leaf("id", reason.id()).close("ReasonCode");
    }

    String reasonCode(Reason reason, ReasonCategory category) {
        XmlText xml = new XmlText(letterCase);
        reasonCode(xml, reason, category);
        return xml.toString();
    }

    String reasonCodes(List<Reason> reasons, ReasonCategory category) {
        XmlText xml = new XmlText(letterCase);
        xml.open("ReasonCodes", "category", category.name());
        reasons.forEach(reason -> reasonCode(xml, reason, category));
        return xml.close("ReasonCodes").toString();
    }

    String team(String teamId, Collection<AgentSnapshot> members) {
        XmlText xml = new XmlText(letterCase);
        xml.open("Team").leaf("uri", API + "Team/" + teamId).leaf("id", teamId);
        xml.leaf("name", "Team " + teamId).open("users");
        for (AgentSnapshot member : members) {
            xml.open("User");
            summary(xml, member);
            xml.close("User");
        }
        return xml.close("users").close("Team").toString();
    }

    String dialogs(AgentSnapshot agent) {
        XmlText xml = new XmlText(letterCase).open("Dialogs");
        agent.calls().forEach(call -> dialog(xml, agent, call));
        return xml.close("Dialogs").toString();
    }

    String dialog(AgentSnapshot agent, AgentSnapshot.Call call) {
        XmlText xml = new XmlText(letterCase);
        dialog(xml, agent, call);
        return xml.toString();
    }

    private static void dialog(XmlText xml, AgentSnapshot agent, AgentSnapshot.Call call) {
        boolean alerting = call.state() == CallState.ALERTING;
        String phone =
                agent.extension().isEmpty() ? agent.profile().extension() : agent.extension();
        xml.open("Dialog").leaf("associatedDialogUri", "").leaf("fromAddress", "5550100");
        xml.leaf("id", call.id()).leaf("secondaryId", "").leaf("mediaType", "Voice");
        xml.open("mediaProperties").leaf("DNIS", phone).leaf("dialedNumber", phone);
        xml.leaf("callType", call.icd() ? "ACD_IN" : "OTHER_IN");
        xml.close("mediaProperties").open("participants");
        participant(xml, phone, "AGENT_DEVICE", call.state().name(), call.since());
        participant(xml, "5550100", "", alerting ? "INITIATED" : "ACTIVE", call.since());
        xml.close("participants").leaf("state", alerting ? "ALERTING" : "ACTIVE");
        xml.leaf("toAddress", phone).leaf("uri", API + "Dialog/" + call.id()).close("Dialog");
    }

    private static void participant(
            XmlText xml, String address, String kind, String state, Instant since) {
        xml.open("Participant").open("actions").close("actions");
        xml.leaf("mediaAddress", address).leaf("mediaAddressType", kind);
        xml.leaf("startTime", time(since)).leaf("state", state).leaf("stateCause", "");
        xml.leaf("stateChangeTime", time(since)).close("Participant");
    }
}
