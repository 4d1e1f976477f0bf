/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

/**
 * A reason code.
 *
 * @param id the database id that requests carry, -1 when there is no reason
 * @param code the value reports show, -1 when there is no reason
 * @param label what an agent reads
 * @param system whether the platform stamped it by itself; those are never listed
 */
public record Reason(int id, int code, String label, boolean system) {

    /** The id of "no reason" in requests and answers. */
    public static final int NO_ID = -1;

    /** No reason, and none was to be expected. */
    public static final Reason NONE = new Reason(NO_ID, -1, "", false);

    /** No reason although some are configured: servers then show an empty element. */
    public static final Reason NOT_CHOSEN = new Reason(NO_ID, -1, "not chosen", false);

    /** Ids of system codes start here, so that they meet no configured one. */
    private static final int SYSTEM_IDS = 100_000;

    static Reason system(int code, String label) {
        return new Reason(SYSTEM_IDS + code, code, label, true);
    }
}
