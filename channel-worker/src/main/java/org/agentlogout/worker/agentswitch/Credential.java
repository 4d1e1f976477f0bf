/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
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
    private static final String BASIC = "Basic ";

    /** Whose credential it is. */
    public enum Owner {
        AGENT,
        SUPERVISOR
    }

    public boolean supervisor() {
        return owner == Owner.SUPERVISOR;
    }

    /**
     * A text that somebody else wrote, with this credential's content taken out, the password too.
     */
    public String redacted(String text) {
        String secret = header.reveal();
        String bare = secret.substring(secret.indexOf(' ') + 1);
        String cut = without(text, bare);
        return secret.startsWith(BASIC) ? without(cut, password(bare)) : cut;
    }

    /** Of user:password in base64; empty for something else. */
    private static String password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private static String without(String text, String secret) {
        return secret.isEmpty() ? text : text.replace(secret, "****");
    }
}
