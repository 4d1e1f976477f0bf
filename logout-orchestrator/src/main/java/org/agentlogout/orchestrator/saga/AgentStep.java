/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.util.List;

/** The answer of {@link AgentDesk#decide}: what to store and what to do, in one transaction. */
public record AgentStep(Agent next, List<Effect> effects, Verdict verdict) {

    public AgentStep {
        effects = List.copyOf(effects);
    }
}
