/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

/** What the switch says to a {@link Wish}. */
public sealed interface Answer {

    /** Done (or, when only judged: would be done). */
    record Applied() implements Answer {}

    /** Taken, and done when the call ends or the offered tasks have started. */
    record Pending() implements Answer {}

    /** Legal, without any effect. */
    record Unchanged() implements Answer {}

    /** Not done. */
    record Refused(Refusal why) implements Answer {}

    Answer APPLIED = new Applied();
    Answer PENDING = new Pending();
    Answer UNCHANGED = new Unchanged();
}
