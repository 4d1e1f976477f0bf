/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.reply;

import java.util.OptionalInt;

/** What the last probe found out about a target. */
sealed interface Standing {

    /** Not probed yet, or the brokers gave no answer: a copy may be tried. */
    record Unknown() implements Standing {}

    record There(int partitions) implements Standing {}

    /** Nothing sent now would arrive. */
    record NotThere(Refusal refusal) implements Standing {}

    default OptionalInt partitionCount() {
        return this instanceof There(int count) ? OptionalInt.of(count) : OptionalInt.empty();
    }
}
