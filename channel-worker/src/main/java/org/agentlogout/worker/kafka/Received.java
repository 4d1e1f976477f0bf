/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Outcome;

/** A command that was read, and is owed a result. */
sealed interface Received {

    ResultHead head();

    /** To be carried out. */
    record Ready(ResultHead head, Command command) implements Received {}

    /** Well formed, but nothing this release can do: the answer is already known. */
    record Unsupported(ResultHead head, Outcome answer) implements Received {}
}
