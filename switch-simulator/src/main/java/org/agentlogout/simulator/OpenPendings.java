/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agentlogout.simulator.board.AgentBoard;
import org.agentlogout.simulator.board.AgentSnapshot;
import org.agentlogout.simulator.board.VoiceState;
import org.agentlogout.simulator.board.VoiceTarget;
import org.agentlogout.simulator.board.Wish;

/**
 * The requests that wait for the end of a call or the start of tasks, until the call log can say
 * what became of them.
 */
final class OpenPendings {

    private record Open(Wish wish, long seq) {}

    private final List<Open> open = new ArrayList<>();

    void add(Wish wish, long seq) {
        open.add(new Open(wish, seq));
    }

    void clear() {
        open.clear();
    }

    /** Notes in the log what has been settled by now. */
    void settle(AgentBoard board, CallLog log, Instant at) {
        open.removeIf(one -> {
            Fate fate = fate(board.agent(one.wish.agentId()), one.wish);
            if (fate != Fate.PENDING) {
                log.became(one.seq, fate, at, fate == Fate.APPLIED ? "" : "overtaken");
            }
            return fate != Fate.PENDING;
        });
    }

    private static Fate fate(Optional<AgentSnapshot> agent, Wish wish) {
        if (agent.isEmpty()) {
            return Fate.UNCHANGED;
        }
        return switch (wish) {
            case Wish.MakeNotReady _ -> voice(agent.get(), VoiceTarget.NOT_READY);
            case Wish.MakeReady _ -> voice(agent.get(), VoiceTarget.READY);
            case Wish.SignOut _ -> voice(agent.get(), VoiceTarget.LOGOUT);
            case Wish.Change it -> voice(agent.get(), it.to());
            case Wish.SetRoutable it -> routable(agent.get(), it);
            case Wish.SignIn _,
                    Wish.SignInMedium _,
                    Wish.MakeMediumReady _,
                    Wish.MakeMediumNotReady _,
                    Wish.SignOutMedium _ ->
                    throw new IllegalStateException("never pending: " + wish);
        };
    }

    /** Wrap-up comes between the end of the call and the state that was asked for. */
    private static Fate voice(AgentSnapshot agent, VoiceTarget target) {
        boolean wrapUp = agent.voice() == VoiceState.WORK || agent.voice() == VoiceState.WORK_READY;
        if (agent.pending() == target || wrapUp) {
            return Fate.PENDING;
        }
        return agent.voice().name().equals(target.name()) ? Fate.APPLIED : Fate.UNCHANGED;
    }

    private static Fate routable(AgentSnapshot agent, Wish.SetRoutable wish) {
        AgentSnapshot.Medium medium = agent.media().get(wish.mrdId());
        if (medium == null) {
            return Fate.UNCHANGED;
        }
        if (medium.routable() == wish.routable()) {
            return Fate.APPLIED;
        }
        return medium.unroutablePending() ? Fate.PENDING : Fate.UNCHANGED;
    }
}
