/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** A bare HTTP client that speaks for one user, as a desktop would. */
record FinesseClient(HttpClient http, URI node, String authorization) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static FinesseClient basic(URI node, String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        String header = "Basic " + Base64.getEncoder().encodeToString(pair);
        return new FinesseClient(HttpClient.newHttpClient(), node, header);
    }

    FinesseClient as(String header) {
        return new FinesseClient(http, node, header);
    }

    HttpResponse<String> get(String path) {
        return send(request(path, PATIENCE).GET().build());
    }

    HttpResponse<String> put(String path, String body) {
        return send(putRequest(path, body, PATIENCE));
    }

    /** A user state change with more children after the state. */
    HttpResponse<String> user(String user, String state, String more) {
        return put("User/" + user, "<User><state>" + state + "</state>" + more + "</User>");
    }

    HttpResponse<String> user(String user, String state) {
        return user(user, state, "");
    }

    HttpResponse<String> media(String user, String mrd, String children) {
        return put("User/" + user + "/Media/" + mrd, "<Media>" + children + "</Media>");
    }

    HttpRequest putRequest(String path, String body, Duration patience) {
        return request(path, patience)
                .header("Content-Type", "application/xml")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return sendOrFail(request);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    HttpResponse<String> sendOrFail(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended);
        }
    }

    private HttpRequest.Builder request(String path, Duration patience) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(node.resolve("/finesse/api/" + path)).timeout(patience);
        return authorization.isEmpty() ? builder : builder.header("Authorization", authorization);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
