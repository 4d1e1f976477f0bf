/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agentlogout.simulator.Node;
import org.agentlogout.simulator.SimulatorSettings;
import org.agentlogout.simulator.SimulatorSettings.Tls;
import org.agentlogout.worker.agentswitch.Credential.Owner;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.command.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that no simulator of a good switch would be: redirects, endless bodies, nonsense. */
class FinesseOddServerTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String INFO =
            "<SystemInfo><deploymentType>UCCE</deploymentType><status>IN_SERVICE</status></SystemInfo>";

    /** What the server does with everything but SystemInfo. */
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @TempDir Path directory;

    private final List<String> paths = new CopyOnWriteArrayList<>();
    private volatile Answer answer = exchange -> say(exchange, 200, "<User/>");
    private FinesseFloor floor;
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        var settings = SimulatorSettings.defaults();
        floor =
                new FinesseFloor(
                        new FinesseFloor.Plan(settings, Owner.AGENT, Samples.VOICE, Tls.OFF),
                        directory);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String path = exchange.getRequestURI().getRawPath();
                    paths.add(path);
                    if (path.endsWith("/SystemInfo")) {
                        say(exchange, 200, INFO);
                    } else {
                        answer.to(exchange);
                    }
                });
        server.setExecutor(command -> Thread.ofVirtual().start(command));
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        floor.close();
    }

    @Test
    void redirectIsNotFollowedAndTheCureIsNamed() {
        answer =
                exchange -> {
                    exchange.getResponseHeaders().set("Location", "https://127.0.0.1:1/");
                    say(exchange, 301, "");
                };

        assertThat(inspected())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> {
                            assertThat(failed.code()).isEqualTo("WRONG_ADDRESS");
                            assertThat(failed.retryable()).isFalse();
                            assertThat(failed.text()).contains("https", "8445");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>Log in, please</html>",
                "<!DOCTYPE User><User><state>LOGOUT</state></User>",
                "{}"
            })
    void nonsenseIsNoAnswer(String body) {
        answer = exchange -> say(exchange, 200, body);

        assertThat(inspected()).satisfies(it -> failed(it, "ANSWER_UNREADABLE"));
    }

    @Test
    void endlessBodyIsNotRead() {
        answer =
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] chunk = new byte[64 * 1024];
                    for (int i = 0; i < 10_000; i++) {
                        exchange.getResponseBody().write(chunk);
                    }
                };

        assertThat(inspected()).satisfies(it -> failed(it, "SWITCH_NO_ANSWER"));
    }

    @Test
    void bodyThatTricklesIsNotWaitedFor() {
        answer =
                exchange -> {
                    exchange.sendResponseHeaders(200, 1_000);
                    exchange.getResponseBody().write('<');
                    exchange.getResponseBody().flush();
                };

        assertThat(inspectedWithin(Duration.ofMillis(300)))
                .satisfies(it -> failed(it, "SWITCH_NO_ANSWER"));
    }

    @Test
    void secretThatTheSwitchRepeatsIsNotPassedOn() {
        answer =
                exchange -> {
                    String sent = exchange.getRequestHeaders().getFirst("Authorization");
                    String error =
                            "<ApiErrors><ApiError><ErrorType>Generic Error</ErrorType>"
                                    + "<ErrorMessage>You sent "
                                    + sent
                                    + "</ErrorMessage></ApiError></ApiErrors>";
                    say(exchange, 400, error);
                };
        byte[] secret = (Samples.AGENT + ":right").getBytes(StandardCharsets.UTF_8);

        assertThat(inspected().toString())
                .contains("You sent")
                .doesNotContain(Base64.getEncoder().encodeToString(secret));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void mediumThatWouldLeaveThePathIsNotAskedFor(String mrdId) {
        var address = new Target.FinesseMedium(Samples.AGENT, mrdId, 1, "ACCEPT", "CLOSE");

        assertThat(odd(LONG).inspect(Samples.target("chat", address), Samples.soon()))
                .satisfies(it -> failed(it, "ADDRESS_INVALID"));
        assertThat(paths).isEmpty();
    }

    @Test
    void signsInAnIdAreEscaped() {
        var address = new Target.FinesseMedium(Samples.AGENT, "a/../b?c d", 1, "ACCEPT", "CLOSE");

        odd(LONG).inspect(Samples.target("chat", address), Samples.soon());

        assertThat(paths)
                .contains("/finesse/api/User/" + Samples.AGENT + "/Media/a%2F..%2Fb%3Fc%20d");
    }

    @Test
    void strangersCertificateIsNotBelieved(@TempDir Path other) {
        Tls tls = new Tls(Keystore.in(other), Keystore.PASSWORD);
        var settings = SimulatorSettings.defaults();
        Path files = other.resolve("files");
        assertThat(files.toFile().mkdir()).isTrue();
        try (var strange =
                new FinesseFloor(
                        new FinesseFloor.Plan(settings, Owner.AGENT, Samples.VOICE, tls), files)) {
            var node = strange.simulator.node(Node.A);
            var command = Samples.signOut(Samples.order(Samples.VOICE, 1, true), "");

            Outcome outcome =
                    floor.agentSwitch(LONG, LONG, Timing.REAL, List.of(node))
                            .signOut(command, Samples.soon(), Samples.GO);

            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
            assertThat(strange.requests()).isEmpty();
        }
    }

    @Test
    void otherNodeIsAskedForAGuardedChangeOnlyAfterAnotherLook() {
        answer =
                exchange -> {
                    if (exchange.getRequestMethod().equals("PUT")) {
                        floor.startInteraction();
                        answer = later -> say(later, 503, "");
                        say(exchange, 503, "");
                    } else {
                        say(exchange, 200, idle(exchange.getRequestURI().getPath()));
                    }
                };
        URI odd = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        var nodes = List.of(odd, floor.simulator.node(Node.A));
        var command = Samples.signOut(Samples.order(Samples.VOICE, 1, true), "");

        Outcome outcome =
                floor.agentSwitch(LONG, Duration.ofSeconds(2), Timing.REAL, nodes)
                        .signOut(command, Samples.soon(), Samples.GO);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("INTERACTION_STARTED"));
        assertThat(floor.changes()).isEmpty();
    }

    private static String idle(String path) {
        return path.endsWith("/Dialogs")
                ? "<Dialogs/>"
                : "<User><state>NOT_READY</state><extension>4001</extension></User>";
    }

    private Outcome inspected() {
        return odd(LONG).inspect(Samples.VOICE, Samples.soon());
    }

    private Outcome inspectedWithin(Duration call) {
        return odd(call).inspect(Samples.VOICE, Samples.soon());
    }

    private AgentSwitch odd(Duration call) {
        URI node = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return floor.agentSwitch(call, LONG, Timing.REAL, List.of(node));
    }

    private static void failed(Outcome outcome, String code) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, failed -> assertThat(failed.code()).isEqualTo(code));
    }

    private static void say(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
