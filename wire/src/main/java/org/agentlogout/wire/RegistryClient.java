/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the registry for schemas and tells "there is none" from "no answer". What it was told once
 * it knows without asking. After no answer it asks again only when a pause is over: a reader with a
 * queue of records must not wait for the same dead address once for each of them. Safe for use by
 * several threads.
 */
final class RegistryClient {
    /** The least pause. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * A pause lasts so many times as long as the wait for nothing: callers have timers to serve.
     */
    private static final int PAUSE_PER_WAIT = 4;

    private static final int SCHEMAS_KEPT = 1_000;

    /** Who writes an older one than these waits for the registry once more. */
    private static final int VERSIONS_FETCHED = 20;

    private static final int SUBJECT_NOT_FOUND = 40401;
    private static final int VERSION_NOT_FOUND = 40402;
    private static final int SCHEMA_NOT_FOUND = 40403;

    private final SchemaRegistryClient client;
    private final LongSupplier nanos;

    private final Map<Integer, AvroSchema> known =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(16, 0.75f, true) {
                        private static final long serialVersionUID = 1;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<Integer, AvroSchema> it) {
                            return size() > SCHEMAS_KEPT;
                        }
                    });

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
        AvroSchema told = known.get(id);
        return told != null ? Optional.of(told) : ask("schema " + id, () -> remembered(id));
    }

    /**
     * The same for a thread that must not wait for the registry longer than this. An answer that
     * comes later is remembered for the next time.
     *
     * @throws RegistryOutage when there is no answer yet
     */
    Optional<AvroSchema> schema(int id, Duration patience) {
        AvroSchema told = known.get(id);
        if (told != null) {
            return Optional.of(told);
        }
        requireNoSilence();
        long asked = nanos.getAsLong();
        FutureTask<Optional<AvroSchema>> answer = new FutureTask<>(() -> schema(id));
        Thread.ofVirtual().name("registry-schema-" + id).start(answer);
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RegistryOutage outage) {
                throw outage;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw silent("schema " + id, asked, new TimeoutException("not within " + patience));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryOutage("Interrupted while asking for schema " + id, e);
        }
    }

    private Optional<AvroSchema> remembered(int id) throws IOException, RestClientException {
        Optional<AvroSchema> found =
                Optional.of(client.getSchemaById(id))
                        .filter(AvroSchema.class::isInstance)
                        .map(AvroSchema.class::cast);
        found.ifPresent(schema -> known.put(id, schema));
        return found;
    }

    /**
     * Gets to know the newest schemas of that subject, so that an outage later does not matter for
     * them. A subject that does not exist has none.
     *
     * @throws RegistryOutage when there is no answer
     */
    void fetch(String subject) {
        List<Integer> versions =
                ask(subject, () -> Optional.of(client.getAllVersions(subject))).orElse(List.of());
        int older = Math.max(0, versions.size() - VERSIONS_FETCHED);
        for (int version : versions.subList(older, versions.size())) {
            String what = subject + " version " + version;
            ask(what, () -> Optional.of(client.getSchemaMetadata(subject, version).getId()))
                    .ifPresent(this::schema);
        }
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
        requireNoSilence();
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

    private void requireNoSilence() {
        Silence now = silence;
        if (now != null && nanos.getAsLong() - now.until() < 0) {
            throw now.outage();
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
