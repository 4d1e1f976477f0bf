/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One port that can be closed and opened again under the same number. A request runs in a virtual
 * thread of its own. While closed, connections are refused.
 */
final class Listener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 1024;
    private static final int BIND_TRIES = 50;

    static {
        // The server reads these once. Without the first, an answer in two segments waits for the
        // client's delayed acknowledgement (40 ms); without the second, only 200 connections idle.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
    }

    private final Optional<SSLContext> tls;
    private final HttpHandler handler;
    private final InetSocketAddress address;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Optional<HttpServer> server;

    Listener(String bindAddress, int port, Optional<SSLContext> tls, HttpHandler handler) {
        this.tls = tls;
        this.handler = handler;
        HttpServer opened = open(new InetSocketAddress(bindAddress, port));
        this.address = opened.getAddress();
        this.server = Optional.of(opened);
    }

    int port() {
        return address.getPort();
    }

    /** Scheme, host and port; a wildcard address reads as the loopback one. */
    URI uri() {
        String host = address.getAddress().isAnyLocalAddress() ? "127.0.0.1" : host();
        return URI.create((tls.isPresent() ? "https" : "http") + "://" + host + ":" + port());
    }

    private String host() {
        String text = address.getAddress().getHostAddress();
        return text.indexOf(':') >= 0 ? "[" + text + "]" : text;
    }

    /** Closes the port and every connection, or opens it again. */
    synchronized void down(boolean down) {
        if (down) {
            server.ifPresent(it -> it.stop(0));
            server = Optional.empty();
        } else if (server.isEmpty()) {
            server = Optional.of(reopened());
        }
    }

    @Override
    public void close() {
        down(true);
        threads.shutdownNow();
    }

    private HttpServer reopened() {
        for (int attempt = 1; ; attempt++) {
            try {
                return open(address);
            } catch (UncheckedIOException inUse) {
                if (attempt == BIND_TRIES || !(inUse.getCause() instanceof BindException)) {
                    throw inUse;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private HttpServer open(InetSocketAddress at) {
        try {
            HttpServer opened =
                    tls.isPresent() ? https(at, tls.get()) : HttpServer.create(at, BACKLOG);
            opened.createContext("/", this::guarded);
            opened.setExecutor(threads);
            opened.start();
            return opened;
        } catch (IOException cannotBind) {
            throw new UncheckedIOException("cannot listen on " + at, cannotBind);
        }
    }

    /** A defect of the simulator is told instead of looking like a network failure. */
    private void guarded(HttpExchange exchange) throws IOException {
        try {
            handler.handle(exchange);
        } catch (RuntimeException defect) {
            LOG.error("the simulator could not handle {}", exchange.getRequestURI(), defect);
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        }
    }

    private static HttpServer https(InetSocketAddress at, SSLContext context) throws IOException {
        HttpsServer opened = HttpsServer.create(at, BACKLOG);
        opened.setHttpsConfigurator(new HttpsConfigurator(context));
        return opened;
    }
}
