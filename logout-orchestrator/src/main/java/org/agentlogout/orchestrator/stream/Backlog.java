/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is set aside in all partitions of this process: {@link Readiness} tells it, and {@link
 * PausableConsumer} does not read a partition where it is too much. Safe for use by several
 * threads.
 */
public final class Backlog {

    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

    /** So much of one partition is kept in memory before its reading pauses. */
    private static final long BYTES = 32L * 1024 * 1024;

    private final int atMost;
    private final Readiness readiness;
    private final Map<Integer, Integer> counts = new TreeMap<>();
    private final Set<Integer> full = ConcurrentHashMap.newKeySet();

    /**
     * @param atMost records of one partition; above, it is not read
     */
    public Backlog(int atMost, Readiness readiness) {
        this.atMost = atMost;
        this.readiness = readiness;
    }

    /**
     * How it stands now.
     *
     * @param cause why the last record could not be taken
     */
    synchronized void tell(int partition, int count, long bytes, String cause) {
        if (count == 0) {
            forget(partition);
            return;
        }
        counts.put(partition, count);
        if ((count > atMost || bytes > BYTES) && full.add(partition)) {
            LOG.atWarn()
                    .addKeyValue("partition", partition)
                    .addKeyValue("setAside", count)
                    .log("its reading pauses until the registry answers");
        } else if (count <= atMost / 2 && bytes <= BYTES / 2) {
            readAgain(partition);
        }
        int sum = counts.values().stream().mapToInt(Integer::intValue).sum();
        String told = sum + " records of partitions " + counts.keySet() + " are set aside, for the";
        String cure = " registry does not tell their schema; check SCHEMA_REGISTRY_URL and it.";
        String paused = full.isEmpty() ? "" : " Not read any more: partitions " + full + ".";
        readiness.not(Readiness.Part.REGISTRY, (told + cure + paused + " " + cause).strip());
    }

    /** Nothing is set aside there, or it is another process's now. */
    synchronized void forget(int partition) {
        counts.remove(partition);
        readAgain(partition);
        if (counts.isEmpty()) {
            readiness.well(Readiness.Part.REGISTRY);
        }
    }

    private void readAgain(int partition) {
        if (full.remove(partition)) {
            LOG.atInfo().addKeyValue("partition", partition).log("its reading goes on");
        }
    }

    /** Partitions that are not to be read now, whatever the topic. */
    Set<Integer> full() {
        return full;
    }
}
