/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What requests do to the voice channel of an agent. Calls are {@link CallLine}'s. */
final class VoiceLine {

    private final Profile profile;
    private final Refusal logoutRefusal;
    private final ReasonBook reasons;

    VoiceLine(Profile profile, Refusal logoutRefusal, ReasonBook reasons) {
        this.profile = profile;
        this.logoutRefusal = logoutRefusal;
        this.reasons = reasons;
    }

    Answer signIn(Agent agent, Wish.SignIn wish, boolean forReal, Instant at) {
        if (agent.voice != VoiceState.LOGOUT && agent.voice != VoiceState.UNKNOWN) {
            return Answer.UNCHANGED;
        }
        if (forReal) {
            agent.extension = wish.extension();
            agent.afterCalls = VoiceState.NOT_READY;
            agent.enter(VoiceState.NOT_READY, Reason.NONE, at);
        }
        return Answer.APPLIED;
    }

    Answer ready(Agent agent, Actor by, boolean forReal, Instant at) {
        if (profile == Profile.CCX
                && agent.voice == VoiceState.NOT_READY
                && !agent.calls.isEmpty()) {
            return new Answer.Refused(Refusal.RESOURCE_BUSY);
        }
        return move(agent, by, VoiceTarget.READY, Reason.NONE, forReal, at);
    }

    Answer notReady(Agent agent, Wish.MakeNotReady wish, boolean forReal, Instant at) {
        Optional<Refusal> objection =
                switch (wish.by()) {
                    case AGENT -> reasons.objection(ReasonCategory.NOT_READY, wish.reasonId());
                    case SUPERVISOR ->
                            wish.reasonId() == Reason.NO_ID
                                    ? Optional.empty()
                                    : Optional.of(Refusal.REASON_FORBIDDEN);
                };
        if (objection.isPresent()) {
            return new Answer.Refused(objection.get());
        }
        Reason reason =
                switch (wish.by()) {
                    case AGENT -> reasons.reason(ReasonCategory.NOT_READY, wish.reasonId());
                    case SUPERVISOR -> supervisorNotReady();
                };
        return move(agent, wish.by(), VoiceTarget.NOT_READY, reason, forReal, at);
    }

    Answer signOut(Agent agent, Wish.SignOut wish, boolean forReal, Instant at) {
        if (agent.voice == VoiceState.LOGOUT) {
            return new Answer.Refused(Refusal.ALREADY_SIGNED_OUT);
        }
        Optional<Refusal> objection =
                switch (wish.by()) {
                    case AGENT -> reasons.objection(ReasonCategory.LOGOUT, wish.reasonId());
                    case SUPERVISOR -> Optional.empty();
                };
        if (objection.isPresent()) {
            return new Answer.Refused(objection.get());
        }
        Reason reason =
                switch (wish.by()) {
                    case AGENT -> reasons.reason(ReasonCategory.LOGOUT, wish.reasonId());
                    case SUPERVISOR -> supervisorLogout();
                };
        return move(agent, wish.by(), VoiceTarget.LOGOUT, reason, forReal, at);
    }

    Answer change(Agent agent, Wish.Change wish, boolean forReal, Instant at) {
        if (wish.to() == VoiceTarget.LOGOUT && agent.voice == VoiceState.LOGOUT) {
            return new Answer.Refused(Refusal.ALREADY_SIGNED_OUT);
        }
        Actor like = wish.forced() ? Actor.SUPERVISOR : Actor.AGENT;
        return switch (wish.to()) {
            case NONE, READY -> move(agent, like, wish.to(), Reason.NONE, forReal, at);
            case NOT_READY, LOGOUT -> {
                ReasonCategory category = ReasonCategory.valueOf(wish.to().name());
                Optional<Refusal> objection = reasons.objectionToCode(category, wish.reasonCode());
                yield objection.isPresent()
                        ? new Answer.Refused(objection.get())
                        : move(
                                agent,
                                like,
                                wish.to(),
                                reasons.byCode(category, wish.reasonCode()),
                                forReal,
                                at);
            }
        };
    }

    private Answer move(
            Agent agent, Actor by, VoiceTarget to, Reason why, boolean forReal, Instant at) {
        return switch (VoiceRules.move(profile, by, agent.voice, to)) {
            case NOW -> {
                if (forReal) {
                    enter(agent, to, why, at);
                }
                yield Answer.APPLIED;
            }
            case SILENT -> Answer.UNCHANGED;
            case PENDING -> pend(agent, to, why, forReal);
            case PENDING_ONCE ->
                    agent.pendingAsked
                            ? new Answer.Refused(Refusal.WRONG_WORK_MODE)
                            : pend(agent, to, why, forReal);
            case INVALID -> new Answer.Refused(Refusal.INVALID_STATE);
            case NO_LOGOUT -> new Answer.Refused(logoutRefusal);
            case WORK_MODE -> new Answer.Refused(Refusal.WRONG_WORK_MODE);
            case INTERNAL -> new Answer.Refused(Refusal.INTERNAL_ERROR);
            case ALREADY_OUT -> new Answer.Refused(Refusal.ALREADY_SIGNED_OUT);
        };
    }

    private static Answer pend(Agent agent, VoiceTarget to, Reason why, boolean forReal) {
        if (forReal) {
            agent.pending = to;
            agent.pendingReason = why;
            agent.pendingAsked = true;
        }
        return Answer.PENDING;
    }

    private static void enter(Agent agent, VoiceTarget to, Reason why, Instant at) {
        switch (to) {
            case NONE -> {}
            case READY -> {
                agent.afterCalls = VoiceState.READY;
                agent.enter(VoiceState.READY, Reason.NONE, at);
            }
            case NOT_READY -> {
                agent.afterCalls = VoiceState.NOT_READY;
                agent.enter(VoiceState.NOT_READY, why, at);
            }
            case LOGOUT -> {
                agent.extension = "";
                agent.enter(VoiceState.LOGOUT, why, at);
            }
        }
    }

    /** Codes a supervisor's change is stamped with: developer guide 12.5, p. 47 (CCE and CCX). */
    private Reason supervisorNotReady() {
        return switch (profile) {
            case CCE -> Reason.system(999, "Supervisor Initiated");
            case CCX -> Reason.system(33, "Supervisor Not Ready");
        };
    }

    private Reason supervisorLogout() {
        return switch (profile) {
            case CCE -> Reason.system(999, "Supervisor Initiated");
            case CCX -> Reason.system(22, "Supervisor Logout");
        };
    }

    /** As when a desktop is lost with LOAD 1, or on CCX. */
    void platformSignsOut(Agent agent, Instant at) {
        if (agent.voice != VoiceState.LOGOUT) {
            Reason why =
                    switch (profile) {
                        case CCE -> Reason.system(50_002, "System Failure");
                        case CCX -> Reason.system(255, "Connection Failure");
                    };
            enter(agent, VoiceTarget.LOGOUT, why, at);
        }
    }

    /** As when a desktop is lost with LOAD 0. */
    void platformMakesNotReady(Agent agent, Instant at) {
        Reason why = Reason.system(50_002, "Connection Failure");
        if (agent.voice.inCall()) {
            Answer _ = pend(agent, VoiceTarget.NOT_READY, why, true);
        } else if (agent.voice != VoiceState.LOGOUT) {
            enter(agent, VoiceTarget.NOT_READY, why, at);
        }
    }

    /** The wrap-up timer has run out, or wrap-up ends for another reason. */
    static void endWrapUp(Agent agent, Instant at) {
        agent.enter(agent.afterWrapUp, agent.afterWrapUpReason, at);
    }

    /** Begins wrap-up; what was pending decides what follows. */
    void wrapUp(Agent agent, Instant at, Duration lasting) {
        VoiceState next = agent.afterCalls;
        Reason why = Reason.NONE;
        switch (agent.pending) {
            case NOT_READY -> {
                next = VoiceState.NOT_READY;
                why = agent.pendingReason;
            }
            case READY -> next = VoiceState.READY;
            case NONE, LOGOUT -> {}
        }
        boolean toReady = profile == Profile.CCE && next == VoiceState.READY;
        agent.enter(toReady ? VoiceState.WORK_READY : VoiceState.WORK, Reason.NONE, at);
        agent.afterWrapUp = toReady ? VoiceState.READY : VoiceState.NOT_READY;
        agent.afterWrapUpReason = why;
        agent.wrapUpEnds = at.plus(lasting);
    }
}
