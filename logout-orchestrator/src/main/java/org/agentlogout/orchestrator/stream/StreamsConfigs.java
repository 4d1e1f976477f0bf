/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.agentlogout.wire.Limits;
import org.agentlogout.wire.Topics;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What Kafka Streams is told, each line with its why. */
public final class StreamsConfigs {

    /** What a producer sends at most: a letter of two mebibytes, or such a record set aside. */
    static final int REQUEST_BYTES = Limits.DEAD_LETTER_BYTES + 65_536;

    private StreamsConfigs() {}

    /**
     * @param threads stream threads
     * @param standbys copies of each partition's agents on other orchestrators
     * @param commitInterval how long a transaction gathers records
     * @param instanceId empty for dynamic membership
     */
    public record Choice(int threads, int standbys, Duration commitInterval, String instanceId) {}

    /**
     * @param given the operator's own KAFKA_* settings: they win, except where a promise would
     *     break
     */
    public static Map<String, Object> of(Topics topics, Choice choice, Map<String, Object> given) {
        Map<String, Object> config = new HashMap<>();
        tuned(config, choice);
        config.putAll(given);
        forTheSources(config, given);
        promised(config, topics);
        return config;
    }

    private static void tuned(Map<String, Object> config, Choice choice) {
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, choice.threads());
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, choice.standbys());
        // For a rush only: a thread that is through with what it has fetched commits at once.
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, choice.commitInterval().toMillis());
        // Commits and timers run between two polls: what was processed a moment too early for one
        // commit waits a whole poll for the next. The same p50 is over 200 ms with the default of
        // 100.
        config.put(StreamsConfig.POLL_MS_CONFIG, 1L);
        // The flow asks for no order between topics: do not wait for the slower one.
        config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
        // A transaction flushes at its end anyway; waiting for company only adds to it.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // The broker still writes the markers of a transaction when the next one begins, and asks
        // to come again: after the default of 100 ms the whole thread would have waited.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5L);
        // What a dead orchestrator left open holds up all read_committed readers so long.
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 5_000);
        // A dead or frozen orchestrator is replaced after this time.
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        // The others learn by their next heartbeat that one has left: a stop may stall its agents
        // for three seconds in all.
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000);
        // The same for a thread that hangs while the process's heartbeats go on.
        config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 20_000);
        if (!choice.instanceId().isEmpty()) {
            // Back within the session time-out: the same partitions, and no rebalance.
            config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, choice.instanceId());
        }
    }

    /** Streams' own prefix keeps them from restores, and would win over what was given. */
    private static void forTheSources(Map<String, Object> config, Map<String, Object> given) {
        Map<String, Object> sources =
                Map.of(
                        // What is fetched is processed before the next poll, and what a thread
                        // knows of unread answers is as old as its last polls.
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        200,
                        // One partition's fetch is handed out before the next one's begins: with
                        // the default of a megabyte, answers would wait behind thousands of
                        // requests.
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        65_536);
        sources.forEach((name, value) -> {
            if (!given.containsKey(name)) {
                config.put(StreamsConfig.mainConsumerPrefix(name), value);
            }
        });
    }

    /** Without these the product is another one. */
    private static void promised(Map<String, Object> config, Topics topics) {
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(topics));
        // Replies, events, commands, state and offsets commit together.
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // Static membership and standbys are not there yet in the new protocol.
        config.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        // A store's changelog must not change its name when the topology grows.
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // No global stores here; said so that Streams does not warn about it.
        config.put("processing.exception.handler.global.enabled", true);
        // A letter takes two mebibytes at most. A producer that refuses one takes its thread along,
        // and the next thread meets the same input.
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REQUEST_BYTES);
        // errors.dead.letter.queue.topic.name is left alone: a handler that goes on keeps what was
        // put before the exception, half a step. What can be caught is caught before the first put.
    }

    /** The consumer group, and what the changelogs' names begin with. */
    public static String applicationId(Topics topics) {
        return topics.prefix() + "logout-orchestrator";
    }
}
