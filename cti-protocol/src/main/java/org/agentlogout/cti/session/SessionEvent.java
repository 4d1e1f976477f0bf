/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

import java.time.Instant;
import org.agentlogout.cti.CtiMessage;

/** What happens to a session. Instants come from one clock, which does not jump. */
public sealed interface SessionEvent {

    Instant at();

    /** Open it; after a refusal: open it again, the credential is another one now. */
    record Start(Instant at) implements SessionEvent {}

    /** Close it. What is on its way then gets no answer, so wait for it before. */
    record Stop(Instant at) implements SessionEvent {}

    /** Time has passed. */
    record Tick(Instant at) implements SessionEvent {}

    /** The connection that {@link SessionEffect.Connect} asked for is there. */
    record Connected(Instant at, long connection) implements SessionEvent {}

    /** It did not come about, or it broke, or its bytes can be read no further. */
    record ConnectionLost(Instant at, long connection, String why) implements SessionEvent {}

    record Received(Instant at, long connection, CtiMessage message) implements SessionEvent {}

    /**
     * Something to ask.
     *
     * @param key names the request in its outcome
     * @param request its InvokeID is set when it is sent
     */
    record Submitted(Instant at, String key, CtiMessage.Request request) implements SessionEvent {}
}
