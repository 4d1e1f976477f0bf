/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.agentlogout.wire.AvroSerdes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The orchestrator's way to the registry that the writers use, over HTTP: it can be cut, wholly or
 * for one schema.
 */
final class SwitchedRegistry implements AutoCloseable {

    /** Of the mocked registry. */
    static final String SCOPE = "driven";

    private final SchemaRegistryClient client = MockSchemaRegistry.getClientForScope(SCOPE);
    private final Set<Integer> ill = ConcurrentHashMap.newKeySet();
    private final HttpServer server;
    private volatile boolean up = true;

    SwitchedRegistry() {
        try {
            InetAddress here = InetAddress.getLoopbackAddress();
            server = HttpServer.create(new InetSocketAddress(here, 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void down() {
        up = false;
    }

    void up() {
        up = true;
    }

    void neverAnswers(int id) {
        ill.add(id);
    }

    /** Another schema for records of that type, of which nobody can have heard before. */
    int newSchema(Class<? extends SpecificRecord> type, String writer) {
        String text = AvroSerdes.schema(type).canonicalString();
        Schema schema =
                new Schema.Parser()
                        .parse(text.replaceFirst("\\{", "{\"written-by\":\"" + writer + "\","));
        try {
            return client.register("of-" + writer, new AvroSchema(schema));
        } catch (IOException | RestClientException e) {
            throw new AssertionError(e);
        }
    }

    /** The same value as a writer with that schema writes it. */
    static byte[] written(byte[] value, int id) {
        byte[] copy = value.clone();
        ByteBuffer.wrap(copy, 1, Integer.BYTES).putInt(id);
        return copy;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!up) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            answer(exchange, exchange.getRequestURI().getPath().split("/"));
        } catch (RestClientException e) {
            throw new IOException(e);
        }
    }

    /** {@code /schemas/ids/7}, {@code /subjects/s}, {@code /subjects/s/versions[/1]}. */
    private void answer(HttpExchange exchange, String[] path)
            throws IOException, RestClientException {
        String body;
        if (path[1].equals("schemas")) {
            int id = Integer.parseInt(path[3]);
            if (ill.contains(id)) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            body = "{\"schema\":" + quoted(client.getSchemaById(id)) + "}";
        } else if (path.length == 4) {
            body = "[1]";
        } else {
            int id = client.getLatestSchemaMetadata(path[2]).getId();
            body =
                    "{\"subject\":\"s\",\"version\":1,\"id\":"
                            + id
                            + ",\"schema\":"
                            + quoted(client.getSchemaById(id))
                            + "}";
        }
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String quoted(ParsedSchema schema) {
        String text = schema.canonicalString();
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
