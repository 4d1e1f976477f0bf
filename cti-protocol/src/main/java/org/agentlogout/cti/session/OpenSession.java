/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agentlogout.cti.AgentMessage;
import org.agentlogout.cti.CallMessage;
import org.agentlogout.cti.CtiEncoder;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.SessionMessage;
import org.agentlogout.cti.SessionMessage.CloseConf;
import org.agentlogout.cti.SessionMessage.CloseReq;
import org.agentlogout.cti.SessionMessage.FailureConf;
import org.agentlogout.cti.SessionMessage.FailureEvent;
import org.agentlogout.cti.SessionMessage.HeartbeatConf;
import org.agentlogout.cti.SessionMessage.HeartbeatReq;
import org.agentlogout.cti.SessionMessage.OpenConf;
import org.agentlogout.cti.SessionMessage.OpenReq;
import org.agentlogout.cti.SessionMessage.SystemEvent;
import org.agentlogout.cti.StatusCode;
import org.agentlogout.cti.session.RequestOutcome.NoAnswer;
import org.agentlogout.cti.session.RequestOutcome.WhyNoAnswer;
import org.agentlogout.cti.session.RequestOutcome.WhyNotSent;
import org.agentlogout.cti.session.SessionEffect.Complete;
import org.agentlogout.cti.session.SessionEffect.Deliver;
import org.agentlogout.cti.session.SessionEffect.Send;
import org.agentlogout.cti.session.SessionEffect.Tell;
import org.agentlogout.cti.session.SessionEvent.Connected;
import org.agentlogout.cti.session.SessionEvent.ConnectionLost;
import org.agentlogout.cti.session.SessionEvent.Received;
import org.agentlogout.cti.session.SessionEvent.Start;
import org.agentlogout.cti.session.SessionEvent.Stop;
import org.agentlogout.cti.session.SessionEvent.Submitted;
import org.agentlogout.cti.session.SessionEvent.Tick;
import org.agentlogout.cti.session.SessionState.Closing;
import org.agentlogout.cti.session.SessionState.Open;
import org.agentlogout.cti.session.SessionState.Pending;

/** The open session: requests and their answers, heartbeats, news, and its end. */
final class OpenSession {

    /** A server that answers so has no session with us any more. */
    private static final Set<StatusCode> NO_SESSION =
            Set.of(StatusCode.SESSION_NOT_OPEN, StatusCode.CTI_SERVER_OFFLINE);

    private OpenSession() {}

    static SessionStep when(Open s, SessionEvent event, SessionPolicy policy) {
        return switch (event) {
            case Received e when CtiSession.isOf(s.line(), e.connection()) ->
                    hears(s.heard(e.at()), e.message(), e.at(), policy);
            case ConnectionLost e when CtiSession.isOf(s.line(), e.connection()) ->
                    lost(s, e.why(), e.at(), policy);
            case Submitted e -> submit(s, e, policy);
            case Tick e -> tick(s, e.at(), policy);
            case Stop e -> stop(s, e.at(), policy);
            case Start e -> CtiSession.stale(s);
            case Connected e -> CtiSession.stale(s);
            case ConnectionLost e -> CtiSession.stale(s);
            case Received e -> CtiSession.stale(s);
        };
    }

    private static SessionStep submit(Open s, Submitted e, SessionPolicy policy) {
        if (s.pending().values().stream().anyMatch(it -> it.key().equals(e.key()))) {
            return SessionStep.stay(s, Verdict.DUPLICATE);
        }
        if (s.pending().size() >= policy.requestLimit()) {
            String detail = s.pending().size() + " are on their way";
            return CtiSession.notSent(s, e, WhyNotSent.TOO_MANY_REQUESTS, detail);
        }
        long peripheral = e.request().peripheralId();
        if (!s.plant().isOnline(peripheral)) {
            String detail = "peripheral " + peripheral + " is offline";
            return CtiSession.notSent(s, e, WhyNotSent.PERIPHERAL_OFFLINE, detail);
        }
        Line line = unusedInvoke(s);
        CtiMessage.Request request = e.request().withInvokeId(line.invokeId());
        try {
            new CtiEncoder(line.version()).encode(request);
        } catch (IllegalArgumentException tooLarge) {
            String detail = String.valueOf(tooLarge.getMessage());
            return CtiSession.notSent(s, e, WhyNotSent.NOT_WRITABLE, detail);
        }
        Map<Long, Pending> pending = new LinkedHashMap<>(s.pending());
        Instant deadline = e.at().plus(policy.requestTimeout());
        pending.put(line.invokeId(), new Pending(e.key(), request, deadline));
        return SessionStep.to(s.sent(e.at(), line, pending), new Send(line.connection(), request));
    }

    private static Line unusedInvoke(Open s) {
        Line line = s.line().nextInvoke();
        while (s.isUsed(line.invokeId())) {
            line = line.nextInvoke();
        }
        return line;
    }

    private static SessionStep hears(Open s, CtiMessage message, Instant at, SessionPolicy policy) {
        return switch (message) {
            case FailureConf conf when s.beats().contains(conf.invokeId()) ->
                    lost(s, StatusCode.describe(conf.status()), at, policy);
            case CtiMessage.Answer answer -> answered(s, answer, at, policy);
            case CtiMessage.Request request -> CtiSession.stale(s);
            case AgentMessage event -> SessionStep.to(s, new Deliver(event));
            case CallMessage event -> SessionStep.to(s, new Deliver(event));
            case SessionMessage it -> hearsOfSession(s, it, at, policy);
            case CtiMessage.Other other -> CtiSession.stale(s);
        };
    }

    private static SessionStep hearsOfSession(
            Open s, SessionMessage message, Instant at, SessionPolicy policy) {
        return switch (message) {
            case HeartbeatConf conf when s.beats().contains(conf.invokeId()) ->
                    SessionStep.to(s.alive());
            case HeartbeatConf conf -> CtiSession.stale(s);
            case SystemEvent event -> {
                Plant plant = s.plant().after(event);
                yield SessionStep.to(s.with(plant), plant.newsSince(s.plant()));
            }
            case FailureEvent event -> lost(s, StatusCode.describe(event.status()), at, policy);
            case CloseReq req -> lost(s, StatusCode.describe(req.status()), at, policy);
            case OpenReq req -> CtiSession.stale(s);
            case OpenConf conf -> CtiSession.stale(s);
            case HeartbeatReq req -> CtiSession.stale(s);
            case CloseConf conf -> CtiSession.stale(s);
            case FailureConf conf -> answered(s, conf, at, policy);
        };
    }

    private static SessionStep answered(
            Open s, CtiMessage.Answer answer, Instant at, SessionPolicy policy) {
        Pending asked = s.pending().get(answer.invokeId());
        if (asked == null || !asked.request().isAnsweredBy(answer)) {
            return CtiSession.stale(s);
        }
        Map<Long, Pending> pending = new LinkedHashMap<>(s.pending());
        pending.remove(answer.invokeId());
        Complete outcome = new Complete(asked.key(), new RequestOutcome.Answered(answer));
        if (answer instanceof FailureConf conf
                && NO_SESSION.contains(StatusCode.of(conf.status()))) {
            return lost(s.with(pending), StatusCode.describe(conf.status()), at, policy)
                    .after(List.of(outcome));
        }
        return SessionStep.to(s.with(pending), outcome);
    }

    private static SessionStep tick(Open s, Instant at, SessionPolicy policy) {
        Map<Long, Pending> pending = new LinkedHashMap<>();
        List<SessionEffect> expired = new ArrayList<>();
        s.pending()
                .forEach((invokeId, it) -> {
                    if (at.isBefore(it.deadline())) {
                        pending.put(invokeId, it);
                    } else {
                        expired.add(noAnswer(it, WhyNoAnswer.TIMED_OUT));
                    }
                });
        return heartbeat(s.with(pending), at, policy).after(expired);
    }

    /**
     * The guide wants one when nothing else was sent; a server that is silent is asked, too, or
     * requests going out would hide that nobody answers them.
     */
    private static SessionStep heartbeat(Open s, Instant at, SessionPolicy policy) {
        Instant quiet = s.sentAt().isBefore(s.heardAt()) ? s.sentAt() : s.heardAt();
        Instant last = quiet.isBefore(s.beatAt()) ? s.beatAt() : quiet;
        if (at.isBefore(last.plus(policy.heartbeat()))) {
            return SessionStep.to(s);
        }
        if (s.beats().size() >= policy.missedHeartbeats()) {
            return lost(s, s.beats().size() + " heartbeats without an answer", at, policy);
        }
        Line line = unusedInvoke(s);
        List<Long> beats = new ArrayList<>(s.beats());
        beats.add(line.invokeId());
        return SessionStep.to(
                s.beat(at, line, beats),
                new Send(line.connection(), new HeartbeatReq(line.invokeId())));
    }

    private static SessionStep stop(Open s, Instant at, SessionPolicy policy) {
        Line line = unusedInvoke(s);
        CloseReq req = new CloseReq(line.invokeId(), StatusCode.NO_ERROR.number());
        return SessionStep.to(
                        new Closing(line, at.plus(policy.closeTimeout())),
                        new Send(line.connection(), req))
                .after(allWithoutAnswer(s, WhyNoAnswer.SESSION_CLOSED));
    }

    private static SessionStep lost(Open s, String why, Instant at, SessionPolicy policy) {
        List<SessionEffect> first = new ArrayList<>();
        first.add(CtiSession.disconnect(s.line()));
        first.addAll(allWithoutAnswer(s, WhyNoAnswer.CONNECTION_LOST));
        first.add(new Tell(new SessionNews.Lost(s.line().side(), why)));
        boolean settled = !at.isBefore(s.since().plus(policy.settled()));
        return Tries.again(s.line(), settled, at, policy).after(first);
    }

    private static List<SessionEffect> allWithoutAnswer(Open s, WhyNoAnswer why) {
        return s.pending().values().stream().map(it -> noAnswer(it, why)).toList();
    }

    private static SessionEffect noAnswer(Pending it, WhyNoAnswer why) {
        return new Complete(it.key(), new NoAnswer(why));
    }
}
