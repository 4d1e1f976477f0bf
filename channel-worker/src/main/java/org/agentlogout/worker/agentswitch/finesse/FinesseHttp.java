/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.agentlogout.settings.Secret;
import org.agentlogout.worker.agentswitch.Timing;

/**
 * One HTTP request to one node, and what is certain after it. Redirects are not followed; a body
 * above {@value #MOST_BYTES} bytes is no answer. The client repeats nothing by itself but a GET
 * whose connection was closed under it.
 */
final class FinesseHttp {
    static final int MOST_BYTES = 1024 * 1024;

    /**
     * @param body empty for a GET
     * @param id a UUID made from it goes along as the requestId
     */
    record Request(String path, String body, String id) {
        boolean get() {
            return body.isEmpty();
        }
    }

    /** What is known after a request. */
    sealed interface Exchange {
        final class Answered implements Exchange {
            private final int status;
            private final byte[] body;

            Answered(int status, byte[] body) {
                this.status = status;
                this.body = body;
            }

            int status() {
                return status;
            }

            boolean success() {
                return status / 100 == 2;
            }

            /** The root element; empty where the body is no XML that is taken. */
            Optional<XmlElement> xml() {
                return XmlElement.read(body);
            }
        }

        /** No byte of it was written. */
        record NotSent(String why) implements Exchange {}

        /** Written, perhaps in part, and not answered. */
        record NoAnswer(String why) implements Exchange {}
    }

    private final HttpClient client;
    private final Duration patience;

    /**
     * @param patience for one request from its start to the last byte of its answer
     */
    FinesseHttp(HttpClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    /**
     * @param authorization the header; {@link Secret#NONE} for none
     * @param left time left for the whole command
     */
    Exchange exchange(URI node, Request request, Secret authorization, Duration left) {
        Duration limit = left.compareTo(patience) < 0 ? left : patience;
        if (limit.isZero() || limit.isNegative()) {
            return new Exchange.NotSent("there was no time left");
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(
                        http(node, request, authorization),
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            HttpResponse<byte[]> response = answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return new Exchange.Answered(response.statusCode(), response.body());
        } catch (ExecutionException e) {
            return broken(Objects.requireNonNull(e.getCause()));
        } catch (TimeoutException _) {
            answer.cancel(true);
            return new Exchange.NoAnswer("no answer within " + limit.toMillis() + " ms");
        } catch (InterruptedException _) {
            answer.cancel(true);
            throw Timing.interrupted();
        }
    }

    private static HttpRequest http(URI node, Request request, Secret authorization) {
        String base = node.toString();
        String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        byte[] id = request.id().getBytes(StandardCharsets.UTF_8);
        BodyPublisher body =
                request.get() ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body());
        HttpRequest.Builder http =
                HttpRequest.newBuilder(URI.create(root + "/finesse/api/" + request.path()))
                        .header("Accept", "application/xml")
                        .header("requestId", UUID.nameUUIDFromBytes(id).toString())
                        .method(request.get() ? "GET" : "PUT", body);
        if (authorization.given()) {
            http.header("Authorization", authorization.reveal());
        }
        return (request.get() ? http : http.header("Content-Type", "application/xml")).build();
    }

    /** Failures of connecting and of the TLS handshake come before the first byte of a request. */
    private static Exchange broken(Throwable cause) {
        String why = cause.getClass().getSimpleName() + said(cause);
        boolean before =
                cause instanceof ConnectException
                        || cause instanceof HttpConnectTimeoutException
                        || cause instanceof UnknownHostException
                        || cause instanceof UnresolvedAddressException
                        || cause instanceof SSLHandshakeException;
        if (!before && !(cause instanceof IOException)) {
            throw new IllegalStateException("the HTTP client failed in an odd way", cause);
        }
        return before ? new Exchange.NotSent(why) : new Exchange.NoAnswer(why);
    }

    private static String said(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? "" : ": " + message;
    }
}
