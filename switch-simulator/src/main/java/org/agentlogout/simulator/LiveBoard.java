/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.agentlogout.simulator.board.AgentBoard;
import org.agentlogout.simulator.board.AgentSnapshot;
import org.agentlogout.simulator.board.Answer;
import org.agentlogout.simulator.board.Wish;

/**
 * The board with a clock, a lock and the changes that were answered and have not happened yet.
 *
 * <p>No thread of its own: whoever looks first brings the board up to the present, each change in
 * its turn and stamped with the time it was due. Finesse works a user's requests off one by one
 * (developer guide 12.5, p. 22): a change waits until the one before it on the same object is
 * confirmed, unless it is sent by a fault to come late.
 */
final class LiveBoard {

    private static final Duration OPEN = Duration.ofMillis(20);

    private record Change(Instant at, long order, Wish wish, long seq) {}

    private final InstantSource clock;
    private final CallLog log;
    private final Supplier<AgentBoard> empty;
    private final PriorityQueue<Change> changes =
            new PriorityQueue<>(Comparator.comparing(Change::at).thenComparingLong(Change::order));
    private final Map<String, Instant> busyUntil = new HashMap<>();
    private final OpenPendings pendings = new OpenPendings();
    private final Semaphore submitted = new Semaphore(0);
    private Consumer<AgentSnapshot> listener = _ -> {};
    private AgentBoard board;
    private long order;

    LiveBoard(InstantSource clock, CallLog log, Supplier<AgentBoard> empty) {
        this.clock = clock;
        this.log = log;
        this.empty = empty;
        this.board = empty.get();
    }

    /**
     * @param told of each agent who may have changed, in order; must not block
     */
    synchronized void listen(Consumer<AgentSnapshot> told) {
        listener = told;
    }

    /** Does something on the board as it is now. */
    synchronized <T> T now(BiFunction<AgentBoard, Instant, T> what) {
        Instant at = clock.instant();
        advance(at);
        T result = what.apply(board, at);
        pendings.settle(board, log, at);
        tell();
        return result;
    }

    /** The same for what gives nothing back. */
    void change(BiConsumer<AgentBoard, Instant> what) {
        now((it, at) -> {
            what.accept(it, at);
            return true;
        });
    }

    /** Lets a wish happen after the delay and after what is before it on the same object. */
    synchronized void submit(Wish wish, Duration delay, long seq) {
        Instant now = clock.instant();
        advance(now);
        Instant free = busyUntil.getOrDefault(object(wish), Instant.MIN);
        Instant due = (free.isAfter(now) ? free : now).plus(delay);
        busyUntil.put(object(wish), due);
        put(wish, now, due, seq);
    }

    /** Lets a wish happen after the delay, whatever comes between. */
    synchronized void submitLate(Wish wish, Duration delay, long seq) {
        Instant now = clock.instant();
        advance(now);
        put(wish, now, now.plus(delay), seq);
    }

    /** An empty board and log; requests that are on their way change neither. */
    synchronized void reset() {
        changes.clear();
        busyUntil.clear();
        pendings.clear();
        board = empty.get();
        log.clear();
    }

    private void put(Wish wish, Instant now, Instant due, long seq) {
        if (log.cleared(seq)) {
            return;
        }
        log.became(seq, Fate.WAITING, now, "");
        board.taken(wish);
        changes.add(new Change(due, order++, wish, seq));
        submitted.release();
        advance(now);
    }

    private void advance(Instant now) {
        while (!changes.isEmpty() && !changes.element().at().isAfter(now)) {
            Change change = changes.remove();
            board.tick(change.at());
            Answer answer = board.apply(change.wish(), change.at());
            log.became(change.seq(), fate(answer), change.at(), detail(answer));
            tell();
            pendings.settle(board, log, change.at());
            if (answer instanceof Answer.Pending) {
                pendings.add(change.wish(), change.seq());
            }
        }
        board.tick(now);
        pendings.settle(board, log, now);
        tell();
    }

    private void tell() {
        for (String agentId : board.takeTouched()) {
            board.agent(agentId).ifPresent(listener);
        }
    }

    /**
     * Waits until something is due, at most so long; for whoever has to tell of it at once. A clock
     * that a test moves wakes nobody, so it does not wait long while anything is open.
     */
    void awaitDue(Duration most) throws InterruptedException {
        Duration wait = untilDue(most);
        if (wait.isPositive() && submitted.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
            submitted.drainPermits();
        }
    }

    private synchronized Duration untilDue(Duration most) {
        return Stream.concat(
                        Optional.ofNullable(changes.peek()).map(Change::at).stream(),
                        board.due().stream())
                .min(Comparator.naturalOrder())
                .map(at -> Duration.between(clock.instant(), at))
                .map(wait -> wait.compareTo(OPEN) < 0 ? wait : OPEN)
                .orElse(most);
    }

    private static Fate fate(Answer answer) {
        return switch (answer) {
            case Answer.Applied() -> Fate.APPLIED;
            case Answer.Pending() -> Fate.PENDING;
            case Answer.Unchanged() -> Fate.UNCHANGED;
            case Answer.Refused(var why) -> why.effective() ? Fate.APPLIED : Fate.REJECTED_LATER;
        };
    }

    private static String detail(Answer answer) {
        return answer instanceof Answer.Refused(var why) ? why.number() + " " + why.text() : "";
    }

    private static String object(Wish wish) {
        return switch (wish) {
            case Wish.SignIn it -> it.agentId();
            case Wish.MakeReady it -> it.agentId();
            case Wish.MakeNotReady it -> it.agentId();
            case Wish.SignOut it -> it.agentId();
            case Wish.Change it -> it.agentId();
            case Wish.SignInMedium it -> it.agentId() + "/" + it.mrdId();
            case Wish.MakeMediumReady it -> it.agentId() + "/" + it.mrdId();
            case Wish.MakeMediumNotReady it -> it.agentId() + "/" + it.mrdId();
            case Wish.SetRoutable it -> it.agentId() + "/" + it.mrdId();
            case Wish.SignOutMedium it -> it.agentId() + "/" + it.mrdId();
        };
    }
}
