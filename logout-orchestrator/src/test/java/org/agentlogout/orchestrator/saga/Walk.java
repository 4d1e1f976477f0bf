/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.agentlogout.orchestrator.saga.Effect.AskForPlace;
import org.agentlogout.orchestrator.saga.Effect.GivePlaceBack;
import org.agentlogout.orchestrator.saga.Effect.SendCommand;

/**
 * One agent, a network that loses, delays, doubles and reorders, orchestrators that stop between
 * any two steps, and a seed. Each step is decided twice from the same state, as after a crash
 * before the commit, and must come out the same.
 */
public final class Walk {

    private static final List<LogoutRequest.Mode> MODES =
            List.of(
                    LogoutRequest.Mode.REFUSE,
                    LogoutRequest.Mode.REFUSE,
                    LogoutRequest.Mode.DEFER,
                    LogoutRequest.Mode.FORCE);

    private final UnaryOperator<Agent> restart;
    private final Random random;
    private final AgentDesk desk = new AgentDesk(Samples.POLICY);
    private final WalkSwitch truth;
    private final Promises promises;
    private final List<SendCommand> commandsOnTheirWay = new ArrayList<>();
    private final List<CommandResult> resultsOnTheirWay = new ArrayList<>();
    private final List<String> waitingForPlace = new ArrayList<>();

    /** Asked for or had, and not given back. */
    private final Set<String> places = new HashSet<>();

    private Agent agent = Agent.unknown(Samples.AGENT);
    private Instant now = Samples.NOON;
    private int requests;
    private int sessions;

    Walk(long seed) {
        this(seed, agent -> agent);
    }

    /**
     * @param restart what a stop and a start between two steps make of the stored agent
     */
    public Walk(long seed, UnaryOperator<Agent> restart) {
        this.restart = restart;
        random = new Random(seed);
        truth = new WalkSwitch(random);
        promises = new Promises(truth);
    }

    Promises promises() {
        return promises;
    }

    public void run(int steps) {
        openSession();
        for (int i = 0; i < steps; i++) {
            step();
        }
        comeToRest();
    }

    private void step() {
        switch (random.nextInt(32)) {
            case 16 -> presence();
            case 17 -> steer();
            case 18 -> theWorldMoves();
            case 19 -> truth.startInteraction(pick(channelIds()));
            case 20 -> letTimePass(Duration.ofSeconds(30 + random.nextInt(60)));
            case 0 -> request();
            case 1 -> repeatRequest();
            case 2 -> maybeOpenAnother();
            case 3 -> truth.startInteraction(pick(channelIds()));
            case 4 -> truth.endInteractions();
            case 5 -> letTimePass(Duration.ofMillis(random.nextInt(5_000)));
            case 6 -> letTimePass(Duration.ofSeconds(random.nextInt(30)));
            case 7, 8, 9, 22, 23 -> grantPlace();
            case 10, 11, 12, 24, 25, 26, 27 -> deliverCommand();
            default -> deliverResult();
        }
    }

    private void feed(SagaEvent event) {
        AgentStep step = desk.decide(agent, event);
        assertThat(desk.decide(agent, event)).as("decided again after a crash").isEqualTo(step);
        promises.hold(agent, event, step);
        agent = restart.apply(step.next());
        assertThat(agent).as("after a restart").isEqualTo(step.next());
        for (Effect effect : step.effects()) {
            switch (effect) {
                case SendCommand command -> commandsOnTheirWay.add(command);
                case AskForPlace asked -> {
                    assertThat(places.add(asked.sagaId())).as("one place a saga").isTrue();
                    waitingForPlace.add(asked.sagaId());
                }
                case GivePlaceBack given -> {
                    places.remove(given.sagaId());
                    waitingForPlace.remove(given.sagaId());
                }
                default -> {}
            }
        }
    }

    private void openSession() {
        sessions++;
        List<Channel> channels = new ArrayList<>(List.of(named("voice")));
        for (String name : List.of("chat", "mail", "far")) {
            if (random.nextBoolean()) {
                channels.add(named(name));
            }
        }
        Session session =
                Samples.session("s" + sessions, sessions * 10L, channels.toArray(Channel[]::new));
        truth.signIn(session);
        truth.endInteractions();
        feed(new SagaEvent.SessionOpened(now, now, session));
    }

    private static Channel named(String name) {
        Channel like = name.equals("voice") ? Samples.VOICE : Samples.CHAT;
        return new Channel(name, like.type(), like.switchId(), like.address());
    }

    private void maybeOpenAnother() {
        switch (random.nextInt(8)) {
            case 0 -> openSession();
            case 1 ->
                    feed(
                            new SagaEvent.SessionOpened(
                                    now, now, Samples.session("old", 1, named("voice"))));
            default -> {
                if (agent.saga() instanceof SagaState.NoSession) {
                    openSession();
                } else if (agent.saga() instanceof SagaState.Open held) {
                    feed(new SagaEvent.SessionOpened(now, now, held.session()));
                }
            }
        }
    }

    private void request() {
        requests++;
        send("r" + requests, random.nextInt(4) == 0);
    }

    private void repeatRequest() {
        if (requests > 0) {
            send("r" + (1 + random.nextInt(requests)), random.nextInt(4) == 0);
        }
    }

    private void send(String requestId, boolean dryRun) {
        LogoutRequest plain = Samples.request(requestId);
        LogoutRequest.Mode mode = MODES.get(Math.floorMod(requestId.hashCode(), MODES.size()));
        LogoutRequest request =
                new LogoutRequest(
                        requestId,
                        random.nextInt(5) == 0 ? "s" + (1 + random.nextInt(sessions + 1)) : "",
                        mode,
                        dryRun,
                        plain.reason(),
                        now.plusSeconds(mode == LogoutRequest.Mode.DEFER ? 600 : 120),
                        plain.requestedBy(),
                        mode == LogoutRequest.Mode.FORCE,
                        "fp" + dryRun + mode);
        promises.asked(requestId);
        feed(new SagaEvent.LogoutRequested(now, request, ReplyAddress.DEFAULT));
    }

    /** From two nodes at once, in any order, late by up to three minutes of its own time. */
    private void presence() {
        List<Presence.Kind> kinds = List.of(Presence.Kind.values());
        Presence.Kind kind = random.nextInt(3) == 0 ? Presence.Kind.AVAILABLE : pick(kinds);
        String node = random.nextInt(4) == 0 ? "B" : "A";
        String sessionId = "s" + Math.max(1, sessions + 1 - random.nextInt(3));
        Instant at = now.minusSeconds(random.nextInt(180));
        SagaEvent.PresenceChanged event =
                new SagaEvent.PresenceChanged(
                        now, sessionId, new Presence.Sighting(node, at, kind, now));
        feed(event);
        if (random.nextInt(5) == 0) {
            feed(event);
        }
    }

    private void steer() {
        requests++;
        String requestId = "r" + requests;
        String sessionId = random.nextInt(4) == 0 ? "s" + sessions : "";
        LogoutRequest.Requester by = Samples.request(requestId).requestedBy();
        promises.asked(requestId);
        switch (random.nextInt(6)) {
            case 0 ->
                    feed(
                            new SagaEvent.DisconnectRequested(
                                    now,
                                    new Request.Disconnect(requestId, sessionId, by, "fp"),
                                    ReplyAddress.DEFAULT));
            case 1, 2 ->
                    feed(
                            new SagaEvent.RecoverRequested(
                                    now,
                                    new Request.Recover(requestId, sessionId, by, "fp"),
                                    ReplyAddress.DEFAULT));
            default ->
                    feed(
                            new SagaEvent.CancelRequested(
                                    now,
                                    new Request.Cancel(requestId, sessionId, cancelled(), by, "fp"),
                                    ReplyAddress.DEFAULT));
        }
    }

    /** What waits now, one that was sent, or one that is still to come. */
    private String cancelled() {
        return random.nextBoolean() ? "" : "r" + (1 + random.nextInt(requests + 1));
    }

    private void theWorldMoves() {
        String sessionId = "s" + sessions;
        switch (random.nextInt(6)) {
            case 0 -> feed(new SagaEvent.NodeLost(now, random.nextBoolean() ? "A" : "B"));
            case 1 -> feed(new SagaEvent.GraceReleased(now, sessionId));
            case 2 -> feed(new SagaEvent.GraceDropped(now, sessionId));
            case 3 -> feed(new SagaEvent.SwitchBack(now, "cce1"));
            default -> {
                String channelId = pick(channelIds());
                feed(
                        new SagaEvent.ChannelNews(
                                now,
                                sessionId,
                                channelId,
                                truth.truth(channelId),
                                Inspection.Routable.NOT_TOLD));
            }
        }
    }

    private void grantPlace() {
        if (!waitingForPlace.isEmpty()) {
            feed(new SagaEvent.PlaceGranted(now, pick(waitingForPlace)));
        }
    }

    /**
     * Lost one time in ten, carried out twice one time in ten, its answer doubled or lost as often.
     */
    private void deliverCommand() {
        if (commandsOnTheirWay.isEmpty()) {
            return;
        }
        SendCommand command = pick(commandsOnTheirWay);
        int fate = random.nextInt(10);
        if (fate != 1) {
            commandsOnTheirWay.remove(command);
        }
        if (fate != 0) {
            resultsOnTheirWay.add(truth.carryOut(command, now));
        }
    }

    private void deliverResult() {
        if (resultsOnTheirWay.isEmpty()) {
            return;
        }
        CommandResult result = pick(resultsOnTheirWay);
        int fate = random.nextInt(10);
        if (fate != 1) {
            resultsOnTheirWay.remove(result);
        }
        if (fate != 0) {
            feed(new SagaEvent.ChannelAnswered(now, result));
        }
    }

    private void letTimePass(Duration duration) {
        int again = 0;
        Instant end = now.plus(duration);
        while (!agent.due(Samples.POLICY).isAfter(end)) {
            Instant due = agent.due(Samples.POLICY);
            now = due.isAfter(now) ? due : now;
            Agent before = agent;
            feed(new SagaEvent.DeadlineReached(now));
            boolean later = agent.due(Samples.POLICY).isAfter(now);
            // What one deadline ends may be due for the next thing at once.
            assertThat(later || !agent.equals(before)).as("a deadline does something").isTrue();
            again = later ? 0 : again + 1;
            assertThat(again).as("deadlines at one instant").isLessThan(6);
        }
        now = end;
    }

    /** Nothing more is sent: every request must have come to its answer and every place be free. */
    private void comeToRest() {
        commandsOnTheirWay.clear();
        resultsOnTheirWay.clear();
        truth.endInteractions();
        // Forced tries go on until the agent is out or they are given up; nothing answers them.
        for (int i = 0; i < 400 && !waitingForPlace.isEmpty(); i++) {
            grantPlace();
            letTimePass(Duration.ofSeconds(5));
        }
        letTimePass(Duration.ofSeconds(725));
        promises.atRest(agent);
        assertThat(places).as("places given back").allMatch(this::goesOnByItself);
    }

    /** Nobody asked for it: forced logouts go on trying, recoveries wait for their place. */
    private boolean goesOnByItself(String sagaId) {
        return agent.saga() instanceof SagaState.Running running
                && running.logout().sagaId().equals(sagaId)
                && running.logout().requestId().isEmpty();
    }

    private List<String> channelIds() {
        return List.of("voice", "chat", "mail", "far");
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
