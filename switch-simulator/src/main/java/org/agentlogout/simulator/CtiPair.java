/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.agentlogout.cti.ControlFailureCode;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.PgStatus;
import org.agentlogout.cti.SessionMessage.SystemEvent;
import org.agentlogout.cti.SessionMessage.SystemEventKind;

/**
 * Two CTI servers, sides A and B, over the same agents as the Finesse nodes: what is changed here
 * shows there, and what happens there is told here. Both sides serve unless told otherwise. Every
 * method may be called from any thread.
 */
public final class CtiPair implements AutoCloseable {

    private static final Duration IDLE = Duration.ofMillis(100);

    private final CtiServer.Shared shared;
    private final CtiNews news;
    private final Map<Node, CtiServer> sides = new EnumMap<>(Node.class);
    private final Thread clock;
    private volatile boolean online = true;

    /** Binds both ports, or none when one of them cannot be had. */
    CtiPair(CtiServer.Shared shared) {
        this.shared = shared;
        news = new CtiNews(shared.settings().cti(), shared.clock(), this::tell);
        Optional<SSLContext> tls = TlsContext.of(shared.settings().tls());
        try {
            for (Node side : Node.values()) {
                sides.put(side, new CtiServer(side, shared, this, tls));
            }
        } catch (RuntimeException cannotListen) {
            sides.values().forEach(CtiServer::close);
            throw cannotListen;
        }
        shared.board().listen(news::changed);
        clock = Thread.ofVirtual().name("cti-clock").start(this::watchTheClock);
    }

    /** What comes due is told at once, not when somebody next asks. */
    private void watchTheClock() {
        try {
            while (true) {
                shared.board().awaitDue(IDLE);
                shared.board().change((_, _) -> {});
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(CtiMessage event) {
        if (online) {
            sides.values().forEach(side -> side.tell(event));
        }
    }

    CtiNews news() {
        return news;
    }

    /** Where a side listens: {@code cti://host:port}, or {@code ctis} with TLS. */
    public URI at(Node side) {
        return side(side).uri();
    }

    /** Its port is closed and its connections are reset, or it listens again. */
    public void down(Node side, boolean down) {
        side(side).down(down);
    }

    /** It ends its sessions and refuses new ones with status 15, or serves again. */
    public void outOfService(Node side, boolean out) {
        side(side).outOfService(out);
    }

    /** It is the standby one from now on, or may serve. */
    public void standby(Node side, boolean standby) {
        side(side).standby(standby);
    }

    /** Resets all connections to a side. */
    public void dropClients(Node side) {
        side(side).dropClients();
    }

    /**
     * The link between the servers and the peripheral: while it is down, requests are refused,
     * nothing that happens is told, and all calls seem to end.
     */
    public void peripheralOnline(boolean up) {
        if (up) {
            online = true;
            tell(peripheralNews());
            news.linkBack();
        } else {
            news.linkLost();
            sides.values().forEach(side -> side.tell(peripheralNews(false)));
            online = false;
        }
    }

    SystemEvent peripheralNews() {
        return peripheralNews(online);
    }

    private SystemEvent peripheralNews(boolean up) {
        SystemEventKind kind =
                up ? SystemEventKind.PERIPHERAL_ONLINE : SystemEventKind.PERIPHERAL_OFFLINE;
        return new SystemEvent(
                up ? 0 : PgStatus.PERIPHERAL_OFFLINE,
                shared.clock().instant().getEpochSecond(),
                kind.number(),
                shared.settings().cti().peripheralId(),
                0,
                0,
                CtiMessage.NO_TYPE,
                "",
                "");
    }

    long pgStatus() {
        return online ? 0 : PgStatus.PERIPHERAL_OFFLINE;
    }

    Optional<CtiMessage> linkRefusal(long invokeId) {
        int code = ControlFailureCode.PERIPHERAL_INTERFACE_INACTIVE.number();
        return online ? Optional.empty() : Optional.of(CtiRequests.refusal(invokeId, code));
    }

    /** Forgets what was told; both sides serve. */
    void recover() {
        news.clear();
        online = true;
        sides.values()
                .forEach(side -> {
                    side.outOfService(false);
                    side.standby(false);
                    side.down(false);
                });
    }

    private CtiServer side(Node side) {
        return Objects.requireNonNull(sides.get(side));
    }

    @Override
    public void close() {
        clock.interrupt();
        sides.values().forEach(CtiServer::close);
    }
}
