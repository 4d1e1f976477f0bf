/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.agentlogout.orchestrator.saga.LogoutPolicy;
import org.agentlogout.settings.InvalidSettings;
import org.agentlogout.settings.Setting;
import org.junit.jupiter.api.Test;

class OrchestratorSettingsTest {

    private static Map<String, String> with(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "broker:9092");
        environment.put("SCHEMA_REGISTRY_URL", "http://registry:8081");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return environment;
    }

    @Test
    void theDefaultsAreThePolicysAndTheContractsOwn() {
        OrchestratorSettings settings = OrchestratorSettings.of(with());

        assertThat(settings.policy()).isEqualTo(LogoutPolicy.DEFAULT);
        assertThat(settings.sagaTime()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.places()).isEqualTo(200);
    }

    @Test
    void everyNumberCanBeSet() {
        OrchestratorSettings settings =
                OrchestratorSettings.of(
                        with(
                                "ORCHESTRATOR_SIGN_OUT_BUDGET", "3s",
                                "ORCHESTRATOR_PLACES", "7",
                                "KAFKA_POLL_MS", "9"));

        assertThat(settings.policy().signOutBudget()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.places()).isEqualTo(7);
        assertThat(settings.kafka().all()).containsEntry("poll.ms", "9");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        InvalidSettings wrong =
                catchThrowableOfType(
                        InvalidSettings.class,
                        () ->
                                OrchestratorSettings.of(
                                        Map.of(
                                                "ORCHESTRATOR_PLACES", "0",
                                                "ORCHESTRATOR_MEMORY", "soon",
                                                "ORCHESTRATOR_PLACE", "7")));

        assertThat(wrong.mistakes())
                .hasSize(5)
                .anyMatch(m -> m.contains("ORCHESTRATOR_PLACES is \"0\""))
                .anyMatch(m -> m.contains("ORCHESTRATOR_MEMORY is \"soon\""))
                .anyMatch(m -> m.contains("ORCHESTRATOR_PLACE is no setting"))
                .anyMatch(m -> m.contains("KAFKA_BOOTSTRAP_SERVERS"))
                .anyMatch(m -> m.contains("SCHEMA_REGISTRY_URL"));
    }

    @Test
    void aMarginThatLeavesNoTimeForACommandIsAMistake() {
        InvalidSettings wrong =
                catchThrowableOfType(
                        InvalidSettings.class,
                        () -> OrchestratorSettings.of(with("ORCHESTRATOR_ANSWER_MARGIN", "25s")));

        assertThat(wrong.mistakes()).singleElement().asString().contains("answer margin");
    }

    @Test
    void eachSettingHasALineOfDocument() {
        assertThat(OrchestratorSettings.describe())
                .hasSizeGreaterThan(20)
                .allMatch(setting -> !setting.doc().isBlank())
                .extracting(Setting::name)
                .contains("ORCHESTRATOR_STANDBYS", "TOPIC_PREFIX");
    }
}
