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
 * @param retryDelay a command that failed and may be repeated is issued again after this time, then
 *     twice to four times as late, while its step has time
 * @param retries how often one command is repeated whose outcome is not known
 * @param earlyRequestWait how long a request waits for its session to be opened
 * @param memory how long replies and ended sessions are remembered
 * @param repeatsWaiting how many repeats of a running request wait for its reply
 * @param deadlineAtMost how far ahead a request's deadline may lie
 * @param epochAhead how far a session's epoch may be ahead of its record's append time
 * @param rememberedAtMost how many replies are remembered for one agent
 * @param earlyAtMost how many requests of one agent may wait for a session
 * @param dryRunsAtMost how many dry runs of one agent run at once
 * @param cancelWait how long a cancel waits for the request it names
 * @param firstLook after this a waiting logout looks again; the pause grows by as much each time
 * @param lookAtMost up to this
 * @param absence what follows when a desktop is gone
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
        int dryRunsAtMost,
        Duration cancelWait,
        Duration firstLook,
        Duration lookAtMost,
        Absence absence) {

    /**
     * What follows when a desktop is gone.
     *
     * @param grace how long its return is waited for
     * @param holdAtMost how long graces are held for a lost node
     * @param returnQuiet they start anew once nobody has returned for so long
     * @param holdShare more than this part of a node's sessions in their grace are a lost node
     * @param holdFloor and no fewer than one more than this
     * @param tryTime deadline of each try of a forced logout
     * @param firstRetry after this a forced logout that failed is tried again, then twice as late
     * @param retryAtMost up to this
     * @param retryFor so long after the first failure it is given up
     * @param sessionLife a session that nobody ends is ended after this
     * @param earlyPresence how long presence waits for its session to be opened
     */
    public record Absence(
            Duration grace,
            Duration holdAtMost,
            Duration returnQuiet,
            double holdShare,
            int holdFloor,
            Duration tryTime,
            Duration firstRetry,
            Duration retryAtMost,
            Duration retryFor,
            Duration sessionLife,
            Duration earlyPresence) {

        /** The defaults a site starts with. */
        public static final Absence DEFAULT =
                new Absence(
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(60),
                        0.1,
                        3,
                        Duration.ofSeconds(120),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(30),
                        Duration.ofHours(24),
                        Duration.ofSeconds(180));
    }

    /** The pause before a logout that waits for interactions looks again. */
    Duration untilLook(int round) {
        Duration pause = firstLook.multipliedBy(Math.min(round, 1_000));
        return pause.compareTo(lookAtMost) < 0 ? pause : lookAtMost;
    }

    /** The pause after so many failed tries of a forced logout. */
    Duration untilRetry(int failures) {
        Duration pause = absence.firstRetry().multipliedBy(1L << Math.clamp(failures - 1, 0, 16));
        return pause.compareTo(absence.retryAtMost()) < 0 ? pause : absence.retryAtMost();
    }

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
                    4,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(10),
                    Absence.DEFAULT);
}
