/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import org.agentlogout.orchestrator.saga.Ledger.OpenRequest;
import org.agentlogout.orchestrator.saga.Ledger.Remembered;

/** Has this request been here before? */
final class Repeats {

    private Repeats() {}

    sealed interface Finding {}

    record New() implements Finding {}

    record Running(OpenRequest open) implements Finding {}

    record Answered(Reply reply) implements Finding {}

    record OtherContent() implements Finding {}

    static Finding find(Ledger ledger, Request request) {
        for (OpenRequest open : ledger.open()) {
            if (open.requestId().equals(request.requestId())) {
                return open.fingerprint().equals(request.fingerprint())
                        ? new Running(open)
                        : new OtherContent();
            }
        }
        for (Remembered remembered : ledger.remembered()) {
            if (remembered.requestId().equals(request.requestId())) {
                return remembered.fingerprint().equals(request.fingerprint())
                        ? new Answered(remembered.reply())
                        : new OtherContent();
            }
        }
        return new New();
    }
}
