/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.agentlogout.settings.Secret;
import org.agentlogout.worker.agentswitch.CredentialFiles.Content;
import org.agentlogout.worker.agentswitch.CredentialRefusals.Verdict;
import org.agentlogout.worker.command.Outcome;

/**
 * Bearer tokens for agents who sign in through single sign-on: the agent's file holds {@code
 * refresh:} and a refresh token, with which the token endpoint gives access tokens. They are
 * renewed after 75 % of their life (Finesse developer guide 12.5, p. 193). A file without a refresh
 * token is taken as {@link CredentialFiles} takes it.
 *
 * <p>Renewed refresh tokens are kept in memory only; after a restart the file must still hold a
 * good one.
 */
public final class CredentialTokens implements Credentials {
    private static final String PREFIX = "refresh:";
    private static final double RENEW_AT = 0.75;
    private static final long MOST_BYTES = 64 * 1024;

    private record Held(
            Instant file, Secret access, Secret refresh, Instant renewAt, Instant endsAt) {
        static final Held NONE =
                new Held(Instant.MIN, Secret.NONE, Secret.NONE, Instant.MIN, Instant.MIN);
    }

    private static final class Slot {
        Held held = Held.NONE;
    }

    /**
     * Where tokens come from.
     *
     * @param patience for one call
     */
    public record Endpoint(String switchId, URI address, HttpClient client, Duration patience) {}

    private final CredentialFiles files;
    private final Endpoint endpoint;
    private final CredentialRefusals refusals;
    private final Timing timing;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    public CredentialTokens(
            CredentialFiles files, Endpoint endpoint, CredentialRefusals refusals, Timing timing) {
        this.files = files;
        this.endpoint = endpoint;
        this.refusals = refusals;
        this.timing = timing;
    }

    @Override
    public Found find(String userId, String teamId, Instant until) {
        Optional<Content> content = files.read(userId);
        if (content.isEmpty()) {
            return files.missing(userId);
        }
        if (!content.get().text().reveal().startsWith(PREFIX)) {
            return files.parsed(content.get());
        }
        Slot slot = slots.computeIfAbsent(content.get().id(), _ -> new Slot());
        synchronized (slot) {
            return found(slot, content.get(), until);
        }
    }

    private Found found(Slot slot, Content content, Instant until) {
        Held held = slot.held.file().equals(content.changedAt()) ? slot.held : Held.NONE;
        if (timing.now().isBefore(held.renewAt())) {
            return usable(content, held);
        }
        Credential asking = files.credential(content, "");
        return switch (refusals.enter(asking, until)) {
            case REFUSED -> new Found.Unusable(Credentials.refused(content.id()));
            case NO_TIME -> unreachable(content, held);
            case GO -> renewed(slot, content, held, asking, until);
        };
    }

    private Found renewed(Slot slot, Content content, Held held, Credential asking, Instant until) {
        Verdict verdict = Verdict.NOT_TOLD;
        try {
            Secret refresh =
                    held.refresh().given()
                            ? held.refresh()
                            : Secret.of(content.text().reveal().substring(PREFIX.length()).strip());
            HttpResponse<byte[]> answer = ask(held.access(), refresh, until);
            int status = answer.statusCode();
            Optional<TokenAnswer> tokens =
                    status == 200 ? TokenAnswer.read(answer.body()) : Optional.empty();
            if (tokens.isPresent()) {
                slot.held = held(content, tokens.get(), refresh);
                return usable(content, slot.held);
            }
            if (status == 400 || status == 401 || status == 403) {
                verdict = Verdict.REFUSED;
                return new Found.Unusable(Credentials.refused(content.id()));
            }
            return unreachable(content, held);
        } catch (ExecutionException | TimeoutException _) {
            return unreachable(content, held);
        } catch (InterruptedException _) {
            throw Timing.interrupted();
        } finally {
            refusals.leave(endpoint.switchId(), asking, verdict);
        }
    }

    /** Waits no longer for a body that trickles than for one that never begins. */
    private HttpResponse<byte[]> ask(Secret access, Secret refresh, Instant until)
            throws ExecutionException, TimeoutException, InterruptedException {
        Duration left = timing.left(until);
        Duration patience = left.compareTo(endpoint.patience()) < 0 ? left : endpoint.patience();
        String form =
                "token=" + encoded(access.reveal()) + "&refresh-token=" + encoded(refresh.reveal());
        HttpRequest request =
                HttpRequest.newBuilder(endpoint.address())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                endpoint.client()
                        .sendAsync(
                                request,
                                BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            answer.cancel(true); // does nothing to one that is complete
        }
    }

    private Held held(Content content, TokenAnswer answer, Secret refresh) {
        Instant now = timing.now();
        Duration young = Duration.ofMillis((long) (answer.life().toMillis() * RENEW_AT));
        return new Held(
                content.changedAt(),
                answer.access(),
                answer.refresh().given() ? answer.refresh() : refresh,
                now.plus(young),
                now.plus(answer.life()));
    }

    /** An access token that is still good serves while the endpoint does not answer. */
    private Found unreachable(Content content, Held held) {
        return timing.now().isBefore(held.endsAt())
                ? usable(content, held)
                : new Found.Unusable(
                        new Outcome.Failed(
                                "TOKEN_ENDPOINT_UNREACHABLE",
                                "No access token could be had for credential " + content.id() + ".",
                                true));
    }

    private Found usable(Content content, Held held) {
        return new Found.Usable(files.credential(content, "Bearer " + held.access().reveal()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
