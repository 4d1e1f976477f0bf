/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agentlogout.cti.AgentMessage.ControlFailureConf;
import org.agentlogout.cti.AgentState;
import org.agentlogout.cti.CallMessage;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.SessionMessage;
import org.agentlogout.cti.SessionMessage.SessionType;
import org.agentlogout.cti.SessionMessage.SystemEventKind;
import org.agentlogout.cti.StatusCode;
import org.junit.jupiter.api.Test;

/**
 * Every state has a declared answer to every event: docs/cti-session.md is the declaration, and a
 * change of behaviour shows there as a change of the text. {@code -Dregenerate} writes it anew.
 */
class SessionTableTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "cti-session.md");

    /** Later than any deadline. */
    private static final Instant LATER = SessionScene.NOON.plus(Duration.ofHours(1));

    private static final Instant SOON = SessionScene.NOON.plusSeconds(1);

    @Test
    void everyPairIsDeclared() throws IOException {
        String table = document();
        if (System.getProperty("regenerate") != null) {
            Files.writeString(DOCUMENT, table);
        }
        assertThat(DOCUMENT)
                .as("docs/cti-session.md; mvn test -Dregenerate writes it")
                .exists()
                .content()
                .isEqualTo(table);
    }

    @Test
    void samplesCoverEveryStateAndEvent() {
        assertThat(states().stream().map(Object::getClass))
                .containsExactlyInAnyOrder(
                        Stream.of(SessionState.class.getPermittedSubclasses())
                                .toArray(Class<?>[]::new));
        for (SessionState state : states()) {
            assertThat(events(state).values().stream().map(Object::getClass).distinct())
                    .containsExactlyInAnyOrder(SessionEvent.class.getPermittedSubclasses());
        }
    }

    private static List<SessionState> states() {
        SessionScene waiting = SessionScene.started().lost().lost();
        SessionScene refused = SessionScene.opening().refused(StatusCode.INVALID_PASSWORD);
        SessionScene open =
                SessionScene.open().after(Duration.ofSeconds(5)).submit("q", SessionScene.query());
        return List.of(
                CtiSession.initial(SessionScene.POLICY),
                waiting.state(),
                SessionScene.started().state(),
                SessionScene.opening().state(),
                open.state(),
                SessionScene.open().stop().state(),
                refused.state());
    }

    /** The events, in the variants that matter to a state. */
    private static Map<String, SessionEvent> events(SessionState state) {
        long connection = SessionScene.line(state).connection();
        Map<String, SessionEvent> events = new LinkedHashMap<>();
        events.put("Start", new SessionEvent.Start(SOON));
        events.put("Stop", new SessionEvent.Stop(SOON));
        events.put("Tick, before any deadline", new SessionEvent.Tick(SOON));
        events.put("Tick, after every deadline", new SessionEvent.Tick(LATER));
        events.put("Connected", new SessionEvent.Connected(SOON, connection));
        events.put("Connected, an earlier one", new SessionEvent.Connected(SOON, connection - 1));
        events.put("ConnectionLost", new SessionEvent.ConnectionLost(SOON, connection, "it broke"));
        events.put(
                "ConnectionLost, an earlier one",
                new SessionEvent.ConnectionLost(SOON, connection - 1, "it broke"));
        events.put("Submitted", new SessionEvent.Submitted(SOON, "r", SessionScene.query()));
        events.put(
                "Submitted, on its way already",
                new SessionEvent.Submitted(SOON, "q", SessionScene.query()));
        messages(SessionScene.line(state).invokeId())
                .forEach((name, message) ->
                        events.put(name, new SessionEvent.Received(SOON, connection, message)));
        events.put(
                "OPEN_CONF on an earlier connection",
                new SessionEvent.Received(SOON, connection - 1, openConf(1)));
        return events;
    }

    /** With the InvokeID used last: of OPEN_REQ, of the request on its way, or of CLOSE_REQ. */
    private static Map<String, CtiMessage> messages(long invokeId) {
        Map<String, CtiMessage> messages = new LinkedHashMap<>();
        messages.put("OPEN_CONF", openConf(invokeId));
        messages.put(
                "FAILURE_CONF, version",
                SessionMessage.FailureConf.of(invokeId, StatusCode.INVALID_VERSION));
        messages.put(
                "FAILURE_CONF, password",
                SessionMessage.FailureConf.of(invokeId, StatusCode.INVALID_PASSWORD));
        messages.put(
                "FAILURE_CONF, offline",
                SessionMessage.FailureConf.of(invokeId, StatusCode.CTI_SERVER_OFFLINE));
        messages.put(
                "FAILURE_CONF to a heartbeat",
                SessionMessage.FailureConf.of(2, StatusCode.UNSPECIFIED));
        messages.put("CONTROL_FAILURE_CONF", new ControlFailureConf(invokeId, 22, 0));
        messages.put("HEARTBEAT_CONF", new SessionMessage.HeartbeatConf(2));
        messages.put("FAILURE_EVENT", new SessionMessage.FailureEvent(15));
        messages.put("CLOSE_REQ", new SessionMessage.CloseReq(1, 15));
        messages.put("CLOSE_CONF", new SessionMessage.CloseConf(invokeId));
        messages.put(
                "SYSTEM_EVENT, peripheral offline",
                SessionScene.system(SystemEventKind.PERIPHERAL_OFFLINE, 5000, 4));
        messages.put(
                "END_CALL_EVENT",
                new CallMessage.EndCallEvent(
                        new CallMessage.About(0, 5000, 17, new CallMessage.CallKey(1, 0, "3001"))));
        messages.put("a message that only clients send", new SessionMessage.HeartbeatReq(1));
        messages.put("a message of another type", new CtiMessage.Other(666, 0));
        return messages;
    }

    private static SessionMessage.OpenConf openConf(long invokeId) {
        return new SessionMessage.OpenConf(
                invokeId, 0x14, 0, 0, 0, true, 17, AgentState.UNKNOWN, 0, SessionType.ACTIVE);
    }

    private static String document() {
        StringBuilder text = new StringBuilder();
        text.append("# The CTI session: what comes of every event in every state\n\n");
        text.append(
                "Written by `SessionTableTest` with `-Dregenerate`, compared by every build.\n");
        text.append("In Open, a heartbeat and a request are without an answer.\n");
        for (SessionState state : states()) {
            text.append("\n## ").append(state.getClass().getSimpleName()).append("\n\n");
            text.append("| event | next state | what is done |\n|---|---|---|\n");
            events(state).forEach((name, event) -> text.append(row(name, state, event)));
        }
        return text.toString();
    }

    private static String row(String name, SessionState state, SessionEvent event) {
        SessionStep step = CtiSession.decide(state, event, SessionScene.POLICY);
        String done =
                step.effects().stream()
                        .map(SessionTableTest::words)
                        .collect(Collectors.joining("; "));
        String verdict = step.verdict() == Verdict.APPLIED ? "" : step.verdict().name();
        return Stream.of(
                                name,
                                step.next().getClass().getSimpleName(),
                                (verdict + " " + done).strip())
                        .collect(Collectors.joining(" | ", "| ", " |"))
                + "\n";
    }

    private static String words(SessionEffect effect) {
        return switch (effect) {
            case SessionEffect.Connect it -> "connect to " + it.side() + " with " + it.version();
            case SessionEffect.Send it -> "send " + it.message().getClass().getSimpleName();
            case SessionEffect.Disconnect it -> "disconnect";
            case SessionEffect.Complete it -> it.key() + ": " + words(it.outcome());
            case SessionEffect.Deliver it -> "deliver " + it.message().getClass().getSimpleName();
            case SessionEffect.Tell it -> "tell " + it.news().getClass().getSimpleName();
        };
    }

    private static String words(RequestOutcome outcome) {
        return switch (outcome) {
            case RequestOutcome.Answered it -> "answered";
            case RequestOutcome.NotSent it -> "not sent, " + it.why();
            case RequestOutcome.NoAnswer it -> "no answer, " + it.why();
        };
    }
}
