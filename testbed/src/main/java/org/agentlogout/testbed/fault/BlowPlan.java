/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.agentlogout.testbed.fault.Blow.Kind;

/**
 * Which processes are struck, how and when: the same for the same seed. One blow at a time, with a
 * pause behind it in which what it did can be told from what the next one does.
 *
 * @param length of the load: the last blow has its pause, too
 */
public record BlowPlan(long seed, List<Blow> blows, Duration length) {

    /** Before the first blow, to know what is usual. */
    public static final Duration QUIET = Duration.ofSeconds(10);

    /** Sessions last 10 s and transactions 5 s without a sign of life. */
    private static final Duration FROZEN = Duration.ofSeconds(15);

    /** What is tried in a round, and for how long nothing else is. */
    private enum Trial {
        PLANNED_ORCHESTRATOR(Role.ORCHESTRATOR, Kind.TERMINATE, 7),
        PLANNED_WORKER(Role.WORKER, Kind.TERMINATE, 7),
        KILLED_ORCHESTRATOR(Role.ORCHESTRATOR, Kind.KILL, 17),
        KILLED_WORKER(Role.WORKER, Kind.KILL, 14),
        KILLED_BROKER(Role.BROKER, Kind.KILL, 15),
        FROZEN_ORCHESTRATOR(Role.ORCHESTRATOR, Kind.FREEZE, 20),
        FROZEN_WORKER(Role.WORKER, Kind.FREEZE, 18),
        FROZEN_BROKER(Role.BROKER, Kind.FREEZE, 30);

        private final Role role;
        private final Kind kind;
        private final Duration pause;

        Trial(Role role, Kind kind, int seconds) {
            this.role = role;
            this.kind = kind;
            this.pause = Duration.ofSeconds(seconds);
        }
    }

    public BlowPlan {
        blows = List.copyOf(blows);
    }

    /** Each process killed, frozen and stopped once, save that the broker is not frozen. */
    public static BlowPlan oneRound(long seed) {
        var trials = new ArrayList<>(List.of(Trial.values()));
        trials.remove(Trial.FROZEN_BROKER);
        return new Drawing(seed).round(trials).plan();
    }

    /** Rounds of everything, each in an order of its own, for at least so long. */
    public static BlowPlan lasting(Duration atLeast, long seed) {
        var drawing = new Drawing(seed);
        while (drawing.end.compareTo(atLeast) < 0) {
            drawing.round(List.of(Trial.values()));
        }
        return drawing.plan();
    }

    private static final class Drawing {

        private final long seed;
        private final Random random;
        private final List<Blow> blows = new ArrayList<>();
        private Duration end = QUIET;

        Drawing(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        Drawing round(List<Trial> trials) {
            var order = new ArrayList<>(trials);
            Collections.shuffle(order, random);
            order.forEach(this::add);
            return this;
        }

        private void add(Trial trial) {
            var at = end.plus(upTo(random, 1_000));
            var number = 1 + random.nextInt(trial.role.count());
            var lasts =
                    trial.kind == Kind.FREEZE
                            ? FROZEN.plus(upTo(random, 1_000))
                            : upTo(random, 3_000);
            blows.add(new Blow(at, trial.role, number, trial.kind, lasts));
            end = at.plus(trial.pause);
        }

        BlowPlan plan() {
            return new BlowPlan(seed, blows, end);
        }
    }

    private static Duration upTo(RandomGenerator random, int millis) {
        return Duration.ofMillis(random.nextInt(millis));
    }
}
