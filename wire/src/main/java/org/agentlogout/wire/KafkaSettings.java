/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.agentlogout.settings.NearestName;
import org.agentlogout.settings.SettingsReader;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * What the Kafka clients and the registry client are told. {@code KAFKA_SASL_MECHANISM} becomes
 * {@code sasl.mechanism}, {@code SCHEMA_REGISTRY_SSL_KEYSTORE_LOCATION} becomes {@code
 * schema.registry.ssl.keystore.location}; with {@code _FILE} at the end the value is the content of
 * that file. Nothing here is ever printed but names.
 */
public final class KafkaSettings {
    private static final String KAFKA = "KAFKA_";
    private static final String REGISTRY = "SCHEMA_REGISTRY_";
    private static final String FILE = "_FILE";

    /**
     * With these a record would end in another partition than the one it is looked for in, or be
     * another record.
     */
    private static final Set<String> OURS_ALONE =
            Set.of(
                    ProducerConfig.PARTITIONER_CLASS_CONFIG,
                    ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
                    ProducerConfig.INTERCEPTOR_CLASSES_CONFIG);

    private static final List<String> REGISTRY_FAMILIES =
            List.of("url", "ssl.", "basic.auth.", "bearer.auth.", "http.", "proxy.", "request.");
    private static final String USER_INFO = "schema.registry.basic.auth.user.info";

    private static final Predicate<String> ADDRESS =
            Pattern.compile("[a-z]+://[^@/?#\\s]+(/[^@\\s]*)?").asMatchPredicate();

    private final Topics topics;
    private final Map<String, String> clients = new TreeMap<>();
    private final Map<String, String> registry = new TreeMap<>();
    private final List<String> ignored = new ArrayList<>();

    private KafkaSettings(Topics topics) {
        this.topics = topics;
    }

    /** {@link #read(SettingsReader, Collection)} for programs without Streams. */
    public static KafkaSettings read(SettingsReader reader) {
        return read(reader, List.of());
    }

    /**
     * Declares and reads them; mistakes stay with the reader.
     *
     * @param more names of settings beyond those of consumer, producer and admin client that the
     *     program takes, such as those of Kafka Streams
     */
    public static KafkaSettings read(SettingsReader reader, Collection<String> more) {
        reader.requiredText(
                "KAFKA_BOOTSTRAP_SERVERS",
                "brokers to begin with; any other KAFKA_X_Y goes to the clients as x.y,"
                        + " KAFKA_X_Y_FILE as the content of that file");
        String addresses =
                reader.requiredText(
                        "SCHEMA_REGISTRY_URL",
                        "addresses of the schema registry, commas between; SCHEMA_REGISTRY_X_Y goes"
                                + " to its client, with _FILE as the content of that file");
        if (!addresses.isEmpty() && !AvroSerdes.addresses(addresses).stream().allMatch(ADDRESS)) {
            reader.mistake( // not shown: it may hold a password
                    "SCHEMA_REGISTRY_URL: expected addresses such as http://host:8081, commas"
                            + " between; a user and password belong into a file, see"
                            + " SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO_FILE");
        }
        String prefix = reader.text("TOPIC_PREFIX", "", "what all topic names begin with");
        if (!Topics.isPrefix(prefix)) {
            reader.mistake(
                    "TOPIC_PREFIX is \""
                            + prefix
                            + "\": expected letters, digits, . _ -, up to 100");
            prefix = "";
        }
        KafkaSettings settings = new KafkaSettings(new Topics(prefix));
        Set<String> known = known();
        known.addAll(more);
        for (String name : new TreeSet<>(reader.environment().keySet())) {
            if (name.startsWith(KAFKA)) {
                settings.takeKafka(name, known, reader);
            } else if (name.startsWith(REGISTRY)) {
                settings.takeRegistry(name, reader);
            }
        }
        if (settings.registry.containsKey(USER_INFO)) {
            settings.registry.putIfAbsent("basic.auth.credentials.source", "USER_INFO");
        }
        return settings;
    }

    /**
     * These settings, with those replaced that the environment has under a prefix of its own: for
     * clients that have another principal than the rest of the program. Declares what it finds.
     *
     * @param prefix such as {@code ORCHESTRATOR_REPLY_KAFKA_}; a part of the prefix that the reader
     *     guards, so that a name that is no setting of a client is a mistake
     */
    public KafkaSettings withOwn(String prefix, SettingsReader reader) {
        KafkaSettings own = new KafkaSettings(topics);
        own.clients.putAll(clients);
        own.registry.putAll(registry);
        Set<String> known = known();
        for (String name : new TreeSet<>(reader.environment().keySet())) {
            if (!name.startsWith(prefix)) {
                continue;
            }
            String suffix = name.substring(prefix.length());
            String property = property(suffix);
            String inFile = property(withoutFile(suffix));
            if (OURS_ALONE.contains(inFile)) {
                refuse(name, reader);
            } else if (known.contains(property)) {
                own.clients.put(property, reader.text(name, "", "is " + property));
            } else if (suffix.endsWith(FILE) && known.contains(inFile)) {
                own.clients.put(inFile, reader.secretFile(name, "holds " + inFile).reveal());
            }
        }
        return own;
    }

    public Topics topics() {
        return topics;
    }

    /** For a consumer: the settings it knows. Holds secrets: never print it. */
    public Map<String, Object> consumer() {
        return only(ConsumerConfig.configNames());
    }

    /** For a producer: the settings it knows. Holds secrets: never print it. */
    public Map<String, Object> producer() {
        return only(ProducerConfig.configNames());
    }

    /** For an admin client: the settings it knows. Holds secrets: never print it. */
    public Map<String, Object> admin() {
        return only(AdminClientConfig.configNames());
    }

    /** All of them, for Streams. Holds secrets: never print it. */
    public Map<String, Object> all() {
        return new HashMap<>(clients);
    }

    /** For {@link AvroSerdes}. Holds secrets: never print it. */
    public Map<String, Object> registry() {
        return new HashMap<>(registry);
    }

    /**
     * A sentence for each variable that looks like a client's setting and is none, for the log.
     * They stop nothing: Kubernetes and Kafka's own scripts set such variables, too.
     */
    public List<String> ignored() {
        return List.copyOf(ignored);
    }

    @Override
    public String toString() {
        return "KafkaSettings" + clients.keySet() + registry.keySet();
    }

    private void takeKafka(String name, Set<String> known, SettingsReader reader) {
        String suffix = name.substring(KAFKA.length());
        String property = property(suffix);
        String inFile = property(withoutFile(suffix));
        if (OURS_ALONE.contains(inFile)) {
            refuse(name, reader);
        } else if (known.contains(property)) {
            clients.put(property, given(name, reader));
        } else if (suffix.endsWith(FILE) && known.contains(inFile)) {
            clients.put(inFile, reader.secretFile(name, "holds " + inFile).reveal());
        } else {
            String question = NearestName.question(property, known);
            ignored.add(name + " is no setting of a Kafka client." + question);
        }
    }

    private static void refuse(String name, SettingsReader reader) {
        reader.mistake(
                name
                        + " cannot be set: all sides agree on the partition of a key, and nothing may"
                        + " change a record on its way. Remove it.");
    }

    private void takeRegistry(String name, SettingsReader reader) {
        String suffix = property(withoutFile(name.substring(REGISTRY.length())));
        if (REGISTRY_FAMILIES.stream().noneMatch(suffix::startsWith)) {
            ignored.add(name + " is no setting of the registry's client.");
        } else if (name.endsWith(FILE)) {
            String content = reader.secretFile(name, "holds schema.registry." + suffix).reveal();
            registry.put("schema.registry." + suffix, content);
        } else {
            registry.put("schema.registry." + suffix, given(name, reader));
        }
    }

    private static Set<String> known() {
        Set<String> known = new TreeSet<>(ConsumerConfig.configNames());
        known.addAll(ProducerConfig.configNames());
        known.addAll(AdminClientConfig.configNames());
        return known;
    }

    private Map<String, Object> only(Set<String> names) {
        Map<String, Object> some = new HashMap<>(clients);
        some.keySet().retainAll(names);
        return some;
    }

    private static String given(String name, SettingsReader reader) {
        return reader.environment().getOrDefault(name, "").strip();
    }

    private static String withoutFile(String name) {
        return name.endsWith(FILE) ? name.substring(0, name.length() - FILE.length()) : name;
    }

    private static String property(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
