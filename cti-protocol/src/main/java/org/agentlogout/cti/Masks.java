/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

/** The bits of OPEN_REQ's masks that we use (guide, tables "…Masks"). */
public final class Masks {

    /** May change agents' states and look at devices. */
    public static final long SERVICE_CLIENT_CONTROL = 0x4;

    /** Hears of all agents and calls, not of one agent's alone. */
    public static final long SERVICE_ALL_EVENTS = 0x10;

    /** What a server may grant instead of {@link #SERVICE_CLIENT_CONTROL}. */
    public static final long SERVICE_AGENT_STATE_CONTROL_ONLY = 0x2000;

    public static final long CALL_CLEARED = 0x20;
    public static final long CALL_BEGIN = 0x2000;
    public static final long CALL_END = 0x4000;

    /** Every state that has a bit, voice's and the other media's. */
    public static final long AGENT_ALL_STATES = 0x3FFF;

    private Masks() {}
}
