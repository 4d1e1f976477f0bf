/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.util.List;

/**
 * An agent as an administrator would configure it.
 *
 * @param userId login id, also the id in every path
 * @param password for Basic authentication; never printed, never logged
 * @param extension the phone the agent signs in with when the test signs in
 * @param teamId the team; a supervisor supervises the team of the same id
 * @param supervisor whether this user may act on the members of the team
 * @param mrdIds the non-voice media routing domains the agent has a skill in
 * @param wrapUp whether an ICD call is followed by WORK or WORK_READY
 */
public record SimAgent(
        String userId,
        String password,
        String extension,
        String teamId,
        boolean supervisor,
        List<String> mrdIds,
        boolean wrapUp) {

    public SimAgent {
        mrdIds = List.copyOf(mrdIds);
    }

    @Override
    public String toString() {
        return "SimAgent[" + userId + ", extension " + extension + ", team " + teamId + "]";
    }
}
