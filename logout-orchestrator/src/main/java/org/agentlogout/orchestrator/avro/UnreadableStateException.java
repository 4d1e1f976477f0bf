/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

/** What is stored for an agent cannot be read. The agent is quarantined, its bytes are kept. */
public final class UnreadableStateException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UnreadableStateException(String message) {
        super(message);
    }

    UnreadableStateException(String message, Throwable cause) {
        super(message, cause);
    }
}
