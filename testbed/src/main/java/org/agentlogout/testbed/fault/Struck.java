/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What really happened to a process.
 *
 * @param from when the signal was sent
 * @param until when it was thawed or started again; a broker: when it answered again
 * @param stop of a planned stop: how it ended
 */
public record Struck(Blow blow, Instant from, Instant until, @Nullable Stop stop) {

    /**
     * The end of a process that was asked to end.
     *
     * @param membersLeft the most members that any of its groups had right after it
     * @param openTransactions how many transactions were still open long after it
     */
    public record Stop(Program.Exit exit, int membersLeft, int openTransactions) {}
}
