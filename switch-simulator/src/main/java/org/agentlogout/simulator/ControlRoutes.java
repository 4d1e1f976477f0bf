/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * What the control port can do. {@code {u}} is a user id, {@code {m}} an MRD id, {@code {d}} a
 * dialog id, {@code {t}} a task id; a field with {@code =} has that default.
 *
 * <table>
 * <caption>Routes</caption>
 * <tr><th>route</th><th>body</th><th>answer</th></tr>
 * <tr><td>GET /health</td><td></td><td>{"status": "UP"}</td></tr>
 * <tr><td>POST /reset</td><td></td><td>{}</td></tr>
 * <tr><td>GET /board</td><td></td><td>nodes and all agents</td></tr>
 * <tr><td>GET /agents/{u}</td><td></td><td>one {@link AgentView}</td></tr>
 * <tr><td>PUT /agents/{u}</td><td>password, extension=u, teamId=1, supervisor=false, mrdIds=[],
 *     wrapUp=false</td><td>the agent</td></tr>
 * <tr><td>POST /agents/{u}/token</td><td>token</td><td>{}</td></tr>
 * <tr><td>POST /agents/{u}/sign-in</td><td></td><td>the agent</td></tr>
 * <tr><td>POST /agents/{u}/state</td><td>state</td><td>the agent</td></tr>
 * <tr><td>POST /agents/{u}/medias/{m}/state</td><td>state</td><td>the agent</td></tr>
 * <tr><td>POST /agents/{u}/medias/{m}/routable</td><td>routable</td><td>the agent</td></tr>
 * <tr><td>POST /agents/{u}/calls</td><td>icd=true, ringing=false (true needs ICD)</td><td>dialogId
 *     </td></tr>
 * <tr><td>POST /agents/{u}/calls/{d}/answer, hold, retrieve, end</td><td></td><td>the agent</td>
 *     </tr>
 * <tr><td>POST /agents/{u}/medias/{m}/tasks</td><td>state=OFFERED</td><td>taskId</td></tr>
 * <tr><td>POST /agents/{u}/tasks/{t}/state</td><td>state</td><td>the agent</td></tr>
 * <tr><td>POST /agents/{u}/tasks/{t}/accept, end</td><td></td><td>the agent</td></tr>
 * <tr><td>PUT /medias/{m}</td><td>name</td><td>{}</td></tr>
 * <tr><td>PUT /reasons/NOT_READY, LOGOUT</td><td>[{id, code, label}]</td><td>{}</td></tr>
 * <tr><td>GET /faults</td><td></td><td>faults</td></tr>
 * <tr><td>POST /faults</td><td>operation="", userId="", mrdId="", node=both, times=0, share=1, action:
 *     LATENCY (millis), LOST, LATE (millis), ERROR (status=500, errorType, errorMessage, errorData),
 *     HANG (applied=false), DROP (applied=false), UNAVAILABLE (millis), WRONG_PASSWORD,
 *     MISSING_REASON</td><td>{}</td></tr>
 * <tr><td>DELETE /faults</td><td></td><td>{}</td></tr>
 * <tr><td>POST /nodes/A, B</td><td>down, outOfService; what is not named stays</td><td>{}</td></tr>
 * <tr><td>GET /calls?since=0&amp;limit=1000</td><td></td><td>entries, next (the since of the next
 *     question), dropped</td></tr>
 * </table>
 */
final class ControlRoutes {

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
            case "GET health/1" -> Map.of("status", "UP");
            case "POST reset/1" -> done(simulator::reset);
            case "GET board/1" -> board();
            case "GET agents/2" -> simulator.agent(path.get(1));
            case "PUT agents/2" -> putAgent(path.get(1), input);
            case "POST agents/3" -> agent(path.get(1), path.get(2), input);
            case "POST agents/5" -> agentPart(path, input);
            case "PUT medias/2" -> done(() -> simulator.addMedium(path.get(1), input.text("name")));
            case "PUT reasons/2" -> done(() -> simulator.reasonCodes(path.get(1), reasons(input)));
            case "GET faults/1" ->
                    Map.of("faults", simulator.faults().stream().map(FaultJson::show).toList());
            case "POST faults/1" -> done(() -> simulator.addFault(FaultJson.read(input)));
            case "DELETE faults/1" -> done(simulator::clearFaults);
            case "POST nodes/2" -> node(FaultJson.node(path.get(1)), input);
            case "GET calls/1" -> calls(input);
            default -> throw noRoute(input);
        };
    }

    private Object board() {
        Map<String, Object> board = new LinkedHashMap<>();
        Map<String, String> nodes = new LinkedHashMap<>();
        for (Node node : Node.values()) {
            nodes.put(node.name(), simulator.node(node).toString());
        }
        board.put("nodes", nodes);
        board.put("agents", simulator.agents());
        return board;
    }

    private Object putAgent(String user, ControlInput input) {
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
            case "token" -> done(() -> simulator.addToken(user, input.text("token")));
            case "sign-in" -> shown(user, () -> simulator.signIn(user));
            case "state" -> shown(user, () -> simulator.setState(user, input.text("state")));
            case "calls" -> startCall(user, input);
            default -> throw noRoute(input);
        };
    }

    private Object startCall(String user, ControlInput input) {
        boolean icd = input.flag("icd", true);
        boolean ringing = input.flag("ringing", false);
        if (ringing && !icd) {
            throw new IllegalArgumentException("only an ICD call can ring");
        }
        String id = ringing ? simulator.ringCall(user) : simulator.startCall(user, icd);
        return Map.of("dialogId", id);
    }

    /** Routes of the form /agents/{u}/kind/{id}/verb. */
    private Object agentPart(List<String> path, ControlInput input) {
        String user = path.get(1);
        String id = path.get(3);
        return switch (path.get(2) + "/" + path.get(4)) {
            case "medias/state" ->
                    shown(user, () -> simulator.setMediaState(user, id, input.text("state")));
            case "medias/routable" -> {
                boolean routable = input.flag("routable", true);
                yield shown(user, () -> simulator.setRoutable(user, id, routable));
            }
            case "medias/tasks" ->
                    Map.of("taskId", simulator.startTask(user, id, input.text("state", "OFFERED")));
            case "calls/answer" -> shown(user, () -> simulator.answerCall(user, id));
            case "calls/hold" -> shown(user, () -> simulator.holdCall(user, id, true));
            case "calls/retrieve" -> shown(user, () -> simulator.holdCall(user, id, false));
            case "calls/end" -> shown(user, () -> simulator.endCall(user, id));
            case "tasks/state" ->
                    shown(user, () -> simulator.setTaskState(user, id, input.text("state")));
            case "tasks/accept" -> shown(user, () -> simulator.setTaskState(user, id, "ACCEPTED"));
            case "tasks/end" -> shown(user, () -> simulator.endTask(user, id));
            default -> throw noRoute(input);
        };
    }

    private static List<SimReason> reasons(ControlInput input) {
        return input.elements().stream()
                .map(it ->
                        new SimReason(it.number("id", -1), it.number("code", -1), it.text("label")))
                .toList();
    }

    private Object node(Node node, ControlInput input) {
        if (input.given("down")) {
            simulator.nodeDown(node, input.flag("down", false));
        }
        if (input.given("outOfService")) {
            simulator.outOfService(node, input.flag("outOfService", false));
        }
        return Map.of();
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
