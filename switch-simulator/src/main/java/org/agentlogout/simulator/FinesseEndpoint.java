/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.agentlogout.simulator.board.AgentBoard;
import org.agentlogout.simulator.board.Wish;

/**
 * The REST API of one node: reads a request, notes it in the call log, lets faults strike, and
 * answers for the board. Bodies above {@value #BODY_LIMIT} bytes are refused.
 */
final class FinesseEndpoint implements HttpHandler {

    static final int BODY_LIMIT = 256 * 1024;

    /** Beyond the limit this much is read and thrown away, so that the client gets its answer. */
    private static final long DRAIN_LIMIT = 64L * 1024 * 1024;

    /** What both nodes share. */
    record Shared(
            SimulatorSettings settings,
            InstantSource clock,
            LiveBoard board,
            CallLog log,
            FaultPlan faults,
            Credentials credentials,
            Function<Node, String> host) {}

    /** One request on its way, with the faults that strike it. */
    private record Asked(
            FinesseRequest request,
            boolean tooLarge,
            Credentials.Login login,
            long seq,
            Optional<FaultAction> fault,
            CountDownLatch released) {}

    private record Reply(int status, String body) {}

    private final Node node;
    private final Shared shared;
    private final FinesseAnswers answers;
    private final FinesseChanges changes;
    private volatile CountDownLatch release = new CountDownLatch(1);
    private volatile boolean outOfService;

    FinesseEndpoint(Node node, Shared shared) {
        this.node = node;
        this.shared = shared;
        this.answers = new FinesseAnswers(shared.settings());
        this.changes = new FinesseChanges(shared.settings());
    }

    void outOfService(boolean out) {
        outOfService = out;
    }

    /** Closes the connections of all requests that hang. */
    void releaseHanging() {
        CountDownLatch old = release;
        release = new CountDownLatch(1);
        old.countDown();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT);
        boolean tooLarge = drain(exchange) > 0;
        FinesseRequest request =
                FinesseRequest.of(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        tooLarge ? new byte[0] : body);
        // Taken before the faults are asked: whoever clears them releases all that they struck.
        CountDownLatch released = release;
        Instant now = shared.clock().instant();
        FaultPlan.Hit hit = shared.faults().hit(request.heard(), node, now);
        Credentials.Login login = login(exchange, request, hit, now);
        String user = login.proved() ? login.userId() : "";
        String text = new String(body, StandardCharsets.UTF_8);
        long seq = shared.log().open(request.heard(), node, user, text, now);
        if (slept(hit.latency(), released)) {
            serve(exchange, new Asked(request, tooLarge, login, seq, hit.action(), released));
        } else {
            exchange.close();
        }
    }

    /** SystemInfo is shown to everybody; a password that comes with it is not tried. */
    private Credentials.Login login(
            HttpExchange exchange, FinesseRequest request, FaultPlan.Hit hit, Instant now) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        boolean open = request.operation() == FinesseOperation.GET_SYSTEM_INFO;
        if (header == null || open) {
            return Credentials.Login.NOBODY;
        }
        return hit.action().filter(it -> it instanceof FaultAction.WrongPassword).isPresent()
                ? shared.credentials().refuse(header, now)
                : shared.credentials().judge(header, now);
    }

    private void serve(HttpExchange exchange, Asked asked) throws IOException {
        Instant now = shared.clock().instant();
        Reply reply = reply(asked, now);
        switch (asked.fault().orElse(new FaultAction.Latency(Duration.ZERO))) {
            case FaultAction.Hang hang -> hang(exchange, asked.released());
            case FaultAction.Drop drop -> exchange.close();
            case FaultAction.Latency it -> send(exchange, asked, reply);
            case FaultAction.Lost it -> send(exchange, asked, reply);
            case FaultAction.Late it -> send(exchange, asked, reply);
            case FaultAction.Refuse it -> send(exchange, asked, reply);
            case FaultAction.Unavailable it -> send(exchange, asked, reply);
            case FaultAction.WrongPassword it -> send(exchange, asked, reply);
            case FaultAction.EventFirst it -> send(exchange, asked, reply);
            case FaultAction.EventLost it -> send(exchange, asked, reply);
            case FaultAction.EventTwice it -> send(exchange, asked, reply);
            case FaultAction.MissingReason it -> send(exchange, asked, reply);
        }
    }

    private Reply reply(Asked asked, Instant now) {
        FinesseRequest request = asked.request();
        boolean info = request.operation() == FinesseOperation.GET_SYSTEM_INFO;
        if (unavailable(asked, now) || (outOfService && !info)) {
            return error(FinesseError.outOfService());
        }
        Optional<FinesseError> ordered = ordered(asked);
        if (ordered.isPresent()) {
            return error(ordered.get());
        }
        if (info) {
            return new Reply(200, systemInfo(now));
        }
        if (!asked.login().proved()) {
            return error(FinesseError.unauthorized(asked.login().userId()));
        }
        if (asked.tooLarge()) {
            return error(FinesseError.badRequest("The body is too large."));
        }
        return request.change() ? change(asked) : shown(asked);
    }

    private boolean unavailable(Asked asked, Instant now) {
        return asked.fault().orElse(null) instanceof FaultAction.Unavailable
                || shared.faults().unavailable(node, now);
    }

    private String systemInfo(Instant now) {
        Function<Node, String> host = shared.host();
        return answers.systemInfo(outOfService, host.apply(Node.A), host.apply(Node.B), now);
    }

    /** The error that a fault orders instead of the true answer. */
    private static Optional<FinesseError> ordered(Asked asked) {
        return switch (asked.fault().orElse(null)) {
            case null -> Optional.empty();
            case FaultAction.Refuse it ->
                    Optional.of(
                            FinesseError.of(
                                            it.status(),
                                            it.errorType(),
                                            it.errorMessage(),
                                            it.errorData())
                                    .forMedia(asked.request().mrdId()));
            case FaultAction.WrongPassword it ->
                    Optional.of(FinesseError.unauthorized(asked.login().userId()));
            case FaultAction.MissingReason it ->
                    Optional.of(FinesseError.reasonMissing().forMedia(asked.request().mrdId()));
            case FaultAction.Latency it -> Optional.empty();
            case FaultAction.Lost it -> Optional.empty();
            case FaultAction.Late it -> Optional.empty();
            case FaultAction.Hang it -> Optional.empty();
            case FaultAction.Drop it -> Optional.empty();
            case FaultAction.Unavailable it -> Optional.empty();
            case FaultAction.EventFirst it -> Optional.empty();
            case FaultAction.EventLost it -> Optional.empty();
            case FaultAction.EventTwice it -> Optional.empty();
        };
    }

    private Reply shown(Asked asked) {
        FinesseAnswers.Reply reply =
                shared.board()
                        .now((board, at) ->
                                answers.answer(
                                        board, asked.request(), asked.login().userId(), node));
        return switch (reply) {
            case FinesseAnswers.Reply.Shown(String xml) -> new Reply(200, xml);
            case FinesseAnswers.Reply.Failed(FinesseError error) -> error(error);
        };
    }

    private Reply change(Asked asked) {
        return shared.board().now((board, at) -> change(asked, board));
    }

    /** In one go: between judging and noting it no other request may be judged. */
    private Reply change(Asked asked, AgentBoard board) {
        String caller = asked.login().userId();
        return switch (changes.decide(board, asked.request(), caller, node)) {
            case FinesseChanges.Decision.Taken(Wish wish) -> {
                submit(asked, wish);
                yield new Reply(202, "");
            }
            case FinesseChanges.Decision.Refused(FinesseError error) -> error(error);
            case FinesseChanges.Decision.RefusedWithEffect(FinesseError error, Wish wish) -> {
                submit(asked, wish);
                yield error(error);
            }
        };
    }

    private void submit(Asked asked, Wish wish) {
        Duration delay = shared.settings().confirmationDelay();
        switch (asked.fault().orElse(null)) {
            case FaultAction.Lost it -> lost(asked, "lost");
            case FaultAction.Hang(boolean applied) when !applied -> lost(asked, "hang");
            case FaultAction.Drop(boolean applied) when !applied -> lost(asked, "drop");
            case FaultAction.Late(Duration late) ->
                    shared.board().submitLate(wish, late, asked.seq());
            case null, default -> shared.board().submit(wish, delay, asked.seq());
        }
    }

    private void lost(Asked asked, String how) {
        shared.log().became(asked.seq(), Fate.LOST, shared.clock().instant(), how);
    }

    private Reply error(FinesseError error) {
        return new Reply(error.status(), error.body(shared.settings().letterCase()));
    }

    private void send(HttpExchange exchange, Asked asked, Reply reply) throws IOException {
        shared.log().answered(asked.seq(), reply.status());
        String requestId = exchange.getRequestHeaders().getFirst("requestId");
        if (requestId != null) {
            exchange.getResponseHeaders().set("requestId", requestId);
        }
        if (reply.status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"finesse\"");
        }
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            exchange.getResponseHeaders().set("Content-Type", "application/xml;charset=UTF-8");
        }
        boolean body = bytes.length > 0 && !exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(reply.status(), body ? bytes.length : -1);
        if (body) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static void hang(HttpExchange exchange, CountDownLatch released) {
        try {
            released.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    /** Waits; false when the faults were cleared or the node closed meanwhile. */
    private static boolean slept(Duration latency, CountDownLatch released) {
        try {
            return latency.isZero() || !released.await(latency.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static long drain(HttpExchange exchange) throws IOException {
        long drained = 0;
        byte[] waste = new byte[16 * 1024];
        int read = exchange.getRequestBody().read(waste);
        while (read > 0 && drained < DRAIN_LIMIT) {
            drained += read;
            read = exchange.getRequestBody().read(waste);
        }
        return drained;
    }
}
