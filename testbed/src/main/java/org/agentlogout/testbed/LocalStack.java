/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.agentlogout.cli.Installation;
import org.agentlogout.cli.Outbox;
import org.agentlogout.cli.StackFile;
import org.agentlogout.cli.TopicSetup;
import org.agentlogout.orchestrator.Orchestrator;
import org.agentlogout.orchestrator.OrchestratorSettings;
import org.agentlogout.simulator.Node;
import org.agentlogout.simulator.SwitchSimulator;
import org.agentlogout.testbed.registry.LocalRegistry;
import org.agentlogout.testbed.scenario.Feed;
import org.agentlogout.testbed.scenario.Scenarios;
import org.agentlogout.testbed.scenario.Seat;
import org.agentlogout.testbed.scenario.Stage;
import org.agentlogout.wire.Topics;
import org.agentlogout.worker.Worker;
import org.agentlogout.worker.WorkerSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole product in one JVM: broker, registry, switch simulator, one orchestrator, two workers.
 * As a program ({@code ./logout up}) it stays until Ctrl-C.
 */
public final class LocalStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);
    private static final Duration START = Duration.ofMinutes(1);
    private static final List<String> WORKER_GROUPS =
            List.of("channel-worker-voice", "channel-worker-chat", "channel-worker-email");

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<Worker> workers = new ArrayList<>();
    private final StackSettings settings;
    private final Path directory;
    private final Path credentials;
    private final LocalKafka kafka;
    private final LocalRegistry registry;
    private final SwitchSimulator simulator;
    private Orchestrator orchestrator;
    private final Installation installation;
    private final Stage.Floor floor;

    private LocalStack(StackSettings settings) throws IOException, InterruptedException {
        this.settings = settings;
        directory = Files.createTempDirectory("logout-stack-");
        credentials = Files.createDirectory(directory.resolve("credentials"));
        try {
            kafka = with(LocalKafka.start());
            registry = with(LocalRegistry.start());
            simulator = with(SwitchSimulator.start(settings.simulator()));
            Scenarios.prepare(simulator, credentials);
            installation =
                    Installation.of(kafka.bootstrapServers(), registry.url(), new Topics(""));
            new TopicSetup(installation).create(settings.partitions(), 1);
            var outbox = with(new Outbox(installation));
            floor = new Stage.Floor(simulator, with(new Feed(installation)), outbox, credentials);
            orchestrator = with(Orchestrator.start(orchestratorSettings(settings)));
            workers.add(with(worker("worker-1")));
            workers.add(with(worker("worker-2")));
            awaitGroups();
            warmUp();
        } catch (InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Returns when everything takes records. */
    public static LocalStack start(StackSettings settings) {
        try {
            return new LocalStack(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", e);
        }
    }

    private <T extends AutoCloseable> T with(T part) {
        parts.push(part);
        return part;
    }

    /**
     * Each worker has its share of the partitions: nothing is rebalanced while somebody looks on.
     */
    private void awaitGroups() throws InterruptedException {
        try (var admin = Admin.create(installation.clients())) {
            var end = System.nanoTime() + START.toNanos();
            while (!admin.describeConsumerGroups(WORKER_GROUPS).all().get().values().stream()
                    .allMatch(it ->
                            it.groupState() == GroupState.STABLE && it.members().size() == 2)) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(
                            "the workers' groups are not stable after " + START);
                }
                Thread.sleep(20);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot look at the workers' groups", e);
        }
    }

    /** One whole logout: after it everybody has partitions, and the slow first time is over. */
    private void warmUp() {
        var stage = stage("warm-up");
        stage.signIn();
        stage.request("warm-up", false, String.valueOf(Scenarios.END_OF_SHIFT.id()));
        stage.awaitReplies("warm-up", 1);
    }

    private OrchestratorSettings orchestratorSettings(StackSettings settings) {
        var environment = new HashMap<>(addresses());
        environment.put("ORCHESTRATOR_STANDBYS", "0");
        environment.put("KAFKA_STATE_DIR", directory.resolve("streams").toString());
        environment.putAll(settings.orchestrator());
        return OrchestratorSettings.of(environment);
    }

    private Worker worker(String name) throws InterruptedException {
        return Worker.start(
                WorkerSettings.of(workerEnvironment(name)),
                why -> LOG.atError().addKeyValue("worker", name).log("{} Restart the stack", why));
    }

    /** What one of its two workers is told, by the names of its environment variables. */
    public Map<String, String> workerEnvironment(String name) {
        var environment = new HashMap<>(addresses());
        environment.put("WORKER_NAME", name);
        environment.put("WORKER_COUNT", "2");
        environment.put("SWITCHES", Stage.SWITCH);
        environment.putAll(settings.worker());
        for (var id : environment.get("SWITCHES").split(",", -1)) {
            ofSwitch(id).forEach(environment::putIfAbsent);
        }
        return environment;
    }

    /** Every switch is the simulator unless the settings say otherwise. */
    private Map<String, String> ofSwitch(String id) {
        if (id.equals(Seat.CTI)) {
            return Map.of(
                    StackSettings.variable(id, "URL_A"), simulator.cti().at(Node.A).toString(),
                    StackSettings.variable(id, "URL_B"), simulator.cti().at(Node.B).toString(),
                    StackSettings.variable(id, "CREDENTIAL_DIR"), credentials.toString(),
                    StackSettings.variable(id, "NOT_READY_REASON"),
                            String.valueOf(Scenarios.LOGGING_OUT.code()));
        }
        return Map.of(
                StackSettings.variable(id, "URL_A"), address(Node.A),
                StackSettings.variable(id, "URL_B"), address(Node.B),
                StackSettings.variable(id, "CREDENTIAL_DIR"), credentials.toString(),
                StackSettings.variable(id, "NOT_READY_REASON"), Scenarios.LOGGING_OUT.label(),
                StackSettings.variable(id, "FORCE_NOT_READY_REASON"),
                        Scenarios.FORCE_NOT_READY.label(),
                StackSettings.variable(id, "SYSTEM_FAILURE_REASON"),
                        Scenarios.SYSTEM_FAILURE.label());
    }

    /** The orchestrator ends, and another one in its place begins on the same state. */
    public void restartOrchestrator() throws InterruptedException {
        parts.remove(orchestrator);
        orchestrator.close();
        orchestrator = with(Orchestrator.start(orchestratorSettings(settings)));
    }

    /** Its own two workers end; whoever starts others in their place ends those. */
    public void endWorkers() {
        parts.removeAll(workers);
        workers.forEach(Worker::close);
        workers.clear();
    }

    private String address(Node node) {
        return settings.wayToSwitch().apply(simulator.node(node)).toString();
    }

    private Map<String, String> addresses() {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "SCHEMA_REGISTRY_URL", registry.url());
    }

    public Installation installation() {
        return installation;
    }

    public SwitchSimulator simulator() {
        return simulator;
    }

    /** Where the workers find the passwords of the agents. */
    public Path credentials() {
        return credentials;
    }

    public LocalKafka kafka() {
        return kafka;
    }

    public LocalRegistry registry() {
        return registry;
    }

    public Orchestrator orchestrator() {
        return orchestrator;
    }

    /** For a scenario; agents of different scenarios must differ. */
    public Stage stage(String agent) {
        return new Stage(floor, agent);
    }

    /** The same on another switch, which the settings tell the workers of. */
    public Stage stage(String agent, SwitchSimulator otherSwitch) {
        return new Stage(
                new Stage.Floor(otherSwitch, floor.feed(), floor.outbox(), credentials), agent);
    }

    public Feed feed() {
        return floor.feed();
    }

    /** The addresses, as the tool reads them from the folder {@code home}. */
    public StackFile file(Path home) {
        return new StackFile(
                StackFile.in(home),
                kafka.bootstrapServers(),
                registry.url(),
                simulator.control().toString(),
                credentials.toString());
    }

    /**
     * Ends the parts in the reverse order of their start; one that fails does not keep the others.
     */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            var part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).log("{} did not end cleanly; nothing to do", part);
            }
        }
        TemporaryFiles.delete(directory);
    }
}
