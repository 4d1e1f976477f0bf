/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Limits;
import org.agentlogout.wire.Topic;
import org.agentlogout.wire.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends letters back, each together with the note that it was sent, in one transaction: either both
 * are there or neither. All replays of an installation share a transactional id, so of two at the
 * same time the later one stops the earlier, and no letter goes twice.
 */
final class Replayer implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final Topics topics;

    /** Stops every other replay; what it had sent is committed or gone when this returns. */
    static Replayer start(Installation installation) {
        Map<String, Object> config = new HashMap<>(installation.clients());
        int patience = Math.toIntExact(Installation.PATIENCE.toMillis());
        var id = installation.topics().prefix() + "logout-replay";
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, patience);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) patience);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, patience / 2);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Limits.DEAD_LETTER_BYTES + 65_536);
        try {
            var bytes = new ByteArraySerializer();
            var replayer =
                    new Replayer(new KafkaProducer<>(config, bytes, bytes), installation.topics());
            replayer.begin();
            return replayer;
        } catch (KafkaException e) {
            throw installation.unreachable(e);
        }
    }

    /** For tests; {@link #begin} comes before anything else. */
    Replayer(Producer<byte[], byte[]> producer, Topics topics) {
        this.producer = producer;
        this.topics = topics;
    }

    void begin() {
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            close();
            throw e;
        }
    }

    /** How many partitions each topic has, asked once; empty for one that does not exist. */
    static java.util.function.Function<String, OptionalInt> partitions(Installation installation) {
        Map<String, OptionalInt> known = new HashMap<>();
        return name -> known.computeIfAbsent(name, it -> count(installation, it));
    }

    private static OptionalInt count(Installation installation, String topic) {
        try (var admin = installation.admin()) {
            var found = admin.describeTopics(java.util.List.of(topic)).topicNameValues().get(topic);
            return found == null
                    ? OptionalInt.empty()
                    : OptionalInt.of(found.get().partitions().size());
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return OptionalInt.empty();
            }
            throw installation.unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ToolFailure.outside("Interrupted while asking for " + topic + ".");
        }
    }

    /** Returns once both are committed; after a failure neither is there, nor will be. */
    void send(DeadLetter letter, ProducerRecord<byte[], byte[]> back) {
        try {
            producer.beginTransaction();
            var _ = producer.send(back);
            var _ = producer.send(note(letter, back.topic()));
            producer.commitTransaction();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw ToolFailure.outside(
                    "Another replay has begun and stopped this one before letter "
                            + letter.position()
                            + ".");
        } catch (KafkaException e) {
            abort();
            throw ToolFailure.outside(
                    "Letter "
                            + letter.position()
                            + " cannot be sent to "
                            + back.topic()
                            + ": "
                            + ToolFailure.reason(e));
        }
    }

    private void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            // The brokers abort it themselves when its time is over, or the next replay does.
            producer.close(Duration.ZERO);
        }
    }

    /** Beside the letter, so that it is kept as long. */
    private ProducerRecord<byte[], byte[]> note(DeadLetter letter, String sentTo) {
        var headers = new RecordHeaders();
        HeaderNames.put(headers, HeaderNames.REPLAYED_FROM, letter.position().toString());
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_TOPIC, sentTo);
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_REASON, "REPLAYED");
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_BY, HeaderNames.BY_REPLAY);
        var text = "Letter " + letter.position() + " was sent to " + sentTo + ".";
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_TEXT, text);
        var topic = topics.name(Topic.DEAD_LETTER);
        var key = letter.record().key();
        return new ProducerRecord<>(
                topic, letter.position().partition(), null, key, new byte[0], headers);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
