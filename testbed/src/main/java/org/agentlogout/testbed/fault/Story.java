/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

/**
 * What one agent's turn is about: together they end in every way a requested logout can end. Which
 * reply comes is not expected here, for a killed worker may turn any of them into another; that it
 * fits what happened is for the checks.
 */
public enum Story {
    PLAIN(40, true),
    DRY_RUN(4, true),
    /** The same request three times: at once, and when it should be over. */
    REPEATED(6, true),
    CALL_LIVE(5, true),
    NO_REASON(4, true),
    WRONG_REASON(3, true),
    NOT_READY_REFUSED(4, true),
    DEACTIVATION_REFUSED(4, true),
    SIGN_OUT_REFUSED(4, true),
    /** The switch signs the agent out and never answers. */
    ANSWER_LOST(3, false),
    /** The switch says 202 and does nothing. */
    CHANGE_LOST(2, false),
    NO_SESSION(3, false),
    /** A newer sign-in while the logout is in some step, at a slow switch. */
    SUPERSEDED(9, false),
    /** A look that takes longer than the request has time. */
    TOO_LATE(3, false),
    NO_CHANNELS(3, true),
    /** Another request when the logout should be over. */
    ALREADY_OUT(4, true),
    /** Out, in again, out. */
    TWO_SHIFTS(4, true),
    /** Bytes that nobody can read, under the agent's key. */
    UNREADABLE(2, false);

    private final int weight;
    private final boolean prompt;

    Story(int weight, boolean prompt) {
        this.weight = weight;
        this.prompt = prompt;
    }

    /** How often it is told, among all. */
    int weight() {
        return weight;
    }

    /** Whether the answer comes at once when nothing is broken. */
    public boolean prompt() {
        return prompt;
    }
}
