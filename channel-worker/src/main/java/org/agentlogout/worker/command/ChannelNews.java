/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.command;

import org.agentlogout.worker.command.Inspection.Routable;

/** What became of a channel without a command of ours. */
public sealed interface ChannelNews {

    /** As read when it was noticed. */
    AgentState state();

    /** Whether new work may come, as read when it was noticed. */
    Routable routable();

    /**
     * A call, chat or e-mail is over. The state may be another one, too.
     *
     * @param interactionId empty where only the state told of the interaction
     */
    record InteractionEnded(String interactionId, AgentState state, Routable routable)
            implements ChannelNews {}

    /** The state is another one, and no interaction has ended. */
    record StateChanged(AgentState state, Routable routable) implements ChannelNews {}
}
