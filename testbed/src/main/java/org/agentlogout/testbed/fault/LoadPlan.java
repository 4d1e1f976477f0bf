/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Who logs out when and in what story, evenly over the time: the same for the same seed, count and
 * length.
 */
public record LoadPlan(List<Turn> turns) {

    /** What the names of all agents of the load begin with. */
    public static final String AGENT = "shift-";

    private static final int WARM_UP = 40;
    private static final Duration GAP = Duration.ofMillis(150);

    /**
     * One agent's part.
     *
     * @param seed of what the story leaves open
     */
    public record Turn(String agent, Story story, Duration at, long seed) {}

    public LoadPlan {
        turns = List.copyOf(turns);
    }

    /** Plain logouts, for programs that have just been started to find their pace. */
    public static LoadPlan warmUp() {
        var turns = new ArrayList<Turn>();
        for (int i = 0; i < WARM_UP; i++) {
            turns.add(new Turn(AGENT + "early-" + i, Story.PLAIN, GAP.multipliedBy(i), i));
        }
        return new LoadPlan(turns);
    }

    public static LoadPlan of(long seed, int count, Duration length) {
        var random = new Random(seed);
        var stories = new ArrayList<Story>();
        while (stories.size() < count) {
            for (var story : Story.values()) {
                stories.addAll(Collections.nCopies(story.weight(), story));
            }
        }
        // Cut after the shuffle: a short load has its share of all stories, too.
        Collections.shuffle(stories, random);
        var turns = new ArrayList<Turn>();
        for (int i = 0; i < count; i++) {
            var at = length.multipliedBy(i).dividedBy(count);
            turns.add(new Turn(AGENT + i, stories.get(i), at, random.nextLong()));
        }
        return new LoadPlan(turns);
    }
}
