/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.time.Instant;
import org.agentlogout.settings.Secret;

/**
 * What a worker shows to a switch to prove who it is.
 *
 * @param id names it in logs, events and texts, such as {@code cce1/agent/1001}; never its content
 * @param owner whose it is, and with that what it may do
 * @param header the value of an HTTP Authorization header
 * @param fileTime when the file it came from was last changed
 * @param readAt when that file was read
 */
public record Credential(String id, Owner owner, Secret header, Instant fileTime, Instant readAt) {

    /** Whose credential it is. */
    public enum Owner {
        AGENT,
        SUPERVISOR
    }

    public boolean supervisor() {
        return owner == Owner.SUPERVISOR;
    }

    /** A text that somebody else wrote, with this credential's content taken out. */
    public String redacted(String text) {
        String secret = header.reveal();
        String bare = secret.substring(secret.indexOf(' ') + 1);
        return bare.isEmpty() ? text : text.replace(bare, "****");
    }
}
