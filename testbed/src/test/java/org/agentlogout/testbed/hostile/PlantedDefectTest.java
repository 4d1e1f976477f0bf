/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.agentlogout.cli.Inbox;
import org.agentlogout.cli.Installation;
import org.agentlogout.cli.LogoutTool;
import org.agentlogout.cli.Outbox;
import org.agentlogout.cli.SimulatedSession;
import org.agentlogout.cli.TopicSetup;
import org.agentlogout.orchestrator.Orchestrator;
import org.agentlogout.orchestrator.OrchestratorSettings;
import org.agentlogout.orchestrator.saga.AgentDesk;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.orchestrator.stream.Readiness;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.LogoutStatus;
import org.agentlogout.testbed.LocalKafka;
import org.agentlogout.testbed.registry.LocalRegistry;
import org.agentlogout.testbed.scenario.Feed;
import org.agentlogout.wire.KeyPartition;
import org.agentlogout.wire.Topic;
import org.agentlogout.wire.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A defect planted in the saga, on a real broker: it costs one agent, who comes back by a newer
 * session or by a replay; a neighbour of the same partition notices nothing.
 */
class PlantedDefectTest {

    private static final Duration WHILE = Duration.ofSeconds(20);
    private static final String DORA = "dora";

    private final String otto = neighbour();
    private volatile Predicate<SagaEvent> defect = _ -> false;

    @TempDir private Path state = Path.of("");

    private LocalKafka kafka;
    private LocalRegistry registry;
    private Outbox outbox;
    private Feed feed;
    private Orchestrator orchestrator;

    @BeforeEach
    void start() throws Exception {
        kafka = LocalKafka.start();
        registry = LocalRegistry.start();
        var installation =
                Installation.of(kafka.bootstrapServers(), registry.url(), new Topics(""));
        new TopicSetup(installation).create(2, 1);
        outbox = new Outbox(installation);
        feed = new Feed(installation);
        var desk = new AgentDesk(settings().policy());
        orchestrator =
                Orchestrator.start(
                        settings(),
                        new Readiness(InstantSource.system()),
                        (agent, event) -> {
                            if (agent.agentId().equals(DORA) && defect.test(event)) {
                                throw new IllegalStateException("planted");
                            }
                            return desk.decide(agent, event);
                        });
    }

    @AfterEach
    void stop() {
        orchestrator.close();
        feed.close();
        outbox.close();
        registry.close();
        kafka.close();
    }

    private OrchestratorSettings settings() {
        return OrchestratorSettings.of(
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                        "SCHEMA_REGISTRY_URL", registry.url(),
                        "KAFKA_STATE_DIR", state.toString(),
                        "ORCHESTRATOR_STANDBYS", "0",
                        "ORCHESTRATOR_INSPECT_BUDGET", "2s"));
    }

    private static String neighbour() {
        return IntStream.range(0, 100)
                .mapToObj(i -> "otto-" + i)
                .filter(it -> KeyPartition.of(it, 2) == KeyPartition.of(DORA, 2))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aNewerSessionBringsTheAgentBack() {
        signIn(DORA);
        defect = SagaEvent.LogoutRequested.class::isInstance;
        ask(DORA, "hit");
        requireNeighbourNoticesNothing();
        assertThat(code("hit")).isEqualTo("INTERNAL_ERROR");
        assertThat(letter().problem()).startsWith("DEFECT from session.request.logout");
        awaitPhase("QUARANTINED");
        defect = _ -> false;
        ask(DORA, "still out");
        assertThat(code("still out")).isEqualTo("INTERNAL_ERROR");

        signIn(DORA);
        ask(DORA, "back");

        assertThat(code("back")).isEqualTo("SUCCESS");
    }

    @Test
    void aReplayOfTheLetterBringsTheAgentBackAndIsAnswered() {
        signIn(DORA);
        defect = SagaEvent.LogoutRequested.class::isInstance;
        ask(DORA, "hit");
        assertThat(code("hit")).isEqualTo("INTERNAL_ERROR");
        defect = _ -> false;

        assertThat(replay(letter())).contains("sent to session.request.logout");

        assertThat(code("hit", 2)).isEqualTo("SUCCESS");
        assertThat(replay(letter())).contains("It was sent back before");
    }

    @Test
    void aDefectInATimerSetsTheStoredAgentAsideAndAReplayOfItBringsTheAgentBack() {
        signIn(DORA, ChannelType.VOICE); // no worker answers, so a timer is due
        defect = SagaEvent.DeadlineReached.class::isInstance;
        ask(DORA, "hit");
        assertThat(code("hit")).isEqualTo("INTERNAL_ERROR");
        requireNeighbourNoticesNothing();
        assertThat(letter().problem()).startsWith("DEFECT from (stored state)");
        awaitPhase("QUARANTINED");
        defect = _ -> false;
        ask(DORA, "still out");
        assertThat(code("still out")).isEqualTo("INTERNAL_ERROR");

        assertThat(replay(letter())).contains("sent to channel.result");
        awaitPhase("IDLE");
        ask(DORA, "back");

        // Nobody works for the channel: an honest failure, and no defect of ours.
        assertThat(code("back")).isEqualTo("SWITCH_UNAVAILABLE");
        assertThat(replay(letter())).contains("It was sent back before");
    }

    private void requireNeighbourNoticesNothing() {
        signIn(otto);
        ask(otto, "of otto");
        assertThat(code("of otto")).isEqualTo("SUCCESS");
    }

    private void signIn(String agent, ChannelType... channels) {
        var now = Instant.now();
        var session = new SimulatedSession(agent, "1", "none", List.of(channels));
        var opened = session.opened(agent + "-" + now.toEpochMilli(), now);
        outbox.send(Topic.SESSION_OPENED, agent, opened, Map.of());
    }

    private void ask(String agent, String requestId) {
        var request = HostileRecords.request(agent, requestId).build();
        outbox.send(Topic.REQUEST_LOGOUT, agent, request, Map.of());
    }

    private String code(String requestId) {
        return code(requestId, 1);
    }

    /** Of the n-th reply to that request. */
    private String code(String requestId, int count) {
        Predicate<Inbox.Mail> wanted =
                mail ->
                        mail.value() instanceof LogoutReply reply
                                && reply.getRequestId().equals(requestId)
                                && replies(requestId, reply.getAgentId()).size() >= count;
        assertThat(feed.await(wanted, WHILE)).as("reply %d to %s", count, requestId).isPresent();
        var agent = requestId.equals("of otto") ? otto : DORA;
        var code = replies(requestId, agent).get(count - 1).getCode();
        return code == null ? "SUCCESS" : code;
    }

    private List<LogoutReply> replies(String requestId, String agent) {
        return feed.of(agent).stream()
                .map(Inbox.Mail::value)
                .filter(LogoutReply.class::isInstance)
                .map(LogoutReply.class::cast)
                .filter(reply -> reply.getRequestId().equals(requestId))
                .toList();
    }

    private void awaitPhase(String phase) {
        Predicate<Inbox.Mail> wanted =
                mail ->
                        mail.key().equals(DORA)
                                && isLastStatus(mail)
                                && mail.value() instanceof LogoutStatus status
                                && status.getPhase().equals(phase);
        assertThat(feed.await(wanted, WHILE)).as(phase).isPresent();
    }

    private boolean isLastStatus(Inbox.Mail mail) {
        return feed.of(DORA).stream()
                .filter(it -> it.topic() == Topic.STATUS)
                .toList()
                .getLast()
                .equals(mail);
    }

    private Inbox.Mail letter() {
        return feed.await(mail -> mail.topic() == Topic.DEAD_LETTER, WHILE).orElseThrow();
    }

    private String replay(Inbox.Mail letter) {
        var out = new StringWriter();
        var printer = new PrintWriter(out, true);
        var words =
                List.of(
                        "replay",
                        letter.partition() + ":" + letter.offset(),
                        "--bootstrap-server",
                        kafka.bootstrapServers(),
                        "--registry",
                        registry.url());
        LogoutTool.run(words.toArray(String[]::new), printer, printer);
        return Objects.requireNonNull(out.toString());
    }
}
