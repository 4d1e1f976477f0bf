/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

/** The voice states that a request may ask for, and {@code NONE} where no request is pending. */
public enum VoiceTarget {
    NONE,
    READY,
    NOT_READY,
    LOGOUT
}
