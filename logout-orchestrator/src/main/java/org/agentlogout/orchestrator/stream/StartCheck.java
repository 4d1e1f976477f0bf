/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.agentlogout.orchestrator.avro.InboundMapper;
import org.agentlogout.orchestrator.avro.OutboundMapper;
import org.agentlogout.settings.InvalidSettings;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.RegistryOutage;
import org.agentlogout.wire.Topic;
import org.agentlogout.wire.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Whether everything is there that the orchestrator needs, before it takes the first record. A sink
 * topic that is missing would block a stream thread for a minute and then kill it, and the next one
 * too; sources that are partitioned differently would part an agent's records for good.
 */
public final class StartCheck {

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final Topics topics;
    private final Admin admin;
    private final AvroSerdes serdes;
    private final Readiness readiness;

    public StartCheck(Topics topics, Admin admin, AvroSerdes serdes, Readiness readiness) {
        this.readiness = readiness;
        this.topics = topics;
        this.admin = admin;
        this.serdes = serdes;
    }

    /** What stands in the way. */
    private sealed interface Look {
        record Ready(int partitions) implements Look {}

        /** May get well by itself. */
        record NotYet(List<String> why) implements Look {}

        /** Somebody has to act. */
        record Never(List<String> why) implements Look {}
    }

    /**
     * Waits for brokers, topics and schemas; {@link Readiness} tells for which.
     *
     * @return the partitions of every keyed topic
     * @throws InvalidSettings in words: at once for what no waiting will mend, else when the time
     *     is over
     */
    public int await(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            switch (look()) {
                case Look.Ready(int partitions) -> {
                    readiness.well(Readiness.Part.START);
                    return partitions;
                }
                case Look.Never(List<String> why) -> throw new InvalidSettings(why);
                case Look.NotYet(List<String> why) -> {
                    if (System.nanoTime() >= end) {
                        throw new InvalidSettings(why);
                    }
                    readiness.not(Readiness.Part.START, "Waiting: " + String.join(" ", why));
                }
            }
            Thread.sleep(PAUSE);
        }
    }

    private Look look() throws InterruptedException {
        try {
            Map<String, Integer> found = partitions();
            List<String> wrong = new ArrayList<>(topics.mistakes(found));
            Stream<String> all = Stream.of(Topic.values()).map(topics::name);
            if (!all.allMatch(found::containsKey)) {
                wrong.add("Create the topics with: logout topics --create");
                return new Look.NotYet(wrong);
            }
            if (!wrong.isEmpty()) {
                return new Look.Never(wrong);
            }
            if (!hasAppendTime()) {
                String name = topics.name(Topic.SESSION_OPENED);
                String what =
                        " needs message.timestamp.type=LogAppendTime: epochs are judged by it.";
                return new Look.Never(List.of("Topic " + name + what));
            }
            List<String> schemas = serdes.lookUp(OutboundMapper.TOPICS);
            serdes.fetch(InboundMapper.TOPICS);
            return schemas.isEmpty()
                    ? new Look.Ready(found.getOrDefault(topics.name(Topic.SESSION_OPENED), 1))
                    : new Look.NotYet(schemas);
        } catch (RegistryOutage e) {
            return new Look.NotYet(List.of(String.valueOf(e.getMessage())));
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new Look.NotYet(List.of("The brokers give no answer: " + cause));
        }
    }

    private Map<String, Integer> partitions()
            throws InterruptedException, ExecutionException, TimeoutException {
        List<String> names = Stream.of(Topic.values()).map(topics::name).toList();
        Map<String, Integer> found = new HashMap<>();
        for (var each : admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                TopicDescription description = answer(each.getValue());
                found.put(each.getKey(), description.partitions().size());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return found;
    }

    private boolean hasAppendTime()
            throws InterruptedException, ExecutionException, TimeoutException {
        ConfigResource topic =
                new ConfigResource(ConfigResource.Type.TOPIC, topics.name(Topic.SESSION_OPENED));
        ConfigEntry type =
                answer(admin.describeConfigs(List.of(topic)).all())
                        .getOrDefault(topic, new Config(List.of()))
                        .get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
        return type != null && "LogAppendTime".equals(type.value());
    }

    private static <T> T answer(KafkaFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    }
}
