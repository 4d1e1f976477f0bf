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

    public static final long CALL_DELIVERED = 0x1;
    public static final long CALL_ESTABLISHED = 0x4;
    public static final long CALL_CLEARED = 0x20;
    public static final long CALL_BEGIN = 0x2000;
    public static final long CALL_END = 0x4000;

    /** Every state that has a bit, voice's and the other media's. */
    public static final long AGENT_ALL_STATES = 0x3FFF;

    private Masks() {}

    /** The bit of a state; 0 for one that has none. HOLD's is the ninth although it is state 10. */
    public static long agentState(AgentState state) {
        return switch (state) {
            case LOGIN -> 0x1;
            case LOGOUT -> 0x2;
            case NOT_READY -> 0x4;
            case AVAILABLE -> 0x8;
            case TALKING -> 0x10;
            case WORK_NOT_READY -> 0x20;
            case WORK_READY -> 0x40;
            case BUSY_OTHER -> 0x80;
            case RESERVED -> 0x100;
            case HOLD -> 0x200;
            case ACTIVE -> 0x400;
            case PAUSED -> 0x800;
            case INTERRUPTED -> 0x1000;
            case NOT_ACTIVE -> 0x2000;
            case UNKNOWN -> 0;
        };
    }
}
