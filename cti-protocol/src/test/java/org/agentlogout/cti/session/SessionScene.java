/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.agentlogout.cti.AgentMessage.AgentName;
import org.agentlogout.cti.AgentMessage.QueryAgentStateReq;
import org.agentlogout.cti.AgentState;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.Password;
import org.agentlogout.cti.SessionMessage.FailureConf;
import org.agentlogout.cti.SessionMessage.OpenConf;
import org.agentlogout.cti.SessionMessage.OpenReq;
import org.agentlogout.cti.SessionMessage.SessionType;
import org.agentlogout.cti.SessionMessage.SystemEvent;
import org.agentlogout.cti.SessionMessage.SystemEventKind;
import org.agentlogout.cti.StatusCode;

/** A session in a test: what happens to it, in words, and what came of the last of it. */
final class SessionScene {

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    static final SessionPolicy POLICY =
            SessionPolicy.of("logout", new Password("secret"), Duration.ofSeconds(3));

    private SessionState state = CtiSession.initial(POLICY);
    private SessionStep last = SessionStep.to(state);
    private Instant now = NOON;

    static SessionScene started() {
        SessionScene scene = new SessionScene();
        return scene.happens(new SessionEvent.Start(scene.now));
    }

    static SessionScene opening() {
        return started().connected();
    }

    static SessionScene open() {
        return opening().accepted();
    }

    SessionScene happens(SessionEvent event) {
        last = CtiSession.decide(state, event, POLICY);
        state = last.next();
        return this;
    }

    SessionScene connected() {
        return happens(new SessionEvent.Connected(now, connection()));
    }

    SessionScene lost() {
        return happens(new SessionEvent.ConnectionLost(now, connection(), "reset"));
    }

    SessionScene hears(CtiMessage message) {
        return happens(new SessionEvent.Received(now, connection(), message));
    }

    SessionScene accepted() {
        return hears(openConf(0x14, SessionType.ACTIVE));
    }

    OpenConf openConf(long granted, SessionType type) {
        return openConf(line().invokeId(), granted, type);
    }

    OpenConf openConf(long invokeId, long granted, SessionType type) {
        return new OpenConf(invokeId, granted, 0, 4, 0, false, 17, AgentState.UNKNOWN, 0, type);
    }

    SessionScene refused(StatusCode status) {
        return hears(FailureConf.of(line().invokeId(), status));
    }

    SessionScene after(Duration time) {
        now = now.plus(time);
        return happens(new SessionEvent.Tick(now));
    }

    SessionScene submit(String key, CtiMessage.Request request) {
        return happens(new SessionEvent.Submitted(now, key, request));
    }

    SessionScene stop() {
        return happens(new SessionEvent.Stop(now));
    }

    static QueryAgentStateReq query() {
        return query("1001");
    }

    static QueryAgentStateReq query(String agentId) {
        return new QueryAgentStateReq(0, 5000, 1, 0, new AgentName("", agentId, ""));
    }

    static SystemEvent system(SystemEventKind kind, long peripheral, long pgStatus) {
        return new SystemEvent(pgStatus, 0, kind.number(), peripheral, 0, 0, 0xFFFF, "", "");
    }

    Instant now() {
        return now;
    }

    SessionState state() {
        return state;
    }

    Verdict verdict() {
        return last.verdict();
    }

    List<SessionEffect> effects() {
        return last.effects();
    }

    /** What was sent last. */
    CtiMessage sent() {
        return effects().stream()
                .filter(SessionEffect.Send.class::isInstance)
                .map(it -> ((SessionEffect.Send) it).message())
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    OpenReq openReq() {
        return (OpenReq) sent();
    }

    Line line() {
        return line(state);
    }

    static Line line(SessionState state) {
        return switch (state) {
            case SessionState.Stopped s -> s.line();
            case SessionState.Waiting s -> s.line();
            case SessionState.Connecting s -> s.line();
            case SessionState.Opening s -> s.line();
            case SessionState.Open s -> s.line();
            case SessionState.Closing s -> s.line();
            case SessionState.Refused s -> s.line();
        };
    }

    private long connection() {
        return line().connection();
    }
}
