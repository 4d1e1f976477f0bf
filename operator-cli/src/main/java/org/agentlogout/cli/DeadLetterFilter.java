/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import org.agentlogout.wire.Topics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters are meant; options of the same names for looking and for replaying. */
final class DeadLetterFilter {

    @Option(
            names = "--reason",
            paramLabel = "WORD",
            description = "Only letters with this reason, such as MALFORMED or REPLY_TARGET_SLOW.")
    private @Nullable String reason;

    @Option(
            names = "--agent",
            paramLabel = "ID",
            description = "Only letters whose key is this agent.")
    private @Nullable String agent;

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            description = "Only letters that came from this topic, with or without the prefix.")
    private @Nullable String topic;

    boolean isGiven() {
        return reason != null || agent != null || topic != null;
    }

    boolean admits(DeadLetter letter, Topics topics) {
        return (reason == null || letter.reason().equalsIgnoreCase(reason))
                && (agent == null || letter.key().equals(agent))
                && (topic == null
                        || letter.topic().equals(topic)
                        || letter.topic().equals(topics.prefix() + topic));
    }
}
