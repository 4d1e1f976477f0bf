/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** One node with its ports and its condition. */
final class FinesseNode implements AutoCloseable {

    private final FinesseEndpoint endpoint;
    private final Listener listener;
    private final Optional<Listener> plain;

    FinesseNode(Node node, FinesseEndpoint.Shared shared, Optional<SSLContext> tls) {
        SimulatorSettings settings = shared.settings();
        int port =
                switch (node) {
                    case A -> settings.ports().nodeA();
                    case B -> settings.ports().nodeB();
                };
        endpoint = new FinesseEndpoint(node, shared);
        listener = new Listener(settings.bindAddress(), port, tls, endpoint);
        plain =
                tls.isPresent() && settings.ports().plain()
                        ? Optional.of(redirecting(settings.bindAddress()))
                        : Optional.empty();
    }

    private Listener redirecting(String bindAddress) {
        return new Listener(bindAddress, 0, Optional.empty(), it -> redirect(it, uri()));
    }

    private static void redirect(HttpExchange exchange, URI to) throws IOException {
        exchange.getResponseHeaders().set("Location", to + exchange.getRequestURI().toString());
        exchange.sendResponseHeaders(301, -1);
        exchange.close();
    }

    URI uri() {
        return listener.uri();
    }

    Optional<URI> plainUri() {
        return plain.map(Listener::uri);
    }

    void down(boolean down) {
        listener.down(down);
        if (down) {
            endpoint.releaseHanging();
        }
    }

    void outOfService(boolean out) {
        endpoint.outOfService(out);
    }

    /** Ends the requests that faults let hang. */
    void endFaults() {
        endpoint.releaseHanging();
    }

    /** Up and in service, whatever was before. */
    void recover() {
        endpoint.outOfService(false);
        endFaults();
        down(false);
    }

    @Override
    public void close() {
        endpoint.releaseHanging();
        listener.close();
        plain.ifPresent(Listener::close);
    }
}
