/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.agentlogout.schema.LogoutStatus;
import org.agentlogout.wire.Topic;

/** Where the session of each agent stands, by logout.status as it is now. */
final class StatusTable {

    private static final List<Topic> STATUS = List.of(Topic.STATUS);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Map<String, LogoutStatus> byAgent = new TreeMap<>();

    /** Reads all of it. A record that cannot be read is a failure: its agent would be missed. */
    static StatusTable read(Installation installation) {
        var table = new StatusTable();
        try (var inbox = new Inbox(installation, STATUS, List.of())) {
            do {
                inbox.poll(GLANCE).forEach(table::learn);
            } while (!inbox.isCaughtUp(STATUS));
        }
        return table;
    }

    /** The later record of an agent counts; one without a value ends the session. */
    void learn(Inbox.Mail mail) {
        if (!mail.problem().isEmpty()) {
            throw ToolFailure.outside(
                    "logout.status of " + mail.key() + " cannot be read: " + mail.problem());
        }
        if (mail.value() instanceof LogoutStatus status) {
            byAgent.put(mail.key(), status);
        } else {
            byAgent.remove(mail.key());
        }
    }

    Optional<LogoutStatus> of(String agent) {
        return Optional.ofNullable(byAgent.get(agent));
    }

    /** By agent. */
    List<LogoutStatus> in(String phase) {
        return byAgent.values().stream().filter(it -> it.getPhase().equals(phase)).toList();
    }
}
