/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.reply;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.agentlogout.orchestrator.reply.ReplyRouter;
import org.agentlogout.orchestrator.reply.ReplyRouterSettings;
import org.agentlogout.settings.SettingsReader;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.KafkaSettings;
import org.agentlogout.wire.Topic;
import org.agentlogout.wire.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Replies as the orchestrator writes them, under a prefix of its own, and the topics they name. */
final class Gateway implements AutoCloseable {

    private final String bootstrapServers;
    private final Topics topics;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    Gateway(String bootstrapServers, String prefix)
            throws ExecutionException, InterruptedException {
        this.bootstrapServers = bootstrapServers;
        topics = new Topics(prefix);
        Map<String, Object> config =
                Map.of("bootstrap.servers", bootstrapServers, "enable.idempotence", false);
        admin = Admin.create(config);
        producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        var ours =
                Stream.of(Topic.REPLY_SUCCESS, Topic.REPLY_ERROR, Topic.DEAD_LETTER)
                        .map(it -> topics.newTopic(it, 4, 1))
                        .toList();
        admin.createTopics(ours).all().get();
        ours.forEach(it -> awaitKnown(it.name()));
    }

    Topics topics() {
        return topics;
    }

    void create(String name, int partitions, Map<String, String> config)
            throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(config)))
                .all()
                .get();
        awaitKnown(name);
    }

    /** From now on the name may do this with that resource, and with all whose names begin so. */
    void allow(String name, AclOperation operation, ResourceType type, String prefix)
            throws ExecutionException, InterruptedException {
        var acl =
                new AclBinding(
                        new ResourcePattern(type, prefix, PatternType.PREFIXED),
                        new AccessControlEntry(
                                "User:" + name, "*", operation, AclPermissionType.ALLOW));
        admin.createAcls(List.of(acl)).all().get();
    }

    private void awaitKnown(String topic) {
        Awaitility.await().until(() -> !producer.partitionsFor(topic).isEmpty());
    }

    void delete(String name) throws ExecutionException, InterruptedException {
        admin.deleteTopics(List.of(name)).all().get();
    }

    /**
     * From now on the broker makes the router wait after each request to this topic, for many
     * seconds: how a slow target looks from outside. The first request of a client is still
     * answered at once.
     */
    void slowDown(String target) throws ExecutionException, InterruptedException {
        rate(target, 1.0);
    }

    void speedUp(String target) throws ExecutionException, InterruptedException {
        rate(target, null);
    }

    private void rate(String target, @Nullable Double bytesPerSecond)
            throws ExecutionException, InterruptedException {
        var client =
                new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, "reply-to-" + target));
        var rate = new ClientQuotaAlteration.Op("producer_byte_rate", bytesPerSecond);
        admin.alterClientQuotas(List.of(new ClientQuotaAlteration(client, List.of(rate))))
                .all()
                .get();
    }

    /** A reply on the default topic; returns once the brokers have it. */
    void reply(String requestId, String target, byte[] value)
            throws ExecutionException, InterruptedException {
        reply(requestId, target, -1, value);
    }

    void reply(String requestId, String target, int partition, byte[] value)
            throws ExecutionException, InterruptedException {
        producer.send(record(requestId, target, partition, value)).get();
    }

    /** For many: {@link #flush} waits for them. */
    void replyLater(String requestId, String target, byte[] value) {
        var _ = producer.send(record(requestId, target, -1, value));
    }

    void flush() {
        producer.flush();
    }

    private ProducerRecord<byte[], byte[]> record(
            String requestId, String target, int partition, byte[] value) {
        var record =
                new ProducerRecord<>(
                        topics.name(Topic.REPLY_SUCCESS), requestId.getBytes(UTF_8), value);
        record.headers()
                .add(HeaderNames.REQUEST_ID, requestId.getBytes(UTF_8))
                .add(HeaderNames.REPLY_TOPIC, target.getBytes(UTF_8))
                .add(HeaderNames.CORRELATION_ID, ("c-" + requestId).getBytes(UTF_8));
        if (partition >= 0) {
            var four = ByteBuffer.allocate(Integer.BYTES).putInt(partition).array();
            record.headers().add(HeaderNames.REPLY_PARTITION, four);
        }
        return record;
    }

    /** One with these topics on its list. */
    ReplyRouter router(String... listed) {
        return router(Map.of(), listed);
    }

    /**
     * One with these topics on its list.
     *
     * @param own settings of its own, by the names of environment variables
     */
    ReplyRouter router(Map<String, String> own, String... listed) {
        var environment = new HashMap<>(own);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        environment.put("SCHEMA_REGISTRY_URL", "http://localhost:1");
        environment.put("TOPIC_PREFIX", topics.prefix());
        environment.put("ORCHESTRATOR_REPLY_TOPICS", String.join(",", listed));
        var reader = new SettingsReader("ORCHESTRATOR_", environment);
        var settings = ReplyRouterSettings.read(reader, KafkaSettings.read(reader));
        reader.check();
        return ReplyRouter.start(settings);
    }

    Mailbox mailbox(String topic) {
        return new Mailbox(bootstrapServers, topic);
    }

    Mailbox deadLetters() {
        return mailbox(topics.name(Topic.DEAD_LETTER));
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
