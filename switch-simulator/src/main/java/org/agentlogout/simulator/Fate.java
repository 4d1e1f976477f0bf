/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

/** What became of the change that a request asked for. */
public enum Fate {
    /** Nothing was asked to change, or the request was refused with its answer. */
    NONE,
    /** Answered 202 and not yet confirmed. */
    WAITING,
    /** It happened, at {@link CallLogEntry#fateAt()}; the detail may hold a complaint even so. */
    APPLIED,
    /** It was legal and changed nothing, such as READY while READY. */
    UNCHANGED,
    /** Taken, and waiting for the end of a call or for offered tasks to start. */
    PENDING,
    /** Answered 202 and then refused by the switch: nothing happened. */
    REJECTED_LATER,
    /** Answered 202 and thrown away by a fault. */
    LOST
}
