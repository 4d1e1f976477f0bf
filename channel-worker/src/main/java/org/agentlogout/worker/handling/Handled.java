/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.handling;

import org.agentlogout.worker.command.Outcome;

/**
 * What came of a command.
 *
 * @param lateEffect empty, or one sentence: the change was made, or may have been, although a newer
 *     session of the agent was open or the command's time over by then
 */
public record Handled(Outcome outcome, String lateEffect) {

    public static Handled of(Outcome outcome) {
        return new Handled(outcome, "");
    }
}
