/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as far as path, method and body tell.
 *
 * @param target path and query as they came
 * @param userId the user in the path, empty when there is none
 * @param mrdId the medium in the path, empty when there is none
 * @param objectId the dialog, team or reason code in the path, empty when there is none
 * @param change whether this is a PUT to a User or Media object, whatever its body says
 * @param form the body of a PUT, empty when it could not be read
 */
record FinesseRequest(
        String method,
        String target,
        String query,
        FinesseOperation operation,
        String userId,
        String mrdId,
        String objectId,
        boolean change,
        Optional<XmlForm> form) {

    private static final String BASE = "/finesse/api/";
    private static final Map<String, FinesseOperation> USER_STATES =
            Map.of(
                    "LOGIN", FinesseOperation.SIGN_IN_USER,
                    "READY", FinesseOperation.SET_USER_READY,
                    "NOT_READY", FinesseOperation.SET_USER_NOT_READY,
                    "LOGOUT", FinesseOperation.SIGN_OUT_USER);
    private static final Map<String, FinesseOperation> MEDIA_STATES =
            Map.of(
                    "LOGIN", FinesseOperation.SIGN_IN_MEDIA,
                    "READY", FinesseOperation.SET_MEDIA_READY,
                    "NOT_READY", FinesseOperation.SET_MEDIA_NOT_READY,
                    "LOGOUT", FinesseOperation.SIGN_OUT_MEDIA);

    Heard heard() {
        return new Heard(
                operation.label(), operation.stateChanging(), userId, mrdId, method, target);
    }

    static FinesseRequest of(String method, URI uri, byte[] body) {
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String target = query.isEmpty() ? path : path + "?" + query;
        Optional<XmlForm> form = method.equals("PUT") ? XmlForm.read(body) : Optional.empty();
        List<String> at = segments(path);
        return switch (at.isEmpty() ? "" : at.getFirst()) {
            case "User" -> user(method, target, query, at, form);
            case "Dialog" -> other(method, target, FinesseOperation.GET_DIALOG, at, 2);
            case "Team" -> other(method, target, FinesseOperation.GET_TEAM, at, 2);
            case "SystemInfo" -> other(method, target, FinesseOperation.GET_SYSTEM_INFO, at, 1);
            default -> other(method, target, FinesseOperation.UNKNOWN, at, 0);
        };
    }

    /** Whether a body element is missing, of another name, or no XML at all. */
    boolean badForm(String root) {
        return form.isEmpty() || !form.get().root().equalsIgnoreCase(root);
    }

    /** The text of a body element, empty when missing. */
    String field(String name) {
        return form.map(it -> it.field(name)).orElse("");
    }

    String queryValue(String key) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(key + "=")) {
                return decoded(pair.substring(key.length() + 1));
            }
        }
        return "";
    }

    private static FinesseRequest user(
            String method, String target, String query, List<String> at, Optional<XmlForm> form) {
        boolean get = method.equals("GET");
        String below = at.size() > 2 ? at.get(2) : "";
        boolean media = below.equals("Media") && at.size() > 3;
        FinesseOperation operation =
                switch (below + at.size()) {
                    case "2" -> get ? FinesseOperation.GET_USER : put(method, USER_STATES, form);
                    case "Dialogs3" -> only(get, FinesseOperation.GET_USER_DIALOGS);
                    case "Media3" -> only(get, FinesseOperation.GET_MEDIA_LIST);
                    case "Media4" -> get ? FinesseOperation.GET_MEDIA : putMedia(method, form);
                    case "Media5" ->
                            only(
                                    get && at.get(4).equals("Dialogs"),
                                    FinesseOperation.GET_MEDIA_DIALOGS);
                    case "ReasonCodes3" -> only(get, FinesseOperation.GET_REASON_CODES);
                    case "ReasonCode4" -> only(get, FinesseOperation.GET_REASON_CODE);
                    default -> FinesseOperation.UNKNOWN;
                };
        return new FinesseRequest(
                method,
                target,
                query,
                operation,
                at.size() > 1 ? at.get(1) : "",
                media ? at.get(3) : "",
                operation == FinesseOperation.GET_REASON_CODE ? at.get(3) : "",
                method.equals("PUT") && (at.size() == 2 || (media && at.size() == 4)),
                form);
    }

    private static FinesseOperation putMedia(String method, Optional<XmlForm> form) {
        boolean routable = form.filter(it -> it.has("routable") && !it.has("state")).isPresent();
        return routable && method.equals("PUT")
                ? FinesseOperation.SET_MEDIA_ROUTABLE
                : put(method, MEDIA_STATES, form);
    }

    private static FinesseOperation put(
            String method, Map<String, FinesseOperation> states, Optional<XmlForm> form) {
        String state = form.map(it -> it.field("state")).orElse("");
        return method.equals("PUT")
                ? states.getOrDefault(state, FinesseOperation.UNKNOWN)
                : FinesseOperation.UNKNOWN;
    }

    private static FinesseRequest other(
            String method, String target, FinesseOperation kind, List<String> at, int length) {
        FinesseOperation operation = only(method.equals("GET") && at.size() == length, kind);
        String id = at.size() > 1 ? at.get(1) : "";
        Optional<XmlForm> form = Optional.empty();
        return new FinesseRequest(method, target, "", operation, "", "", id, false, form);
    }

    private static FinesseOperation only(boolean fits, FinesseOperation operation) {
        return fits ? operation : FinesseOperation.UNKNOWN;
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        if (path.startsWith(BASE)) {
            for (String raw : path.substring(BASE.length()).split("/", -1)) {
                segments.add(decoded(raw));
            }
        }
        return segments;
    }

    private static String decoded(String raw) {
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
            return raw;
        }
    }
}
