/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.util.Optional;
import java.util.function.Function;
import org.agentlogout.worker.command.Outcome;

/**
 * What a change is to bring about and how it is asked for.
 *
 * @param proof how far a look shows it
 * @param objection why it must not be asked for in the state of a look; empty where it may
 * @param bodyAtHand whether {@code body} needs no request of its own
 * @param body of the request
 */
record Wish(
        Function<Look, Proof> proof,
        Function<Look, Optional<Outcome>> objection,
        boolean bodyAtHand,
        Body body) {

    /** How far a look shows what was wished for. */
    enum Proof {
        NOT_YET,
        /** The switch keeps it until the interaction ends, and that is not enough. */
        HELD,
        SHOWN
    }

    /** Makes the request's body. */
    interface Body {
        String text() throws FinesseTrouble;
    }
}
