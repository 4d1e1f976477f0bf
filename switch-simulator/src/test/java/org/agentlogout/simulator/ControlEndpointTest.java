/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlEndpointTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANN =
            "{\"password\":\"pw\",\"extension\":\"1001\",\"mrdIds\":[\"5001\"],\"wrapUp\":true}";

    private final SwitchSimulator simulator =
            SwitchSimulator.start(
                    SimulatorSettings.defaults().withConfirmationDelay(Duration.ZERO));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.shutdownNow();
        simulator.close();
    }

    private HttpResponse<String> send(String method, String path, String body) {
        URI uri = URI.create(simulator.control() + path);
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .timeout(Duration.ofSeconds(10))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private JsonNode ok(String method, String path, String body) {
        HttpResponse<String> answer = send(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return parsed(answer.body());
    }

    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException noJson) {
            throw new AssertionError(body, noJson);
        }
    }

    private void annIsIn() {
        ok("PUT", "/agents/ann", ANN);
        ok("POST", "/agents/ann/sign-in", "");
    }

    @Test
    void agentIsAddedSignedInAndShownWithoutPassword() {
        annIsIn();

        JsonNode board = ok("GET", "/board", "");

        assertThat(board.at("/agents/0/voiceState").asText()).isEqualTo("NOT_READY");
        assertThat(board.at("/agents/0/medias/5001/routable").asBoolean()).isTrue();
        assertThat(board.at("/nodes/A").asText()).isEqualTo(simulator.node(Node.A).toString());
        assertThat(board.toString()).doesNotContain("pw");
    }

    @Test
    void callIsStartedHeldAndEnded() {
        annIsIn();
        String id = ok("POST", "/agents/ann/calls", "{\"ringing\":true}").get("dialogId").asText();
        assertThat(simulator.agent("ann").voiceState()).isEqualTo("RESERVED");

        ok("POST", "/agents/ann/calls/" + id + "/answer", "");
        ok("POST", "/agents/ann/calls/" + id + "/hold", "");
        assertThat(simulator.agent("ann").voiceState()).isEqualTo("HOLD");
        ok("POST", "/agents/ann/calls/" + id + "/retrieve", "");
        JsonNode after = ok("POST", "/agents/ann/calls/" + id + "/end", "");

        assertThat(after.get("voiceState").asText()).isEqualTo("WORK_READY");
    }

    @Test
    void taskIsOfferedAcceptedAndEnded() {
        annIsIn();
        String id = ok("POST", "/agents/ann/medias/5001/tasks", "").get("taskId").asText();
        ok("POST", "/agents/ann/tasks/" + id + "/accept", "");
        JsonNode active =
                ok("POST", "/agents/ann/tasks/" + id + "/state", "{\"state\":\"ACTIVE\"}");
        assertThat(active.at("/medias/5001/state").asText()).isEqualTo("ACTIVE");

        JsonNode after = ok("POST", "/agents/ann/tasks/" + id + "/end", "");

        assertThat(after.at("/medias/5001/tasks")).isEmpty();
    }

    @Test
    void statesReasonsAndMediaAreSet() {
        annIsIn();
        ok("POST", "/agents/ann/state", "{\"state\":\"READY\"}");
        ok("POST", "/agents/ann/medias/5001/state", "{\"state\":\"PAUSED\"}");
        ok("POST", "/agents/ann/medias/5001/routable", "{\"routable\":false}");
        ok("PUT", "/medias/5001", "{\"name\":\"Chat\"}");
        ok("PUT", "/reasons/LOGOUT", "[{\"id\":4,\"code\":9,\"label\":\"Home\"}]");
        ok("POST", "/agents/ann/token", "{\"token\":\"t-1\"}");

        JsonNode ann = ok("GET", "/agents/ann", "");
        assertThat(ann.get("voiceState").asText()).isEqualTo("READY");
        assertThat(ann.at("/medias/5001/state").asText()).isEqualTo("PAUSED");
        assertThat(ann.at("/medias/5001/routable").asBoolean()).isFalse();
        try (FinesseClient bearer =
                new FinesseClient(
                        HttpClient.newHttpClient(), simulator.node(Node.A), "Bearer t-1")) {
            assertThat(bearer.get("User/ann/ReasonCode/4").body()).contains("Home");
            assertThat(bearer.get("User/ann/Media/5001").body()).contains("<name>Chat</name>");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "action":"LATENCY","millis":5
                    "action":"LOST","operation":"SignOutUser","times":1
                    "action":"LATE","millis":5,"userId":"ann"
                    "action":"ERROR","status":500,"errorType":"Generic Error","node":"A"
                    "action":"HANG","applied":true,"share":0.5
                    "action":"DROP"
                    "action":"UNAVAILABLE","millis":5
                    "action":"WRONG_PASSWORD"
                    "action":"MISSING_REASON","mrdId":"5001"
                    """)
    void eachFaultCanBeOrderedAndCleared(String fields) {
        ok("POST", "/faults", "{" + fields + "}");
        assertThat(ok("GET", "/faults", "").get("faults")).hasSize(1);

        ok("DELETE", "/faults", "");

        assertThat(ok("GET", "/faults", "").get("faults")).isEmpty();
    }

    @Test
    void nodesGoDownAndOutOfService() {
        annIsIn();
        ok("POST", "/nodes/B", "{\"outOfService\":true}");
        ok("POST", "/nodes/A", "{\"down\":true}");
        ok("POST", "/nodes/A", "{\"down\":false}");

        try (FinesseClient onA = FinesseClient.basic(simulator.node(Node.A), "ann", "pw");
                FinesseClient onB = FinesseClient.basic(simulator.node(Node.B), "ann", "pw")) {
            assertThat(onA.get("User/ann").statusCode()).isEqualTo(200);
            assertThat(onB.get("User/ann").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void callLogIsReadInPages() {
        annIsIn();
        try (FinesseClient ann = FinesseClient.basic(simulator.node(Node.A), "ann", "pw")) {
            ann.get("User/ann");
            ann.user("ann", "READY");
        }

        JsonNode first = ok("GET", "/calls?limit=1", "");
        JsonNode rest = ok("GET", "/calls?since=" + first.get("next").asLong(), "");

        assertThat(first.at("/entries/0/operation").asText()).isEqualTo("GetUser");
        assertThat(rest.at("/entries/0/fate").asText()).isEqualTo("APPLIED");
        assertThat(rest.at("/entries/0/at").asText()).endsWith("Z");
        assertThat(rest.get("dropped").asLong()).isZero();
    }

    @Test
    void itSaysWhatItCanDo() {
        assertThat(send("GET", "/", "").body()).contains("POST   /faults", "DELETE /faults");
    }

    @Test
    void faultsAreShownInTheWordsThatOrderThem() {
        ok("POST", "/faults", "{\"action\":\"LATE\",\"millis\":5,\"operation\":\"SignOut*\"}");
        JsonNode shown = ok("GET", "/faults", "").at("/faults/0");

        ok("POST", "/faults", shown.toString());

        assertThat(ok("GET", "/faults", "").at("/faults/1")).isEqualTo(shown);
    }

    @Test
    void resetForgetsEverything() {
        annIsIn();
        ok("POST", "/nodes/A", "{\"down\":true}");
        ok("POST", "/faults", "{\"action\":\"LOST\"}");

        ok("POST", "/reset", "");

        assertThat(ok("GET", "/board", "").get("agents")).isEmpty();
        assertThat(ok("GET", "/faults", "").get("faults")).isEmpty();
        try (FinesseClient onA = FinesseClient.basic(simulator.node(Node.A), "ann", "pw")) {
            assertThat(onA.get("User/ann").statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    POST | /faults                 | {"action":"LOST","user":"x"} | 400 | no field "user"
                    PUT  | /agents/bob             | {"password":"x","mrds":[]}   | 400 | no field "mrds"
                    POST | /nodes/A                | {"dwn":true}                 | 400 | no field "dwn"
                    GET  | /nothing                | ''                           | 404 | there is no GET /nothing
                    GET  | /agents/bob             | ''                           | 404 | bob
                    POST | /agents/ann/calls/9/end | ''                           | 404 | 9
                    POST | /agents/ann/state       | {"state":"ASLEEP"}           | 400 | ASLEEP is none of
                    POST | /agents/ann/state       | {"state":5}                  | 400 | must be a text
                    POST | /agents/ann/state       | {                            | 400 | not JSON
                    POST | /agents/ann/state       | {} {}                        | 400 | not JSON
                    PUT  | /agents/bob             | {"password":"x","mrdIds":3}  | 400 | must be a list
                    PUT  | /reasons/LOGOUT         | {"id":1}                     | 400 | must be a list
                    POST | /faults                 | {"action":"BOOM"}            | 400 | BOOM is none of
                    POST | /faults                 | {"action":"LATE"}            | 400 | millis
                    POST | /faults                 | {"action":"LOST","times":-1} | 400 | times
                    POST | /faults                 | {"action":"LOST","share":2}  | 400 | share
                    POST | /faults                 | {"action":"LOST","operation":"X"} | 400 | X
                    POST | /nodes/C                | {"down":true}                | 400 | none of
                    GET  | /calls?since=x          | ''                           | 400 | since
                    POST | /agents/ann/calls       | {"icd":false,"ringing":true} | 400 | ICD
                    """)
    void badInputIsToldInWords(String method, String path, String body, int status, String words) {
        annIsIn();

        HttpResponse<String> answer = send(method, path, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(parsed(answer.body()).get("error").asText()).contains(words);
    }

    @Test
    void whatTheFloorCannotDoIsAConflict() {
        ok("PUT", "/agents/ann", ANN);

        assertThat(send("POST", "/agents/ann/calls", "{}").statusCode()).isEqualTo(409);
    }

    @Test
    void largeBodyIsRefused() {
        assertThat(send("POST", "/faults", " ".repeat(1024 * 1024 + 1)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void platformActsAreKnobsToo() {
        annIsIn();
        ok("POST", "/agents/ann/sign-in", "{\"node\":\"B\"}");
        ok("POST", "/nodes/both", "{\"forgetMedia\":true}");
        assertThat(simulator.agent("ann").medias().values())
                .extracting(MediaView::maxDialogLimit)
                .containsExactly(1);
        String call = ok("POST", "/agents/ann/calls", "").get("dialogId").asText();
        ok("POST", "/agents/ann/forced", "{\"to\":\"NOT_READY\"}");
        ok("POST", "/agents/ann/calls/" + call + "/end", "");
        ok("POST", "/agents/ann/end-wrap-up", "");
        assertThat(simulator.agent("ann").voiceState()).isEqualTo("NOT_READY");
        ok("POST", "/agents/ann/forced", "{\"to\":\"LOGOUT\"}");
        assertThat(simulator.agent("ann").voiceState()).isEqualTo("LOGOUT");
        assertThat(send("POST", "/agents/ann/forced", "{\"to\":\"READY\"}").statusCode())
                .isEqualTo(400);
    }
}
