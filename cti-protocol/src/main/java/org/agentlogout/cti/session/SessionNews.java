/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

import org.agentlogout.cti.CtiVersion;

/** What an operator, or whoever asks this switch, wants to know. */
public sealed interface SessionNews {

    /**
     * Requests are taken. Whatever happened before is not told again: ask for the agents' state.
     */
    record Opened(Side side, CtiVersion version) implements SessionNews {}

    /** The open session is gone; others are tried. */
    record Lost(Side side, String why) implements SessionNews {}

    /** No session there; the next one is tried. */
    record TryFailed(Side side, String why) implements SessionNews {}

    /**
     * The client's password was not taken. Nothing is tried again until {@link SessionEvent.Start}.
     */
    record ClientRefused(Side side, String why) implements SessionNews {}

    /** A peripheral went or came, or its state is heard of for the first time in this session. */
    record PeripheralChanged(long peripheralId, boolean online) implements SessionNews {}

    /** The link to all peripherals went or came back. */
    record GatewayChanged(boolean online) implements SessionNews {}
}
