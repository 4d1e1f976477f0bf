/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.util.List;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Inspection.Interaction;

/** One channel of one agent, looked at and changed in the name of one credential. */
sealed interface FinesseChannel permits VoiceChannel, MediaChannel {

    FinesseCaller caller();

    /** Where the object is, below the root of the API. */
    String path();

    /** Reads the state alone. */
    Look look() throws FinesseTrouble;

    /** Reads state and dialogs at the same time. */
    Seen see() throws FinesseTrouble;

    /** Everything the orchestrator decides by. */
    Inspection inspect() throws FinesseTrouble;

    /** A look with the interactions, those included that only the state tells of. */
    record Seen(Look look, List<Interaction> interactions) {
        public Seen {
            interactions = Interactions.with(interactions, look);
        }

        boolean busy() {
            return !interactions.isEmpty();
        }
    }
}
