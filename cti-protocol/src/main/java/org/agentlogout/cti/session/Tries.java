/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

import java.time.Duration;
import java.time.Instant;
import org.agentlogout.cti.session.SessionEffect.Connect;
import org.agentlogout.cti.session.SessionState.Connecting;
import org.agentlogout.cti.session.SessionState.Waiting;

/** Where a session is sought, and when (guide, chapter "Client Application Guidelines"). */
final class Tries {

    private Tries() {}

    static SessionStep connect(Line line, Instant at, SessionPolicy policy) {
        Line next = line.nextConnection();
        return SessionStep.to(
                new Connecting(next, at.plus(policy.connectTimeout())),
                new Connect(next.connection(), next.side(), next.version()));
    }

    /** The other side, or a new round after its wait. */
    static SessionStep next(Line line, Instant at, SessionPolicy policy) {
        Line next = line.nextTry();
        Duration wait = policy.waitBefore(next.tries());
        return wait.isZero()
                ? connect(next, at, policy)
                : SessionStep.to(new Waiting(next, at.plus(wait)));
    }

    /**
     * After an open session: a good side comes first, one that has not settled was a failed try.
     */
    static SessionStep again(Line line, boolean settled, Instant at, SessionPolicy policy) {
        return settled ? connect(line.good(), at, policy) : next(line, at, policy);
    }

    /** The same side with a lower version; when the lowest was refused, the next in turn. */
    static SessionStep lower(Line line, Instant at, SessionPolicy policy) {
        return line.lower(policy)
                .map(version -> connect(line.offering(version), at, policy))
                .orElseGet(() -> next(line.offering(policy.versions().getFirst()), at, policy));
    }
}
