/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.command;

import java.util.List;
import org.agentlogout.worker.command.Inspection.Interaction;
import org.agentlogout.worker.command.Inspection.Routable;

/**
 * How a command ended. Codes are upper-case words; texts never hold a secret and are cut at 4 KiB.
 */
public sealed interface Outcome {

    /**
     * Code of a refusal for an interaction, be it that nothing was sent or that the switch waits.
     */
    String INTERACTION_STARTED = "INTERACTION_STARTED";

    /** The look succeeded. */
    record Inspected(Inspection inspection) implements Outcome {}

    /**
     * The switch confirmed the change.
     *
     * @param state as read after it
     */
    record Done(AgentState state, String text) implements Outcome {}

    /**
     * A recovery is done.
     *
     * @param restored names of what was found different and set again
     * @param routable as read afterwards
     */
    record Recovered(
            AgentState state,
            List<String> restored,
            List<Interaction> interactions,
            Routable routable)
            implements Outcome {
        public Recovered {
            restored = List.copyOf(restored);
            interactions = List.copyOf(interactions);
        }
    }

    /** There was nothing to do. */
    record AlreadyDone(AgentState state, String text) implements Outcome {}

    /**
     * The switch or the worker said no.
     *
     * @param code such as {@link #INTERACTION_STARTED}, or the switch's own
     */
    record Refused(String code, String text, AgentState state) implements Outcome {}

    /**
     * A technical failure; it is certain that the change did not happen.
     *
     * @param retryable may be asked again
     */
    record Failed(String code, String text, boolean retryable) implements Outcome {}

    /** Sent, and no proof of either: to be reconciled by asking, never by sending again. */
    record Unknown(String code, String text, AgentState state) implements Outcome {}

    /** Its time was over before anything was sent. */
    record Expired() implements Outcome {}
}
