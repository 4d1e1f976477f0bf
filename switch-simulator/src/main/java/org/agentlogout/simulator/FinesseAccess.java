/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.util.Optional;
import org.agentlogout.simulator.board.Actor;
import org.agentlogout.simulator.board.AgentBoard;
import org.agentlogout.simulator.board.AgentProfile;

/**
 * Who may do what to whom: users to themselves, supervisors to the members of their team (developer
 * guide 12.5, p. 33, 47 and 73).
 */
final class FinesseAccess {

    private FinesseAccess() {}

    /** Why {@code caller} may neither see nor change {@code target}, empty when that is allowed. */
    static Optional<FinesseError> objection(AgentBoard board, String caller, String target) {
        Optional<AgentProfile> wanted = board.profile(target);
        if (wanted.isEmpty()) {
            return Optional.of(FinesseError.unknownUser(target));
        }
        if (caller.equals(target)) {
            return Optional.empty();
        }
        Optional<AgentProfile> asking = board.profile(caller);
        if (asking.filter(AgentProfile::supervisor).isEmpty()) {
            return Optional.of(FinesseError.anotherUser(target));
        }
        return asking.get().teamId().equals(wanted.get().teamId())
                ? Optional.empty()
                : Optional.of(FinesseError.invalidSupervisor(target));
    }

    /** The same for what only the agent may touch. */
    static Optional<FinesseError> ownOnly(AgentBoard board, String caller, String target) {
        if (board.profile(target).isEmpty()) {
            return Optional.of(FinesseError.unknownUser(target));
        }
        return caller.equals(target)
                ? Optional.empty()
                : Optional.of(FinesseError.anotherUser(target));
    }

    static Actor actor(String caller, String target) {
        return caller.equals(target) ? Actor.AGENT : Actor.SUPERVISOR;
    }
}
