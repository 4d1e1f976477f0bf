/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.agentlogout.orchestrator.saga.LogoutPolicy;
import org.agentlogout.settings.Setting;
import org.agentlogout.settings.SettingsReader;
import org.agentlogout.wire.KafkaSettings;
import org.apache.kafka.streams.StreamsConfig;

/**
 * All that can be set, from the environment.
 *
 * @param kafka brokers, registry, topic prefix, and whatever KAFKA_* says to the clients
 * @param policy the numbers of the saga
 * @param sagaTime a request's deadline after its time stamp where it names none
 * @param places logouts of one partition that may be in a step at once
 * @param threads stream threads, each with a producer of its own
 * @param standbys copies of each partition's agents on other orchestrators
 * @param commitInterval how long a transaction gathers records
 * @param instanceId static membership; empty for none
 * @param startWait how long to wait at start for brokers, topics and registry
 */
public record OrchestratorSettings(
        KafkaSettings kafka,
        LogoutPolicy policy,
        Duration sagaTime,
        int places,
        int threads,
        int standbys,
        Duration commitInterval,
        String instanceId,
        Duration startWait) {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * @throws org.agentlogout.settings.InvalidSettings with all mistakes at once
     */
    public static OrchestratorSettings of(Map<String, String> environment) {
        SettingsReader reader = new SettingsReader("ORCHESTRATOR_", environment);
        OrchestratorSettings settings = read(reader);
        reader.check();
        return settings;
    }

    /** For the table in the README: one row each. */
    public static List<Setting> describe() {
        SettingsReader reader = new SettingsReader("ORCHESTRATOR_", Map.of());
        read(reader);
        return reader.describe();
    }

    private static OrchestratorSettings read(SettingsReader reader) {
        return new OrchestratorSettings(
                KafkaSettings.read(reader, StreamsConfig.configDef().names()),
                policy(reader),
                reader.duration(
                        "ORCHESTRATOR_SAGA_TIME",
                        Duration.ofMinutes(2),
                        SECOND,
                        DAY,
                        "a request's deadline after its time stamp where it names none"),
                reader.integer(
                        "ORCHESTRATOR_PLACES",
                        200,
                        1,
                        100_000,
                        "logouts of one partition that may be in a step at once"),
                reader.integer("ORCHESTRATOR_THREADS", 1, 1, 64, "stream threads of this process"),
                reader.integer(
                        "ORCHESTRATOR_STANDBYS",
                        1,
                        0,
                        3,
                        "copies of each partition's agents on other orchestrators"),
                reader.duration(
                        "ORCHESTRATOR_COMMIT_INTERVAL",
                        Duration.ofMillis(1),
                        Duration.ofMillis(1),
                        SECOND,
                        "how long a transaction gathers records: latency against throughput"),
                reader.text(
                        "ORCHESTRATOR_INSTANCE_ID",
                        "",
                        "a name of this process that outlives a restart, unique among"
                                + " orchestrators, such as the pod's: it then takes its partitions"
                                + " back at once"),
                reader.duration(
                        "ORCHESTRATOR_START_WAIT",
                        MINUTE,
                        SECOND,
                        DAY,
                        "how long to wait at start for brokers, topics and registry"));
    }

    private static LogoutPolicy policy(SettingsReader reader) {
        LogoutPolicy standard = LogoutPolicy.DEFAULT;
        return new LogoutPolicy(
                budget(reader, "INSPECT_BUDGET", standard.inspectBudget(), "all first looks"),
                budget(reader, "NOT_READY_BUDGET", standard.notReadyBudget(), "step 4"),
                budget(reader, "DEACTIVATE_BUDGET", standard.deactivateBudget(), "step 5"),
                budget(reader, "SIGN_OUT_BUDGET", standard.signOutBudget(), "step 6"),
                reader.duration(
                        "ORCHESTRATOR_ANSWER_MARGIN",
                        standard.answerMargin(),
                        Duration.ZERO,
                        MINUTE,
                        "commands expire so long before their step does"),
                reader.duration(
                        "ORCHESTRATOR_REISSUE_AFTER",
                        standard.reissueAfter(),
                        Duration.ofMillis(100),
                        MINUTE,
                        "a command without a result is issued again after this time"),
                reader.duration(
                        "ORCHESTRATOR_RETRY_DELAY",
                        standard.retryDelay(),
                        Duration.ZERO,
                        MINUTE,
                        "a command that failed and may be repeated is issued again after this"),
                reader.integer(
                        "ORCHESTRATOR_RETRIES",
                        standard.retries(),
                        0,
                        100,
                        "how often one command is repeated"),
                reader.duration(
                        "ORCHESTRATOR_EARLY_REQUEST_WAIT",
                        standard.earlyRequestWait(),
                        Duration.ZERO,
                        MINUTE,
                        "how long a request waits for its session to be opened"),
                reader.duration(
                        "ORCHESTRATOR_MEMORY",
                        standard.memory(),
                        SECOND,
                        DAY,
                        "how long replies and ended sessions are remembered"),
                reader.integer(
                        "ORCHESTRATOR_REPEATS_WAITING",
                        standard.repeatsWaiting(),
                        0,
                        1000,
                        "repeats of a running request that wait for its reply"),
                reader.duration(
                        "ORCHESTRATOR_DEADLINE_AT_MOST",
                        standard.deadlineAtMost(),
                        MINUTE,
                        DAY,
                        "how far ahead a request's deadline may lie"),
                reader.duration(
                        "ORCHESTRATOR_EPOCH_AHEAD",
                        standard.epochAhead(),
                        Duration.ZERO,
                        DAY,
                        "how far a session's epoch may be ahead of its record's append time"),
                reader.integer(
                        "ORCHESTRATOR_REMEMBERED_AT_MOST",
                        standard.rememberedAtMost(),
                        1,
                        1000,
                        "replies remembered for one agent"),
                reader.integer(
                        "ORCHESTRATOR_EARLY_AT_MOST",
                        standard.earlyAtMost(),
                        0,
                        1000,
                        "requests of one agent that may wait for a session"),
                reader.integer(
                        "ORCHESTRATOR_DRY_RUNS_AT_MOST",
                        standard.dryRunsAtMost(),
                        1,
                        64,
                        "dry runs of one agent at once"));
    }

    private static Duration budget(
            SettingsReader reader, String name, Duration standard, String what) {
        String doc = "time for " + what + " of a logout";
        return reader.duration("ORCHESTRATOR_" + name, standard, SECOND, Duration.ofHours(1), doc);
    }
}
