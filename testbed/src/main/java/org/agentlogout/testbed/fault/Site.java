/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.agentlogout.cli.Installation;
import org.agentlogout.cli.TopicSetup;
import org.agentlogout.orchestrator.OrchestratorMain;
import org.agentlogout.simulator.Node;
import org.agentlogout.simulator.SimulatorSettings;
import org.agentlogout.simulator.SwitchSimulator;
import org.agentlogout.testbed.FreePorts;
import org.agentlogout.testbed.TemporaryFiles;
import org.agentlogout.testbed.registry.LocalRegistry;
import org.agentlogout.testbed.scenario.Scenarios;
import org.agentlogout.testbed.scenario.Stage;
import org.agentlogout.wire.Topics;
import org.agentlogout.worker.WorkerMain;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;

/**
 * An installation whose broker, orchestrators and workers are processes that may be killed and
 * frozen one by one. Registry and switch simulator run in this JVM: they are not on trial, and what
 * the simulator saw must survive.
 */
public final class Site implements AutoCloseable {

    private static final int PARTITIONS = 4;

    /** Enough for an hour: what fell out of the log could not be judged. */
    private static final int CALLS = 2_000_000;

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path logs;
    private final Path directory;
    private final Path credentials;
    private final LocalRegistry registry = LocalRegistry.start();
    private final SwitchSimulator simulator =
            SwitchSimulator.start(SimulatorSettings.defaults().withCallLogLimit(CALLS));
    private final Map<String, Program> programs = new LinkedHashMap<>();
    private final String broker;
    private final Installation installation;
    private final Admin admin;
    private final Thread atExit = new Thread(this::endPrograms, "end of the site");

    private Site(Path logs) throws IOException {
        this.logs = Files.createDirectories(logs);
        directory = TemporaryFiles.directory("logout-site-");
        credentials = Files.createDirectory(directory.resolve("credentials"));
        var ports = FreePorts.ask(3);
        broker = "127.0.0.1:" + ports.getFirst();
        installation = Installation.of(broker, registry.url(), new Topics(""));
        admin = Admin.create(installation.clients());
        Runtime.getRuntime().addShutdownHook(atExit);
        addBroker(ports);
        for (int i = 1; i <= Role.ORCHESTRATOR.count(); i++) {
            addOrchestrator(Role.ORCHESTRATOR.program(i));
        }
        for (int i = 1; i <= Role.WORKER.count(); i++) {
            addWorker(Role.WORKER.program(i));
        }
    }

    /**
     * Returns when everything takes records.
     *
     * @param logs a directory for what the programs print; it stays
     */
    public static Site start(Path logs) {
        try {
            var site = new Site(logs);
            try {
                site.open();
                return site;
            } catch (RuntimeException e) {
                site.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open() {
        Scenarios.prepare(simulator);
        program(Role.BROKER.program(1)).start();
        await("a broker", this::isBrokerUp);
        new TopicSetup(installation).create(PARTITIONS, 1);
        programs.values().stream().filter(it -> !it.isAlive()).forEach(Program::start);
        await("all groups", () -> isComplete(Role.ORCHESTRATOR) && isComplete(Role.WORKER));
    }

    private void addBroker(List<Integer> ports) throws IOException {
        var data = Files.createDirectory(directory.resolve("kafka"));
        var arguments =
                Stream.concat(Stream.of(data), ports.stream()).map(Object::toString).toList();
        add(Role.BROKER.program(1), BrokerMain.class, arguments, "320m", Map.of());
    }

    private void addOrchestrator(String name) throws IOException {
        var environment = new HashMap<>(addresses());
        // Programs that have just been started share two cores with their broker: without this most
        // of the time would go into transactions of one record each.
        environment.put("ORCHESTRATOR_COMMIT_INTERVAL", "20ms");
        environment.put("KAFKA_STATE_DIR", directory.resolve(name + "-state").toString());
        add(name, OrchestratorMain.class, List.of(), "192m", environment);
    }

    private void addWorker(String name) throws IOException {
        var environment = new HashMap<>(addresses());
        environment.put("WORKER_NAME", name);
        environment.put("WORKER_COUNT", Integer.toString(Role.WORKER.count()));
        environment.put("SWITCHES", Stage.SWITCH);
        environment.put("SWITCH_CCE1_URL_A", simulator.node(Node.A).toString());
        environment.put("SWITCH_CCE1_URL_B", simulator.node(Node.B).toString());
        environment.put("SWITCH_CCE1_CREDENTIAL_DIR", credentials.toString());
        environment.put("SWITCH_CCE1_NOT_READY_REASON", Scenarios.LOGGING_OUT.label());
        add(name, WorkerMain.class, List.of(), "160m", environment);
    }

    private void add(
            String name,
            Class<?> main,
            List<String> arguments,
            String heap,
            Map<String, String> environment)
            throws IOException {
        var output = logs.resolve(name + ".log");
        Files.deleteIfExists(output);
        programs.put(name, new Program(name, main, arguments, heap, environment, output));
    }

    private Map<String, String> addresses() {
        return Map.of("KAFKA_BOOTSTRAP_SERVERS", broker, "SCHEMA_REGISTRY_URL", registry.url());
    }

    /** By its name, see {@link Role#program}. */
    public Program program(String name) {
        var program = programs.get(name);
        if (program == null) {
            throw new IllegalArgumentException("there is no program " + name);
        }
        return program;
    }

    public Installation installation() {
        return installation;
    }

    public SwitchSimulator simulator() {
        return simulator;
    }

    /** Where workers find the agents' passwords. */
    public Path credentials() {
        return credentials;
    }

    /** What each program has printed so far. */
    public List<Path> outputs() {
        return programs.values().stream().map(Program::output).toList();
    }

    /** Whether it answers. */
    public boolean isBrokerUp() {
        try {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Whether all programs of that role have their partitions, and nobody else has any. */
    public boolean isComplete(Role role) {
        var groups = describe(role);
        return groups.size() == role.groups().size()
                && groups.stream()
                        .allMatch(it ->
                                it.groupState() == GroupState.STABLE
                                        && it.members().size() == role.count()
                                        && it.members().stream()
                                                .noneMatch(m ->
                                                        m.assignment()
                                                                .topicPartitions()
                                                                .isEmpty()));
    }

    /** The most members that a group of that role has. */
    public int members(Role role) {
        return describe(role).stream().mapToInt(it -> it.members().size()).max().orElse(0);
    }

    private List<ConsumerGroupDescription> describe(Role role) {
        try {
            return List.copyOf(admin.describeConsumerGroups(role.groups()).all().get().values());
        } catch (ExecutionException e) {
            return List.of();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** How many transactions have been open for longer than that. */
    public int transactionsOlderThan(Duration age) {
        var options =
                new org.apache.kafka.clients.admin.ListTransactionsOptions()
                        .filterOnDuration(age.toMillis())
                        .filterStates(
                                List.of(org.apache.kafka.clients.admin.TransactionState.ONGOING));
        try {
            return admin.listTransactions(options).all().get().size();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot look at the transactions", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Looks again and again until it is so; after minutes of that it throws. */
    static void await(String what, BooleanSupplier wanted) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!wanted.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("no " + what + " after " + PATIENCE);
            }
            pause(Duration.ofMillis(50));
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }

    private void endPrograms() {
        programs.values().forEach(Program::end);
    }

    @Override
    public void close() {
        endPrograms();
        Runtime.getRuntime().removeShutdownHook(atExit);
        admin.close(Duration.ofSeconds(2));
        simulator.close();
        registry.close();
        TemporaryFiles.delete(directory);
    }
}
