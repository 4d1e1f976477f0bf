/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.time.Duration;
import java.time.Instant;

/**
 * How many sagas of a partition may be in a step just now. It begins low, grows while the answers
 * of those that run are read in time, and shrinks when they are not: what is let in beyond the pace
 * of this machine would only wait for us, and its budgets would run out.
 */
final class Admission {

    /** Enough for a lone agent's morning, few enough for a machine that has just been started. */
    private static final int FEWEST = 25;

    /** Clocks may differ by a second, and so much more is no delay. */
    private static final Duration IN_TIME = Duration.ofMillis(1_500);

    private static final Duration TOO_LATE = Duration.ofSeconds(3);

    /** What was let in before has to work off first. */
    private static final Duration BETWEEN_CUTS = Duration.ofSeconds(1);

    /** No answer is late before this. */
    private static final Duration BETWEEN_RISES = IN_TIME;

    private final int atMost;
    private int places;
    private Instant lastCut = Instant.MIN;
    private Instant lastRise = Instant.MIN;
    private long answersAtRise;

    /**
     * @param atMost never more than this
     */
    Admission(int atMost) {
        this.atMost = atMost;
        this.places = Math.min(FEWEST, atMost);
    }

    int places() {
        return places;
    }

    /**
     * To be called at each tick.
     *
     * @param behind age of the oldest answer that is not read yet
     * @param answers how many have been read by now: pace shows by them alone
     * @param used whether all places are taken; else more of them would prove nothing
     */
    void adjust(Instant now, Duration behind, long answers, boolean used) {
        if (behind.compareTo(TOO_LATE) > 0) {
            if (lastCut.isBefore(now.minus(BETWEEN_CUTS))) {
                places = Math.max(Math.min(FEWEST, atMost), places * 3 / 4);
                lastCut = now;
            }
        } else if (used
                && behind.compareTo(IN_TIME) <= 0
                && answers > answersAtRise
                && lastRise.isBefore(now.minus(BETWEEN_RISES))) {
            places = Math.min(atMost, places + Math.max(1, places / 2));
            lastRise = now;
            answersAtRise = answers;
        }
    }
}
