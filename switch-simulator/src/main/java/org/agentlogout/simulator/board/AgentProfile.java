/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

import java.util.List;

/**
 * What is configured of an agent.
 *
 * @param id the login id
 * @param extension the phone, used when a sign-in names none
 * @param teamId the team the agent is a member of
 * @param supervisor whether this user supervises that team
 * @param mrdIds the non-voice media the agent has a skill in
 * @param wrapUp whether an ICD call is followed by wrap-up
 */
public record AgentProfile(
        String id,
        String extension,
        String teamId,
        boolean supervisor,
        List<String> mrdIds,
        boolean wrapUp) {

    public AgentProfile {
        mrdIds = List.copyOf(mrdIds);
    }
}
