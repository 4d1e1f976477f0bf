/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.util.List;

/** The answer of {@link LogoutSaga#decide}: what to remember and what to do, both or neither. */
public record Step(SagaState next, List<Effect> effects, Verdict verdict) {

    public Step {
        effects = List.copyOf(effects);
    }

    static Step to(SagaState next, List<Effect> effects) {
        return new Step(next, effects, Verdict.APPLIED);
    }

    static Step stay(SagaState state, Verdict verdict) {
        return new Step(state, List.of(), verdict);
    }
}
