/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.reply;

import java.time.Duration;
import java.util.List;
import org.agentlogout.settings.SettingsReader;
import org.agentlogout.wire.KafkaSettings;

/**
 * What the reply router is told.
 *
 * @param kafka of its own clients; it may have another principal than the orchestrator
 * @param targets topics that replies may be copied to, by their full names
 * @param slow a copy that has not arrived after it goes to the dead letters
 */
public record ReplyRouterSettings(KafkaSettings kafka, List<String> targets, Duration slow) {

    /** Each has a producer of its own, with its connections and its thread. */
    private static final int TARGETS = 50;

    private static final String TOPICS = "ORCHESTRATOR_REPLY_TOPICS";
    private static final String OWN = "ORCHESTRATOR_REPLY_KAFKA_";

    public ReplyRouterSettings {
        targets = List.copyOf(targets);
    }

    /** Declares and reads them; mistakes stay with the reader. */
    public static ReplyRouterSettings read(SettingsReader reader, KafkaSettings kafka) {
        List<String> targets =
                reader.list(
                        TOPICS,
                        List.of(),
                        "topics of gateways, by their full names, that replies may be copied to;"
                                + " "
                                + OWN
                                + "X_Y is x.y of the clients that do it, in place of KAFKA_X_Y");
        for (String target : targets) {
            if (!Routing.isTopic(target)) {
                reader.mistake(TOPICS + ": \"" + target + "\" can be no topic.");
            } else if (kafka.topics().find(target).isPresent()) {
                reader.mistake(TOPICS + ": " + target + " is a topic of the product itself.");
            }
        }
        if (targets.size() > TARGETS) {
            reader.mistake(TOPICS + " names " + targets.size() + " topics; at most " + TARGETS);
        }
        Duration slow =
                reader.duration(
                        "ORCHESTRATOR_REPLY_SLOW",
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(1),
                        "a copy for a gateway's topic is given up after this time");
        return new ReplyRouterSettings(
                kafka.withOwn(OWN, reader), targets.stream().distinct().toList(), slow);
    }
}
