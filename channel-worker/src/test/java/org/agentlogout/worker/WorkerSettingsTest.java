/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agentlogout.settings.InvalidSettings;
import org.agentlogout.settings.Setting;
import org.agentlogout.worker.kafka.ChannelKind;
import org.agentlogout.worker.kafka.KafkaSide;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {
    private static final Map<String, String> LEAST =
            Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
                    "SCHEMA_REGISTRY_URL", "http://registry:8081",
                    "SWITCHES", "cce1",
                    "SWITCH_CCE1_URL_A", "https://finesse-a:8445",
                    "SWITCH_CCE1_CREDENTIAL_DIR", "/run/credentials");

    @Test
    void theLeastThatIsNeededGivesTheDefaultsOfTheContract() {
        KafkaSide.Options options = WorkerSettings.of(LEAST).options();
        assertThat(options.channels()).containsExactlyInAnyOrder(ChannelKind.values());
        assertThat(options.times().silence()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.times().look()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.times().finish()).isEqualTo(Duration.ofSeconds(8));
        assertThat(options.times().downRepeat()).isEqualTo(Duration.ofSeconds(20));
        assertThat(options.times().epochAhead()).isEqualTo(Duration.ofMinutes(5));
        assertThat(options.worker()).isNotEmpty();
    }

    @Test
    void aWorkerMayTakeSomeTypesOnly() {
        assertThat(WorkerSettings.of(with("WORKER_CHANNELS", "Chat, email")).options().channels())
                .containsExactlyInAnyOrder(ChannelKind.CHAT, ChannelKind.EMAIL);
    }

    @Test
    void withoutAnythingSetEachMissingSettingIsNamed() {
        assertThat(String.join("\n", mistakes(Map.of())))
                .contains("KAFKA_BOOTSTRAP_SERVERS", "SCHEMA_REGISTRY_URL", "SWITCHES");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        Map<String, String> wrong = new HashMap<>(LEAST);
        wrong.put("WORKER_CHANNELS", "voice,fax");
        wrong.put("WORKER_NAME", "no spaces");
        wrong.put("WORKER_COUNT", "0");
        wrong.put("WORKER_LOOK_TIMEOUT", "soon");
        wrong.put("WORKER_CHANELS", "voice");
        assertThat(mistakes(wrong)).hasSize(5);
        assertThat(String.join("\n", mistakes(wrong))).contains("[fax]", "WORKER_CHANNELS?");
    }

    @Test
    void eachSettingHasALineForTheReadme() {
        assertThat(WorkerSettings.describe())
                .allSatisfy(setting -> assertThat(setting.doc()).isNotEmpty())
                .extracting(Setting::name)
                .contains("WORKER_CHANNELS", "WORKER_SHUTDOWN_GRACE", "SWITCH_ID_URL_A");
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.put(name, value);
        return environment;
    }

    private static List<String> mistakes(Map<String, String> environment) {
        return catchThrowableOfType(InvalidSettings.class, () -> WorkerSettings.of(environment))
                .mistakes();
    }
}
