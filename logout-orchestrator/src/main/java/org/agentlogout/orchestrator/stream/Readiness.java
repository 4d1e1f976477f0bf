/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Whether this process does all its work now, and if not, why not and since when. Not ready does
 * not mean idle: with some records set aside everybody else's logouts go on. A log line is written
 * when something gets bad or well, not at each record. Safe for use by several threads.
 */
public final class Readiness {

    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    /** What can keep it from its work; each has one reason at a time. */
    public enum Part {
        /** Brokers, topics and schemas, before the first record. */
        START,
        /** Its share of the partitions. */
        PARTITIONS,
        /** A thread that died and is being replaced. */
        THREADS,
        /** Records whose schema is not known. */
        REGISTRY
    }

    private static final Set<Part> NEEDS_SOMEBODY = EnumSet.of(Part.THREADS, Part.REGISTRY);

    /**
     * Something that is not as it should be.
     *
     * @param what in sentences, with numbers of now
     * @param since when it began
     */
    public record Reason(Part part, String what, Instant since) {}

    private final InstantSource clock;
    private final Map<Part, Reason> reasons = new EnumMap<>(Part.class);

    public Readiness(InstantSource clock) {
        this.clock = clock;
    }

    public synchronized boolean isReady() {
        return reasons.isEmpty();
    }

    /** What stands in the way; empty when it is ready. */
    public synchronized List<Reason> whyNot() {
        return List.copyOf(reasons.values());
    }

    /** The state of Streams tells of partitions and threads. */
    public void follow(KafkaStreams.State state) {
        switch (state) {
            case RUNNING -> {
                well(Part.PARTITIONS);
                well(Part.THREADS);
            }
            case CREATED, REBALANCING ->
                    not(Part.PARTITIONS, "Partitions are handed over and their state is restored.");
            case PENDING_SHUTDOWN, NOT_RUNNING -> not(Part.PARTITIONS, "It is stopping.");
            case PENDING_ERROR, ERROR -> not(Part.PARTITIONS, "It has died; restart the process.");
        }
    }

    synchronized void not(Part part, String what) {
        Reason before = reasons.get(part);
        reasons.put(
                part, new Reason(part, what, before == null ? clock.instant() : before.since()));
        if (isNews(before, what)) {
            // Starts and hand-overs are daily business.
            Level level = NEEDS_SOMEBODY.contains(part) ? Level.WARN : Level.INFO;
            LOG.atLevel(level).addKeyValue("part", part).log("not ready: {}", what);
        }
    }

    /** Of records set aside only their numbers change. */
    private static boolean isNews(@Nullable Reason before, String what) {
        return before == null || (before.part() != Part.REGISTRY && !before.what().equals(what));
    }

    synchronized void well(Part part) {
        Reason before = reasons.remove(part);
        if (before != null) {
            LOG.atInfo()
                    .addKeyValue("part", part)
                    .addKeyValue("after", Duration.between(before.since(), clock.instant()))
                    .log("well again");
        }
    }
}
