/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

import java.util.List;

/** The answer to an event. */
public record SessionStep(SessionState next, List<SessionEffect> effects, Verdict verdict) {

    public SessionStep {
        effects = List.copyOf(effects);
    }

    static SessionStep to(SessionState next, SessionEffect... effects) {
        return new SessionStep(next, List.of(effects), Verdict.APPLIED);
    }

    static SessionStep to(SessionState next, List<SessionEffect> effects) {
        return new SessionStep(next, effects, Verdict.APPLIED);
    }

    static SessionStep stay(SessionState state, Verdict verdict) {
        return new SessionStep(state, List.of(), verdict);
    }

    /** The same, with something to do first. */
    SessionStep after(List<SessionEffect> first) {
        List<SessionEffect> all = new java.util.ArrayList<>(first);
        all.addAll(effects);
        return new SessionStep(next, all, verdict);
    }
}
