/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition a record belongs into: Java's murmur2 of the key's UTF-8 bytes, as the Java
 * producer does it by default. Clients on librdkafka need {@code partitioner=murmur2_random}.
 */
public final class KeyPartition {
    private KeyPartition() {}

    /**
     * @param key an agentId, for {@code switch.event} a switchId
     * @param partitions the count of the topic, at least 1
     * @return 0 to {@code partitions} - 1
     */
    public static int of(String key, int partitions) {
        return of(key.getBytes(StandardCharsets.UTF_8), partitions);
    }

    public static int of(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
