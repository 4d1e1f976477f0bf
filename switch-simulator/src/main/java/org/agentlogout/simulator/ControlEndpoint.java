/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The control port: tests in other processes, demos and people turn the knobs here. HTTP with JSON
 * both ways, bodies up to 1 MiB; the routes are {@link ControlRoutes}'. An error is {@code
 * {"error": "..."}} with 400 for bad input, 404 for what does not exist, 409 for what the floor
 * cannot do and 413 for a body too large. There is no authentication: bind it to loopback or a
 * private network.
 */
final class ControlEndpoint implements HttpHandler {

    private static final int BODY_LIMIT = 1024 * 1024;
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(Instant.class, ToStringSerializer.instance))
                    .build();

    private record Reply(int status, Object body) {}

    private final ControlRoutes routes;

    ControlEndpoint(SwitchSimulator simulator) {
        routes = new ControlRoutes(simulator);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
        Reply reply =
                body.length > BODY_LIMIT
                        ? error(413, "the body is larger than " + BODY_LIMIT + " bytes")
                        : reply(exchange, body);
        byte[] json = written(reply);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        String type = reply.body() instanceof String ? "text/plain" : "application/json";
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(reply.status(), head ? -1 : json.length);
        if (!head) {
            exchange.getResponseBody().write(json);
        }
        exchange.close();
    }

    /** Laid out for people, with a line end for their shells; a text as it is. */
    private static byte[] written(Reply reply) throws JsonProcessingException {
        if (reply.body() instanceof String text) {
            return text.getBytes(UTF_8);
        }
        ObjectWriter writer =
                reply.status() == 200 ? JSON.writerWithDefaultPrettyPrinter() : JSON.writer();
        return (writer.writeValueAsString(reply.body()) + "\n").getBytes(UTF_8);
    }

    private Reply reply(HttpExchange exchange, byte[] body) {
        try {
            JsonNode json = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
            ControlInput input =
                    ControlInput.of(exchange.getRequestMethod(), exchange.getRequestURI(), json);
            return new Reply(200, routes.answer(input));
        } catch (JsonProcessingException malformed) {
            return error(400, "not JSON: " + malformed.getOriginalMessage());
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory failed", impossible);
        } catch (NoSuchElementException unknown) {
            return error(404, text(unknown));
        } catch (IllegalArgumentException bad) {
            return error(400, text(bad));
        } catch (IllegalStateException cannot) {
            return error(409, text(cannot));
        }
    }

    private static String text(RuntimeException problem) {
        String message = problem.getMessage();
        return message == null ? problem.toString() : message;
    }

    private static Reply error(int status, String text) {
        return new Reply(status, Map.of("error", text));
    }
}
