/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

/** What became of an event, for counters and logs: a surprise is a value, not an exception. */
public enum Verdict {
    APPLIED,
    /** A request that is on its way already. */
    DUPLICATE,
    /** It came too late, for another connection, or is nothing that a server sends then. */
    STALE,
    /** A request that was not sent. */
    REFUSED
}
