/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.agentlogout.settings.InvalidSettings;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.RegistryOutage;
import org.agentlogout.wire.Topic;
import org.agentlogout.wire.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for what the worker needs before it takes a command: brokers, topics, schemas. What may
 * still come (somebody else starts too) is waited for; what will not mend itself, such as a wrong
 * number of partitions, ends the start at once.
 */
final class StartupCheck {
    private static final Logger LOG = LoggerFactory.getLogger(StartupCheck.class);

    /**
     * Nobody tells when a topic or a schema comes into being: it is asked for, and not too often.
     */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final int ONE_TRY_MILLIS = 5_000;

    private final Topics topics;
    private final Set<Topic> used;
    private final long deadline;
    private final Duration limit;

    /**
     * @param used the topics that have to be there
     */
    StartupCheck(Topics topics, Set<Topic> used, Duration limit) {
        this.topics = topics;
        this.used = Set.copyOf(used);
        this.limit = limit;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /**
     * The count of partitions that all topics have.
     *
     * @throws InvalidSettings in words
     */
    int partitions(Admin admin) throws InterruptedException {
        Map<String, Integer> counts = new HashMap<>();
        await(() -> missingTopics(admin, counts));
        List<String> mistakes = mistakes(counts);
        if (!mistakes.isEmpty()) {
            throw new InvalidSettings(mistakes);
        }
        return counts.getOrDefault(topics.name(Topic.SESSION_OPENED), 0);
    }

    /**
     * Fetches the ids of the schemas that are written, and the schemas of what is read: so writing
     * needs no registry, and reading only for what is registered later.
     */
    void schemas(AvroSerdes serdes, Set<Topic> written) throws InterruptedException {
        await(() -> missingSchemas(serdes, written));
    }

    private List<String> missingTopics(Admin admin, Map<String, Integer> counts) {
        List<String> missing = new ArrayList<>();
        List<String> names = used.stream().map(topics::name).toList();
        var options = new DescribeTopicsOptions().timeoutMs(ONE_TRY_MILLIS);
        Map<String, KafkaFuture<TopicDescription>> asked =
                new TreeMap<>(admin.describeTopics(names, options).topicNameValues());
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : asked.entrySet()) {
            try {
                counts.put(topic.getKey(), topic.getValue().get().partitions().size());
            } catch (ExecutionException e) {
                missing.add(why(topic.getKey(), e.getCause()));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return List.of("The start was interrupted.");
            }
        }
        return missing.stream().distinct().toList();
    }

    private static String why(String topic, @Nullable Throwable cause) {
        return switch (cause) {
            case TimeoutException _ -> "No broker of KAFKA_BOOTSTRAP_SERVERS gave an answer.";
            case UnknownTopicOrPartitionException _ -> "Topic " + topic + " does not exist.";
            case null, default -> "Topic " + topic + " cannot be seen: " + cause + ".";
        };
    }

    /**
     * Topics that this program does not use are taken as right: it need not be allowed to see them.
     */
    private List<String> mistakes(Map<String, Integer> found) {
        Map<String, Integer> counts = new HashMap<>(found);
        int standard = found.getOrDefault(topics.name(Topic.SESSION_OPENED), 0);
        for (Topic topic : Topic.values()) {
            counts.putIfAbsent(topics.name(topic), standard);
        }
        return topics.mistakes(counts);
    }

    private List<String> missingSchemas(AvroSerdes serdes, Set<Topic> written) {
        try {
            serdes.fetch(used);
            return serdes.lookUp(written);
        } catch (RegistryOutage e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private void await(Supplier<List<String>> lacking) throws InterruptedException {
        List<String> sentences = lacking.get();
        String told = "";
        while (!sentences.isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new InvalidSettings(inVain(sentences));
            }
            if (!told.equals(sentences.getFirst())) {
                told = sentences.getFirst();
                LOG.atInfo().addKeyValue("lacking", told).log("Waiting to begin");
            }
            Thread.sleep(PAUSE);
            sentences = lacking.get();
        }
    }

    private List<String> inVain(List<String> sentences) {
        List<String> all = new ArrayList<>(sentences);
        all.add("Waited " + limit.toSeconds() + " s in vain; is the deployment step done?");
        return all;
    }
}
