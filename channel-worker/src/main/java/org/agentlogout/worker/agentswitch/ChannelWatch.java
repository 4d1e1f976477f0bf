/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.agentlogout.worker.agentswitch.AgentSwitch.Watcher;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.ChannelNews;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Inspection.Interaction;
import org.agentlogout.worker.command.Inspection.Routable;
import org.agentlogout.worker.command.Target;
import org.jspecify.annotations.Nullable;

/**
 * Looks at watched channels again and again, one look after the other at the pace of the settings.
 * Finesse tells its news over XMPP only, and an XMPP session as the agent counts as a desktop whose
 * loss forces the agent out, so there is nothing but looking. Where a switch does tell, what it
 * tells brings a look forward ({@link #soon}): events may be lost, doubled or untrue, a look is
 * not. A look waits while commands keep the switch busy. Safe for use by many threads.
 */
public final class ChannelWatch implements AutoCloseable {
    /** Looks on their way at once: one that hangs holds up no other. */
    static final int LANES = 8;

    /** Beyond, channels are left to whoever waits for them. */
    private static final int MOST = 20_000;

    /** No session is older. */
    private static final Duration LONGEST = Duration.ofHours(24);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofMillis(100);

    /**
     * @param gap between the beginnings of two looks
     * @param interval between two looks at one channel
     */
    record Pace(Duration gap, Duration interval) {
        static Pace of(Duration interval, int looksPerSecond) {
            return new Pace(Duration.ofSeconds(1).dividedBy(looksPerSecond), interval);
        }
    }

    /** What a look showed. */
    public record Sight(AgentState state, Routable routable, List<Interaction> interactions) {
        public Sight {
            interactions = List.copyOf(interactions);
        }
    }

    /** What was known of a channel at the last look. */
    private record Known(AgentState state, Set<String> interactions) {
        static Known of(AgentState state, List<Interaction> interactions) {
            return new Known(
                    state, interactions.stream().map(Interaction::id).collect(Collectors.toSet()));
        }
    }

    private record Watched(
            Target target,
            Watcher watcher,
            Known last,
            Instant due,
            Duration pause,
            Instant until) {
        Watched dueAt(Instant at) {
            return new Watched(target, watcher, last, at, pause, until);
        }

        Watched again(Known now, Instant at, Duration after) {
            return new Watched(target, watcher, now, at.plus(after), after, until);
        }
    }

    private final Function<Target, Optional<Sight>> look;
    private final BooleanSupplier busy;
    private final Pace pace;
    private final Timing timing;
    private final Semaphore lanes = new Semaphore(LANES);

    // Guarded by this:
    private final Map<Target.Address, Watched> watched = new HashMap<>();
    private final PriorityQueue<Watched> queue =
            new PriorityQueue<>(Comparator.comparing(Watched::due));
    private @Nullable Thread thread;

    /**
     * @param look empty when the channel cannot be seen now; blocks
     * @param busy whether commands should have the switch to themselves
     */
    ChannelWatch(
            Function<Target, Optional<Sight>> look,
            BooleanSupplier busy,
            Pace pace,
            Timing timing) {
        this.look = look;
        this.busy = busy;
        this.pace = pace;
        this.timing = timing;
    }

    /**
     * At the pace of the switch's settings; while a quarter of the places is in use, it waits.
     *
     * @param workers processes that share the limits of the switch
     * @param commands how many are at the switch now
     */
    public static ChannelWatch of(
            SwitchSettings settings,
            int workers,
            Function<Target, Optional<Sight>> look,
            IntSupplier commands,
            Timing timing) {
        SwitchSettings.Watching watching = settings.watching();
        int many = Math.max(1, settings.limits().concurrentCalls() / workers / 4);
        int looks = Math.max(1, watching.looksPerSecond() / workers);
        return new ChannelWatch(
                look,
                () -> commands.getAsInt() >= many,
                Pace.of(watching.interval(), looks),
                timing);
    }

    public synchronized void add(Target target, Inspection seen, Watcher watcher) {
        Instant now = timing.now();
        if (watched.size() >= MOST && !watched.containsKey(target.address())) {
            return;
        }
        Known known = Known.of(seen.state(), seen.interactions());
        Instant due = now.plus(pace.interval());
        put(new Watched(target, watcher, known, due, pace.interval(), now.plus(LONGEST)));
        if (thread == null) {
            thread = Thread.ofVirtual().name("channel-watch").start(this::run);
        }
    }

    /**
     * Something has happened on these channels: they are looked at next.
     *
     * @param which by address and the ids of the interactions known there
     */
    public synchronized void soon(BiPredicate<Target.Address, Set<String>> which) {
        Instant now = timing.now();
        queue.stream()
                .filter(one -> which.test(one.target().address(), one.last().interactions()))
                .toList()
                .forEach(one -> put(one.dueAt(now)));
    }

    private void put(Watched one) {
        Watched before = watched.put(one.target().address(), one);
        if (before != null) {
            queue.remove(before);
        }
        queue.add(one);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                timing.pause().accept(turn());
            }
        } catch (CancellationException _) {
            return; // closed
        }
    }

    /** Begins the look that is due longest, if any; gives how long to rest then. */
    private Duration turn() {
        Optional<Watched> next = next();
        if (next.isEmpty()) {
            return IDLE;
        }
        if (busy.getAsBoolean() || !lanes.tryAcquire()) {
            return pace.gap(); // it stays the next
        }
        Watched one = next.get();
        begun(one);
        Thread.ofVirtual().name("channel-watch-look").start(() -> lookAt(one));
        return pace.gap();
    }

    /** Drops what nobody wants any more on the way. */
    private synchronized Optional<Watched> next() {
        Instant now = timing.now();
        while (!queue.isEmpty() && !queue.element().due().isAfter(now)) {
            Watched one = queue.element();
            if (one.watcher().wanted() && now.isBefore(one.until())) {
                return Optional.of(one);
            }
            drop(one);
        }
        return Optional.empty();
    }

    /** It stays known while it is looked at, and comes into the queue again afterwards. */
    private synchronized void begun(Watched one) {
        queue.remove(one);
    }

    private synchronized void drop(Watched one) {
        queue.remove(one);
        watched.remove(one.target().address(), one);
    }

    private void lookAt(Watched one) {
        try {
            Optional<Sight> seen = look.apply(one.target());
            if (seen.isEmpty()) {
                Duration longer = one.pause().multipliedBy(2);
                later(
                        one,
                        one.last(),
                        longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE);
            } else {
                told(one, seen.get());
            }
        } catch (CancellationException _) {
            return; // closed
        } finally {
            lanes.release();
        }
    }

    private void told(Watched one, Sight seen) {
        Known known = Known.of(seen.state(), seen.interactions());
        List<ChannelNews> news = news(one.last(), known, seen.routable());
        if (!current(one)) {
            return; // watched anew meanwhile: that one tells
        }
        news.forEach(one.watcher()::news);
        if (known.interactions().isEmpty() || seen.state() == AgentState.LOGGED_OUT) {
            drop(one);
        } else {
            later(one, known, pace.interval());
        }
    }

    private synchronized boolean current(Watched one) {
        return one.equals(watched.get(one.target().address()));
    }

    private synchronized void later(Watched one, Known known, Duration pause) {
        if (one.equals(watched.get(one.target().address()))) {
            put(one.again(known, timing.now(), pause));
        }
    }

    /** An interaction that only the state told of has ended when there is none at all. */
    private static List<ChannelNews> news(Known before, Known now, Routable routable) {
        Set<String> ended = new HashSet<>(before.interactions());
        ended.removeAll(now.interactions());
        if (!now.interactions().isEmpty()) {
            ended.remove("");
        }
        List<ChannelNews> news = new ArrayList<>();
        ended.stream()
                .sorted()
                .map(id -> new ChannelNews.InteractionEnded(id, now.state(), routable))
                .forEach(news::add);
        if (news.isEmpty() && now.state() != before.state()) {
            news.add(new ChannelNews.StateChanged(now.state(), routable));
        }
        return news;
    }

    @Override
    public synchronized void close() {
        queue.clear();
        watched.clear();
        if (thread != null) {
            thread.interrupt();
        }
    }
}
