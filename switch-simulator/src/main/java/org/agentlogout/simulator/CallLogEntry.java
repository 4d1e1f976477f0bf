/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.time.Instant;

/**
 * One request that reached a Finesse node or a CTI server, as far as it has come. Entries are
 * values: a later look at the log gives a newer entry under the same number. No entry holds a
 * password or a token.
 *
 * @param seq 1 for the first request since start, growing by one, over resets too
 * @param at when the request was read
 * @param node the node, or the CTI server's side, that read it
 * @param authenticatedAs the user whose password or token was right, empty when there was none; the
 *     id of a CTI client
 * @param userId the user in the path, or the agent whom a message names; empty when there is none
 * @param mrdId the medium in the path, empty when there is none
 * @param method GET, PUT, or CTI
 * @param path path and query, cut at 512 characters
 * @param operation the label of a {@link FinesseOperation} or {@link CtiOperation}
 * @param stateChanging whether such a request changes something when it is accepted
 * @param body the body on one line, cut at 512 characters
 * @param status the HTTP status answered, for a CTI server's answer 200, 400, 401 or 503; 0 while
 *     there is none, and for ever after hang and drop
 * @param fate what became of the change
 * @param fateAt when that was, {@code at} before
 * @param detail what the switch said or which fault struck, empty when all was well
 */
public record CallLogEntry(
        long seq,
        Instant at,
        Node node,
        String authenticatedAs,
        String userId,
        String mrdId,
        String method,
        String path,
        String operation,
        boolean stateChanging,
        String body,
        int status,
        Fate fate,
        Instant fateAt,
        String detail) {

    /** Whether the switch really changed, now or as a pending state. */
    public boolean applied() {
        return fate == Fate.APPLIED || fate == Fate.PENDING;
    }

    CallLogEntry answered(int answer) {
        return new CallLogEntry(
                seq,
                at,
                node,
                authenticatedAs,
                userId,
                mrdId,
                method,
                path,
                operation,
                stateChanging,
                body,
                answer,
                fate,
                fateAt,
                detail);
    }

    CallLogEntry became(Fate newFate, Instant when, String why) {
        return new CallLogEntry(
                seq,
                at,
                node,
                authenticatedAs,
                userId,
                mrdId,
                method,
                path,
                operation,
                stateChanging,
                body,
                status,
                newFate,
                when,
                why);
    }
}
