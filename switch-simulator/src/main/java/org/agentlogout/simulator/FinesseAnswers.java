/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.agentlogout.simulator.board.AgentBoard;
import org.agentlogout.simulator.board.AgentProfile;
import org.agentlogout.simulator.board.AgentSnapshot;
import org.agentlogout.simulator.board.Reason;
import org.agentlogout.simulator.board.ReasonCategory;

/** GET requests: who may see what, and how it reads. */
final class FinesseAnswers {

    /** A body with 200, or an error. */
    sealed interface Reply {
        record Shown(String xml) implements Reply {}

        record Failed(FinesseError error) implements Reply {}
    }

    private final SimulatorSettings settings;
    private final FinesseUserXml users;
    private final FinesseMediaXml media;

    FinesseAnswers(SimulatorSettings settings) {
        this.settings = settings;
        users = new FinesseUserXml(settings.letterCase(), settings.wrapUpTime());
        media = new FinesseMediaXml(settings.letterCase(), settings.mediaSettingsPerNode());
    }

    Reply answer(AgentBoard board, FinesseRequest request, String caller, Node node) {
        String user = request.userId();
        return switch (request.operation()) {
            case GET_USER -> seen(board, caller, user, users::user);
            case GET_USER_DIALOGS -> seen(board, caller, user, users::dialogs);
            case GET_DIALOG -> dialog(board, caller, request.objectId());
            case GET_TEAM -> team(board, caller, request.objectId());
            case GET_REASON_CODES, GET_REASON_CODE -> {
                Optional<FinesseError> no = FinesseAccess.objection(board, caller, user);
                yield no.isPresent() ? new Reply.Failed(no.get()) : reasons(board, request);
            }
            case GET_MEDIA_LIST, GET_MEDIA, GET_MEDIA_DIALOGS ->
                    media(board, request, caller, node);
            case GET_SYSTEM_INFO,
                    SIGN_IN_USER,
                    SET_USER_READY,
                    SET_USER_NOT_READY,
                    SIGN_OUT_USER,
                    SIGN_IN_MEDIA,
                    SET_MEDIA_READY,
                    SET_MEDIA_NOT_READY,
                    SET_MEDIA_ROUTABLE,
                    SIGN_OUT_MEDIA,
                    UNKNOWN ->
                    notFound(request.target());
        };
    }

    private static Reply notFound(String what) {
        return new Reply.Failed(FinesseError.notFound(what));
    }

    private static Reply seen(
            AgentBoard board, String caller, String user, Function<AgentSnapshot, String> how) {
        Optional<FinesseError> objection = FinesseAccess.objection(board, caller, user);
        return objection.isPresent()
                ? new Reply.Failed(objection.get())
                : new Reply.Shown(how.apply(board.agent(user).orElseThrow()));
    }

    private Reply media(AgentBoard board, FinesseRequest request, String caller, Node node) {
        String user = request.userId();
        Optional<FinesseError> objection =
                settings.supervisorReadsMedia()
                        ? FinesseAccess.objection(board, caller, user)
                        : FinesseAccess.ownOnly(board, caller, user);
        if (objection.isPresent()) {
            return new Reply.Failed(objection.get());
        }
        if (settings.platform() == Platform.UCCX) {
            return notFound("Media");
        }
        Map<String, String> names = board.mediaNames();
        AgentSnapshot agent = board.agent(user).orElseThrow();
        if (request.operation() == FinesseOperation.GET_MEDIA_LIST) {
            return new Reply.Shown(media.list(agent, names, node));
        }
        String mrd = request.mrdId();
        String name = names.getOrDefault(mrd, "");
        if (name.isEmpty()) {
            return new Reply.Failed(FinesseError.notFound(mrd).forMedia(mrd));
        }
        if (request.operation() == FinesseOperation.GET_MEDIA) {
            return new Reply.Shown(media.medium(agent, mrd, name, node));
        }
        AgentSnapshot.Medium medium = agent.media().get(mrd);
        return new Reply.Shown(
                medium == null
                        ? new XmlText(settings.letterCase()).open("Dialogs").close("Dialogs") + ""
                        : media.dialogs(medium, name));
    }

    private Reply reasons(AgentBoard board, FinesseRequest request) {
        if (request.operation() == FinesseOperation.GET_REASON_CODE) {
            return reason(board, request.objectId());
        }
        return switch (request.queryValue("category").toUpperCase(Locale.ROOT)) {
            case "NOT_READY" -> listed(board, ReasonCategory.NOT_READY);
            case "LOGOUT" -> listed(board, ReasonCategory.LOGOUT);
            case "" -> new Reply.Failed(FinesseError.missing("category"));
            default -> new Reply.Failed(FinesseError.invalidInput("category"));
        };
    }

    private Reply listed(AgentBoard board, ReasonCategory category) {
        return new Reply.Shown(users.reasonCodes(board.reasons(category), category));
    }

    private Reply reason(AgentBoard board, String id) {
        for (ReasonCategory category : ReasonCategory.values()) {
            for (Reason reason : board.reasons(category)) {
                if (Integer.toString(reason.id()).equals(id)) {
                    return new Reply.Shown(users.reasonCode(reason, category));
                }
            }
        }
        return notFound(id);
    }

    private Reply team(AgentBoard board, String caller, String teamId) {
        List<AgentSnapshot> members =
                board.agentIds().stream()
                        .filter(id -> teamOf(board, id).equals(teamId))
                        .flatMap(id -> board.agent(id).stream())
                        .toList();
        if (members.isEmpty()) {
            return notFound(teamId);
        }
        boolean allowed =
                members.stream()
                        .map(AgentSnapshot::profile)
                        .anyMatch(it -> it.id().equals(caller) && it.supervisor());
        return allowed
                ? new Reply.Shown(users.team(teamId, members))
                : new Reply.Failed(FinesseError.unauthorized(caller));
    }

    private static String teamOf(AgentBoard board, String id) {
        return board.profile(id).map(AgentProfile::teamId).orElse("");
    }

    /** A call or task that somebody has whom the caller may see; others are as if not there. */
    private Reply dialog(AgentBoard board, String caller, String id) {
        return board.agentIds().stream()
                .filter(user -> FinesseAccess.objection(board, caller, user).isEmpty())
                .flatMap(user -> board.agent(user).stream())
                .map(agent -> dialog(board, agent, id))
                .flatMap(Optional::stream)
                .findFirst()
                .<Reply>map(Reply.Shown::new)
                .orElseGet(() -> notFound(id));
    }

    private Optional<String> dialog(AgentBoard board, AgentSnapshot agent, String id) {
        for (AgentSnapshot.Call call : agent.calls()) {
            if (call.id().equals(id)) {
                return Optional.of(users.dialog(agent, call));
            }
        }
        for (AgentSnapshot.Medium medium : agent.media().values()) {
            String name = Objects.requireNonNullElse(board.mediaNames().get(medium.mrdId()), "");
            for (List<AgentSnapshot.Task> tasks : List.of(medium.tasks(), medium.closed())) {
                for (AgentSnapshot.Task task : tasks) {
                    if (task.id().equals(id)) {
                        return Optional.of(media.dialog(medium.mrdId(), name, task));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** SystemInfo as a node shows it (developer guide 12.5, p. 333). */
    String systemInfo(boolean outOfService, String hostA, String hostB, Instant now) {
        XmlText xml = new XmlText(settings.letterCase()).open("SystemInfo");
        xml.leaf("currentTimestamp", FinesseUserXml.time(now));
        xml.leaf("deploymentType", settings.platform().name());
        xml.leaf("lastCTIHeartbeatStatus", outOfService ? "failure" : "success");
        xml.leaf("ctiVersion", 23).leaf("ctiHeartbeatInterval", 2).leaf("peripheralId", 5000);
        xml.open("primaryNode").leaf("host", hostA).close("primaryNode");
        xml.open("secondaryNode").leaf("host", hostB).close("secondaryNode");
        xml.leaf("status", outOfService ? "OUT_OF_SERVICE" : "IN_SERVICE");
        xml.leaf("statusReason", "").leaf("systemAuthMode", "NON_SSO").leaf("timezoneOffset", 0);
        xml.leaf("uri", FinesseUserXml.API + "SystemInfo").leaf("xmppDomain", hostA);
        xml.leaf("xmppPubSubDomain", "pubsub." + hostA);
        return xml.close("SystemInfo").toString();
    }
}
