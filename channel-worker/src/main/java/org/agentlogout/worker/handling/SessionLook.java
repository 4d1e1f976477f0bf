/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.handling;

/** What a look at the sessions of an agent found, for the session that a command was given for. */
public sealed interface SessionLook {

    /** No newer session of the agent had been opened when the look began. */
    record Current() implements SessionLook {}

    /** The agent has a newer session. */
    record Superseded(String text) implements SessionLook {}

    /** It could not be found out in time. */
    record Unreadable(String text) implements SessionLook {}
}
