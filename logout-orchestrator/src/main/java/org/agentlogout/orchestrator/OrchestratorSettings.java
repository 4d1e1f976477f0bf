/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.agentlogout.orchestrator.reply.ReplyRouterSettings;
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
 * @param setAsideAtMost records of one partition that may wait for the registry
 * @param threads stream threads, each with a producer of its own
 * @param standbys copies of each partition's agents on other orchestrators
 * @param commitInterval how long a transaction gathers records
 * @param instanceId static membership; empty for none
 * @param startWait how long to wait at start for brokers, topics and registry
 * @param replies where copies of replies may go
 */
public record OrchestratorSettings(
        KafkaSettings kafka,
        LogoutPolicy policy,
        Duration sagaTime,
        int places,
        int setAsideAtMost,
        int threads,
        int standbys,
        Duration commitInterval,
        String instanceId,
        Duration startWait,
        ReplyRouterSettings replies) {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private static final String OURS = "ORCHESTRATOR_";

    private static final String SAGA_TIME =
            "a request's deadline after its time stamp where it names none";
    private static final String PLACES = "logouts of one partition that may be in a step at once";
    private static final String SET_ASIDE =
            "records of one partition that may wait for the schema registry before its reading"
                    + " pauses";
    private static final String STANDBYS =
            "copies of each partition's agents on other orchestrators";
    private static final String COMMIT =
            "how long a transaction gathers records: latency against throughput";
    private static final String INSTANCE =
            "a name of this process that outlives a restart, unique among orchestrators, such as"
                    + " the pod's: it then takes its partitions back at once";
    private static final String WAIT = "how long to wait at start for brokers, topics and registry";
    private static final String MARGIN = "commands expire so long before their step does";
    private static final String REISSUE = "a command without a result is issued again after this";
    private static final String RETRY =
            "a command that failed and may be repeated is issued again after this";
    private static final String EARLY = "how long a request waits for its session to be opened";
    private static final String MEMORY = "how long replies and ended sessions are remembered";
    private static final String REPEATS = "repeats of a running request that wait for its reply";
    private static final String DEADLINE = "how far ahead a request's deadline may lie";
    private static final String AHEAD =
            "how far a session's epoch may be ahead of its record's append time";
    private static final String REMEMBERED = "replies remembered for one agent";
    private static final String EARLY_COUNT = "requests of one agent that may wait for a session";
    private static final String DRY_RUNS = "dry runs of one agent at once";

    /**
     * @throws org.agentlogout.settings.InvalidSettings with all mistakes at once
     */
    public static OrchestratorSettings of(Map<String, String> environment) {
        SettingsReader reader = new SettingsReader(OURS, environment);
        OrchestratorSettings settings = read(reader);
        settings.policy().mistakes().forEach(reader::mistake);
        reader.check();
        return settings;
    }

    /** For the table in the README: one row each. */
    public static List<Setting> describe() {
        SettingsReader reader = new SettingsReader(OURS, Map.of());
        read(reader);
        return reader.describe();
    }

    private static OrchestratorSettings read(SettingsReader reader) {
        Duration sagaTime = Duration.ofMinutes(2);
        Duration commit = Duration.ofMillis(3);
        KafkaSettings kafka = KafkaSettings.read(reader, StreamsConfig.configDef().names());
        return new OrchestratorSettings(
                kafka,
                policy(reader),
                reader.duration(OURS + "SAGA_TIME", sagaTime, SECOND, DAY, SAGA_TIME),
                reader.integer(OURS + "PLACES", 200, 1, 100_000, PLACES),
                reader.integer(OURS + "SET_ASIDE_AT_MOST", 1_000, 1, 100_000, SET_ASIDE),
                reader.integer(OURS + "THREADS", 1, 1, 64, "stream threads of this process"),
                reader.integer(OURS + "STANDBYS", 1, 0, 3, STANDBYS),
                reader.duration(
                        OURS + "COMMIT_INTERVAL", commit, Duration.ofMillis(1), SECOND, COMMIT),
                reader.text(OURS + "INSTANCE_ID", "", INSTANCE),
                reader.duration(OURS + "START_WAIT", MINUTE, SECOND, DAY, WAIT),
                ReplyRouterSettings.read(reader, kafka));
    }

    private static LogoutPolicy policy(SettingsReader reader) {
        LogoutPolicy standard = LogoutPolicy.DEFAULT;
        return new LogoutPolicy(
                budget(reader, "INSPECT", standard.inspectBudget(), "all first looks"),
                budget(reader, "NOT_READY", standard.notReadyBudget(), "step 4"),
                budget(reader, "DEACTIVATE", standard.deactivateBudget(), "step 5"),
                budget(reader, "SIGN_OUT", standard.signOutBudget(), "step 6"),
                time(reader, "ANSWER_MARGIN", standard.answerMargin(), MARGIN),
                time(reader, "REISSUE_AFTER", standard.reissueAfter(), REISSUE),
                time(reader, "RETRY_DELAY", standard.retryDelay(), RETRY),
                count(reader, "RETRIES", standard.retries(), "how often a command is repeated"),
                time(reader, "EARLY_REQUEST_WAIT", standard.earlyRequestWait(), EARLY),
                time(reader, "MEMORY", standard.memory(), MEMORY),
                count(reader, "REPEATS_WAITING", standard.repeatsWaiting(), REPEATS),
                time(reader, "DEADLINE_AT_MOST", standard.deadlineAtMost(), DEADLINE),
                time(reader, "EPOCH_AHEAD", standard.epochAhead(), AHEAD),
                count(reader, "REMEMBERED_AT_MOST", standard.rememberedAtMost(), REMEMBERED),
                count(reader, "EARLY_AT_MOST", standard.earlyAtMost(), EARLY_COUNT),
                count(reader, "DRY_RUNS_AT_MOST", standard.dryRunsAtMost(), DRY_RUNS));
    }

    private static Duration budget(
            SettingsReader reader, String name, Duration standard, String what) {
        String doc = "time for " + what + " of a logout";
        return reader.duration(OURS + name + "_BUDGET", standard, SECOND, HOUR, doc);
    }

    private static Duration time(
            SettingsReader reader, String name, Duration standard, String doc) {
        return reader.duration(OURS + name, standard, Duration.ofMillis(1), DAY, doc);
    }

    private static int count(SettingsReader reader, String name, int standard, String doc) {
        return reader.integer(OURS + name, standard, 0, 1000, doc);
    }
}
