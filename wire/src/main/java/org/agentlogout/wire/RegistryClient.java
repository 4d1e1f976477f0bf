/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the registry for schemas and tells "there is none" from "no answer". After no answer it asks
 * again only when a pause is over: a reader with a queue of records must not wait for the same dead
 * address once for each of them. Safe for use by several threads.
 */
final class RegistryClient {
    /** The least pause. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * A pause lasts so many times as long as the wait for nothing: callers have timers to serve.
     */
    private static final int PAUSE_PER_WAIT = 4;

    private static final int SUBJECT_NOT_FOUND = 40401;
    private static final int VERSION_NOT_FOUND = 40402;
    private static final int SCHEMA_NOT_FOUND = 40403;

    private final SchemaRegistryClient client;
    private final LongSupplier nanos;

    private volatile @Nullable Silence silence;

    /** What went wrong, and when ({@code nanos}) to ask again. */
    private record Silence(long until, RegistryOutage outage) {}

    /** A question to the registry. */
    private interface Question<T> {
        T ask() throws IOException, RestClientException;
    }

    RegistryClient(SchemaRegistryClient client, LongSupplier nanos) {
        this.client = client;
        this.nanos = nanos;
    }

    /**
     * The schema of that id; empty when the registry knows none, or one that is not Avro.
     *
     * @throws RegistryOutage when there is no answer
     */
    Optional<AvroSchema> schema(int id) {
        Optional<ParsedSchema> found =
                ask("schema " + id, () -> Optional.of(client.getSchemaById(id)));
        return found.filter(AvroSchema.class::isInstance).map(AvroSchema.class::cast);
    }

    /**
     * The id of that schema under that subject; empty when it is not registered there.
     *
     * @throws RegistryOutage when there is no answer
     */
    Optional<Integer> id(String subject, AvroSchema schema) {
        return ask(subject, () -> Optional.of(client.getId(subject, schema)));
    }

    private <T> Optional<T> ask(String what, Question<Optional<T>> question) {
        Silence now = silence;
        if (now != null && nanos.getAsLong() - now.until() < 0) {
            throw now.outage();
        }
        long asked = nanos.getAsLong();
        try {
            Optional<T> answer = question.ask();
            silence = null;
            return answer;
        } catch (RestClientException e) {
            if (isNo(e)) {
                return Optional.empty();
            }
            throw silent(what, asked, e);
        } catch (IOException | RuntimeException e) { // the client's cache wraps without a check
            if (isForeignType(e)) {
                return Optional.empty();
            }
            throw silent(what, asked, e);
        }
    }

    private RegistryOutage silent(String what, long asked, Exception e) {
        String text = "The schema registry gave no answer for " + what + ": " + e.getMessage();
        RegistryOutage outage = new RegistryOutage(text, e);
        long now = nanos.getAsLong();
        long pause = Math.max(PAUSE.toNanos(), PAUSE_PER_WAIT * (now - asked));
        silence = new Silence(now + pause, outage);
        return outage;
    }

    /** Only the registry's own codes count: a proxy, too, can say 404. */
    private static boolean isNo(RestClientException e) {
        return switch (e.getErrorCode()) {
            case SUBJECT_NOT_FOUND, VERSION_NOT_FOUND, SCHEMA_NOT_FOUND -> true;
            default -> false;
        };
    }

    /** The client has no type of its own for "the answer was fine but is no Avro schema". */
    private static boolean isForeignType(Exception e) {
        Throwable root = e.getCause() == null ? e : e.getCause();
        return String.valueOf(root.getMessage()).startsWith("Invalid schema");
    }
}
