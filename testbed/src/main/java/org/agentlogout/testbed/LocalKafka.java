/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker in this JVM: KRaft in combined mode, one node, two free ports of the loopback
 * interface, data in a temporary directory that {@link #close} deletes. Topics are not made by
 * themselves: a name that was mistyped is an error here as it is in production.
 *
 * <p>One thread at a time may start, stop and close it.
 */
public final class LocalKafka implements AutoCloseable {

    /**
     * Kafka's own rule for starting with what another process took a moment before: ask for other
     * ports.
     */
    private static final int TRIES = 3;

    private static final int NODE = 1;
    private static final String CLIENTS = "CLIENTS";
    private static final String CONTROLLER = "CONTROLLER";
    private static final String NAMED = "NAMED";

    private final int port;
    private final int namedPort;
    private final Path directory;
    private final Map<String, Object> config;
    private @Nullable KafkaRaftServer server;

    private LocalKafka(List<Integer> ports, Map<String, String> passwords, Path directory) {
        this.port = ports.get(0);
        this.namedPort = ports.get(2);
        this.directory = directory;
        this.config = config(port, ports.get(1), directory);
        if (!passwords.isEmpty()) {
            guard(passwords);
        }
    }

    /** Returns once the broker takes requests, after about four seconds on two cores. */
    public static LocalKafka start() {
        return start(TRIES, Map.of());
    }

    /**
     * One that asks for rights: who comes by {@link #bootstrapServers} may do everything, who comes
     * by {@link #namedServers} has a name and may do what ACLs allow that name.
     *
     * @param passwords by name, for SASL/PLAIN without TLS
     */
    public static LocalKafka guarded(Map<String, String> passwords) {
        return start(TRIES, passwords);
    }

    private static LocalKafka start(int tries, Map<String, String> passwords) {
        var kafka =
                new LocalKafka(
                        FreePorts.ask(3), passwords, TemporaryFiles.directory("logout-kafka-"));
        try {
            kafka.format();
            kafka.resume();
            return kafka;
        } catch (RuntimeException e) {
            kafka.close();
            if (tries > 1) {
                return start(tries - 1, passwords);
            }
            throw e;
        }
    }

    /**
     * A broker on the data that an earlier one left in this directory, however that one ended; a
     * new one where it is empty. For a process that others kill and start again, so {@link #stop}
     * it and do not {@link #close} it.
     *
     * @param ports three, of which the first is for clients; the same each time
     */
    public static LocalKafka in(Path directory, List<Integer> ports) {
        var kafka = new LocalKafka(ports, Map.of(), directory);
        // A controller takes a broker that died back no sooner than this.
        kafka.config.put("broker.session.timeout.ms", "3000");
        kafka.config.put("broker.heartbeat.interval.ms", "500");
        if (Files.notExists(directory.resolve("meta.properties"))) {
            kafka.format();
        }
        kafka.resume();
        return kafka;
    }

    /** For {@code bootstrap.servers}. Stays the same over {@link #stop} and {@link #resume}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** For {@code bootstrap.servers} of those who have a name, on a {@link #guarded} broker. */
    public String namedServers() {
        return "127.0.0.1:" + namedPort;
    }

    /** Ends the broker and keeps its data. Nothing happens when it is not running. */
    public void stop() {
        var running = server;
        if (running != null) {
            server = null;
            running.shutdown();
            running.awaitShutdown();
        }
    }

    /** Starts the broker again, on the same port, with the data it had. */
    public void resume() {
        if (server != null) {
            throw new IllegalStateException("the broker is running");
        }
        var starting = new KafkaRaftServer(KafkaConfig.apply(config, false), Time.SYSTEM);
        server = starting;
        starting.startup();
    }

    @Override
    public void close() {
        try {
            stop();
        } finally {
            TemporaryFiles.delete(directory);
        }
    }

    private void format() {
        var formatter =
                new Formatter()
                        .setPrintStream(
                                new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
                        .setClusterId(Uuid.randomUuid().toString())
                        .setNodeId(NODE)
                        .setReleaseVersion(MetadataVersion.latestProduction())
                        .setControllerListenerName(CONTROLLER)
                        .setMetadataLogDirectory(Optional.of(directory.toString()))
                        .addDirectory(directory.toString());
        try {
            formatter.run();
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + directory, e);
        }
    }

    private static Map<String, Object> config(int port, int controllerPort, Path directory) {
        var config = new HashMap<String, Object>();
        config.put("process.roles", "broker,controller");
        config.put("node.id", String.valueOf(NODE));
        config.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        config.put("controller.listener.names", CONTROLLER);
        config.put("inter.broker.listener.name", CLIENTS);
        config.put(
                "listeners",
                CLIENTS
                        + "://127.0.0.1:"
                        + port
                        + ","
                        + CONTROLLER
                        + "://127.0.0.1:"
                        + controllerPort);
        config.put(
                "listener.security.protocol.map",
                CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        config.put("log.dirs", directory.toString());
        config.put("auto.create.topics.enable", "false");
        // One broker cannot keep three copies, and few partitions are quicker to make.
        for (var topic :
                List.of(
                        "offsets.topic",
                        "transaction.state.log",
                        "share.coordinator.state.topic")) {
            config.put(topic + ".replication.factor", "1");
            config.put(topic + ".num.partitions", "4");
        }
        config.put("transaction.state.log.min.isr", "1");
        config.put("share.coordinator.state.topic.min.isr", "1");
        // Nobody else will join: the first member need not wait three seconds for others.
        config.put("group.initial.rebalance.delay.ms", "0");
        config.put("group.min.session.timeout.ms", "1000");
        // The cleaner's default buffer is 128 MB.
        config.put("log.cleaner.dedupe.buffer.size", "4194304");
        config.put("num.network.threads", "2");
        config.put("num.io.threads", "4");
        return config;
    }

    private void guard(Map<String, String> passwords) {
        config.merge("listeners", "," + NAMED + "://" + namedServers(), LocalKafka::joined);
        config.merge(
                "listener.security.protocol.map",
                "," + NAMED + ":SASL_PLAINTEXT",
                LocalKafka::joined);
        config.put("sasl.enabled.mechanisms", "PLAIN");
        var users = new StringBuilder();
        passwords.forEach(
                (name, password) -> users.append(" user_%s=\"%s\"".formatted(name, password)));
        config.put(
                "listener.name.named.plain.sasl.jaas.config",
                PlainLoginModule.class.getName() + " required" + users + ";");
        config.put("authorizer.class.name", StandardAuthorizer.class.getName());
        config.put("super.users", "User:ANONYMOUS");
    }

    private static Object joined(Object before, Object more) {
        return before + String.valueOf(more);
    }
}
