/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A stream thread's consumer that tells {@link Reading} what it fetches, and leaves out the
 * partitions of which too much is set aside. Streams has no call to pause one partition and keep
 * its timers: it pauses and resumes by itself, for its own buffers, so what it resumes is filtered
 * here. Used by one thread, as every consumer is.
 */
final class PausableConsumer extends KafkaConsumer<byte[], byte[]> {

    private final Backlog backlog;
    private final Reading reading;
    private final int fullPoll;

    /** What was paused here and is not to be resumed by anybody else. */
    private final Set<TopicPartition> held = new HashSet<>();

    PausableConsumer(Map<String, Object> config, Backlog backlog, Reading reading) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.backlog = backlog;
        this.reading = reading;
        // Streams always sets it: as a number of its own, or as the text it was given.
        this.fullPoll =
                Integer.parseInt(
                        String.valueOf(config.get(ConsumerConfig.MAX_POLL_RECORDS_CONFIG)));
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (!backlog.full().isEmpty() || !held.isEmpty()) {
            adjust();
        }
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        reading.fetched(this, records, records.count() < fullPoll);
        return records;
    }

    private void adjust() {
        Set<TopicPartition> assigned = assignment();
        held.retainAll(assigned);
        List<TopicPartition> free = held.stream().filter(it -> !isFull(it)).toList();
        free.forEach(held::remove);
        super.resume(free);
        assigned.stream().filter(this::isFull).forEach(held::add);
        super.pause(held);
    }

    private boolean isFull(TopicPartition one) {
        return backlog.full().contains(one.partition());
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        super.resume(partitions.stream().filter(it -> !held.contains(it)).toList());
    }
}
