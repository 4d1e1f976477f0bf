/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import java.util.function.BiFunction;
import org.agentlogout.orchestrator.reply.ReplyRouter;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.AgentDesk;
import org.agentlogout.orchestrator.saga.AgentStep;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.orchestrator.stream.Backlog;
import org.agentlogout.orchestrator.stream.Clients;
import org.agentlogout.orchestrator.stream.LogoutTopology;
import org.agentlogout.orchestrator.stream.Readiness;
import org.agentlogout.orchestrator.stream.Reading;
import org.agentlogout.orchestrator.stream.StartCheck;
import org.agentlogout.orchestrator.stream.StreamsConfigs;
import org.agentlogout.orchestrator.stream.ThreadReplacement;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running orchestrator. {@link OrchestratorMain} has one, tests may have several. */
public final class Orchestrator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Orchestrator.class);

    /** SIGTERM to exit may take ten seconds; the router takes two of them. */
    private static final Duration CLOSE = Duration.ofMillis(7_500);

    /** A thread that waits for the registry keeps its timers and everybody else waiting. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final KafkaStreams streams;
    private final ReplyRouter router;
    private final AvroSerdes serdes;
    private final Readiness readiness;

    private Orchestrator(
            KafkaStreams streams, ReplyRouter router, AvroSerdes serdes, Readiness readiness) {
        this.readiness = readiness;
        this.streams = streams;
        this.router = router;
        this.serdes = serdes;
    }

    /** The same with a readiness of its own. */
    public static Orchestrator start(OrchestratorSettings settings) throws InterruptedException {
        return start(settings, new Readiness(InstantSource.system()));
    }

    /**
     * Waits until brokers, topics and schemas are there, then starts. Records are taken a little
     * later: see {@link #isRunning}.
     *
     * @param readiness tells from now on what stands in the way
     * @throws org.agentlogout.settings.InvalidSettings when they are not, in words
     */
    public static Orchestrator start(OrchestratorSettings settings, Readiness readiness)
            throws InterruptedException {
        return start(settings, readiness, new AgentDesk(settings.policy())::decide);
    }

    /**
     * {@link #start(OrchestratorSettings, Readiness)} with another desk, so that a test can plant a
     * defect in it.
     */
    public static Orchestrator start(
            OrchestratorSettings settings,
            Readiness readiness,
            BiFunction<Agent, SagaEvent, AgentStep> desk)
            throws InterruptedException {
        settings.kafka().ignored().forEach(LOG::info);
        Topics topics = settings.kafka().topics();
        AvroSerdes serdes = new AvroSerdes(topics, settings.kafka().registry(), PATIENCE);
        int partitions;
        try (Admin admin = Admin.create(settings.kafka().admin())) {
            partitions =
                    new StartCheck(topics, admin, serdes, readiness).await(settings.startWait());
        }
        Backlog backlog = new Backlog(settings.setAsideAtMost(), readiness);
        Reading reading = new Reading(InstantSource.system());
        LogoutTopology.Parts parts =
                new LogoutTopology.Parts(
                        topics,
                        serdes,
                        partitions,
                        settings.sagaTime(),
                        settings.places(),
                        settings.pace(),
                        settings.policy(),
                        backlog,
                        reading,
                        desk);
        KafkaStreams streams =
                new KafkaStreams(
                        LogoutTopology.of(parts),
                        config(settings, topics),
                        new Clients(backlog, reading));
        streams.setUncaughtExceptionHandler(new ThreadReplacement(System::nanoTime, readiness));
        streams.setStateListener((now, _) -> readiness.follow(now));
        streams.start();
        LOG.atInfo().addKeyValue("partitions", partitions).log("orchestrator started");
        ReplyRouter router = ReplyRouter.start(settings.replies());
        return new Orchestrator(streams, router, serdes, readiness);
    }

    private static Properties config(OrchestratorSettings settings, Topics topics) {
        Properties config = new Properties();
        config.putAll(
                StreamsConfigs.of(
                        topics,
                        new StreamsConfigs.Choice(
                                settings.threads(),
                                settings.standbys(),
                                settings.commitInterval(),
                                settings.instanceId()),
                        settings.kafka().all()));
        return config;
    }

    /** Whether it does all its work, and why not. */
    public Readiness readiness() {
        return readiness;
    }

    /** Whether it has its partitions and takes records. */
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Whether it has ended by itself and will not come back. */
    public boolean isDead() {
        return streams.state() == KafkaStreams.State.ERROR;
    }

    /**
     * Commits what is done, and leaves the group, so that others take over at once and not after
     * the session time-out. At most ten seconds.
     */
    @Override
    public void close() {
        boolean closed =
                streams.close(
                        CloseOptions.timeout(CLOSE)
                                .withGroupMembershipOperation(
                                        GroupMembershipOperation.LEAVE_GROUP));
        router.close(); // after the last replies were committed
        try {
            serdes.close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("registry client");
        }
        LOG.atInfo().addKeyValue("clean", closed).log("orchestrator stopped");
    }
}
