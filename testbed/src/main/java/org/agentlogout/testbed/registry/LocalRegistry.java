/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP side of the registry, on a free port of the loopback interface. A body may have one MiB.
 * Requests are served in parallel; {@link #close} ends those in flight.
 */
public final class LocalRegistry implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalRegistry.class);
    private static final int BODY_LIMIT = 1 << 20;
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SchemaShelf shelf = new SchemaShelf();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile HttpServer server;

    private LocalRegistry() {
        server = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    public static LocalRegistry start() {
        return new LocalRegistry();
    }

    private HttpServer listen(InetSocketAddress address) {
        try {
            var listening = HttpServer.create(address, 0);
            listening.setExecutor(threads);
            listening.createContext("/", this::serve);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException("no free port for the registry", e);
        }
    }

    /** From now on nobody answers at its address. */
    public void cut() {
        server.stop(0);
    }

    /** It answers again after {@link #cut}, at the same address, and has forgotten nothing. */
    public void mend() {
        server = listen(server.getAddress());
    }

    /** For {@code schema.registry.url}; no slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = new Answer(200, route(exchange));
            } catch (RegistryFailure e) {
                answer = failed(e);
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("the local registry failed; please report it");
                answer = failed(RegistryFailure.broken());
            }
            var bytes = JSON.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().set("Content-Type", TYPE);
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private record Answer(int status, Object body) {}

    private static Answer failed(RegistryFailure e) {
        return new Answer(
                e.status(),
                Map.of("error_code", e.code(), "message", String.valueOf(e.getMessage())));
    }

    private Object route(HttpExchange exchange) throws IOException {
        var path = segments(exchange.getRequestURI());
        return switch (path.isEmpty() ? "" : path.getFirst()) {
            case "" -> get(exchange, Map.of());
            case "schemas" -> get(exchange, schemas(path, exchange));
            case "subjects" -> subjects(path, exchange);
            case "config" -> config(path, exchange);
            case "compatibility" -> compatibility(path, exchange);
            default -> throw noSuchPath(exchange);
        };
    }

    private Object schemas(List<String> path, HttpExchange exchange) {
        if (path.equals(List.of("schemas", "types"))) {
            return List.of("AVRO");
        }
        if (path.size() < 3 || !path.get(1).equals("ids")) {
            throw noSuchPath(exchange);
        }
        var id = id(path.get(2));
        if (path.size() == 3) {
            return Map.of("schema", shelf.schema(id));
        }
        return switch (path.get(3)) {
            case "schema" -> readTree(shelf.schema(id));
            case "subjects" ->
                    shelf.entriesOf(id).stream().map(SchemaShelf.Entry::subject).toList();
            case "versions" ->
                    shelf.entriesOf(id).stream()
                            .map(e -> Map.of("subject", e.subject(), "version", e.version()))
                            .toList();
            default -> throw noSuchPath(exchange);
        };
    }

    private Object subjects(List<String> path, HttpExchange exchange) throws IOException {
        if (path.size() == 1) {
            return get(exchange, shelf.subjects());
        }
        var subject = path.get(1);
        if (path.size() == 2) {
            return entry(shelf.lookUp(subject, text(posted(exchange, "POST"), "schema")));
        }
        if (!path.get(2).equals("versions")) {
            throw noSuchPath(exchange);
        }
        return switch (path.size()) {
            case 3 -> ofVersions(subject, exchange);
            case 4 -> get(exchange, entry(shelf.version(subject, path.get(3))));
            default -> {
                if (!path.get(4).equals("schema") || path.size() > 5) {
                    throw noSuchPath(exchange);
                }
                yield get(exchange, readTree(shelf.version(subject, path.get(3)).schema()));
            }
        };
    }

    private Object ofVersions(String subject, HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            return shelf.versions(subject);
        }
        var body = posted(exchange, "POST");
        var schemaType = body.path("schemaType").asText("AVRO");
        if (!schemaType.equals("AVRO")) {
            throw RegistryFailure.badSchema("this registry knows AVRO only, not " + schemaType);
        }
        if (!body.path("references").isEmpty()) {
            throw RegistryFailure.badSchema("this registry takes no references to other schemas");
        }
        return Map.of("id", shelf.register(subject, text(body, "schema")));
    }

    private Object config(List<String> path, HttpExchange exchange) throws IOException {
        if (path.size() > 2) {
            throw noSuchPath(exchange);
        }
        var ofAll = path.size() == 1;
        if (exchange.getRequestMethod().equals("GET")) {
            var level = ofAll ? shelf.defaultLevel() : shelf.level(path.get(1));
            return Map.of("compatibilityLevel", level);
        }
        var level = text(posted(exchange, "PUT"), "compatibility");
        if (ofAll) {
            shelf.setDefaultLevel(level);
        } else {
            shelf.setLevel(path.get(1), level);
        }
        return Map.of("compatibility", level);
    }

    private Object compatibility(List<String> path, HttpExchange exchange) throws IOException {
        // /compatibility/subjects/{subject}/versions[/{version}]: judged by the subject's level, as
        // registering is.
        if (path.size() < 4 || path.size() > 5 || !path.get(1).equals("subjects")) {
            throw noSuchPath(exchange);
        }
        if (path.size() == 5) {
            shelf.version(path.get(2), path.get(4));
        }
        var schema = text(posted(exchange, "POST"), "schema");
        return Map.of("is_compatible", shelf.wouldTake(path.get(2), schema));
    }

    private static Object get(HttpExchange exchange, Object body) {
        requireMethod(exchange, "GET");
        return body;
    }

    private static void requireMethod(HttpExchange exchange, String method) {
        if (!exchange.getRequestMethod().equals(method)) {
            throw RegistryFailure.methodNotAllowed(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath());
        }
    }

    private static JsonNode posted(HttpExchange exchange, String method) throws IOException {
        requireMethod(exchange, method);
        var bytes = exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
        if (bytes.length > BODY_LIMIT) {
            throw RegistryFailure.tooLarge(BODY_LIMIT);
        }
        return readTree(new String(bytes, UTF_8));
    }

    private static JsonNode readTree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw RegistryFailure.notJson(e.getOriginalMessage());
        }
    }

    private static String text(JsonNode body, String field) {
        var value = body.path(field);
        if (!value.isTextual()) {
            throw RegistryFailure.notJson("no text named \"" + field + "\"");
        }
        return value.textValue();
    }

    private static int id(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw RegistryFailure.schemaNotFound(text);
        }
    }

    private static Map<String, Object> entry(SchemaShelf.Entry entry) {
        var body = new LinkedHashMap<String, Object>();
        body.put("subject", entry.subject());
        body.put("version", entry.version());
        body.put("id", entry.id());
        body.put("schema", entry.schema());
        return body;
    }

    private static List<String> segments(URI uri) {
        // Decoded piece by piece: a subject may hold an escaped slash.
        return Arrays.stream(uri.getRawPath().split("/"))
                .filter(part -> !part.isEmpty())
                .map(part -> URLDecoder.decode(part.replace("+", "%2B"), UTF_8))
                .toList();
    }

    private static RegistryFailure noSuchPath(HttpExchange exchange) {
        return RegistryFailure.noSuchPath(exchange.getRequestURI().getPath());
    }
}
