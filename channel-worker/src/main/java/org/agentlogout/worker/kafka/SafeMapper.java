/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mapper whose defects cost the record and not the thread that reads it: one that ends the thread
 * ends the process, and the record would be there again after each start.
 */
final class SafeMapper<T> implements Function<ConsumerRecord<byte[], byte[]>, Reading<T>> {
    private static final Logger LOG = LoggerFactory.getLogger(SafeMapper.class);

    private final String what;
    private final Function<ConsumerRecord<byte[], byte[]>, Reading<T>> mapper;

    /**
     * @param what it reads, for the log
     */
    SafeMapper(String what, Function<ConsumerRecord<byte[], byte[]>, Reading<T>> mapper) {
        this.what = what;
        this.mapper = mapper;
    }

    @Override
    public Reading<T> apply(ConsumerRecord<byte[], byte[]> entry) {
        try {
            return mapper.apply(entry);
        } catch (RuntimeException | StackOverflowError e) { // the latter by hostile schemas
            LOG.atError()
                    .addKeyValue("topic", entry.topic())
                    .addKeyValue("partition", entry.partition())
                    .addKeyValue("offset", entry.offset())
                    .setCause(e)
                    .log("A defect of this program kept {} from being read; report it", what);
            return new Reading.Unfit<>(new Problem("INTERNAL_ERROR", "A defect; see the log."));
        }
    }
}
