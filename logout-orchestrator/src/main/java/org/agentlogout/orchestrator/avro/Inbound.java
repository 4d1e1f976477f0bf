/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record as it came, before anything of it is believed.
 *
 * @param topic full name
 * @param timestamp of the record; the broker's own where the topic says so
 * @param headers the last of each name
 * @param at when the orchestrator took it
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way: nobody compares them
public record Inbound(
        String topic,
        int partition,
        Instant timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Map<String, byte[]> headers,
        Instant at) {

    public Inbound {
        headers = Map.copyOf(headers);
    }
}
