/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.List;
import org.agentlogout.orchestrator.saga.Ledger.Early;
import org.agentlogout.orchestrator.saga.Ledger.EarlyPresence;
import org.agentlogout.orchestrator.saga.Ledger.Ended;
import org.agentlogout.orchestrator.saga.Ledger.How;
import org.agentlogout.orchestrator.saga.SagaEvent.Asked;
import org.agentlogout.orchestrator.saga.SagaEvent.ChannelAnswered;
import org.agentlogout.orchestrator.saga.SagaEvent.ChannelNews;
import org.agentlogout.orchestrator.saga.SagaEvent.DeadlineReached;
import org.agentlogout.orchestrator.saga.SagaEvent.GraceDropped;
import org.agentlogout.orchestrator.saga.SagaEvent.GraceReleased;
import org.agentlogout.orchestrator.saga.SagaEvent.NodeLost;
import org.agentlogout.orchestrator.saga.SagaEvent.PlaceGranted;
import org.agentlogout.orchestrator.saga.SagaEvent.PresenceChanged;
import org.agentlogout.orchestrator.saga.SagaEvent.SessionOpened;
import org.agentlogout.orchestrator.saga.SagaEvent.SwitchBack;
import org.agentlogout.orchestrator.saga.SagaState.Open;

/**
 * Where everything about one agent arrives: finds the saga that an event is for, keeps what came
 * too early, and sees to it that every request gets one answer. {@link LogoutSaga} decides, this
 * routes.
 */
public final class AgentDesk {

    /** A desktop server that repeats itself must not fill the memory. */
    private static final int EARLY_PRESENCE_AT_MOST = 16;

    private final LogoutPolicy policy;
    private final Intake intake;

    public AgentDesk(LogoutPolicy policy) {
        this.policy = policy;
        intake = new Intake(policy);
    }

    /**
     * What follows from {@code event} for {@code agent}. Pure: the same input gives the same
     * output.
     */
    public AgentStep decide(Agent agent, SagaEvent event) {
        Course course = new Course(agent, policy);
        switch (event) {
            case SessionOpened e -> opened(course, e);
            case Asked e -> intake.requested(course, e);
            case PresenceChanged e -> presence(course, e);
            case GraceReleased e -> ofSession(course, e.sessionId(), e);
            case GraceDropped e -> ofSession(course, e.sessionId(), e);
            case ChannelNews e -> ofSession(course, e.sessionId(), e);
            case NodeLost e -> course.verdict(course.toSaga(e));
            case SwitchBack e -> course.verdict(course.toSaga(e));
            case PlaceGranted e -> course.verdict(course.toSagaOf(e.sagaId(), e));
            case ChannelAnswered e -> course.verdict(course.toSagaOf(e.result().sagaId(), e));
            case DeadlineReached e -> deadline(course, e);
        }
        return course.end(event.at());
    }

    private static void ofSession(Course course, String sessionId, SagaEvent event) {
        course.verdict(course.isCurrent(sessionId) ? course.toSaga(event) : Verdict.STALE);
    }

    private void opened(Course course, SessionOpened event) {
        Session session = event.session();
        if (session.epoch() > event.appendedAt().plus(policy.epochAhead()).toEpochMilli()) {
            course.verdict(Verdict.REFUSED);
            return;
        }
        List<Ended> ended = course.agent().ledger().ended();
        if (ended.stream().anyMatch(one -> isItsRecordAgain(course.agent(), one, session))) {
            course.verdict(Verdict.DUPLICATE);
        } else if (ended.stream().anyMatch(one -> one.epoch() > session.epoch())) {
            course.add(new News(session, "", event.at()).superseded(session));
            cameTooLate(course, session, event.at());
        } else if (taken(course, event) == Verdict.STALE) {
            cameTooLate(course, session, event.at());
        } else {
            course.toDryRuns(event);
            admitEarlyPresence(course, event.at());
            intake.admitEarly(course, event.at());
        }
    }

    private static Verdict taken(Course course, SessionOpened event) {
        Verdict verdict = course.toSaga(event);
        course.verdict(verdict);
        return verdict;
    }

    /**
     * With a greater epoch it is a new sign-in under the old name. With the epoch of the session
     * that took its place it is the later of two equals, which wins.
     */
    private static boolean isItsRecordAgain(Agent agent, Ended ended, Session session) {
        boolean laterOfEquals =
                ended.how() == How.SUPERSEDED
                        && agent.saga() instanceof Open open
                        && open.session().epoch() == session.epoch();
        return ended.sessionId().equals(session.sessionId())
                && session.epoch() <= ended.epoch()
                && !(laterOfEquals && session.epoch() == ended.epoch());
    }

    /** Superseded before it was known: it is remembered as such, and its requests are told so. */
    private void cameTooLate(Course course, Session session, Instant at) {
        course.verdict(Verdict.STALE);
        if (course.isCurrent(session.sessionId())) {
            return;
        }
        Instant until = at.plus(policy.memory());
        Ended ended = new Ended(session.sessionId(), session.epoch(), How.SUPERSEDED, until);
        course.ledger(course.agent().ledger().over(ended));
        intake.tellEarly(course, ended, at);
    }

    /** A desktop's word for its session, which may not be open yet: the topics are two. */
    private void presence(Course course, PresenceChanged event) {
        Ledger ledger = course.agent().ledger();
        boolean over =
                ledger.ended().stream().anyMatch(it -> it.sessionId().equals(event.sessionId()));
        boolean early = !over && ledger.earlyPresence().size() < EARLY_PRESENCE_AT_MOST;
        if (course.isCurrent(event.sessionId())) {
            course.verdict(course.toSaga(event));
        } else if (early) {
            Instant until = event.at().plus(policy.absence().earlyPresence());
            course.ledger(
                    ledger.waiting(new EarlyPresence(event.sessionId(), event.sighting(), until)));
        } else {
            course.verdict(Verdict.STALE);
        }
    }

    /** The grace of one who was gone before the session was known runs from now. */
    private static void admitEarlyPresence(Course course, Instant at) {
        for (EarlyPresence early : course.agent().ledger().earlyPresence()) {
            if (course.isCurrent(early.sessionId())) {
                Presence.Sighting said = early.sighting();
                Presence.Sighting now =
                        new Presence.Sighting(said.node(), said.at(), said.kind(), at);
                course.toSaga(new PresenceChanged(at, early.sessionId(), now));
                course.ledger(course.agent().ledger().noLongerWaiting(early));
            }
        }
    }

    private void deadline(Course course, DeadlineReached event) {
        course.verdict(course.toSaga(event));
        course.toDryRuns(event);
        List<Early> over =
                course.agent().ledger().early().stream()
                        .filter(early -> !event.arrivals().isBefore(early.until()))
                        .toList();
        course.ledger(course.agent().ledger().noLongerWaiting(over));
        for (Early early : over) {
            intake.cameInVain(course, early.request(), event.at());
        }
    }
}
