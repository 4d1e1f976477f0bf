/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.agentlogout.cti.AgentMessage.AgentName;
import org.agentlogout.cti.AgentMessage.ControlFailureConf;
import org.agentlogout.cti.AgentMessage.QueryAgentStateConf;
import org.agentlogout.cti.AgentMessage.QueryAgentStateReq;
import org.agentlogout.cti.AgentMessage.SetAgentStateConf;
import org.agentlogout.cti.AgentMessage.TaskLoad;
import org.agentlogout.cti.AgentState;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.SessionMessage.CloseConf;
import org.agentlogout.cti.SessionMessage.CloseReq;
import org.agentlogout.cti.SessionMessage.FailureConf;
import org.agentlogout.cti.SessionMessage.FailureEvent;
import org.agentlogout.cti.SessionMessage.HeartbeatConf;
import org.agentlogout.cti.SessionMessage.HeartbeatReq;
import org.agentlogout.cti.SessionMessage.OpenConf;
import org.agentlogout.cti.SessionMessage.OpenReq;
import org.agentlogout.cti.SessionMessage.SessionType;
import org.agentlogout.cti.SessionMessage.SystemEventKind;
import org.agentlogout.cti.StatusCode;

/** A server in a walk: moody, forgetful, and at times of an older release. */
final class WalkServer {

    record Said(long connection, CtiMessage message) {}

    private enum Mood {
        WELL,
        DOWN,
        SILENT,
        STANDBY,
        OFFLINE,
        WRONG_PASSWORD
    }

    private final Random random;
    private final Side side;
    private Mood mood = Mood.WELL;
    private int newest = 25;
    private long connection = -1;
    private boolean open;

    WalkServer(Random random, Side side) {
        this.random = random;
        this.side = side;
    }

    void changes() {
        mood = Mood.values()[random.nextInt(Mood.values().length)];
        newest = 14 + random.nextInt(12);
    }

    void heals() {
        mood = Mood.WELL;
        connection = -1;
    }

    SessionEvent connects(Instant at, SessionEffect.Connect it) {
        if (mood == Mood.DOWN || it.side() != side) {
            return new SessionEvent.ConnectionLost(at, it.connection(), "refused");
        }
        connection = it.connection();
        open = false;
        return new SessionEvent.Connected(at, it.connection());
    }

    void drops(long dropped) {
        if (dropped == connection) {
            connection = -1;
        }
    }

    List<Said> hears(SessionEffect.Send send) {
        if (send.connection() != connection || mood == Mood.SILENT || mood == Mood.DOWN) {
            return List.of();
        }
        return switch (send.message()) {
            case OpenReq req -> say(opens(req));
            case HeartbeatReq req when mood == Mood.OFFLINE ->
                    say(FailureConf.of(req.invokeId(), StatusCode.CTI_SERVER_OFFLINE));
            case HeartbeatReq req -> say(new HeartbeatConf(req.invokeId()));
            case CloseReq req -> say(new CloseConf(req.invokeId()));
            case QueryAgentStateReq req -> say(answers(req.invokeId()));
            default -> throw new AssertionError("a client sends no " + send.message());
        };
    }

    private CtiMessage opens(OpenReq req) {
        if (req.version() > newest) {
            return FailureConf.of(req.invokeId(), StatusCode.INVALID_VERSION);
        }
        return switch (mood) {
            case OFFLINE -> FailureConf.of(req.invokeId(), StatusCode.CTI_SERVER_OFFLINE);
            case WRONG_PASSWORD -> FailureConf.of(req.invokeId(), StatusCode.INVALID_PASSWORD);
            case STANDBY -> openConf(req, SessionType.STANDBY);
            case WELL, DOWN, SILENT -> {
                open = true;
                yield openConf(req, SessionType.ACTIVE);
            }
        };
    }

    private static OpenConf openConf(OpenReq req, SessionType type) {
        return new OpenConf(req.invokeId(), 0x14, 0, 0, 0, true, 17, AgentState.UNKNOWN, 0, type);
    }

    private CtiMessage answers(long invokeId) {
        return switch (random.nextInt(6)) {
            case 0 -> new ControlFailureConf(invokeId, 22, 0);
            case 1 -> FailureConf.of(invokeId, StatusCode.INVALID_AGENT_DATA);
            case 2 -> new SetAgentStateConf(invokeId);
            default ->
                    new QueryAgentStateConf(
                            invokeId,
                            AgentState.NOT_READY,
                            1,
                            new TaskLoad(0, 1, 1, 0),
                            5007,
                            0,
                            AgentName.NONE,
                            List.of());
        };
    }

    /** Something that nobody asked for. */
    List<Said> speaks() {
        if (connection < 0 || !open) {
            return List.of();
        }
        return say(
                switch (random.nextInt(8)) {
                    case 0 -> new FailureEvent(15);
                    case 1 -> new CloseReq(1, 15);
                    case 2, 3 -> SessionScene.system(SystemEventKind.PERIPHERAL_OFFLINE, 5000, 4);
                    case 4, 5 -> SessionScene.system(SystemEventKind.PERIPHERAL_ONLINE, 5000, 0);
                    case 6 -> answers(random.nextInt(20));
                    default -> new HeartbeatConf(random.nextInt(20));
                });
    }

    private List<Said> say(CtiMessage message) {
        return List.of(new Said(connection, message));
    }
}
