/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalRegistryTest extends RegistryContract {

    private final LocalRegistry registry = LocalRegistry.start();

    @Override
    String url() {
        return registry.url();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void aBodyOverOneMebibyteIsRefusedUnread() throws Exception {
        var answer = post("/subjects/s/versions", "{\"schema\":\"" + "x".repeat(1 << 20) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void aBodyThatIsNotJsonIsToldSo() throws Exception {
        var answer = post("/subjects/s/versions", "{");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("JSON");
    }

    @Test
    void aBodyWithoutASchemaNamesTheField() throws Exception {
        var answer = post("/subjects/s/versions", "{\"scheme\":\"x\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("schema");
    }

    @Test
    void referencesAreRefusedAndNotForgotten() throws Exception {
        var body = "{\"schema\":\"\\\"string\\\"\",\"references\":[{\"name\":\"a\"}]}";

        var answer = post("/subjects/s/versions", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("references");
    }

    @Test
    void aSchemaThatIsNotAvroIsRefused() throws Exception {
        var answer =
                post("/subjects/s/versions", "{\"schema\":\"syntax\",\"schemaType\":\"PROTOBUF\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("PROTOBUF");
    }

    @Test
    void anUnknownPathIs404() throws Exception {
        assertThat(get("/exporters").status()).isEqualTo(404);
    }

    @Test
    void aMethodThePathDoesNotTakeIs405() throws Exception {
        var delete = HttpRequest.newBuilder(URI.create(url() + "/subjects")).DELETE().build();

        assertThat(http.send(delete, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }

    @Test
    void aVersionThatIsNoNumberIs42202() throws Exception {
        assertThat(get("/subjects/s/versions/first").body()).contains("42202");
    }
}
