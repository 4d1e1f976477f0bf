/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between the workers and the nodes of the switch. Requests of each user are counted, and
 * from any of them on they can be made to wait: before the switch has the request, or before the
 * worker has the answer.
 */
final class SwitchGate implements AutoCloseable {

    /** On which side of the switch the request at which the gate was closed is kept. */
    enum Side {
        REQUEST,
        ANSWER
    }

    private static final Pattern USER = Pattern.compile("/finesse/api/User/([^/]+).*");
    private static final int LONGEST_WAIT_SECONDS = 30;

    /** Closed from the nth request on; all before it have passed. */
    private record Bar(int nth, Side side, CountDownLatch stopped, CountDownLatch opened) {

        void keep() throws InterruptedException {
            stopped.countDown();
            boolean ignored = opened.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static final Bar OPEN =
            new Bar(Integer.MAX_VALUE, Side.REQUEST, new CountDownLatch(0), new CountDownLatch(0));

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpForwarding client = new HttpForwarding(threads);
    private final List<HttpServer> servers = new ArrayList<>();
    private final Map<String, Bar> bars = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> changes = new ConcurrentHashMap<>();

    /** A new address that leads to this node. */
    URI inFrontOf(URI node) {
        try {
            var loopback = InetAddress.getLoopbackAddress();
            var server = HttpServer.create(new InetSocketAddress(loopback, 0), 1024);
            server.createContext("/", exchange -> pass(exchange, node));
            server.setExecutor(threads);
            server.start();
            servers.add(server);
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many requests of this user have come so far, those that are kept included. */
    int count(String userId) {
        return of(userId, counts).get();
    }

    /** How many of them ask for a change. */
    int changes(String userId) {
        return of(userId, changes).get();
    }

    private static AtomicInteger of(String userId, Map<String, AtomicInteger> counted) {
        return counted.computeIfAbsent(userId, ignored -> new AtomicInteger());
    }

    /** Closes from the user's nth request on, counted from the first one ever. */
    void close(String userId, int nth, Side side) {
        bars.put(userId, new Bar(nth, side, new CountDownLatch(1), new CountDownLatch(1)));
    }

    /** Whether a request is kept now, waiting for one at most so long. */
    boolean stopped(String userId, long millis) throws InterruptedException {
        return bars.getOrDefault(userId, OPEN).stopped().await(millis, TimeUnit.MILLISECONDS);
    }

    void open(String userId) {
        var bar = bars.remove(userId);
        if (bar != null) {
            bar.opened().countDown();
        }
    }

    private void pass(HttpExchange exchange, URI node) throws IOException {
        try (exchange) {
            Matcher user = USER.matcher(exchange.getRequestURI().getPath());
            var userId = user.matches() ? user.group(1) : "";
            var bar = bars.getOrDefault(userId, OPEN);
            int number = of(userId, counts).incrementAndGet();
            if (exchange.getRequestMethod().equals("PUT")) {
                of(userId, changes).incrementAndGet();
            }
            var body = exchange.getRequestBody().readAllBytes();
            if (number > bar.nth() || (number == bar.nth() && bar.side() == Side.REQUEST)) {
                bar.keep();
            }
            var answer = client.ask(exchange, node, body);
            if (number == bar.nth() && bar.side() == Side.ANSWER) {
                bar.keep();
            }
            HttpForwarding.answer(exchange, answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        List.copyOf(bars.keySet()).forEach(this::open);
        servers.forEach(it -> it.stop(0));
        threads.shutdownNow();
        client.close();
    }
}
