/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.reply;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks in the background whether the targets are there, so that nothing waits for one that is not,
 * and no producer asks for it: that could make it on a broker that creates topics by themselves.
 */
final class TargetProbe implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TargetProbe.class);

    /** A target that comes or goes is noticed after this time. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final Supplier<Admin> admins;
    private final Map<String, Target> targets;
    private final Thread thread;

    TargetProbe(Supplier<Admin> admins, Collection<Target> targets) {
        this.admins = admins;
        this.targets =
                targets.stream().collect(Collectors.toMap(Target::name, Function.identity()));
        this.thread = Thread.ofPlatform().daemon().name("reply-probe").unstarted(this::run);
    }

    TargetProbe start() {
        if (!targets.isEmpty()) {
            thread.start();
        }
        return this;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                lookUntilItFails();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException | InterruptException e) {
            LOG.atDebug().log("closed");
        }
    }

    private void lookUntilItFails() throws InterruptedException {
        try (Admin admin = admins.get()) {
            while (true) {
                look(admin);
                Thread.sleep(PAUSE);
            }
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            // Such as a key store that is not there; the producers say so, too.
            LOG.atWarn()
                    .addKeyValue("cause", e.toString())
                    .log("reply topics cannot be probed; check KAFKA_* of the reply router");
        }
    }

    private void look(Admin admin) throws InterruptedException {
        var found = admin.describeTopics(targets.keySet()).topicNameValues();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> each : found.entrySet()) {
            Target target = targets.get(each.getKey());
            if (target != null) {
                judge(target, each.getValue());
            }
        }
    }

    private static void judge(Target target, KafkaFuture<TopicDescription> answer)
            throws InterruptedException {
        try {
            int partitions =
                    answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS).partitions().size();
            target.stand(new Standing.There(partitions));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (isFinal(cause)) {
                target.stand(new Standing.NotThere(Refusal.of(target.name(), cause)));
            }
        } catch (TimeoutException e) {
            // The brokers are busy or away: that says nothing of the topic.
            LOG.atDebug().addKeyValue("target", target.name()).log("no answer");
        }
    }

    private static boolean isFinal(Throwable cause) {
        return cause instanceof UnknownTopicOrPartitionException
                || cause instanceof InvalidTopicException
                || cause instanceof AuthorizationException;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
