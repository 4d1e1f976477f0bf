/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.reply;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Which records are read and not yet done with, and so how far each partition may be committed: up
 * to the first that is still open. Only the open ones are kept, so what is long done costs nothing
 * while an old one waits. Safe for several threads.
 */
final class OpenOffsets {

    private static final class Partition {
        private final TreeSet<Long> open = new TreeSet<>();
        private long next;
        private long committed = -1;

        long safe() {
            return open.isEmpty() ? next : open.first();
        }
    }

    private final Map<TopicPartition, Partition> partitions = new HashMap<>();
    private int open;

    /** A record that has to be done with before anything behind it is committed. */
    synchronized void opened(TopicPartition partition, long offset) {
        Partition it = at(partition);
        it.next = Math.max(it.next, offset + 1);
        if (it.open.add(offset)) {
            open++;
        }
    }

    /** A record that nothing has to be done with. */
    synchronized void passed(TopicPartition partition, long offset) {
        Partition it = at(partition);
        it.next = Math.max(it.next, offset + 1);
    }

    /** From any thread; of a partition that is no longer ours, or twice, it changes nothing. */
    synchronized void done(TopicPartition partition, long offset) {
        Partition it = partitions.get(partition);
        if (it != null && it.open.remove(offset)) {
            open--;
            notifyAll();
        }
    }

    /** What may be committed now and has not been before; afterwards it counts as committed. */
    synchronized Map<TopicPartition, OffsetAndMetadata> takeCommittable() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        partitions.forEach((partition, it) -> {
            if (it.safe() > it.committed) {
                it.committed = it.safe();
                offsets.put(partition, new OffsetAndMetadata(it.safe()));
            }
        });
        return offsets;
    }

    /** A commit did not come through: what it held is to be committed again. */
    synchronized void notCommitted(Collection<TopicPartition> failed) {
        for (TopicPartition partition : failed) {
            Partition it = partitions.get(partition);
            if (it != null) {
                it.committed = -1;
            }
        }
    }

    /** They are somebody else's from now on. */
    synchronized void forget(Collection<TopicPartition> lost) {
        for (TopicPartition partition : lost) {
            Partition it = partitions.remove(partition);
            if (it != null) {
                open -= it.open.size();
            }
        }
        notifyAll();
    }

    /** None of them is ours any more. */
    synchronized void forgetAll() {
        partitions.clear();
        open = 0;
        notifyAll();
    }

    /** Waits until nothing is open, at most so long. */
    synchronized void awaitNone(long atMostMillis) throws InterruptedException {
        long end = System.nanoTime() + atMostMillis * 1_000_000;
        for (long left = atMostMillis; open > 0 && left > 0; ) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }

    synchronized int open() {
        return open;
    }

    private Partition at(TopicPartition partition) {
        return partitions.computeIfAbsent(partition, _ -> new Partition());
    }
}
