/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.time.Duration;

/** What goes wrong with a matching request. */
public sealed interface FaultAction {

    /** Everything is right, but late: the request waits before it is looked at. */
    record Latency(Duration delay) implements FaultAction {}

    /** 202 is answered and the change never happens. Matches state-changing requests only. */
    record Lost() implements FaultAction {}

    /**
     * 202 is answered and the change happens after this time, overtaken by whatever comes between.
     * Matches state-changing requests only.
     */
    record Late(Duration delay) implements FaultAction {}

    /**
     * This answer instead of the true one, nothing applied. An empty type sends no body. At a CTI
     * server the status is the control failure's code.
     */
    record Refuse(int status, String errorType, String errorMessage, String errorData)
            implements FaultAction {}

    /** No answer until the simulator closes, the node goes down or the faults are cleared. */
    record Hang(boolean applied) implements FaultAction {}

    /** The socket is closed instead of an answer. */
    record Drop(boolean applied) implements FaultAction {}

    /** The node answers this and every request with 503 for so long. */
    record Unavailable(Duration window) implements FaultAction {}

    /** The password is called wrong, and counted as a wrong one. */
    record WrongPassword() implements FaultAction {}

    /** At a CTI server: the change happens before it is confirmed, and so does its event. */
    record EventFirst() implements FaultAction {}

    /** At a CTI server: the change happens and no event tells of it. */
    record EventLost() implements FaultAction {}

    /** At a CTI server: the event comes twice. */
    record EventTwice() implements FaultAction {}

    /** The switch calls the reason code missing or not listed, whatever the request carries. */
    record MissingReason() implements FaultAction {}
}
