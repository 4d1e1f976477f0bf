/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.util.List;
import org.apache.kafka.common.header.Header;

/**
 * What a result repeats of its command.
 *
 * @param kind the command's kind by its name in the schema
 * @param passedOn the headers that results carry on: requestId and traceparent
 */
record ResultHead(
        String kind,
        String commandId,
        int attempt,
        String sagaId,
        String agentId,
        String sessionId,
        long epoch,
        String channelId,
        List<Header> passedOn) {

    ResultHead {
        passedOn = List.copyOf(passedOn);
    }
}
