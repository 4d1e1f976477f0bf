/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;

/** Hands a request of a worker on to the switch, and its answer back. */
final class HttpForwarding implements AutoCloseable {

    private static final Set<String> PASSED_ON =
            Set.of("authorization", "accept", "requestid", "content-type");

    private final HttpClient client;

    HttpForwarding(Executor threads) {
        client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .executor(threads)
                        .build();
    }

    HttpResponse<byte[]> ask(HttpExchange exchange, URI node, byte[] body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(node.resolve(exchange.getRequestURI()))
                        .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders()
                .forEach((name, values) -> {
                    if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                        request.header(name, values.getFirst());
                    }
                });
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    static void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        answer.headers()
                .firstValue("Content-Type")
                .ifPresent(it -> exchange.getResponseHeaders().set("Content-Type", it));
        var body = answer.body();
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        client.close();
    }
}
