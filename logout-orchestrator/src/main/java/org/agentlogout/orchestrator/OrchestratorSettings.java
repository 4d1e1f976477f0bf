/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.agentlogout.orchestrator.reply.ReplyRouterSettings;
import org.agentlogout.orchestrator.saga.LogoutPolicy;
import org.agentlogout.orchestrator.stream.Pace;
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
 * @param pace of looks and recoveries
 * @param threads stream threads, each with a producer of its own
 * @param standbys copies of each partition's agents on other orchestrators
 * @param commitInterval how long a transaction gathers records in a rush; otherwise it ends as soon
 *     as nothing fetched is left
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
        Pace pace,
        int threads,
        int standbys,
        Duration commitInterval,
        String instanceId,
        Duration startWait,
        ReplyRouterSettings replies) {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    private static final String OURS = "ORCHESTRATOR_";

    private static final String SAGA_TIME =
            "a request's deadline after its time stamp where it names none";
    private static final String PLACES = "logouts of one partition that may be in a step at once";
    private static final String SET_ASIDE =
            "records of one partition that may wait for the schema registry before its reading"
                    + " pauses";
    private static final String LOOKS =
            "looks a second at one switch, over all partitions, of logouts that wait";
    private static final String RECOVERIES =
            "sessions a second whose media on one switch are restored, over all partitions";
    private static final String STANDBYS =
            "copies of each partition's agents on other orchestrators";
    private static final String COMMIT =
            "how long a transaction gathers records in a rush; else it ends when all is done";
    private static final String INSTANCE =
            "a name of this process that outlives a restart, unique among orchestrators, such as"
                    + " the pod's: it then takes its partitions back at once";
    private static final String WAIT = "how long to wait at start for brokers, topics and registry";

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
        Duration commit = Duration.ofMillis(100);
        KafkaSettings kafka = KafkaSettings.read(reader, StreamsConfig.configDef().names());
        return new OrchestratorSettings(
                kafka,
                PolicySettings.read(reader),
                reader.duration(OURS + "SAGA_TIME", sagaTime, SECOND, DAY, SAGA_TIME),
                reader.integer(OURS + "PLACES", 200, 1, 100_000, PLACES),
                reader.integer(OURS + "SET_ASIDE_AT_MOST", 1_000, 1, 100_000, SET_ASIDE),
                new Pace(
                        reader.integer(
                                OURS + "LOOKS_PER_SECOND", Pace.DEFAULT.looks(), 1, 10_000, LOOKS),
                        reader.integer(
                                OURS + "RECOVERIES_PER_SECOND",
                                Pace.DEFAULT.recoveries(),
                                1,
                                10_000,
                                RECOVERIES)),
                reader.integer(OURS + "THREADS", 1, 1, 64, "stream threads of this process"),
                reader.integer(OURS + "STANDBYS", 1, 0, 3, STANDBYS),
                reader.duration(
                        OURS + "COMMIT_INTERVAL", commit, Duration.ofMillis(1), SECOND, COMMIT),
                reader.text(OURS + "INSTANCE_ID", "", INSTANCE),
                reader.duration(OURS + "START_WAIT", MINUTE, SECOND, DAY, WAIT),
                ReplyRouterSettings.read(reader, kafka));
    }
}
