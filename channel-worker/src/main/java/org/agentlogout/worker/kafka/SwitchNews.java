/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.time.Instant;

/** News of a switch, as one worker process tells the others and the orchestrator. */
public sealed interface SwitchNews {

    String switchId();

    /** The switch cannot be worked with. */
    record Down(String switchId, String text) implements SwitchNews {}

    /** It can again. */
    record Back(String switchId) implements SwitchNews {}

    /**
     * The switch refused a credential; it is not to be used until its file is newer than this.
     *
     * @param credentialId names it and holds nothing of it
     */
    record CredentialRefused(String switchId, String credentialId, Instant refusedAt)
            implements SwitchNews {}
}
