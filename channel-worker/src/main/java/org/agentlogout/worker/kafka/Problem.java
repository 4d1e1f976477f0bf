/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.agentlogout.wire.KeyPartition;
import org.agentlogout.wire.Limits;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Why a record cannot be taken.
 *
 * @param reason one upper-case word, for headers and counters
 * @param text a sentence for people; holds nothing of the record but names of fields
 */
record Problem(String reason, String text) {

    static Optional<Problem> unless(boolean fine, String reason, String text) {
        return fine ? Optional.empty() : Optional.of(new Problem(reason, text));
    }

    static Optional<Problem> unlessId(String field, String value) {
        return unless(
                Limits.isId(value),
                "INVALID_ID",
                field
                        + " is empty, has more than "
                        + Limits.ID_BYTES
                        + " bytes or control characters.");
    }

    /** The key is the agentId inside, the partition follows from the key. */
    static Optional<Problem> ofPlace(
            ConsumerRecord<byte[], byte[]> entry, String agentId, int partitions) {
        byte[] key = entry.key();
        if (key == null || !agentId.equals(new String(key, StandardCharsets.UTF_8))) {
            return Optional.of(new Problem("WRONG_KEY", "The key is not the agentId inside."));
        }
        return unless(
                KeyPartition.of(key, partitions) == entry.partition(),
                "WRONG_PARTITION",
                "The producer must partition by murmur2 of the key (librdkafka: murmur2_random).");
    }
}
