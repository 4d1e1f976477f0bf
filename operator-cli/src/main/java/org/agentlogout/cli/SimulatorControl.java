/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The switch simulator's control port, as far as a sign-in needs it. */
final class SimulatorControl implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    SimulatorControl(URI base) {
        this.base = base;
    }

    /** Adds an agent who is signed out everywhere, or changes one that is there. */
    void addAgent(String agent, String password, String team, List<String> mrdIds) {
        var body = Map.of("password", password, "teamId", team, "mrdIds", mrdIds);
        send("PUT", "/agents/" + escaped(agent), JsonText.of(body));
    }

    /** Signs the agent in on voice and all media, Not Ready everywhere. */
    void signIn(String agent) {
        send("POST", "/agents/" + escaped(agent) + "/sign-in", "{}");
    }

    void setVoiceState(String agent, String state) {
        send("POST", "/agents/" + escaped(agent) + "/state", JsonText.of(Map.of("state", state)));
    }

    void setMediaState(String agent, String mrdId, String state) {
        var path = "/agents/" + escaped(agent) + "/medias/" + escaped(mrdId) + "/state";
        send("POST", path, JsonText.of(Map.of("state", state)));
    }

    private JsonNode send(String method, String path, String body) {
        var request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            var answer = JsonText.read(response.body());
            if (response.statusCode() != 200) {
                throw ToolFailure.outside(
                        "The simulator at " + base + " refuses: " + answer.path("error").asText());
            }
            return answer;
        } catch (IOException | IllegalArgumentException e) {
            throw ToolFailure.outside(
                    "No simulator answers at " + base + ": " + ToolFailure.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ToolFailure.outside("Interrupted while waiting for the simulator.");
        }
    }

    private static String escaped(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.close();
    }
}
