/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

/**
 * A worker's answer to one command.
 *
 * @param attempt the attempt it answers
 * @param retryable only with FAILED: may be asked again
 * @param code empty when done
 * @param state as last read from the switch; UNKNOWN when it was not read
 * @param inspection {@link Inspection#NOT_YET} unless the command was a look
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
        String lateEffect) {

    public enum Outcome {
        UNKNOWN,
        DONE,
        ALREADY_DONE,
        REFUSED,
        FAILED,
        EXPIRED
    }
}
