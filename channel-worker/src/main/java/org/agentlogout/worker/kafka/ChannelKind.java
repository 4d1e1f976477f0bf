/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import java.util.Locale;
import org.agentlogout.wire.Topic;

/**
 * The types of channels, by the names the schema has for them; each has a topic and a group of
 * workers.
 */
public enum ChannelKind {
    VOICE(Topic.COMMAND_VOICE),
    CHAT(Topic.COMMAND_CHAT),
    EMAIL(Topic.COMMAND_EMAIL);

    private final Topic commands;

    ChannelKind(Topic commands) {
        this.commands = commands;
    }

    public Topic commands() {
        return commands;
    }

    /** As settings and group ids spell it. */
    public String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
