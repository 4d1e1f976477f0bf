/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

import org.agentlogout.cti.CtiMessage;

/** What became of a request. */
public sealed interface RequestOutcome {

    /** The server's word. Of a change of state it only says that the request was received. */
    record Answered(CtiMessage.Answer answer) implements RequestOutcome {}

    /** No byte of it went out. */
    record NotSent(WhyNotSent why, String detail) implements RequestOutcome {}

    /**
     * It was sent, and may have been carried out: ask for the state, never send it again blindly.
     */
    record NoAnswer(WhyNoAnswer why) implements RequestOutcome {}

    enum WhyNotSent {
        SESSION_NOT_OPEN,
        PERIPHERAL_OFFLINE,
        TOO_MANY_REQUESTS,
        /** It does not fit the protocol, or the version that was agreed. */
        NOT_WRITABLE
    }

    enum WhyNoAnswer {
        TIMED_OUT,
        CONNECTION_LOST,
        SESSION_CLOSED
    }
}
