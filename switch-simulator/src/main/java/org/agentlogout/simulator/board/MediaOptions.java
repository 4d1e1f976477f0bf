/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

/**
 * The three settings an agent signs in to a medium with.
 *
 * @param maxDialogLimit 1 to 10, 0 before the first sign-in
 * @param interruptAction ACCEPT or IGNORE
 * @param dialogLogoutAction CLOSE or TRANSFER: what becomes of live tasks at sign-out
 */
public record MediaOptions(int maxDialogLimit, String interruptAction, String dialogLogoutAction) {

    public static final MediaOptions NONE = new MediaOptions(0, "", "");

    /** What an agent's desktop would use when nobody says otherwise. */
    public static final MediaOptions USUAL = new MediaOptions(5, "ACCEPT", "CLOSE");
}
