/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.agentlogout.orchestrator.saga.Turn;

/**
 * Lets so many of those who wait through for each switch in a second, so that they do not cost the
 * logouts that people wait for.
 */
final class Pacer {

    /** What was not used may be caught up with for so long. */
    private static final Duration MEMORY = Duration.ofSeconds(1);

    private record Lane(Turn.Kind kind, String switchId) {}

    private final Pace pace;
    private final int partitions;
    private final Map<Lane, Instant> free = new HashMap<>();

    /**
     * @param partitions of every keyed topic: each gets its part of a switch's rate
     */
    Pacer(Pace pace, int partitions) {
        this.pace = pace;
        this.partitions = partitions;
    }

    /** Whether it may begin now; else it is to be asked again later. */
    boolean lets(Turn turn, Instant now) {
        boolean all =
                turn.switchIds().stream()
                        .map(switchId -> free.getOrDefault(lane(turn, switchId), Instant.MIN))
                        .noneMatch(now::isBefore);
        if (all) {
            turn.switchIds().forEach(switchId -> take(lane(turn, switchId), now));
        }
        return all;
    }

    private static Lane lane(Turn turn, String switchId) {
        return new Lane(turn.kind(), switchId);
    }

    private void take(Lane lane, Instant now) {
        Instant earliest = now.minus(MEMORY);
        Instant last = free.getOrDefault(lane, earliest);
        Instant from = last.isBefore(earliest) ? earliest : last;
        double perSecond = pace.perSecond(lane.kind()) / (double) partitions;
        free.put(lane, from.plusMillis(Math.round(1000 / perSecond)));
    }
}
