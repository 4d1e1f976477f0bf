/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.agentlogout.orchestrator.saga.CommandResult.Outcome;
import org.junit.jupiter.api.Test;

/**
 * Every state has a declared answer to every event: docs/state-machine.md is the declaration, and a
 * change of behaviour shows there as a change of the text. {@code -Dregenerate} writes it anew.
 */
class LogoutSagaTableTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "state-machine.md");

    @Test
    void everyPairIsDeclared() throws IOException {
        String table = document();
        if (System.getProperty("regenerate") != null) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, table);
        }
        assertThat(DOCUMENT)
                .as("docs/state-machine.md; mvn test -Dregenerate writes it")
                .exists()
                .content()
                .isEqualTo(table);
    }

    @Test
    void samplesCoverEveryStateAndEvent() {
        assertThat(states().values().stream().map(Object::getClass).distinct().toList())
                .containsExactlyInAnyOrderElementsOf(leaves(SagaState.class));
        for (SagaState state : states().values()) {
            assertThat(events(state).values().stream().map(Object::getClass).distinct().toList())
                    .containsExactlyInAnyOrderElementsOf(leaves(SagaEvent.class));
        }
    }

    private static List<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses())
                        .flatMap(sub -> leaves(sub).stream())
                        .toList()
                : List.of(type);
    }

    private static Map<String, SagaState> states() {
        Map<String, SagaState> states = new LinkedHashMap<>();
        states.put("NoSession", new SagaState.NoSession());
        states.put("Idle", Scene.withSession().agent().saga());
        states.put("Queued", Scene.withSession().request(Samples.request("r1")).agent().saga());
        Scene scene = Scene.inspecting();
        states.put("Inspecting", scene.found("voice", Samples.ready()).agent().saga());
        scene.found("chat", Samples.ready()).done("voice", AgentState.NOT_READY);
        states.put("MakingNotReady", scene.agent().saga());
        scene.done("chat", AgentState.NOT_READY).done("voice", AgentState.NOT_READY);
        states.put("Deactivating", scene.agent().saga());
        scene.done("chat", AgentState.NOT_READY).done("voice", AgentState.LOGGED_OUT);
        states.put("SigningOut", scene.agent().saga());
        states.put("Grace", gone(Presence.Kind.CONNECTION_LOST).agent().saga());
        states.put("GraceHeld", gone(Presence.Kind.NODE_LOST).agent().saga());
        Scene talking = gone(Presence.Kind.TOKEN_EXPIRED).granted().bothFound(Samples.busy());
        states.put("ForcedWaiting", talking.agent().saga());
        Session away = ((SagaState.Open) talking.agent().saga()).session();
        Presence.Away since = away.presence().away().orElseThrow();
        Purpose.Departure departure = Purpose.Departure.of(since, Samples.NOON);
        states.put("Stuck", new SagaState.Stuck(away, departure, Samples.NOON, "NOT_CONTROLLABLE"));
        states.put("Absent", new SagaState.Absent(away, Samples.NOON));
        Scene deferred = Scene.withSession().request(Samples.deferred("r1")).granted();
        deferred.found("voice", Samples.busy()).found("chat", Samples.ready());
        states.put("Stopping", deferred.agent().saga());
        states.put("Deferring", deferred.done("chat", AgentState.NOT_READY).agent().saga());
        Scene recovering = Scene.withSession().when(recover(Samples.NOON)).granted();
        states.put("Recovering", recovering.agent().saga());
        return states;
    }

    private static Scene gone(Presence.Kind cause) {
        return Scene.withSession().gone("A", cause);
    }

    private static SagaEvent recover(Instant at) {
        Request.Recover request =
                new Request.Recover("v9", "", Samples.request("v9").requestedBy(), "fp");
        return new SagaEvent.RecoverRequested(at, request, ReplyAddress.DEFAULT);
    }

    private static void steering(Map<String, SagaEvent> events) {
        LogoutRequest.Requester by = Samples.request("c9").requestedBy();
        Instant at = Samples.after(1);
        events.put(
                "CancelRequested",
                new SagaEvent.CancelRequested(
                        at, new Request.Cancel("c9", "", "", by, "fp"), ReplyAddress.DEFAULT));
        events.put(
                "DisconnectRequested",
                new SagaEvent.DisconnectRequested(
                        at, new Request.Disconnect("x9", "", by, "fp"), ReplyAddress.DEFAULT));
        events.put("RecoverRequested", recover(at));
    }

    private static void world(Map<String, SagaEvent> events) {
        Instant at = Samples.after(1);
        for (Presence.Kind kind :
                List.of(
                        Presence.Kind.AVAILABLE,
                        Presence.Kind.CONNECTION_LOST,
                        Presence.Kind.TOKEN_EXPIRED,
                        Presence.Kind.NODE_LOST)) {
            events.put(
                    "PresenceChanged, " + kind,
                    new SagaEvent.PresenceChanged(
                            at, "s1", new Presence.Sighting("A", at, kind, at)));
        }
        events.put("NodeLost", new SagaEvent.NodeLost(at, "A"));
        events.put("GraceReleased", new SagaEvent.GraceReleased(at, "s1"));
        events.put("GraceDropped", new SagaEvent.GraceDropped(at, "s1"));
        events.put(
                "ChannelNews, an interaction ended",
                new SagaEvent.ChannelNews(
                        at, "s1", "voice", AgentState.NOT_READY, Inspection.Routable.NOT_TOLD));
        events.put("SwitchBack", new SagaEvent.SwitchBack(at, "cce1"));
    }

    /** The events, in the variants that matter to a state. */
    private static Map<String, SagaEvent> events(SagaState state) {
        Map<String, SagaEvent> events = new LinkedHashMap<>();
        events.put("SessionOpened, the same again", opened(Samples.session()));
        events.put(
                "SessionOpened, its channels replaced",
                opened(Samples.session("s1", 100, Samples.VOICE)));
        events.put("SessionOpened, older", opened(Samples.session("s0", 50, Samples.VOICE)));
        events.put("SessionOpened, newer", opened(Samples.session("s2", 200, Samples.VOICE)));
        events.put("LogoutRequested", requested(Samples.request("r9")));
        events.put("LogoutRequested, DEFER", requested(Samples.deferred("r9")));
        events.put("LogoutRequested, FORCE", requested(Samples.forced("r9")));
        events.put("LogoutRequested, dry run", requested(Samples.dryRun("d9")));
        steering(events);
        world(events);
        String own =
                state instanceof SagaState.Running running ? running.logout().sagaId() : "s1~none";
        events.put("PlaceGranted, its own", new SagaEvent.PlaceGranted(Samples.after(1), own));
        events.put(
                "PlaceGranted, of an ended saga",
                new SagaEvent.PlaceGranted(Samples.after(1), "s1~old"));
        for (Outcome outcome : Outcome.values()) {
            events.put(
                    "ChannelAnswered, the last one, " + outcome, answered(state, outcome, false));
        }
        events.put(
                "ChannelAnswered, the last one, FAILED retryable",
                answered(state, Outcome.FAILED, true));
        events.put("ChannelAnswered, of another saga", foreign());
        events.put("DeadlineReached, early", new SagaEvent.DeadlineReached(Samples.after(1)));
        events.put("DeadlineReached, silence", new SagaEvent.DeadlineReached(Samples.after(12)));
        events.put("DeadlineReached, step over", new SagaEvent.DeadlineReached(Samples.after(26)));
        events.put("DeadlineReached, deadline", new SagaEvent.DeadlineReached(Samples.after(120)));
        return events;
    }

    private static SagaEvent opened(Session session) {
        return new SagaEvent.SessionOpened(Samples.after(1), Samples.NOON, session);
    }

    private static SagaEvent requested(LogoutRequest request) {
        return new SagaEvent.LogoutRequested(Samples.after(1), request, ReplyAddress.DEFAULT);
    }

    private static SagaEvent foreign() {
        Effect.SendCommand command = Scene.inspecting().commandTo("chat");
        Effect.SendCommand other =
                new Effect.SendCommand(
                        "s1~old/chat/sign-out",
                        1,
                        "s1~old",
                        command.session(),
                        command.channel(),
                        command.order(),
                        true,
                        command.issuedAt(),
                        command.expiresAt());
        return new SagaEvent.ChannelAnswered(
                Samples.after(1), Samples.done(other, AgentState.LOGGED_OUT));
    }

    private static SagaEvent answered(SagaState state, Outcome outcome, boolean retryable) {
        Effect.SendCommand look = Scene.inspecting().commandTo("chat");
        boolean looking =
                !(state instanceof SagaState.Stepping stepping)
                        || stepping.stage() == Stage.INSPECT;
        String slug =
                state instanceof SagaState.Stepping stepping ? stepping.stage().slug() : "inspect";
        String sagaId =
                state instanceof SagaState.Running running
                        ? running.logout().sagaId()
                        : look.sagaId();
        Effect.SendCommand command =
                new Effect.SendCommand(
                        Logout.commandId(sagaId, "chat", slug),
                        1,
                        sagaId,
                        look.session(),
                        look.channel(),
                        look.order(),
                        false,
                        look.issuedAt(),
                        look.expiresAt());
        boolean success = outcome == Outcome.DONE || outcome == Outcome.ALREADY_DONE;
        CommandResult plain = Samples.ended(command, outcome, retryable, "");
        return new SagaEvent.ChannelAnswered(
                Samples.after(1), success ? succeeded(plain, looking, slug) : plain);
    }

    private static CommandResult succeeded(CommandResult plain, boolean looking, String slug) {
        boolean out = slug.equals(Stage.SIGN_OUT.slug());
        return new CommandResult(
                plain.commandId(),
                1,
                plain.sagaId(),
                plain.sessionId(),
                plain.epoch(),
                plain.channelId(),
                plain.outcome(),
                false,
                "",
                "",
                looking ? AgentState.READY : out ? AgentState.LOGGED_OUT : AgentState.NOT_READY,
                looking ? Samples.ready() : Inspection.NOT_YET,
                CommandResult.Recovered.NOTHING,
                "");
    }

    private static String document() {
        StringBuilder text = new StringBuilder();
        Set<String> arrows = new LinkedHashSet<>();
        List<String> rows = new ArrayList<>();
        states().forEach((name, state) ->
                events(state)
                        .forEach((event, e) -> {
                            Step step = LogoutSaga.decide(state, e, Samples.POLICY);
                            String next = name(step.next());
                            rows.add(row(name, event, next, step));
                            if (!next.equals(name)) {
                                arrows.add(arrow(name, next, e));
                            }
                        }));
        text.append("# The logout saga: states and events\n\n");
        text.append("Written by `LogoutSagaTableTest` (`mvn test -Dregenerate`), compared in");
        text.append(" every build. The sample session has a voice and a chat channel; in each");
        text.append(" step one of them has answered, so \"the last one\" opens the barrier.\n\n");
        text.append("```mermaid\nstateDiagram-v2\n    [*] --> NoSession\n");
        arrows.forEach(arrow -> text.append("    ").append(arrow).append('\n'));
        text.append("```\n\n| state | event | next | effects | verdict |\n");
        text.append("|---|---|---|---|---|\n");
        rows.forEach(row -> text.append(row).append('\n'));
        return text.toString();
    }

    private static String arrow(String from, String to, SagaEvent event) {
        return from + " --> " + to + ": " + event.getClass().getSimpleName();
    }

    private static String name(SagaState state) {
        return state.getClass().getSimpleName();
    }

    private static String row(String state, String event, String next, Step step) {
        List<String> effects = step.effects().stream().map(LogoutSagaTableTest::told).toList();
        return "| "
                + String.join(
                        " | ",
                        state,
                        event,
                        next.equals(state) ? unmoved(step) : next,
                        effects.isEmpty() ? "none" : String.join(", ", effects),
                        step.verdict().name())
                + " |";
    }

    private static String unmoved(Step step) {
        return step.next() instanceof SagaState.Idle idle && idle.session().sessionId().equals("s2")
                ? "Idle, with the newer session"
                : "stays";
    }

    private static String told(Effect effect) {
        return switch (effect) {
            case Effect.SendCommand e ->
                    e.order().getClass().getSimpleName()
                            + " to "
                            + e.channel().channelId()
                            + (e.attempt() > 1 ? " again" : "");
            case Effect.Answer(_, Reply reply) ->
                    reply.result() instanceof Reply.Result.Failure failure
                            ? "answer " + failure.code()
                            : "answer SUCCESS";
            case Effect.Publish e -> e.news().getClass().getSimpleName();
            case Effect.Audit _ -> "audit";
            case Effect.AskForPlace _ -> "ask for a place";
            case Effect.GivePlaceBack _ -> "give the place back";
            case Effect.SendReply _ -> "reply";
        };
    }
}
