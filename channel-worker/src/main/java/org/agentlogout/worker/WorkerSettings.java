/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agentlogout.settings.InvalidSettings;
import org.agentlogout.settings.Setting;
import org.agentlogout.settings.SettingsReader;
import org.agentlogout.wire.KafkaSettings;
import org.agentlogout.worker.agentswitch.SwitchSettings;
import org.agentlogout.worker.kafka.ChannelKind;
import org.agentlogout.worker.kafka.KafkaSide;

/**
 * What a worker is told by its environment.
 *
 * @param workers how many worker processes share the limits of the switches
 * @param switches at least one
 */
public record WorkerSettings(
        KafkaSettings kafka,
        KafkaSide.Options options,
        int workers,
        List<SwitchSettings> switches) {
    private static final Duration MOMENT = Duration.ofMillis(10);

    public WorkerSettings {
        switches = List.copyOf(switches);
    }

    /**
     * Reads all of them.
     *
     * @param environment as {@link System#getenv()} gives it
     * @throws InvalidSettings with every mistake there is
     */
    public static WorkerSettings of(Map<String, String> environment) {
        SettingsReader reader = new SettingsReader("WORKER_", environment);
        WorkerSettings settings = read(reader);
        reader.check();
        return settings;
    }

    /** The rows of the settings table; those of a switch for one called {@code id}. */
    public static List<Setting> describe() {
        SettingsReader reader = new SettingsReader("WORKER_", Map.of("SWITCHES", "id"));
        WorkerSettings _ = read(reader);
        return reader.describe();
    }

    private static WorkerSettings read(SettingsReader reader) {
        String name = name(reader);
        Set<ChannelKind> channels = channels(reader);
        int inFlight =
                reader.integer(
                        "WORKER_MAX_IN_FLIGHT",
                        2_000,
                        1,
                        100_000,
                        "commands at once; more are answered FAILED (retryable) at once");
        int workers =
                reader.integer(
                        "WORKER_COUNT",
                        1,
                        1,
                        1_000,
                        "worker processes that share the limits of the switches");
        KafkaSide.Options options = new KafkaSide.Options(name, channels, inFlight, times(reader));
        KafkaSettings kafka = KafkaSettings.read(reader);
        return new WorkerSettings(kafka, options, workers, SwitchSettings.read(reader));
    }

    private static KafkaSide.Times times(SettingsReader reader) {
        return new KafkaSide.Times(
                reader.duration(
                        "WORKER_START_WAIT",
                        Duration.ofSeconds(60),
                        Duration.ZERO,
                        Duration.ofHours(1),
                        "how long to wait at start for broker, topics and schemas"),
                reader.duration(
                        "WORKER_LOOK_TIMEOUT",
                        Duration.ofSeconds(1),
                        MOMENT,
                        Duration.ofSeconds(10),
                        "for the last look at an agent's sessions before the switch is changed"),
                reader.duration(
                        "WORKER_SESSION_TIMEOUT",
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(5),
                        "silence after which another worker gets the partitions"),
                reader.duration(
                        "WORKER_POLL_HANG",
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(10),
                        "a poll loop that hangs for so long ends the process"),
                reader.duration(
                        "WORKER_SHUTDOWN_GRACE",
                        Duration.ofSeconds(8),
                        Duration.ZERO,
                        Duration.ofMinutes(10),
                        "for calls in flight at the end; the rest is reported UNKNOWN"),
                reader.duration(
                        "WORKER_DOWN_REPEAT",
                        Duration.ofSeconds(20),
                        MOMENT,
                        Duration.ofSeconds(30),
                        "how often a switch that is down is said to be so"),
                reader.duration(
                        "WORKER_EPOCH_AHEAD",
                        Duration.ofMinutes(5),
                        Duration.ZERO,
                        Duration.ofDays(1),
                        "a session whose epoch lies further after its record is ignored; as at the"
                                + " orchestrator"));
    }

    private static String name(SettingsReader reader) {
        String name =
                reader.text(
                        "WORKER_NAME",
                        "",
                        "names this worker in results and logs; else the host name");
        if (name.isEmpty()) {
            return hostName();
        }
        if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
            reader.mistake(
                    "WORKER_NAME is \"" + name + "\": expected letters, digits, . _ -, up to 64");
        }
        return name;
    }

    private static String hostName() {
        try {
            String name =
                    InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
            return name.substring(0, Math.min(name.length(), 64));
        } catch (UnknownHostException _) {
            return "worker";
        }
    }

    private static Set<ChannelKind> channels(SettingsReader reader) {
        List<String> all = Arrays.stream(ChannelKind.values()).map(ChannelKind::lowerCase).toList();
        List<String> names =
                reader.list("WORKER_CHANNELS", all, "types of channels whose commands are taken");
        Set<ChannelKind> channels = EnumSet.noneOf(ChannelKind.class);
        List<String> unknown = new ArrayList<>(names);
        for (ChannelKind kind : ChannelKind.values()) {
            if (unknown.removeIf(kind.lowerCase()::equalsIgnoreCase)) {
                channels.add(kind);
            }
        }
        if (!unknown.isEmpty() || channels.isEmpty()) {
            reader.mistake("WORKER_CHANNELS names " + unknown + ": expected some of " + all);
        }
        return channels;
    }
}
