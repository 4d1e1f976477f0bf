/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The logout of a session as a pure function. Read {@link
 * org.agentlogout.orchestrator.saga.SagaEvent}, then {@link
 * org.agentlogout.orchestrator.saga.SagaState}, {@link org.agentlogout.orchestrator.saga.Effect},
 * {@link org.agentlogout.orchestrator.saga.LogoutSaga}, and last {@link
 * org.agentlogout.orchestrator.saga.AgentDesk}, where all events of one agent arrive. Every pair of
 * state and event with its answer stands in docs/state-machine.md.
 *
 * <h2>Rules</h2>
 *
 * No clock, no randomness, no I/O, no log, no thread: time comes in with the event, ids are
 * derived, and what is to be done goes out as effects. A surprise is a {@link
 * org.agentlogout.orchestrator.saga.Verdict}; an exception here is a defect. Timers are not
 * effects: {@link org.agentlogout.orchestrator.saga.Agent#due(LogoutPolicy)} follows from the
 * state, and the shell keeps one entry per agent for it. What operators see ({@link
 * org.agentlogout.orchestrator.saga.SessionStatus}) follows from the state in the same way.
 *
 * <h2>The whole machine</h2>
 *
 * Built are the states of a requested logout: NoSession, Idle, Queued, Inspecting, MakingNotReady,
 * Deactivating, SigningOut. The others are designed so that they are added beside them, and none of
 * those is torn up:
 *
 * <pre>
 * state          who owes what                                  a place?  left by
 * Deferring      agents owe the end of their interactions;      no        ChannelNews or a look that finds none (asks for a
 *                workers owe the stop of new work                         place, then MakingNotReady), deadline, cancel, FORCE
 * Grace          the desktop owes its presence                  no        PresenceChanged, end of grace (forced try), request
 * Held           an operator or time owes the release           no        release, drop, return of presence, newer session
 * ForcedWaiting  an interaction owes its end, or the next       no        ChannelNews, due time (asks for a place), presence,
 *                try its time                                             newer session, FORCE, 30 min of failed tries
 * Stuck          a supervisor owes a FORCE, a worker a result   no        FORCE, presence, newer session, completing result
 * Recovering     workers owe the answers to Recover             yes       all answers, time over, any logout (goes first)
 * </pre>
 *
 * A forced try is a {@link org.agentlogout.orchestrator.saga.Logout} in the same four steps. Logout
 * gains its purpose: Requested (as now), Deferred, Forced with a cause (presence, token, time to
 * live) and Supervised (FORCE). The purpose decides what is asked of whom, in one place, {@code
 * Steps.concerns}, and what follows a barrier, in {@code Steps.passed}:
 *
 * <pre>
 * purpose      after the look                           guarded        end
 * Requested    interaction: ONGOING_INTERACTION         yes            reply
 * Deferred     interaction: stop new work, Deferring    from step 4    reply; INTERACTION_STARTED leads back to Deferring
 * Supervised   channels with an interaction skip 4, 5   no             reply names what was live
 * Forced       out: dispose; LOAD 0: step 4, then Idle; yes, but for   no reply; audit with cause; failure: ForcedWaiting,
 *              LOAD 1 or none: 4 to 6; talking:         token expired  after 30 min Stuck
 *              ForcedWaiting (token and LOAD 1: step 6) with LOAD 1
 * </pre>
 *
 * Events to come, each with its time as all have:
 *
 * <pre>
 * PresenceChanged     node, cause, the record's own time (orders the records of one session and node)
 * GraceHeld/Released  from the shell's census of a node's sessions in the partition (mass loss); an operator's release, drop
 * CancelRequested     waits 10 s for the request it names
 * DisconnectRequested ends the session without a sign-out
 * RecoverRequested    by an operator
 * ChannelNews         an interaction ended, a state changed
 * SwitchNews          down, back, credential refused
 * </pre>
 *
 * How each meets a requested logout that runs: PresenceChanged is kept with the session and judged
 * when the logout ends; GraceHeld likewise; CancelRequested is CANCEL_TOO_LATE; DisconnectRequested
 * and RecoverRequested are LOGOUT_IN_PROGRESS; ChannelNews and SwitchNews bring the session up to
 * date and are otherwise stale. A request that arrives in Grace, Held, ForcedWaiting or Recovering
 * takes over; in Deferring and Stuck only FORCE does, others get LOGOUT_IN_PROGRESS. A newer
 * session ends every state in the same way: disposal, no further command.
 *
 * <p>{@link org.agentlogout.orchestrator.saga.Session} gains, per node, the last presence record's
 * time and kind, and its own end (24 h); {@link org.agentlogout.orchestrator.saga.Ledger} gains
 * presence that came before its session (180 s) and cancels that wait (10 s). Both are lists with
 * an end, so {@code Ledger.due} stays what it is.
 */
@NullMarked
package org.agentlogout.orchestrator.saga;

import org.jspecify.annotations.NullMarked;
