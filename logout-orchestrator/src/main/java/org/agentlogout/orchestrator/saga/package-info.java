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
 * <h2>The machine</h2>
 *
 * A session is in one {@link org.agentlogout.orchestrator.saga.SagaState}. <i>Resting</i> ones have
 * no saga, <i>running</i> ones have a {@link org.agentlogout.orchestrator.saga.Logout} with its
 * {@link org.agentlogout.orchestrator.saga.Purpose}; <i>stepping</i> ones wait for workers.
 *
 * <pre>
 * state          who owes what                                 a place?  left by
 * Idle           nobody                                        no        a request, lost presence, the end of an outage
 * Grace          the desktop its presence                      no        presence, the end of the grace (a try), a lost node, a request
 * GraceHeld      an operator or time the release               no        release or 10 min (Grace anew), drop, presence, a request
 * ForcedWaiting  an interaction its end, or the next try its   no        news or the due time (a try), presence, a request,
 *                time                                                    30 min of failed tries (Stuck)
 * Stuck          a supervisor a FORCE, a worker a result       no        FORCE, presence, a result that completes the picture
 * Absent         the desktop its presence; the agent is Not    no        presence, an expired token (a try), a request
 *                Ready, as LOAD 0 wants it
 * Queued         the shell a place                             asks      the place, the deadline
 * Inspecting     workers what they see                         yes       all answers, the budget
 * Stopping       workers the stop of new work (DEFER)          no        all answers, the budget (Deferring)
 * Deferring      agents the end of their interactions          no        news or a due look (a new round: Queued), deadline, cancel
 * MakingNotReady, Deactivating, SigningOut: steps 4, 5, 6      yes       all answers, the budget
 * Recovering     workers the answers to Recover                yes       all answers, the budget, any logout
 * </pre>
 *
 * A newer session ends every state in the same way: disposal, and no further command. A session
 * that nobody ends is ended a day after it was opened.
 *
 * <p>The purpose decides what is asked of whom ({@code Steps.concerns}), what each command says
 * ({@code Orders}) and what follows a barrier ({@code Steps.follows}):
 *
 * <pre>
 * purpose           an interaction seen by the look           guarded             ends with
 * Requested REFUSE  ONGOING_INTERACTION                       yes                 its reply
 * Requested DEFER   stop new work, Deferring, another round   from step 4 on      its reply; INTERACTION_STARTED leads back
 * Requested FORCE   that channel skips steps 4 and 5          no                  its reply, which names what was live
 * Forced            that channel waits for the next try; by   yes, but under an   no reply: out, Absent, ForcedWaiting or Stuck
 *                   an expired token and LOAD 1 its voice     interaction
 *                   is signed out
 * Restoring         does not look                             no                  a reply where somebody asked
 * </pre>
 *
 * <h2>What meets a saga that runs</h2>
 *
 * Presence is kept with the session and judged when the saga ends ({@code Absence.rest}); only a
 * forced try is left at once when the desktop is back. A cancel withdraws what waits or has changed
 * nothing. A FORCE takes the place of a waiting DEFER, a recovery and a forced try that has changed
 * nothing; any logout request that of a recovery and of a forced try that is queued. All else that
 * asks is told LOGOUT_IN_PROGRESS. {@code docs/state-machine.md} has every pair.
 */
@NullMarked
package org.agentlogout.orchestrator.saga;

import org.jspecify.annotations.NullMarked;
