/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.SessionMessage.SystemEvent;

/** One side of the pair: its port, its clients and its condition. */
final class CtiServer implements AutoCloseable {

    private static final int BACKLOG = 256;
    private static final int BIND_TRIES = 50;
    private static final int CLIENT_LIMIT = 1_000;

    /** What both sides share. */
    record Shared(
            SimulatorSettings settings,
            InstantSource clock,
            LiveBoard board,
            CallLog log,
            FaultPlan faults,
            Credentials credentials) {}

    private final Node side;
    private final Shared shared;
    private final CtiPair pair;
    private final Optional<SSLContext> tls;
    private final InetSocketAddress address;
    private final Set<CtiClient> clients = ConcurrentHashMap.newKeySet();
    private volatile boolean outOfService;
    private volatile boolean standby;
    private Optional<Port> port;

    /** Who listens where. */
    private record Port(ServerSocket socket, Thread listener) {}

    CtiServer(Node side, Shared shared, CtiPair pair, Optional<SSLContext> tls) {
        this.side = side;
        this.shared = shared;
        this.pair = pair;
        this.tls = tls;
        CtiSettings settings = shared.settings().cti();
        int number =
                switch (side) {
                    case A -> settings.portA();
                    case B -> settings.portB();
                };
        ServerSocket bound = bound(new InetSocketAddress(shared.settings().bindAddress(), number));
        address = new InetSocketAddress(bound.getInetAddress(), bound.getLocalPort());
        port = Optional.of(new Port(bound, listen(bound)));
    }

    Shared shared() {
        return shared;
    }

    Node side() {
        return side;
    }

    CtiNews news() {
        return pair.news();
    }

    boolean outOfService() {
        return outOfService;
    }

    boolean standby() {
        return standby;
    }

    long pgStatus() {
        return pair.pgStatus();
    }

    SystemEvent peripheralNews() {
        return pair.peripheralNews();
    }

    /** What every request is refused with while the link to the peripheral is down. */
    Optional<CtiMessage> linkRefusal(long invokeId) {
        return pair.linkRefusal(invokeId);
    }

    URI uri() {
        String host = address.getAddress().isAnyLocalAddress() ? "127.0.0.1" : host();
        return URI.create(
                (tls.isPresent() ? "ctis" : "cti") + "://" + host + ":" + address.getPort());
    }

    private String host() {
        String text = address.getAddress().getHostAddress();
        return text.indexOf(':') >= 0 ? "[" + text + "]" : text;
    }

    /** The port refuses connections and those that were there are reset, or it opens again. */
    synchronized void down(boolean down) {
        if (down) {
            port.ifPresent(CtiServer::closed);
            port = Optional.empty();
            clients.forEach(CtiClient::close);
        } else if (port.isEmpty()) {
            ServerSocket bound = reopened();
            port = Optional.of(new Port(bound, listen(bound)));
        }
    }

    void outOfService(boolean out) {
        outOfService = out;
        if (out) {
            clients.forEach(CtiClient::dismiss);
        }
    }

    void standby(boolean now) {
        standby = now;
        if (now) {
            clients.forEach(CtiClient::close);
        }
    }

    /** Resets all connections; the port stays open. */
    void dropClients() {
        clients.forEach(CtiClient::close);
    }

    void tell(CtiMessage event) {
        clients.forEach(client -> client.event(event));
    }

    private Thread listen(ServerSocket bound) {
        return Thread.ofVirtual()
                .name("cti-" + side)
                .start(() -> {
                    try {
                        while (true) {
                            welcome(bound.accept());
                        }
                    } catch (IOException closed) {
                        return; // the side is down
                    }
                });
    }

    private void welcome(Socket socket) throws IOException {
        if (clients.size() >= CLIENT_LIMIT) {
            socket.close();
            return;
        }
        socket.setTcpNoDelay(true);
        CtiClient client =
                new CtiClient(this, new CtiLink(socket, shared.settings().cti().segments()));
        clients.add(client);
        Thread.ofVirtual()
                .name("cti-client-" + side)
                .start(() -> {
                    try {
                        client.serve();
                    } finally {
                        clients.remove(client);
                    }
                });
    }

    private ServerSocket reopened() {
        for (int attempt = 1; ; attempt++) {
            try {
                return bound(address);
            } catch (UncheckedIOException inUse) {
                if (attempt == BIND_TRIES || !(inUse.getCause() instanceof BindException)) {
                    throw inUse;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private ServerSocket bound(InetSocketAddress at) {
        try {
            ServerSocket socket =
                    tls.isPresent()
                            ? tls.get().getServerSocketFactory().createServerSocket()
                            : new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(at, BACKLOG);
            return socket;
        } catch (IOException cannotBind) {
            throw new UncheckedIOException("cannot listen on " + at, cannotBind);
        }
    }

    /** Connections are refused only once nobody waits for one any more. */
    private static void closed(Port port) {
        try {
            port.socket().close();
            port.listener().join();
        } catch (IOException already) {
            return; // nobody listens any more
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        down(true);
    }
}
