/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.agentlogout.settings.InvalidSettings;
import org.agentlogout.settings.SettingsReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {
    @TempDir Path dir;

    @Test
    void variablesBecomeSettingsOfTheClientsThatKnowThem() {
        KafkaSettings settings = read("KAFKA_MAX_POLL_RECORDS", "7", "KAFKA_LINGER_MS", "0");

        assertThat(settings.consumer())
                .containsEntry("bootstrap.servers", "b:9092")
                .containsEntry("max.poll.records", "7")
                .doesNotContainKey("linger.ms");
        assertThat(settings.producer()).containsEntry("linger.ms", "0");
        assertThat(settings.admin()).containsOnlyKeys("bootstrap.servers");
    }

    @Test
    void aProgramMayTakeMoreSettings() {
        SettingsReader reader = reader("KAFKA_NUM_STANDBY_REPLICAS", "1");
        KafkaSettings settings = KafkaSettings.read(reader, List.of("num.standby.replicas"));

        assertThat(settings.all()).containsEntry("num.standby.replicas", "1");
    }

    @Test
    void aPartOfAProgramMayHaveAPrincipalOfItsOwn() throws IOException {
        Path file = Files.writeString(dir.resolve("own"), "own hush\n");
        SettingsReader reader =
                reader(
                        "KAFKA_CLIENT_ID", "common",
                        "KAFKA_SASL_JAAS_CONFIG", "common hush",
                        "P_OWN_KAFKA_SASL_JAAS_CONFIG_FILE", file.toString());
        KafkaSettings common = KafkaSettings.read(reader);

        KafkaSettings own = common.withOwn("P_OWN_KAFKA_", reader);

        assertThat(own.consumer())
                .containsEntry("sasl.jaas.config", "own hush")
                .containsEntry("client.id", "common");
        assertThat(common.consumer()).containsEntry("sasl.jaas.config", "common hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KAFKA_FILE", "SCHEMA_REGISTRY_FILE"})
    void aPrefixWithNothingButFileIsNoSetting(String name) {
        assertThat(read(name, "/etc/hostname").ignored()).hasSize(1);
    }

    @Test
    void aSecretComesFromItsFileAndIsNotPrinted() throws IOException {
        Path file = Files.writeString(dir.resolve("jaas"), "hush\n");
        KafkaSettings settings =
                read(
                        "KAFKA_SASL_JAAS_CONFIG_FILE", file.toString(),
                        "SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO_FILE", file.toString());

        assertThat(settings.consumer()).containsEntry("sasl.jaas.config", "hush");
        assertThat(settings.registry())
                .containsEntry("schema.registry.basic.auth.user.info", "hush")
                .containsEntry("basic.auth.credentials.source", "USER_INFO");
        assertThat(settings.toString()).contains("sasl.jaas.config").doesNotContain("hush");
    }

    @Test
    void whatNoClientKnowsIsIgnoredInWords() {
        KafkaSettings settings =
                read(
                        "KAFKA_SECURITY_PROTOCL", "SSL",
                        "KAFKA_HEAP_OPTS", "-Xmx1g",
                        "SCHEMA_REGISTRY_PORT", "tcp://10.0.0.1:8081");

        assertThat(settings.ignored())
                .containsExactly(
                        "KAFKA_HEAP_OPTS is no setting of a Kafka client.",
                        "KAFKA_SECURITY_PROTOCL is no setting of a Kafka client. Did you mean"
                                + " security.protocol?",
                        "SCHEMA_REGISTRY_PORT is no setting of the registry's client.");
        assertThat(settings.all()).containsOnlyKeys("bootstrap.servers");
    }

    @Test
    void mistakesAreToldByTheReader() {
        SettingsReader reader = new SettingsReader("T_", Map.of("TOPIC_PREFIX", "a b"));
        KafkaSettings settings = KafkaSettings.read(reader);

        InvalidSettings invalid = catchThrowableOfType(InvalidSettings.class, reader::check);
        assertThat(Objects.requireNonNull(invalid).mistakes())
                .satisfiesExactly(
                        m -> assertThat(m).startsWith("KAFKA_BOOTSTRAP_SERVERS is not set"),
                        m -> assertThat(m).startsWith("SCHEMA_REGISTRY_URL is not set"),
                        m -> assertThat(m).startsWith("TOPIC_PREFIX is \"a b\": expected"));
        assertThat(settings.topics().prefix()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:hush@r:8081",
                "http://r:8081,https://me:hush@r2:8081",
                "ht!tp://me:hush@r",
                "r:8081",
                "http://",
                "http://r:8081,"
            })
    void anAddressThatIsNoneOrHoldsAPasswordIsAMistakeAndNotPrinted(String url) {
        SettingsReader reader = reader("SCHEMA_REGISTRY_URL", url);
        KafkaSettings.read(reader);

        InvalidSettings invalid = catchThrowableOfType(InvalidSettings.class, reader::check);
        assertThat(Objects.requireNonNull(invalid).mistakes())
                .singleElement()
                .asString()
                .startsWith("SCHEMA_REGISTRY_URL: expected addresses")
                .doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://schema_registry:8081", "http://r:8081/, https://[::1]:8081/api"})
    void addressesOfRegistriesAreTaken(String url) {
        SettingsReader reader = reader("SCHEMA_REGISTRY_URL", url);
        KafkaSettings.read(reader);

        assertThatCode(reader::check).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KAFKA_PARTITIONER_CLASS",
                "KAFKA_PARTITIONER_IGNORE_KEYS",
                "KAFKA_INTERCEPTOR_CLASSES",
                "KAFKA_PARTITIONER_CLASS_FILE",
                "T_OWN_KAFKA_PARTITIONER_CLASS"
            })
    void whatWouldMoveOrChangeRecordsIsRefused(String name) {
        SettingsReader reader = reader(name, "some.Class");
        KafkaSettings.read(reader).withOwn("T_OWN_KAFKA_", reader);

        InvalidSettings invalid = catchThrowableOfType(InvalidSettings.class, reader::check);
        assertThat(Objects.requireNonNull(invalid).mistakes())
                .anyMatch(mistake -> mistake.startsWith(name + " cannot be set"));
    }

    private static KafkaSettings read(String... pairs) {
        return KafkaSettings.read(reader(pairs));
    }

    private static SettingsReader reader(String... pairs) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "b:9092");
        environment.put("SCHEMA_REGISTRY_URL", "http://r:8081");
        for (int i = 0; i < pairs.length; i += 2) {
            environment.put(pairs[i], pairs[i + 1]);
        }
        return new SettingsReader("T_", environment);
    }
}
