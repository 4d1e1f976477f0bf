/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.util.Map;
import org.agentlogout.wire.Topic;
import org.jspecify.annotations.Nullable;

/**
 * One record to be written.
 *
 * @param key the agentId
 * @param value null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way: nobody compares them
public record Outbound(
        Topic topic, String key, byte @Nullable [] value, Map<String, byte[]> headers) {

    public Outbound {
        headers = Map.copyOf(headers);
    }
}
