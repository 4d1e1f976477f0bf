/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.agentlogout.worker.agentswitch.Credential.Owner;
import org.agentlogout.worker.agentswitch.Credentials.Found;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A token endpoint in trouble, over a real socket. */
@Timeout(10)
class TokenEndpointTest {
    @TempDir Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        Files.writeString(directory.resolve("1001"), "refresh:r1");
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        server.stop(0);
    }

    @Test
    void bodyThatTricklesIsNotWaitedFor() {
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 1_000);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                });

        assertThat(tokens().find("1001", "", Instant.now().plusMillis(300)))
                .isInstanceOfSatisfying(
                        Found.Unusable.class,
                        found ->
                                assertThat(found.why().code())
                                        .isEqualTo("TOKEN_ENDPOINT_UNREACHABLE"));
    }

    private Credentials tokens() {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        var files = new CredentialFiles("cce1", Owner.AGENT, directory, Timing.REAL);
        var endpoint =
                new CredentialTokens.Endpoint("cce1", address, client, Duration.ofSeconds(5));
        return new CredentialTokens(
                files, endpoint, new CredentialRefusals(Timing.REAL, _ -> {}), Timing.REAL);
    }
}
