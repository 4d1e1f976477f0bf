/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

import java.time.Instant;
import java.util.List;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.Masks;
import org.agentlogout.cti.SessionMessage.CloseConf;
import org.agentlogout.cti.SessionMessage.FailureConf;
import org.agentlogout.cti.SessionMessage.OpenConf;
import org.agentlogout.cti.SessionMessage.OpenReq;
import org.agentlogout.cti.SessionMessage.SessionType;
import org.agentlogout.cti.StatusCode;
import org.agentlogout.cti.session.SessionEffect.Complete;
import org.agentlogout.cti.session.SessionEffect.Disconnect;
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
import org.agentlogout.cti.session.SessionState.Connecting;
import org.agentlogout.cti.session.SessionState.Open;
import org.agentlogout.cti.session.SessionState.Opening;
import org.agentlogout.cti.session.SessionState.Refused;
import org.agentlogout.cti.session.SessionState.Stopped;
import org.agentlogout.cti.session.SessionState.Waiting;

/**
 * The life of a session with All Events and Client Control (guide, chapter "Session Management").
 * Promises: a request has one outcome and is sent at most once; after a fail-over nothing is sent
 * again; a connection is dropped before another one is asked for.
 *
 * <p>It does not ask for the standby servers' service of version 24: a standby that hears no such
 * wish refuses or says that it is one, and the other side is the active one.
 */
public final class CtiSession {

    private static final long SERVICES = Masks.SERVICE_CLIENT_CONTROL | Masks.SERVICE_ALL_EVENTS;

    private CtiSession() {}

    /** Where a session begins; {@link SessionEvent.Start} sets it going. */
    public static SessionState initial(SessionPolicy policy) {
        return new Stopped(new Line(Side.A, 0, policy.versions().getFirst(), 0, 0));
    }

    /** What comes of an event. Every event is allowed in every state. */
    public static SessionStep decide(SessionState state, SessionEvent event, SessionPolicy policy) {
        return switch (state) {
            case Stopped s -> whenStopped(s, event, policy);
            case Waiting s -> whenWaiting(s, event, policy);
            case Connecting s -> whenConnecting(s, event, policy);
            case Opening s -> whenOpening(s, event, policy);
            case Open s -> OpenSession.when(s, event, policy);
            case Closing s -> whenClosing(s, event, policy);
            case Refused s -> whenRefused(s, event, policy);
        };
    }

    private static SessionStep whenStopped(Stopped s, SessionEvent event, SessionPolicy policy) {
        return switch (event) {
            case Start e -> Tries.connect(s.line(), e.at(), policy);
            case Submitted e -> notOpen(s, e, "it is stopped");
            case Stop e -> stale(s);
            case Tick e -> stale(s);
            case Connected e -> stale(s);
            case ConnectionLost e -> stale(s);
            case Received e -> stale(s);
        };
    }

    private static SessionStep whenWaiting(Waiting s, SessionEvent event, SessionPolicy policy) {
        return switch (event) {
            case Tick e when !e.at().isBefore(s.until()) -> Tries.connect(s.line(), e.at(), policy);
            case Tick e -> SessionStep.to(s);
            case Stop e -> SessionStep.to(new Stopped(s.line()));
            case Submitted e -> notOpen(s, e, "neither side took us");
            case Start e -> stale(s);
            case Connected e -> stale(s);
            case ConnectionLost e -> stale(s);
            case Received e -> stale(s);
        };
    }

    private static SessionStep whenConnecting(
            Connecting s, SessionEvent event, SessionPolicy policy) {
        return switch (event) {
            case Connected e when isOf(s.line(), e.connection()) -> open(s.line(), e.at(), policy);
            case ConnectionLost e when isOf(s.line(), e.connection()) ->
                    failed(s.line(), e.why(), e.at(), policy);
            case Tick e when !e.at().isBefore(s.deadline()) ->
                    failed(s.line(), "no connection in time", e.at(), policy);
            case Tick e -> SessionStep.to(s);
            case Stop e -> SessionStep.to(new Stopped(s.line()), disconnect(s.line()));
            case Submitted e -> notOpen(s, e, "it is connecting");
            case Start e -> stale(s);
            case Connected e -> stale(s);
            case ConnectionLost e -> stale(s);
            case Received e -> stale(s);
        };
    }

    private static SessionStep open(Line line, Instant at, SessionPolicy policy) {
        Line next = line.nextInvoke();
        OpenReq req =
                new OpenReq(
                        next.invokeId(),
                        next.version().number(),
                        policy.idleTimeoutSeconds(),
                        CtiMessage.NONE,
                        SERVICES,
                        policy.callMask(),
                        policy.agentMask(),
                        0,
                        policy.clientId(),
                        policy.password(),
                        next.version().number() >= 20 ? policy.uniqueInstanceId() : "");
        return SessionStep.to(
                new Opening(next, at.plus(policy.openTimeout())), new Send(next.connection(), req));
    }

    private static SessionStep whenOpening(Opening s, SessionEvent event, SessionPolicy policy) {
        return switch (event) {
            case Received e when isOf(s.line(), e.connection()) ->
                    whenOpeningHears(s, e.message(), e.at(), policy);
            case ConnectionLost e when isOf(s.line(), e.connection()) ->
                    failed(s.line(), e.why(), e.at(), policy);
            case Tick e when !e.at().isBefore(s.deadline()) ->
                    failed(s.line(), "no answer to OPEN_REQ in time", e.at(), policy);
            case Tick e -> SessionStep.to(s);
            case Stop e -> SessionStep.to(new Stopped(s.line()), disconnect(s.line()));
            case Submitted e -> notOpen(s, e, "it is opening");
            case Start e -> stale(s);
            case Connected e -> stale(s);
            case ConnectionLost e -> stale(s);
            case Received e -> stale(s);
        };
    }

    /** A FAILURE_CONF is ours whatever its InvokeID: nothing else was asked on this connection. */
    private static SessionStep whenOpeningHears(
            Opening s, CtiMessage message, Instant at, SessionPolicy policy) {
        return switch (message) {
            case OpenConf conf when conf.invokeId() == s.line().invokeId() ->
                    opened(s.line(), conf, at, policy);
            case FailureConf conf -> refused(s.line(), conf.status(), at, policy);
            default -> stale(s);
        };
    }

    private static SessionStep opened(Line line, OpenConf conf, Instant at, SessionPolicy policy) {
        if (conf.sessionType() == SessionType.STANDBY) {
            return failed(line, "the server is the standby one", at, policy);
        }
        boolean events = (conf.servicesGranted() & Masks.SERVICE_ALL_EVENTS) != 0;
        long control = Masks.SERVICE_CLIENT_CONTROL | Masks.SERVICE_AGENT_STATE_CONTROL_ONLY;
        if (!events || (conf.servicesGranted() & control) == 0) {
            String granted = "0x" + Long.toHexString(conf.servicesGranted());
            String why = "All Events and Client Control are wanted, granted is " + granted;
            return failed(line, why, at, policy);
        }
        return SessionStep.to(
                Open.at(at, line), new Tell(new SessionNews.Opened(line.side(), line.version())));
    }

    private static SessionStep refused(Line line, long status, Instant at, SessionPolicy policy) {
        String why = StatusCode.describe(status);
        return switch (StatusCode.of(status)) {
            case INVALID_VERSION -> {
                Tell news = new Tell(new SessionNews.TryFailed(line.side(), why));
                yield Tries.lower(line, at, policy).after(List.of(disconnect(line), news));
            }
            case INVALID_PASSWORD ->
                    SessionStep.to(
                            new Refused(line),
                            disconnect(line),
                            new Tell(new SessionNews.ClientRefused(line.side(), why)));
            default -> failed(line, why, at, policy);
        };
    }

    private static SessionStep failed(Line line, String why, Instant at, SessionPolicy policy) {
        Tell news = new Tell(new SessionNews.TryFailed(line.side(), why));
        return Tries.next(line, at, policy).after(List.of(disconnect(line), news));
    }

    private static SessionStep whenClosing(Closing s, SessionEvent event, SessionPolicy policy) {
        return switch (event) {
            case Received e
                    when isOf(s.line(), e.connection()) && e.message() instanceof CloseConf ->
                    closed(s);
            case ConnectionLost e when isOf(s.line(), e.connection()) -> closed(s);
            case Tick e when !e.at().isBefore(s.deadline()) -> closed(s);
            case Tick e -> SessionStep.to(s);
            case Submitted e -> notOpen(s, e, "it is closing");
            case Start e ->
                    Tries.connect(s.line(), e.at(), policy).after(List.of(disconnect(s.line())));
            case Stop e -> stale(s);
            case Connected e -> stale(s);
            case ConnectionLost e -> stale(s);
            case Received e -> stale(s);
        };
    }

    private static SessionStep closed(Closing s) {
        return SessionStep.to(new Stopped(s.line()), disconnect(s.line()));
    }

    private static SessionStep whenRefused(Refused s, SessionEvent event, SessionPolicy policy) {
        return switch (event) {
            case Start e -> Tries.connect(s.line(), e.at(), policy);
            case Stop e -> SessionStep.to(new Stopped(s.line()));
            case Submitted e -> notOpen(s, e, "the client's password was refused");
            case Tick e -> stale(s);
            case Connected e -> stale(s);
            case ConnectionLost e -> stale(s);
            case Received e -> stale(s);
        };
    }

    static boolean isOf(Line line, long connection) {
        return line.connection() == connection;
    }

    static Disconnect disconnect(Line line) {
        return new Disconnect(line.connection());
    }

    static SessionStep stale(SessionState state) {
        return SessionStep.stay(state, Verdict.STALE);
    }

    private static SessionStep notOpen(SessionState state, Submitted e, String detail) {
        return notSent(state, e, RequestOutcome.WhyNotSent.SESSION_NOT_OPEN, detail);
    }

    static SessionStep notSent(
            SessionState state, Submitted e, RequestOutcome.WhyNotSent why, String detail) {
        return new SessionStep(
                state,
                List.of(new Complete(e.key(), new RequestOutcome.NotSent(why, detail))),
                Verdict.REFUSED);
    }
}
