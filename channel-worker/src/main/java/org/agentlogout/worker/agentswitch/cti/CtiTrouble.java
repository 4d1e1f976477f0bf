/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.cti;

import org.agentlogout.worker.command.Outcome;

/**
 * A request that did not give what was asked for. Thrown where it is met, caught once in {@link
 * CtiSwitch}, where the command ends as {@link #outcome()}.
 */
final class CtiTrouble extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Outcome outcome;

    CtiTrouble(Outcome outcome) {
        super(null, null, false, false);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }

    /** Whether asking again in a moment may help. */
    boolean passing() {
        return outcome instanceof Outcome.Failed(String _, String _, boolean retryable)
                && retryable;
    }
}
