/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.agentlogout.wire.Topics;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsConfigsTest {

    private static StreamsConfig config(String instanceId, Map<String, Object> given) {
        Map<String, Object> all = new HashMap<>(given);
        all.put("bootstrap.servers", "localhost:1");
        StreamsConfigs.Choice choice =
                new StreamsConfigs.Choice(2, 1, Duration.ofMillis(1), instanceId);
        return new StreamsConfig(StreamsConfigs.of(new Topics("t."), choice, all));
    }

    @Test
    void theClientsGetWhatWasTuned() {
        StreamsConfig config = config("pod-0", Map.of());

        assertThat(config.getProducerConfigs("p"))
                .containsEntry("transaction.timeout.ms", 5_000)
                .containsEntry("linger.ms", 0);
        assertThat(config.getMainConsumerConfigs("g", "c", 1))
                .containsEntry("session.timeout.ms", 10_000)
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("group.instance.id", "pod-0-1");
    }

    @Test
    void theOperatorsSettingsWinWhereNoPromiseBreaks() {
        StreamsConfig config = config("", Map.of("linger.ms", "3", "poll.ms", "9"));

        assertThat(config.getProducerConfigs("p")).containsEntry("linger.ms", "3");
        assertThat(config.getLong(StreamsConfig.POLL_MS_CONFIG)).isEqualTo(9);
    }

    @Test
    void noSettingMakesADeadLetterTooLargeToSend() {
        StreamsConfig config = config("", Map.of("max.request.size", "1000000"));

        assertThat(config.getProducerConfigs("p"))
                .containsEntry("max.request.size", 2 * 1024 * 1024 + 65_536);
    }

    @Test
    void exactlyOnceCannotBeSwitchedOff() {
        StreamsConfig config =
                config("", Map.of("processing.guarantee", "at_least_once", "application.id", "x"));

        assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
                .isEqualTo("exactly_once_v2");
        assertThat(config.getString(StreamsConfig.APPLICATION_ID_CONFIG))
                .isEqualTo("t.logout-orchestrator");
    }
}
