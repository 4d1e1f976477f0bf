/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Stands before a node of the switch and speaks TLS, one connection for each request, and can keep
 * a connection from shaking hands: the worker has decided to send, and cannot write a byte yet.
 */
final class HandshakeGate implements AutoCloseable {

    private final URI node;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpForwarding client = new HttpForwarding(threads);
    private final HttpsServer server;

    // Guarded by this:
    private final List<String> methods = new ArrayList<>();
    private final List<Runnable> kept = new ArrayList<>();
    private int connections;
    private int closedFrom = Integer.MAX_VALUE;
    private CountDownLatch stopped = new CountDownLatch(1);

    HandshakeGate(URI node, Path keystore, String password)
            throws IOException, GeneralSecurityException {
        this.node = node;
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keystore, password)));
        server.createContext("/", this::pass);
        // The server shakes hands on the executor's thread.
        server.setExecutor(this::admit);
        server.start();
    }

    private static SSLContext context(Path keystore, String password)
            throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            store.load(in, password.toCharArray());
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    URI uri() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The requests since the last closing, GET or PUT, in the order of their connections. */
    synchronized List<String> methods() {
        return List.copyOf(methods);
    }

    /** Forgets what came; the nth connection from now on shakes no hands, nor do those after it. */
    synchronized void close(int nth) {
        methods.clear();
        connections = 0;
        closedFrom = nth;
        stopped = new CountDownLatch(1);
    }

    boolean stopped(long seconds) throws InterruptedException {
        CountDownLatch latch;
        synchronized (this) {
            latch = stopped;
        }
        return latch.await(seconds, TimeUnit.SECONDS);
    }

    void open() {
        List<Runnable> waiting;
        synchronized (this) {
            closedFrom = Integer.MAX_VALUE;
            waiting = List.copyOf(kept);
            kept.clear();
        }
        waiting.forEach(threads::execute);
    }

    private void admit(Runnable connection) {
        synchronized (this) {
            connections++;
            if (connections >= closedFrom) {
                kept.add(connection);
                stopped.countDown();
                return;
            }
        }
        threads.execute(connection);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            synchronized (this) {
                methods.add(exchange.getRequestMethod());
            }
            var body = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Connection", "close");
            HttpForwarding.answer(exchange, client.ask(exchange, node, body));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }
}
