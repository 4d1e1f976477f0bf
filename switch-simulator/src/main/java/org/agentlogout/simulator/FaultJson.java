/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Faults as the control port reads and shows them. */
final class FaultJson {

    private FaultJson() {}

    private static final String[] FIELDS = {
        "action",
        "operation",
        "userId",
        "mrdId",
        "node",
        "times",
        "share",
        "millis",
        "applied",
        "status",
        "errorType",
        "errorMessage",
        "errorData"
    };

    static Fault read(ControlInput asked) {
        ControlInput input = asked.only(FIELDS);
        Optional<Node> node =
                input.given("node") ? Optional.of(node(input.text("node"))) : Optional.empty();
        return new Fault(
                input.text("operation", ""),
                input.text("userId", ""),
                input.text("mrdId", ""),
                node.orElse(null),
                input.number("times", 0),
                input.share("share"),
                action(input));
    }

    static Node node(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "A" -> Node.A;
            case "B" -> Node.B;
            default -> throw new IllegalArgumentException("node " + name + " is none of [A, B]");
        };
    }

    private static FaultAction action(ControlInput input) {
        String name = input.text("action");
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "LATENCY" -> new FaultAction.Latency(input.millis("millis"));
            case "LOST" -> new FaultAction.Lost();
            case "LATE" -> new FaultAction.Late(input.millis("millis"));
            case "ERROR" -> refuse(input);
            case "HANG" -> new FaultAction.Hang(input.flag("applied", false));
            case "DROP" -> new FaultAction.Drop(input.flag("applied", false));
            case "UNAVAILABLE" -> new FaultAction.Unavailable(input.millis("millis"));
            case "WRONG_PASSWORD" -> new FaultAction.WrongPassword();
            case "EVENT_FIRST" -> new FaultAction.EventFirst();
            case "EVENT_LOST" -> new FaultAction.EventLost();
            case "EVENT_TWICE" -> new FaultAction.EventTwice();
            case "MISSING_REASON" -> new FaultAction.MissingReason();
            default ->
                    throw new IllegalArgumentException(
                            "action "
                                    + name
                                    + " is none of [LATENCY, LOST, LATE, ERROR, HANG, DROP,"
                                    + " UNAVAILABLE, WRONG_PASSWORD, MISSING_REASON, EVENT_FIRST,"
                                    + " EVENT_LOST, EVENT_TWICE]");
        };
    }

    private static FaultAction refuse(ControlInput input) {
        int status = input.number("status", 500);
        if (status < 0 || status > 1_999) {
            throw new IllegalArgumentException(
                    "\"status\" must be an HTTP status or a control failure's code");
        }
        return new FaultAction.Refuse(
                status,
                input.text("errorType", ""),
                input.text("errorMessage", ""),
                input.text("errorData", ""));
    }

    static Map<String, Object> show(Fault fault) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("operation", fault.operation());
        json.put("userId", fault.userId());
        json.put("mrdId", fault.mrdId());
        Optional.ofNullable(fault.node()).ifPresent(node -> json.put("node", node));
        json.put("times", fault.times());
        json.put("share", fault.share());
        json.putAll(show(fault.action()));
        return json;
    }

    /** In the words that order it. */
    private static Map<String, Object> show(FaultAction action) {
        return switch (action) {
            case FaultAction.Latency(Duration delay) -> timed("LATENCY", delay);
            case FaultAction.Lost() -> Map.of("action", "LOST");
            case FaultAction.Late(Duration delay) -> timed("LATE", delay);
            case FaultAction.Refuse it ->
                    Map.of(
                            "action", "ERROR",
                            "status", it.status(),
                            "errorType", it.errorType(),
                            "errorMessage", it.errorMessage(),
                            "errorData", it.errorData());
            case FaultAction.Hang(boolean applied) -> Map.of("action", "HANG", "applied", applied);
            case FaultAction.Drop(boolean applied) -> Map.of("action", "DROP", "applied", applied);
            case FaultAction.Unavailable(Duration window) -> timed("UNAVAILABLE", window);
            case FaultAction.WrongPassword() -> Map.of("action", "WRONG_PASSWORD");
            case FaultAction.EventFirst() -> Map.of("action", "EVENT_FIRST");
            case FaultAction.EventLost() -> Map.of("action", "EVENT_LOST");
            case FaultAction.EventTwice() -> Map.of("action", "EVENT_TWICE");
            case FaultAction.MissingReason() -> Map.of("action", "MISSING_REASON");
        };
    }

    private static Map<String, Object> timed(String action, Duration time) {
        return Map.of("action", action, "millis", time.toMillis());
    }
}
