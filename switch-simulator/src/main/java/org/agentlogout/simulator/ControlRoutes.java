/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/** What the control port can do; {@code GET /} shows the list. */
final class ControlRoutes {

    private static final String ROUTES =
            """
            {u} is a user id, {m} an MRD id, {d} a dialog id, {t} a task id; = gives a default
            GET    /health
            GET    /board                             the nodes and all agents
            POST   /reset                             forgets everything
            PUT    /agents/{u}                        password, extension={u}, teamId="1",
                                                      supervisor=false, mrdIds=[], wrapUp=false
            GET    /agents/{u}
            POST   /agents/{u}/token                  token
            POST   /agents/{u}/sign-in                node="A"
            POST   /agents/{u}/forced                 to: LOGOUT or NOT_READY, by the platform
            POST   /agents/{u}/end-wrap-up
            POST   /agents/{u}/state                  state
            POST   /agents/{u}/medias/{m}/state       state
            POST   /agents/{u}/medias/{m}/routable    routable=true
            POST   /agents/{u}/calls                  icd=true, ringing=false; answers dialogId
            POST   /agents/{u}/calls/{d}/answer, hold, retrieve, end
            POST   /agents/{u}/medias/{m}/tasks       state="OFFERED"; answers taskId
            POST   /agents/{u}/tasks/{t}/state        state
            POST   /agents/{u}/tasks/{t}/accept, end
            PUT    /medias/{m}                        name
            PUT    /reasons/NOT_READY, LOGOUT         [{id, code, label}]
            GET    /faults
            POST   /faults                            action, operation="", userId="", mrdId="",
                                                      node=both, times=0 (no end), share=1
                   LATENCY, LATE, UNAVAILABLE         millis
                   HANG, DROP                         applied=false
                   ERROR                              status=500, errorType, errorMessage, errorData
                   LOST, WRONG_PASSWORD, MISSING_REASON
                   EVENT_FIRST, EVENT_LOST, EVENT_TWICE   at the CTI servers
            DELETE /faults
            POST   /nodes/A, B, both                  down, outOfService; what is not named stays;
                                                      forgetMedia=true loses settings, routable
            POST   /cti/A, B, both                    down, outOfService, standby; drop=true
            POST   /cti-peripheral                    online
            GET    /calls?since=0&limit=1000          entries, next (the since to go on), dropped
            """;

    private static final int LOG_PAGE = 1000;
    private static final int LOG_PAGE_LIMIT = 10_000;

    private final SwitchSimulator simulator;

    ControlRoutes(SwitchSimulator simulator) {
        this.simulator = simulator;
    }

    /**
     * Does what is asked and gives what to show.
     *
     * @throws NoSuchElementException for a route or an object that does not exist
     */
    Object answer(ControlInput input) {
        List<String> path = input.path();
        String first = path.isEmpty() ? "" : path.getFirst();
        return switch (input.method() + " " + first + "/" + path.size()) {
            case "GET /0" -> ROUTES;
            case "GET health/1" -> Map.of("status", "UP");
            case "POST reset/1" -> done(simulator::reset);
            case "GET board/1" -> board();
            case "GET agents/2" -> simulator.agent(path.get(1));
            case "PUT agents/2" -> putAgent(path.get(1), input);
            case "POST agents/3" -> agent(path.get(1), path.get(2), input);
            case "POST agents/5" -> agentPart(path, input);
            case "PUT medias/2" ->
                    done(() -> simulator.addMedium(path.get(1), input.only("name").text("name")));
            case "PUT reasons/2" -> done(() -> simulator.reasonCodes(path.get(1), reasons(input)));
            case "GET faults/1" ->
                    Map.of("faults", simulator.faults().stream().map(FaultJson::show).toList());
            case "POST faults/1" -> done(() -> simulator.addFault(FaultJson.read(input)));
            case "DELETE faults/1" -> done(simulator::clearFaults);
            case "POST nodes/2" -> nodes(path.get(1), input);
            case "POST cti/2" -> cti(path.get(1), input);
            case "POST cti-peripheral/1" ->
                    done(() -> simulator.cti().peripheralOnline(input.flag("online", true)));
            case "GET calls/1" -> calls(input);
            default -> throw noRoute(input);
        };
    }

    private Object board() {
        Map<String, Object> board = new LinkedHashMap<>();
        Map<String, String> nodes = new LinkedHashMap<>();
        for (Node node : Node.values()) {
            nodes.put(node.name(), simulator.node(node).toString());
            nodes.put("CTI " + node.name(), simulator.cti().at(node).toString());
        }
        board.put("nodes", nodes);
        board.put("agents", simulator.agents());
        return board;
    }

    private Object putAgent(String user, ControlInput asked) {
        ControlInput input =
                asked.only("password", "extension", "teamId", "supervisor", "mrdIds", "wrapUp");
        simulator.addAgent(
                new SimAgent(
                        user,
                        input.text("password"),
                        input.text("extension", user),
                        input.text("teamId", "1"),
                        input.flag("supervisor", false),
                        input.texts("mrdIds"),
                        input.flag("wrapUp", false)));
        return simulator.agent(user);
    }

    private Object agent(String user, String what, ControlInput input) {
        return switch (what) {
            case "token" -> done(() -> simulator.addToken(user, input.only("token").text("token")));
            case "sign-in" -> {
                Node node = FaultJson.node(input.only("node").text("node", "A"));
                yield shown(user, () -> simulator.signIn(user, node));
            }
            case "forced" -> shown(user, () -> forced(user, input.only("to").text("to")));
            case "end-wrap-up" -> shown(user, () -> simulator.platform().endWrapUp(user));
            case "state" -> shown(user, () -> simulator.setState(user, state(input)));
            case "calls" -> startCall(user, input);
            default -> throw noRoute(input);
        };
    }

    private void forced(String user, String to) {
        switch (to) {
            case "LOGOUT" -> simulator.platform().signOut(user);
            case "NOT_READY" -> simulator.platform().makeNotReady(user);
            default -> throw new IllegalArgumentException("\"to\" must be LOGOUT or NOT_READY");
        }
    }

    private Object startCall(String user, ControlInput input) {
        boolean icd = input.only("icd", "ringing").flag("icd", true);
        boolean ringing = input.flag("ringing", false);
        if (ringing && !icd) {
            throw new IllegalArgumentException("only an ICD call can ring");
        }
        String id = ringing ? simulator.ringCall(user) : simulator.startCall(user, icd);
        return Map.of("dialogId", id);
    }

    private Object startTask(String user, String mrdId, String state) {
        return Map.of("taskId", simulator.startTask(user, mrdId, state));
    }

    private static String state(ControlInput input) {
        return input.only("state").text("state");
    }

    /** Routes of the form /agents/{u}/kind/{id}/verb. */
    private Object agentPart(List<String> path, ControlInput input) {
        String user = path.get(1);
        String id = path.get(3);
        return switch (path.get(2) + "/" + path.get(4)) {
            case "medias/state" ->
                    shown(user, () -> simulator.setMediaState(user, id, state(input)));
            case "medias/routable" -> {
                boolean routable = input.only("routable").flag("routable", true);
                yield shown(user, () -> simulator.setRoutable(user, id, routable));
            }
            case "medias/tasks" ->
                    startTask(user, id, input.only("state").text("state", "OFFERED"));
            case "calls/answer" -> shown(user, () -> simulator.answerCall(user, id));
            case "calls/hold" -> shown(user, () -> simulator.holdCall(user, id, true));
            case "calls/retrieve" -> shown(user, () -> simulator.holdCall(user, id, false));
            case "calls/end" -> shown(user, () -> simulator.endCall(user, id));
            case "tasks/state" -> shown(user, () -> simulator.setTaskState(user, id, state(input)));
            case "tasks/accept" -> shown(user, () -> simulator.setTaskState(user, id, "ACCEPTED"));
            case "tasks/end" -> shown(user, () -> simulator.endTask(user, id));
            default -> throw noRoute(input);
        };
    }

    private static List<SimReason> reasons(ControlInput input) {
        return input.elements().stream()
                .map(it -> it.only("id", "code", "label"))
                .map(it ->
                        new SimReason(it.number("id", -1), it.number("code", -1), it.text("label")))
                .toList();
    }

    private Object cti(String which, ControlInput input) {
        input.only("down", "outOfService", "standby", "drop");
        CtiPair pair = simulator.cti();
        for (Node side : nodes(which)) {
            when("down", input, it -> pair.down(side, it));
            when("outOfService", input, it -> pair.outOfService(side, it));
            when("standby", input, it -> pair.standby(side, it));
            if (input.flag("drop", false)) {
                pair.dropClients(side);
            }
        }
        return Map.of();
    }

    private static void when(String field, ControlInput input, Consumer<Boolean> deed) {
        if (input.given(field)) {
            deed.accept(input.flag(field, false));
        }
    }

    private static List<Node> nodes(String which) {
        return which.equals("both") ? List.of(Node.values()) : List.of(FaultJson.node(which));
    }

    private Object nodes(String which, ControlInput input) {
        input.only("down", "outOfService", "forgetMedia");
        nodes(which).forEach(node -> node(node, input));
        return Map.of();
    }

    private void node(Node node, ControlInput input) {
        when("down", input, it -> simulator.nodeDown(node, it));
        when("outOfService", input, it -> simulator.outOfService(node, it));
        if (input.flag("forgetMedia", false)) {
            simulator.platform().forgetMedia(node);
        }
    }

    private Object calls(ControlInput input) {
        long since = input.queryNumber("since", 0);
        int limit = (int) Math.min(input.queryNumber("limit", LOG_PAGE), LOG_PAGE_LIMIT);
        List<CallLogEntry> entries = simulator.callLog(since, limit);
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("entries", entries);
        page.put("next", entries.isEmpty() ? since : entries.getLast().seq());
        page.put("dropped", simulator.callLogDropped());
        return page;
    }

    private Object shown(String user, Runnable change) {
        change.run();
        return simulator.agent(user);
    }

    private static Object done(Runnable change) {
        change.run();
        return Map.of();
    }

    private static NoSuchElementException noRoute(ControlInput input) {
        return new NoSuchElementException(
                "there is no " + input.method() + " /" + String.join("/", input.path()));
    }
}
