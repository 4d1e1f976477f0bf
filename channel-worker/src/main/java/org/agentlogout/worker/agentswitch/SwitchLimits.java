/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.agentlogout.settings.SettingsReader;
import org.agentlogout.worker.agentswitch.SwitchSettings.Limits;
import org.agentlogout.worker.agentswitch.SwitchSettings.Watching;

/** The settings of a switch that are numbers. */
final class SwitchLimits {

    private SwitchLimits() {}

    static Watching watching(SettingsReader reader, UnaryOperator<String> variable) {
        return new Watching(
                reader.duration(
                        variable.apply("PROBE_INTERVAL"),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(10),
                        "How often each node is asked whether it is in service."),
                reader.duration(
                        variable.apply("WATCH_INTERVAL"),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(100),
                        Duration.ofMinutes(1),
                        "How often a channel with a live interaction is looked at, to tell its"
                                + " end."),
                reader.integer(
                        variable.apply("WATCH_LOOKS_PER_SECOND"),
                        20,
                        1,
                        1_000,
                        "Such looks in a second, over all workers; commands go first."));
    }

    static Limits limits(SettingsReader reader, UnaryOperator<String> variable) {
        return new Limits(
                reader.duration(
                        variable.apply("CALL_TIMEOUT"),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(20),
                        "Time for one request to one node."),
                reader.duration(
                        variable.apply("CONFIRM_TIMEOUT"),
                        Duration.ofSeconds(11),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(60),
                        "How long a change may take to show before it is reported as unknown."),
                reader.integer(
                        variable.apply("CONCURRENT_CALLS"),
                        256,
                        2,
                        10_000,
                        "Commands at once on this switch, over all workers."),
                reader.integer(
                        variable.apply("CALLS_PER_SECOND"),
                        500,
                        1,
                        10_000,
                        "Commands begun in a second on this switch, over all workers."));
    }
}
