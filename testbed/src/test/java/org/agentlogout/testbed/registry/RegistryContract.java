/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * What we and third-party tools expect of a registry with Confluent's interface, whoever made it.
 */
abstract class RegistryContract {

    static final AvroSchema SCHEMA = schema("{\"name\":\"id\",\"type\":\"string\"}");
    static final AvroSchema NEXT =
            schema(
                    "{\"name\":\"id\",\"type\":\"string\"},"
                            + "{\"name\":\"team\",\"type\":\"string\",\"default\":\"\"}");
    static final AvroSchema INCOMPATIBLE = schema("{\"name\":\"other\",\"type\":\"long\"}");

    final String subject = "contract-" + UUID.randomUUID() + "-value";
    final HttpClient http = HttpClient.newHttpClient();
    private CachedSchemaRegistryClient client = unconnected();

    /** Base address of the registry under test, without a slash at the end. */
    abstract String url();

    @BeforeEach
    void connect() {
        client = new CachedSchemaRegistryClient(url(), 100, Map.of());
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        http.close();
    }

    @Test
    void aRegisteredSchemaIsReadByItsId() throws Exception {
        var id = client.register(subject, SCHEMA);

        assertThat(client.getSchemaById(id).canonicalString()).isEqualTo(SCHEMA.canonicalString());
    }

    @Test
    void theSameSchemaTwiceHasOneId() throws Exception {
        var first = client.register(subject, SCHEMA);
        client.reset();

        assertThat(client.register(subject, SCHEMA)).isEqualTo(first);
        assertThat(client.getAllVersions(subject)).containsExactly(1);
    }

    @Test
    void aSchemaIsLookedUpByItsText() throws Exception {
        var id = client.register(subject, SCHEMA);
        client.reset();

        assertThat(client.getId(subject, SCHEMA)).isEqualTo(id);
    }

    @Test
    void theLatestVersionIsTheOneRegisteredLast() throws Exception {
        client.updateCompatibility(subject, "FULL_TRANSITIVE");
        client.register(subject, SCHEMA);
        var id = client.register(subject, NEXT);

        var latest = client.getLatestSchemaMetadata(subject);

        assertThat(latest.getId()).isEqualTo(id);
        assertThat(latest.getVersion()).isEqualTo(2);
        assertThat(client.getSchemaMetadata(subject, 1).getSchema())
                .isEqualTo(SCHEMA.canonicalString());
    }

    @Test
    void allSubjectsAreListed() throws Exception {
        client.register(subject, SCHEMA);

        assertThat(client.getAllSubjects()).contains(subject);
    }

    @Test
    void theCompatibilityOfASubjectIsWhatWasSet() throws Exception {
        client.register(subject, SCHEMA);
        client.updateCompatibility(subject, "FULL_TRANSITIVE");

        assertThat(client.getCompatibility(subject)).isEqualTo("FULL_TRANSITIVE");
    }

    @Test
    void anIncompatibleSchemaIsRefused() throws Exception {
        client.register(subject, SCHEMA);
        client.updateCompatibility(subject, "FULL_TRANSITIVE");

        assertThat(refused(() -> client.register(subject, INCOMPATIBLE)).getStatus())
                .isEqualTo(409);
    }

    @Test
    void anUnknownIdIs40403() {
        assertThat(refused(() -> client.getSchemaById(999_999)).getErrorCode()).isEqualTo(40403);
    }

    @Test
    void anUnknownSubjectIs40401() {
        assertThat(refused(() -> client.getLatestSchemaMetadata(subject)).getErrorCode())
                .isEqualTo(40401);
        assertThat(refused(() -> client.getAllVersions(subject)).getErrorCode()).isEqualTo(40401);
    }

    @Test
    void anUnknownVersionIs40402() throws Exception {
        client.register(subject, SCHEMA);

        assertThat(refused(() -> client.getSchemaMetadata(subject, 7)).getErrorCode())
                .isEqualTo(40402);
    }

    @Test
    void anotherSchemaOfAKnownSubjectIs40403() throws Exception {
        client.register(subject, SCHEMA);

        assertThat(refused(() -> client.getId(subject, NEXT)).getErrorCode()).isEqualTo(40403);
    }

    @Test
    void anUnknownCompatibilityLevelIs42203() {
        assertThat(refused(() -> client.updateCompatibility(subject, "SIDEWAYS")).getErrorCode())
                .isEqualTo(42203);
    }

    @Test
    void aTextThatIsNoSchemaIs42201() throws Exception {
        var answer = post("/subjects/" + subject + "/versions", "{\"schema\":\"{no schema\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("42201");
    }

    @Test
    void answersSayThatTheyAreOfTheRegistry() throws Exception {
        var id = client.register(subject, SCHEMA);

        var answer = get("/schemas/ids/" + id);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).contains("json");
        assertThat(answer.body()).contains("\"schema\"");
    }

    record Answer(int status, String contentType, String body) {}

    Answer get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url() + path)).build());
    }

    Answer post(String path, String body) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        var response = http.send(request, BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body());
    }

    static RestClientException refused(Executable call) {
        var refusal = catchThrowableOfType(RestClientException.class, call::execute);
        assertThat(refusal).as("the registry's refusal").isNotNull();
        return refusal;
    }

    private static AvroSchema schema(String fields) {
        return new AvroSchema(
                "{\"type\":\"record\",\"name\":\"Sample\",\"namespace\":\"org.agentlogout.contract\",\"fields\":["
                        + fields
                        + "]}");
    }

    private static CachedSchemaRegistryClient unconnected() {
        return new CachedSchemaRegistryClient("http://127.0.0.1:1", 1, Map.of());
    }
}
