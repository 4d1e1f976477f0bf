/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;

/**
 * Asks the broker where the partitions of one topic end, with at most one question per partition on
 * its way. Who asks meanwhile shares the next question with all others who do: so many looks cost
 * one request, and no answer is older than its question. Safe for use by many threads.
 */
final class EndOffsets {
    private final IntFunction<CompletionStage<Long>> broker;
    private final Set<Integer> onTheirWay = new HashSet<>();
    private final Map<Integer, CompletableFuture<Long>> waiting = new HashMap<>();

    /**
     * @param broker answers with the end of a partition as a read_committed reader sees it, or
     *     fails, in limited time
     */
    EndOffsets(IntFunction<CompletionStage<Long>> broker) {
        this.broker = broker;
    }

    /** Where the partition ended at some instant after this call. */
    CompletableFuture<Long> of(int partition) {
        CompletableFuture<Long> answer;
        synchronized (this) {
            if (!onTheirWay.add(partition)) {
                return waiting.computeIfAbsent(partition, _ -> new CompletableFuture<>());
            }
            answer = new CompletableFuture<>();
        }
        ask(partition, answer);
        return answer;
    }

    private void ask(int partition, CompletableFuture<Long> answer) {
        broker.apply(partition)
                .whenComplete((end, failure) -> {
                    nextQuestion(partition).ifPresent(next -> ask(partition, next));
                    if (failure == null) {
                        answer.complete(end);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                });
    }

    private synchronized Optional<CompletableFuture<Long>> nextQuestion(int partition) {
        Optional<CompletableFuture<Long>> next = Optional.ofNullable(waiting.remove(partition));
        if (next.isEmpty()) {
            onTheirWay.remove(partition);
        }
        return next;
    }
}
