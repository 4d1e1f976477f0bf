/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.agentlogout.cli.Installation;
import org.agentlogout.cli.SimulatedSession;
import org.agentlogout.cli.ToolFailure;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.simulator.Fault;
import org.agentlogout.simulator.FaultAction;
import org.agentlogout.testbed.scenario.Scenarios;
import org.agentlogout.testbed.scenario.Stage;
import org.agentlogout.wire.Topic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Agents and gateways at work. A gateway that cannot write its request tries again until it can,
 * under the same id, as a good one does.
 */
public final class Load implements AutoCloseable {

    private static final String REASON = String.valueOf(Scenarios.END_OF_SHIFT.id());

    /** Agents sign in so long before they log out: a broker that is away stops neither. */
    private static final Duration AHEAD = Duration.ofSeconds(6);

    /** By then a logout is over when nothing is broken. */
    private static final Duration SHOULD_BE_OVER = Duration.ofSeconds(4);

    private final Stage.Floor floor;
    private final Installation installation;
    private final Producer<byte[], byte[]> bytes;
    private final ConcurrentLinkedQueue<Asked> asked = new ConcurrentLinkedQueue<>();

    public Load(Stage.Floor floor, Installation installation) {
        this.floor = floor;
        this.installation = installation;
        this.bytes = installation.producer();
    }

    /** Returns when everybody has had their turn and all requests are written. */
    void play(LoadPlan plan, Course course) {
        try (var turns = Executors.newVirtualThreadPerTaskExecutor()) {
            var playing = new ArrayList<Future<?>>();
            for (var turn : plan.turns()) {
                course.await(turn.at().minus(AHEAD));
                playing.add(turns.submit(() -> new Agent(turn, course).play()));
            }
            for (var turn : playing) {
                turn.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a turn of the load failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** All requests so far. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        bytes.close(Duration.ofSeconds(2));
    }

    private final class Agent {

        private final String name;
        private final Story story;
        private final Random random;
        private final Stage stage;

        private final Course course;
        private final Duration at;

        Agent(LoadPlan.Turn turn, Course course) {
            this.course = course;
            this.at = turn.at();
            this.name = turn.agent();
            this.story = turn.story();
            this.random = new Random(turn.seed());
            this.stage = new Stage(floor, name);
        }

        void play() {
            switch (story) {
                case PLAIN -> signInAndAsk(REASON);
                case DRY_RUN -> {
                    signIn();
                    ask("1", true, REASON);
                }
                case REPEATED -> {
                    signInAndAsk(REASON);
                    ask("1", false, REASON);
                    Site.pause(SHOULD_BE_OVER);
                    ask("1", false, REASON);
                }
                case CALL_LIVE -> {
                    signIn();
                    floor.simulator().startCall(name, true);
                    ask("1", false, REASON);
                }
                case NO_REASON -> signInAndAsk("");
                case WRONG_REASON -> signInAndAsk("99");
                case NOT_READY_REFUSED -> withFault("SetUserNotReady", "", 0, refusal());
                case DEACTIVATION_REFUSED ->
                        withFault("SetMediaRoutable", SimulatedSession.CHAT_MRD, 0, refusal());
                case SIGN_OUT_REFUSED ->
                        withFault("SignOutMedia", SimulatedSession.EMAIL_MRD, 0, refusal());
                case ANSWER_LOST -> withFault("SignOutUser", "", 1, new FaultAction.Hang(true));
                case CHANGE_LOST ->
                        withFault(
                                "SetMediaRoutable",
                                SimulatedSession.CHAT_MRD,
                                1,
                                new FaultAction.Lost());
                case NO_SESSION -> ask("1", false, REASON);
                case SUPERSEDED -> supersede();
                case TOO_LATE -> beTooLate();
                case NO_CHANNELS -> signInWithoutChannels();
                case ALREADY_OUT -> {
                    signInAndAsk(REASON);
                    Site.pause(SHOULD_BE_OVER);
                    ask("2", false, REASON);
                }
                case TWO_SHIFTS -> {
                    signInAndAsk(REASON);
                    Site.pause(SHOULD_BE_OVER);
                    signIn();
                    ask("2", false, REASON);
                }
                case UNREADABLE -> writeUnreadable();
            }
        }

        private void signIn() {
            insist(stage::signIn);
        }

        private void signInAndAsk(String reason) {
            signIn();
            ask("1", false, reason);
        }

        private void ask(String request, boolean dryRun, String reason) {
            var record = stage.logoutRequest(name + "-" + request, dryRun, reason);
            note(record.getRequestId());
            insist(() -> stage.send(record));
        }

        /** Waits for the agent's turn first. */
        private void note(String requestId) {
            course.await(at);
            asked.add(new Asked(name, requestId, story.prompt(), Instant.now()));
        }

        private void withFault(String operation, String mrd, int times, FaultAction action) {
            signIn();
            floor.simulator().addFault(new Fault(operation, name, mrd, null, times, action));
            ask("1", false, REASON);
        }

        private void supersede() {
            withFault("Get*", "", 0, new FaultAction.Latency(Duration.ofMillis(250)));
            Site.pause(Duration.ofMillis(random.nextInt(100, 2_500)));
            signIn();
        }

        private void beTooLate() {
            signIn();
            floor.simulator()
                    .addFault(
                            new Fault(
                                    "GetUser",
                                    name,
                                    "",
                                    null,
                                    0,
                                    new FaultAction.Latency(Duration.ofSeconds(4))));
            var request = stage.logoutRequest(name + "-1", false, REASON);
            note(request.getRequestId());
            var hurried =
                    LogoutRequest.newBuilder(request)
                            .setDeadline(Instant.now().plusSeconds(2))
                            .build();
            insist(() -> stage.send(hurried));
        }

        private void signInWithoutChannels() {
            var at = Instant.now();
            var session = new SimulatedSession(name, "1", Stage.SWITCH, List.of());
            var opened = session.opened(name + "-" + at.toEpochMilli(), at);
            insist(() -> stage.write(Topic.SESSION_OPENED, opened));
            ask("1", false, REASON);
        }

        private void writeUnreadable() {
            var topic = installation.topics().name(Topic.REQUEST_LOGOUT);
            var record = new ProducerRecord<>(topic, name.getBytes(UTF_8), "{}".getBytes(UTF_8));
            insist(() -> write(record));
        }

        private void write(ProducerRecord<byte[], byte[]> record) {
            try {
                bytes.send(record).get();
            } catch (ExecutionException e) {
                throw new KafkaException("not written", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    /** Nothing that trying again would cure. */
    private static FaultAction refusal() {
        return new FaultAction.Refuse(400, "Generic Error", "The switch refused it", "");
    }

    private static void insist(Runnable deed) {
        while (true) {
            try {
                deed.run();
                return;
            } catch (ToolFailure | KafkaException e) {
                Site.pause(Duration.ofMillis(500));
            }
        }
    }
}
