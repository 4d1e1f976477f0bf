/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.agentlogout.settings.InvalidSettings;
import org.agentlogout.settings.SettingsReader;
import org.agentlogout.wire.KafkaSettings;
import org.junit.jupiter.api.Test;

class ReplyRouterSettingsTest {

    @Test
    void nothingIsListedUnlessSomebodyListsIt() {
        ReplyRouterSettings settings = read(reader(Map.of()));

        assertThat(settings.targets()).isEmpty();
        assertThat(settings.slow()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aTopicListedTwiceIsOneTarget() {
        SettingsReader reader = reader(Map.of("ORCHESTRATOR_REPLY_TOPICS", "a, b,a"));

        assertThat(read(reader).targets()).containsExactly("a", "b");
    }

    @Test
    void topicsOfTheProductAndTextsThatAreNoneAreMistakes() {
        SettingsReader reader =
                reader(Map.of("ORCHESTRATOR_REPLY_TOPICS", "p.session.request.logout,a b,gateway"));
        read(reader);

        assertThat(mistakes(reader))
                .containsExactly(
                        "ORCHESTRATOR_REPLY_TOPICS: p.session.request.logout is a topic of the"
                                + " product itself.",
                        "ORCHESTRATOR_REPLY_TOPICS: \"a b\" can be no topic.");
    }

    @Test
    void theRouterMayHaveAPrincipalOfItsOwn() {
        SettingsReader reader =
                reader(Map.of("ORCHESTRATOR_REPLY_KAFKA_SECURITY_PROTOCOL", "SASL_SSL"));

        assertThat(read(reader).kafka().consumer())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("bootstrap.servers", "b:9092");
        reader.check();
    }

    @Test
    void aClientSettingThatIsNoneIsAMistake() {
        SettingsReader reader = reader(Map.of("ORCHESTRATOR_REPLY_KAFKA_SECURITI", "x"));
        read(reader);

        assertThat(mistakes(reader))
                .singleElement()
                .asString()
                .startsWith("ORCHESTRATOR_REPLY_KAFKA_SECURITI is no setting");
    }

    private static List<String> mistakes(SettingsReader reader) {
        InvalidSettings invalid = catchThrowableOfType(InvalidSettings.class, reader::check);
        return Objects.requireNonNull(invalid).mistakes();
    }

    private static ReplyRouterSettings read(SettingsReader reader) {
        return ReplyRouterSettings.read(reader, KafkaSettings.read(reader));
    }

    private static SettingsReader reader(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "b:9092");
        environment.put("SCHEMA_REGISTRY_URL", "http://r:8081");
        environment.put("TOPIC_PREFIX", "p.");
        return new SettingsReader("ORCHESTRATOR_", environment);
    }
}
