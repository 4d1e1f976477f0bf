/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.CtiVersion;

/** What is to be done, in order. */
public sealed interface SessionEffect {

    /**
     * Open a connection: TCP_NODELAY, and SO_LINGER 0. Every message on it is of that version.
     *
     * @param connection its number, which grows
     */
    record Connect(long connection, Side side, CtiVersion version) implements SessionEffect {}

    record Send(long connection, CtiMessage message) implements SessionEffect {}

    /** Reset it; what still arrives on it does not matter. */
    record Disconnect(long connection) implements SessionEffect {}

    /** A request's one outcome. */
    record Complete(String key, RequestOutcome outcome) implements SessionEffect {}

    /** Something happened to an agent or a call. */
    record Deliver(CtiMessage message) implements SessionEffect {}

    /** Something happened to the session or to the switch behind it. */
    record Tell(SessionNews news) implements SessionEffect {}
}
