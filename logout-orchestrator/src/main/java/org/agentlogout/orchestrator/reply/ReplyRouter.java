/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.reply;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.agentlogout.wire.Topic;
import org.agentlogout.wire.Topics;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies each reply that names a topic of a gateway's own there, at least once, or into the dead
 * letters. Needs the default reply topics and the dead letters to exist, and nothing else: a target
 * that is missing, forbidden, slow or too small holds up nobody. What it does to targets is seen in
 * package-info.
 */
public final class ReplyRouter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyRouter.class);

    /** After what broke the reader; the group keeps its place meanwhile. */
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    /** Copies on their way may arrive so long after the end began. */
    private static final Duration LAST_COPIES = Duration.ofMillis(900);

    private static final Duration LEAVE = Duration.ofMillis(300);
    private static final Duration CLOSE = Duration.ofMillis(1_700);

    private final ReplyClients clients;
    private final List<String> sources;
    private final OpenOffsets offsets = new OpenOffsets();
    private final DeadLetters deadLetters;
    private final Map<String, Target> targets = new LinkedHashMap<>();
    private final TargetProbe probe;
    private final Thread thread;
    private volatile boolean closing;

    private ReplyRouter(ReplyRouterSettings settings) {
        Topics topics = settings.kafka().topics();
        clients = new ReplyClients(settings);
        sources = Stream.of(Topic.REPLY_SUCCESS, Topic.REPLY_ERROR).map(topics::name).toList();
        deadLetters =
                new DeadLetters(
                        topics.name(Topic.DEAD_LETTER),
                        clients::deadLetterProducer,
                        this::done,
                        System::nanoTime);
        for (String name : settings.targets()) {
            targets.put(
                    name,
                    new Target(
                            name,
                            settings.slow(),
                            () -> clients.producer(name),
                            this::done,
                            deadLetters::take,
                            System::nanoTime));
        }
        probe = new TargetProbe(clients::admin, targets.values());
        thread = Thread.ofPlatform().daemon().name("reply-router").unstarted(this::run);
    }

    /** Returns at once; brokers that are away are waited for in the background. */
    public static ReplyRouter start(ReplyRouterSettings settings) {
        ReplyRouter router = new ReplyRouter(settings);
        router.deadLetters.start();
        router.targets.values().forEach(Target::start);
        router.probe.start();
        router.thread.start();
        LOG.atInfo().addKeyValue("targets", settings.targets()).log("reply router started");
        return router;
    }

    private void done(Copy copy) {
        offsets.done(copy.from(), copy.reply().offset());
    }

    private void run() {
        try {
            while (!closing) {
                if (!readUntilItFails()) {
                    Thread.sleep(AGAIN_AFTER);
                }
            }
        } catch (InterruptedException | InterruptException e) {
            LOG.atInfo().log("the reply router was interrupted; copies may be made once more");
        }
    }

    /** True when it ended because it was closed. */
    private boolean readUntilItFails() throws InterruptedException {
        Consumer<byte[], byte[]> consumer;
        try {
            consumer = clients.consumer();
        } catch (KafkaException e) {
            LOG.atWarn()
                    .addKeyValue("cause", String.valueOf(e.getCause()))
                    .log("no consumer for replies; check KAFKA_* of the reply router");
            return false;
        }
        try {
            ReplyReader reader =
                    new ReplyReader(consumer, targets, deadLetters, offsets, System::nanoTime);
            reader.subscribe(sources);
            while (!closing) {
                reader.turn();
            }
            reader.leave(LAST_COPIES);
            return true;
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .setCause(e)
                    .log("replies are read anew; check ACLs and topics if it comes again");
            return false;
        } finally {
            consumer.close(CloseOptions.timeout(LEAVE));
            offsets.forgetAll();
        }
    }

    /**
     * Takes nothing new, waits a moment for the copies on their way, commits and leaves the group;
     * what is open then is copied by whoever gets the partition. At most two seconds.
     */
    @Override
    public void close() {
        closing = true;
        try {
            if (!thread.join(CLOSE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        probe.close();
        targets.values().forEach(Target::close);
        deadLetters.close();
        LOG.atInfo().addKeyValue("open", offsets.open()).log("reply router stopped");
    }
}
