/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agentlogout.schema.LogoutStatus;
import org.agentlogout.wire.Topic;
import org.jspecify.annotations.Nullable;

/**
 * Who is watched. An agent's team, switches and phase are those of the last {@code logout.status}
 * seen; one who has left a phase is told once more, with the record that says so.
 */
final class WatchFilter {

    private record Standing(String team, List<String> switches, String phase) {}

    private final Optional<String> agent;
    private final Optional<String> team;
    private final Optional<String> switchId;
    private final Optional<String> phase;
    private final Map<String, Standing> standings = new HashMap<>();

    /** Null admits all. */
    WatchFilter(
            @Nullable String agent,
            @Nullable String team,
            @Nullable String switchId,
            @Nullable String phase) {
        this.agent = Optional.ofNullable(agent);
        this.team = Optional.ofNullable(team);
        this.switchId = Optional.ofNullable(switchId);
        this.phase = Optional.ofNullable(phase);
    }

    /** Learns from the record and says whether to show it. */
    boolean admits(Inbox.Mail mail) {
        if (mail.topic() == Topic.SWITCH_EVENT) {
            return agent.isEmpty()
                    && team.isEmpty()
                    && phase.isEmpty()
                    && switchId.stream().allMatch(mail.key()::equals);
        }
        var before = admits(mail.key());
        if (mail.topic() == Topic.STATUS) {
            learn(mail);
        }
        return before || admits(mail.key());
    }

    private void learn(Inbox.Mail mail) {
        if (mail.value() instanceof LogoutStatus status) {
            standings.put(
                    mail.key(),
                    new Standing(status.getTeamId(), status.getSwitchIds(), status.getPhase()));
        } else {
            standings.remove(mail.key());
        }
    }

    private boolean admits(String agentId) {
        var standing = standings.getOrDefault(agentId, new Standing("", List.of(), ""));
        return agent.stream().allMatch(agentId::equals)
                && team.stream().allMatch(standing.team()::equals)
                && switchId.stream().allMatch(standing.switches()::contains)
                && phase.stream().allMatch(standing.phase()::equalsIgnoreCase);
    }
}
