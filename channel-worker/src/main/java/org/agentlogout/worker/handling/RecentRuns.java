/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.handling;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;

/**
 * Remembers the newest attempt of each recent command and what came of it, so that a command
 * delivered twice is run once. Safe for use by many threads.
 *
 * <p>The memory is bounded: beyond its size the oldest runs that have ended are forgotten. A second
 * delivery comes seconds after the first (a partition that changes hands), so the size need only
 * cover a busy minute.
 */
final class RecentRuns {

    /** Whether a command is to be run. */
    sealed interface Place {

        /** It is; the caller completes {@code result}, whatever happens. */
        record Run(CompletableFuture<Handled> result) implements Place {}

        /** The very same attempt is running or has ended: this is its result. */
        record Doubled(CompletableFuture<Handled> result) implements Place {}

        /** A later attempt of the same command came first. */
        record Overtaken(int byAttempt) implements Place {}
    }

    private record Known(int attempt, CompletableFuture<Handled> result) {}

    private final int size;
    private final LinkedHashMap<String, Known> runs = new LinkedHashMap<>();

    RecentRuns(int size) {
        this.size = size;
    }

    synchronized Place placeFor(String commandId, int attempt) {
        Known known = runs.get(commandId);
        if (known != null && known.attempt == attempt) {
            return new Place.Doubled(known.result);
        }
        if (known != null && known.attempt > attempt) {
            return new Place.Overtaken(known.attempt);
        }
        CompletableFuture<Handled> result = new CompletableFuture<>();
        runs.putLast(commandId, new Known(attempt, result));
        forgetOldest();
        return new Place.Run(result);
    }

    private void forgetOldest() {
        Iterator<Known> oldestFirst = runs.values().iterator();
        while (runs.size() > size && oldestFirst.hasNext()) {
            if (oldestFirst.next().result.isDone()) {
                oldestFirst.remove();
            }
        }
    }
}
