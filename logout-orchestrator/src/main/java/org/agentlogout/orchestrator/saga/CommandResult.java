/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.util.List;
import java.util.Set;

/**
 * A worker's answer to one command.
 *
 * @param attempt the attempt it answers
 * @param retryable only with FAILED: may be asked again
 * @param code empty when done
 * @param state as last read from the switch; UNKNOWN when it was not read
 * @param inspection {@link Inspection#NOT_YET} unless the command was a look
 * @param recovered {@link Recovered#NOTHING} unless media were restored
 * @param lateEffect empty, or what took effect after a newer session was opened
 */
public record CommandResult(
        String commandId,
        int attempt,
        String sagaId,
        String sessionId,
        long epoch,
        String channelId,
        Outcome outcome,
        boolean retryable,
        String code,
        String text,
        AgentState state,
        Inspection inspection,
        Recovered recovered,
        String lateEffect) {

    /** What a worker says when its own limits, not the switch, kept a command back. */
    private static final Set<String> TURNED_AWAY =
            Set.of("WORKER_FULL", "BULKHEAD_FULL", "RATE_LIMITED");

    /** Whether the switch has not even been asked, for the worker has too much to do. */
    boolean turnedAway() {
        return outcome == Outcome.FAILED && retryable && TURNED_AWAY.contains(code);
    }

    /**
     * What a recovery did.
     *
     * @param restored names of the settings that differed
     * @param interactions what lives on the channel, in the switch's words
     */
    public record Recovered(
            List<String> restored, List<String> interactions, Inspection.Routable routable) {
        public static final Recovered NOTHING =
                new Recovered(List.of(), List.of(), Inspection.Routable.NOT_TOLD);

        public Recovered {
            restored = List.copyOf(restored);
            interactions = List.copyOf(interactions);
        }
    }

    public enum Outcome {
        UNKNOWN,
        DONE,
        ALREADY_DONE,
        REFUSED,
        FAILED,
        EXPIRED
    }
}
