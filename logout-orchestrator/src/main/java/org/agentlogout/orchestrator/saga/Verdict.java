/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

/** What became of an event, for counters and logs: a surprise is a value, not an exception. */
public enum Verdict {
    /** It moved the saga or was answered. */
    APPLIED,
    /** The same was known before. */
    DUPLICATE,
    /** It came too late, or for another saga or attempt. */
    STALE,
    /** It was answered with an error, nothing else changed. */
    REFUSED
}
