/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The numbers the saga may read.
 *
 * @param inspectBudget time for all looks of a logout
 * @param notReadyBudget time for step 4
 * @param deactivateBudget time for step 5
 * @param signOutBudget time for step 6
 * @param answerMargin commands expire this long before their step does, so that the answer still
 *     arrives
 * @param reissueAfter a command without a result is issued again after this time, once
 * @param retryDelay a command that failed and may be repeated is issued again after this time,
 *     times the attempts made
 * @param retries how often one command is repeated after such failures
 * @param earlyRequestWait how long a request waits for its session to be opened
 * @param memory how long replies and ended sessions are remembered
 * @param repeatsWaiting how many repeats of a running request wait for its reply
 * @param deadlineAtMost how far ahead a request's deadline may lie
 * @param epochAhead how far a session's epoch may be ahead of its record's append time
 * @param rememberedAtMost how many replies are remembered for one agent
 * @param earlyAtMost how many requests of one agent may wait for a session
 * @param dryRunsAtMost how many dry runs of one agent run at once
 */
public record LogoutPolicy(
        Duration inspectBudget,
        Duration notReadyBudget,
        Duration deactivateBudget,
        Duration signOutBudget,
        Duration answerMargin,
        Duration reissueAfter,
        Duration retryDelay,
        int retries,
        Duration earlyRequestWait,
        Duration memory,
        int repeatsWaiting,
        Duration deadlineAtMost,
        Duration epochAhead,
        int rememberedAtMost,
        int earlyAtMost,
        int dryRunsAtMost) {

    /** Sentences about numbers that do not go together; empty when all is well. */
    public List<String> mistakes() {
        boolean expired =
                Stream.of(inspectBudget, notReadyBudget, deactivateBudget, signOutBudget)
                        .anyMatch(budget -> budget.compareTo(answerMargin) <= 0);
        return expired
                ? List.of(
                        "The answer margin must be shorter than each step's budget, else every"
                                + " command has expired when it is sent.")
                : List.of();
    }

    /** The defaults a site starts with. */
    public static final LogoutPolicy DEFAULT =
            new LogoutPolicy(
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(25),
                    Duration.ofSeconds(25),
                    Duration.ofSeconds(25),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(12),
                    Duration.ofSeconds(1),
                    5,
                    Duration.ofSeconds(2),
                    Duration.ofHours(1),
                    16,
                    Duration.ofHours(12),
                    Duration.ofMinutes(5),
                    64,
                    16,
                    4);
}
