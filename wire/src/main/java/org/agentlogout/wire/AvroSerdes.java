/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.entities.Config;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.confluent.kafka.serializers.KafkaAvroSerializerConfig;
import io.confluent.kafka.serializers.subject.TopicNameStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes and reads the values of our topics in the registry's wire format. Schemas are only looked
 * up, under the subject {@code <topic>-value}; {@link #register} is for the deployment step. The
 * serializers and this class may be shared by threads, a reader may not.
 */
public final class AvroSerdes implements AutoCloseable {
    private static final int SCHEMAS_KEPT = 1_000;

    static {
        GeneratedRecords.trust();
    }

    private final Topics topics;
    private final Map<String, Object> config;
    private final SchemaRegistryClient client;
    private final RegistryClient registry;
    private final Optional<Duration> patience;

    /**
     * For programs that have nothing else to do than to wait for the registry.
     *
     * @param config the registry client's settings, at least {@code schema.registry.url} ({@code
     *     mock://scope} for tests)
     */
    public AvroSerdes(Topics topics, Map<String, ?> config) {
        this(topics, config, Optional.empty(), System::nanoTime);
    }

    /**
     * For programs whose readers' threads serve others, too.
     *
     * @param patience that a reader has with the registry before a value counts as not readable
     *     now; what it answers later is known the next time
     */
    public AvroSerdes(Topics topics, Map<String, ?> config, Duration patience) {
        this(topics, config, Optional.of(patience), System::nanoTime);
    }

    /**
     * @param patience none: a reader waits for the registry as long as the client does
     * @param nanos a clock such as {@link System#nanoTime}
     */
    public AvroSerdes(
            Topics topics, Map<String, ?> config, Optional<Duration> patience, LongSupplier nanos) {
        this.patience = patience;
        this.topics = topics;
        this.config = withOurs(config);
        this.client = newClient(this.config);
        this.registry = new RegistryClient(client, nanos);
    }

    /** A reader for one thread, of values of at most {@link Limits#RECORD_BYTES}. */
    public <T extends SpecificRecord> AvroReader<T> reader(Class<T> type) {
        return reader(type, Limits.RECORD_BYTES);
    }

    /**
     * A reader for one thread, for whoever has to read what is too large to tell its sender so.
     *
     * @param atMostBytes values beyond are not looked at
     */
    public <T extends SpecificRecord> AvroReader<T> reader(Class<T> type, int atMostBytes) {
        return new AvroReader<>(this::schema, type, atMostBytes);
    }

    private Optional<AvroSchema> schema(int id) {
        return patience.map(wait -> registry.schema(id, wait)).orElseGet(() -> registry.schema(id));
    }

    /**
     * Confluent's serializer. It asks the registry once for each topic unless {@link #lookUp} has
     * done so, and throws Kafka's SerializationException when that fails.
     */
    public <T extends SpecificRecord> Serializer<T> serializer() {
        KafkaAvroSerializer serializer = new KafkaAvroSerializer(client);
        serializer.configure(config, false);
        return (topic, value) -> serializer.serialize(topic, value);
    }

    /**
     * Fetches the schema ids of what a program writes, so that writing needs no registry any more.
     *
     * @return a sentence for each topic whose schema of this release is not registered
     * @throws RegistryOutage when the registry gives no answer
     */
    public List<String> lookUp(Collection<Topic> written) {
        List<String> missing = new ArrayList<>();
        for (Topic topic : written) {
            topic.recordType()
                    .filter(type -> registry.id(subject(topic), schema(type)).isEmpty())
                    .map(type -> "The registry has no " + type.getSimpleName() + " of this release")
                    .ifPresent(what -> missing.add(what + " under " + subject(topic) + "."));
        }
        return missing;
    }

    /**
     * Fetches the schemas that are registered for what a program reads: a registry that goes away
     * later is missed only where one was registered in between.
     *
     * @throws RegistryOutage when the registry gives no answer
     */
    public void fetch(Collection<Topic> read) {
        read.stream().map(this::subject).forEach(registry::fetch);
    }

    /**
     * The deployment step for one topic: compatibility FULL_TRANSITIVE, and this release's schema.
     * Does nothing where both are so already, and for the dead letters, which have no schema.
     *
     * @throws UncheckedIOException with the registry's words when it refuses or cannot be reached
     */
    public void register(Topic topic) {
        if (topic.recordType().isEmpty()) {
            return;
        }
        String subject = subject(topic);
        try {
            client.updateConfig(subject, new Config(CompatibilityLevel.FULL_TRANSITIVE.name));
            client.register(subject, schema(topic.recordType().get()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot register " + subject, e);
        } catch (RestClientException e) {
            throw new UncheckedIOException(new IOException("Cannot register " + subject, e));
        }
    }

    /** As it is registered: without what is only for Java's code generator. */
    public static AvroSchema schema(Class<? extends SpecificRecord> type) {
        Schema generated = SpecificData.getForClass(type).getSchema(type);
        Object empty = SpecificData.newInstance(type, generated);
        return new AvroSchema(AvroSchemaUtils.getSchema(empty, false, false, true));
    }

    public String subject(Topic topic) {
        return topics.name(topic) + "-value";
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    /** The parts between commas, blanks around them cut. */
    static List<String> addresses(String urls) {
        return Stream.of(urls.split(",", -1)).map(String::strip).toList();
    }

    private static SchemaRegistryClient newClient(Map<String, Object> config) {
        Object url = config.get(AbstractKafkaSchemaSerDeConfig.SCHEMA_REGISTRY_URL_CONFIG);
        if (url == null) {
            throw new IllegalArgumentException("schema.registry.url is not set");
        }
        List<String> urls = addresses(url.toString());
        var avro = List.of(new AvroSchemaProvider());
        return SchemaRegistryClientFactory.newClient(
                urls, SCHEMAS_KEPT, List.copyOf(avro), config, Map.of());
    }

    private static Map<String, Object> withOurs(Map<String, ?> given) {
        Map<String, Object> config = new HashMap<>();
        // A caller must not hang on a dead registry; who asks again is the caller's business.
        config.put(AbstractKafkaSchemaSerDeConfig.HTTP_CONNECT_TIMEOUT_MS, 1_000);
        config.put(AbstractKafkaSchemaSerDeConfig.HTTP_READ_TIMEOUT_MS, 2_000);
        config.put(AbstractKafkaSchemaSerDeConfig.MAX_RETRIES_CONFIG, 0);
        config.putAll(given);
        config.put(AbstractKafkaSchemaSerDeConfig.AUTO_REGISTER_SCHEMAS, false);
        config.put(AbstractKafkaSchemaSerDeConfig.USE_LATEST_VERSION, false);
        config.put(KafkaAvroSerializerConfig.AVRO_REMOVE_JAVA_PROPS_CONFIG, true);
        config.put(
                AbstractKafkaSchemaSerDeConfig.VALUE_SUBJECT_NAME_STRATEGY,
                TopicNameStrategy.class.getName());
        return config;
    }
}
