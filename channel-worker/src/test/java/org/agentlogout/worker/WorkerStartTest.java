/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.agentlogout.settings.InvalidSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Settings that only their use shows to be wrong end the start in words, too. */
@Timeout(20)
class WorkerStartTest {
    @TempDir Path directory;

    private final Map<String, String> environment =
            new HashMap<>(
                    Map.of(
                            "KAFKA_BOOTSTRAP_SERVERS",
                            "localhost:1",
                            "SCHEMA_REGISTRY_URL",
                            "http://localhost:1",
                            "WORKER_START_WAIT",
                            "0s",
                            "SWITCHES",
                            "cce1",
                            "SWITCH_CCE1_URL_A",
                            "https://localhost:1",
                            "SWITCH_CCE1_CREDENTIAL_DIR",
                            "/nowhere"));

    @Test
    void settingThatTheKafkaClientsDoNotTakeIsNamed() {
        environment.put("KAFKA_SECURITY_PROTOCOL", "NONSENSE");

        assertThat(mistake()).contains("security.protocol");
    }

    @Test
    void fileThatTheKafkaClientsCannotUseIsSaidWithoutItsContent() {
        environment.put("KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT");
        environment.put("KAFKA_SASL_MECHANISM", "PLAIN");
        environment.put("KAFKA_SASL_JAAS_CONFIG", "PlainLoginModule s3cret;");

        assertThat(mistake()).contains("KAFKA_").doesNotContain("s3cret");
    }

    @Test
    void trustStoreThatCannotBeUsedIsNamed() throws IOException {
        Path store = Files.writeString(directory.resolve("trust.p12"), "no store");
        environment.put("SWITCH_CCE1_TRUSTSTORE", store.toString());

        assertThat(mistake()).contains("SWITCH_CCE1_TRUSTSTORE", "trust.p12");
    }

    private String mistake() {
        WorkerSettings settings = WorkerSettings.of(environment);
        return catchThrowableOfType(InvalidSettings.class, () -> Worker.start(settings))
                .mistakes()
                .getFirst();
    }
}
