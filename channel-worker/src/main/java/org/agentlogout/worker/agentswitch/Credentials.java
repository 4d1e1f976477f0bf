/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.time.Instant;
import org.agentlogout.worker.command.Outcome;

/** Where an adapter gets the credential for an agent from. Safe for use by many threads. */
public sealed interface Credentials permits CredentialFiles, CredentialTokens {

    /**
     * @param userId as the switch knows the agent; from outside, so not to be trusted
     * @param teamId may be empty; from outside too
     * @param until the answer may need a call, which takes no longer
     */
    Found find(String userId, String teamId, Instant until);

    /** What was found. */
    sealed interface Found {
        record Usable(Credential credential) implements Found {}

        record Unusable(Outcome.Failed why) implements Found {}
    }

    /** A credential that somebody has to put right before it is worth asking again. */
    static Found.Unusable missing(String sentence) {
        return new Found.Unusable(new Outcome.Failed("CREDENTIAL_MISSING", sentence, false));
    }

    /** One that a switch refused. */
    static Outcome.Failed refused(String credentialId) {
        return new Outcome.Failed(
                "CREDENTIAL_REFUSED",
                "The switch refused credential "
                        + credentialId
                        + "; it is not used again until its file has changed.",
                false);
    }
}
