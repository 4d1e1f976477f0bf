/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.agentlogout.orchestrator.avro.InboundMapper;
import org.agentlogout.orchestrator.avro.OutboundMapper;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.AgentStep;
import org.agentlogout.orchestrator.saga.LogoutPolicy;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.RegistryOutage;
import org.agentlogout.wire.Topic;
import org.agentlogout.wire.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Sources, stores, the processor, sinks: one sub-topology, one task a partition. Everything is
 * bytes out here; they are read inside, where a registry that gives no answer can be told from bad
 * input. Streams does not check that the sources are partitioned alike when no join asks for it:
 * {@link StartCheck} does.
 */
public final class LogoutTopology {

    private static final String SAGA = "saga";

    /**
     * What the shell is built of.
     *
     * @param partitions of every keyed topic
     * @param sagaTime a request's deadline after its time stamp where it names none
     * @param places sagas of one partition that may be in a step at once
     * @param backlog where tasks tell what they have set aside
     * @param reading where they tell what they have processed
     * @param pace of work that can wait
     * @param desk decides; a function, so that a test can plant a defect
     */
    public record Parts(
            Topics topics,
            AvroSerdes serdes,
            int partitions,
            Duration sagaTime,
            int places,
            Pace pace,
            LogoutPolicy policy,
            Backlog backlog,
            Reading reading,
            BiFunction<Agent, SagaEvent, AgentStep> desk) {

        /** A new one for each task: it is for one thread. */
        InboundMapper inboundMapper() {
            return new InboundMapper(topics, serdes, partitions, sagaTime);
        }

        OutboundMapper outboundMapper() {
            Serializer<SpecificRecord> serializer = serdes.serializer();
            return new OutboundMapper((topic, value) -> encode(serializer, topic, value));
        }

        private byte[] encode(
                Serializer<SpecificRecord> serializer, Topic topic, SpecificRecord v) {
            try {
                return serializer.serialize(topics.name(topic), v);
            } catch (SerializationException e) {
                // Our own records always can be written, so it is the registry.
                throw new RegistryOutage("No schema id for " + topics.name(topic), e);
            }
        }
    }

    private LogoutTopology() {}

    public static Topology of(Parts parts) {
        return of(parts, Stores::inMemoryKeyValueStore);
    }

    /**
     * @param stores in memory: an agent takes about a kilobyte, so a site's agents fit many times,
     *     and a step costs neither disk nor cache. Durable by their changelogs, which a standby
     *     reads along
     */
    static Topology of(Parts parts, Function<String, KeyValueBytesStoreSupplier> stores) {
        Topology topology = new Topology();
        for (Topic topic : InboundMapper.TOPICS) {
            topology.addSource(
                    // A new group has to know every session that is open.
                    AutoOffsetReset.earliest(),
                    topic.baseName(),
                    LogoutTopology::timestamp,
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer(),
                    parts.topics().name(topic));
        }
        topology.addProcessor(SAGA, () -> new SagaProcessor(parts), names(InboundMapper.TOPICS));
        int agentBytes = AgentStore.SNAPSHOT_BYTES * 4 / 3;
        for (String name : List.of(SagaProcessor.AGENTS, SagaProcessor.QUARANTINE)) {
            topology.addStateStore(store(stores.apply(name), agentBytes), SAGA);
        }
        KeyValueBytesStoreSupplier setAside = stores.apply(SagaProcessor.SET_ASIDE);
        topology.addStateStore(store(setAside, StreamsConfigs.REQUEST_BYTES), SAGA);
        Stream.concat(OutboundMapper.TOPICS.stream(), Stream.of(Topic.DEAD_LETTER))
                .forEach(topic -> addSink(topology, parts.topics(), topic));
        return topology;
    }

    private static void addSink(Topology topology, Topics topics, Topic topic) {
        topology.addSink(
                topic.baseName(),
                topics.name(topic),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                SAGA);
    }

    private static String[] names(List<Topic> topics) {
        return topics.stream().map(Topic::baseName).toArray(String[]::new);
    }

    /** A record without a time stamp would stop the partition; it is as old as its arrival. */
    private static long timestamp(ConsumerRecord<Object, Object> record, long partitionTime) {
        return record.timestamp() >= 0 ? record.timestamp() : System.currentTimeMillis();
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> store(
            KeyValueBytesStoreSupplier supplier, int recordBytes) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(changelog(recordBytes));
    }

    /**
     * Every step writes its agent anew, so nearly all of a changelog is out of date: short segments
     * and early cleaning keep a restart short.
     */
    private static Map<String, String> changelog(int recordBytes) {
        return Map.of(
                TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(16 * 1024 * 1024),
                TopicConfig.SEGMENT_MS_CONFIG, Long.toString(Duration.ofMinutes(10).toMillis()),
                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(recordBytes));
    }
}
