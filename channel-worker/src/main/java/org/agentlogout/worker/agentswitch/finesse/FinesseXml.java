/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.util.List;
import java.util.Optional;
import org.agentlogout.worker.agentswitch.finesse.FinesseHttp.Exchange;
import org.agentlogout.worker.command.Inspection.Reason;

/** The few bodies that are read and written: element names and what they mean here. */
final class FinesseXml {

    private FinesseXml() {}

    /**
     * @param state the switch's word
     * @param pendingState what follows when the call ends; empty for nothing
     * @param extension empty when signed out
     */
    record User(String state, String pendingState, String extension) {}

    /**
     * @param state the switch's word; empty for an agent without a skill in this medium
     * @param routable as written; empty where it is not told
     */
    record Medium(String id, String state, String routable, MediaSettings settings) {}

    /** A call or a task. */
    record Dialog(String id, String state, List<Participant> participants) {}

    record Participant(String address, String state) {}

    /** One entry of an error answer; parts that are missing are empty. */
    record ApiError(String type, String message, String data, String media) {}

    record SystemInfo(String deploymentType, String status) {}

    static User user(XmlElement user) {
        return new User(user.child("state"), user.child("pendingState"), user.child("extension"));
    }

    static Medium medium(XmlElement medium) {
        return new Medium(
                medium.child("id"),
                medium.child("state"),
                medium.child("routable"),
                new MediaSettings(
                        medium.child("maxDialogLimit"),
                        medium.child("interruptAction"),
                        medium.child("dialogLogoutAction")));
    }

    static List<Medium> media(XmlElement list) {
        return list.all("Media").stream().map(FinesseXml::medium).toList();
    }

    static List<Dialog> dialogs(XmlElement dialogs) {
        return dialogs.all("Dialog").stream().map(FinesseXml::dialog).toList();
    }

    private static Dialog dialog(XmlElement dialog) {
        List<Participant> participants =
                dialog.first("participants").stream()
                        .flatMap(p -> p.all("Participant").stream())
                        .map(p -> new Participant(p.child("mediaAddress"), p.child("state")))
                        .toList();
        return new Dialog(dialog.child("id"), dialog.child("state"), participants);
    }

    /** Reasons that have an id, be it an element of its own or the end of the address only. */
    static List<Reason> reasons(XmlElement codes) {
        return codes.all("ReasonCode").stream()
                .map(code -> new Reason(reasonId(code), code.child("label")))
                .filter(reason -> !reason.id().isEmpty())
                .toList();
    }

    private static String reasonId(XmlElement code) {
        String id = code.child("id");
        String uri = code.child("uri");
        return id.isEmpty() ? uri.substring(uri.lastIndexOf('/') + 1) : id;
    }

    static SystemInfo systemInfo(XmlElement info) {
        return new SystemInfo(info.child("deploymentType"), info.child("status"));
    }

    /** The entries of an error answer; none where it is no error or says nothing readable. */
    static List<ApiError> errors(Exchange.Answered answer) {
        Optional<XmlElement> root =
                answer.success() ? Optional.empty() : answer.xml().filter(it -> it.is("ApiErrors"));
        return root.stream()
                .flatMap(errors -> errors.all("ApiError").stream())
                .map(error ->
                        new ApiError(
                                error.child("ErrorType"),
                                error.child("ErrorMessage"),
                                error.child("ErrorData"),
                                error.child("ErrorMedia")))
                .toList();
    }

    /**
     * A request for a state.
     *
     * @param root User or Media
     * @param reasonId empty for none
     */
    static String stateRequest(String root, String state, String reasonId) {
        return element(root, element("state", state) + optional("reasonCodeId", reasonId));
    }

    static String signOutOfAll(String reasonId) {
        return element(
                "User",
                element("state", "LOGOUT")
                        + optional("reasonCodeId", reasonId)
                        + element("logoutAllMedia", "true"));
    }

    static String routable(boolean routable) {
        return element("Media", element("routable", Boolean.toString(routable)));
    }

    /** Of somebody who is signed in: overwrites the settings and changes nothing else. */
    static String signInAgain(MediaSettings settings) {
        return element(
                "Media",
                element("state", "LOGIN")
                        + element("maxDialogLimit", escaped(settings.maxDialogLimit()))
                        + element("interruptAction", escaped(settings.interruptAction()))
                        + optional("dialogLogoutAction", settings.dialogLogoutAction()));
    }

    private static String optional(String name, String text) {
        return text.isEmpty() ? "" : element(name, escaped(text));
    }

    private static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
