/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import org.agentlogout.wire.Letter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts records that can never be taken aside, as they came, with where from and why in headers. */
final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final String topic;
    private final RecordSender sender;
    private final WorkerMeters meters;

    DeadLetters(String topic, RecordSender sender, WorkerMeters meters) {
        this.topic = topic;
        this.sender = sender;
        this.meters = meters;
    }

    void put(ConsumerRecord<byte[], byte[]> entry, Problem problem) {
        meters.unfit(entry.topic(), problem.reason());
        LOG.atWarn()
                .addKeyValue("topic", entry.topic())
                .addKeyValue("partition", entry.partition())
                .addKeyValue("offset", entry.offset())
                .addKeyValue("reason", problem.reason())
                .log("Not a command: put to the dead letters. Correct its producer, then replay");
        Letter letter =
                Letter.of(
                        entry.key(),
                        entry.value(),
                        entry.headers(),
                        new Letter.Origin(
                                entry.topic(),
                                entry.partition(),
                                entry.offset(),
                                entry.timestamp()),
                        new Letter.Cause(problem.reason(), problem.text(), "channel-worker"));
        sender.send(
                new ProducerRecord<>(topic, null, letter.key(), letter.value(), letter.headers()));
    }
}
