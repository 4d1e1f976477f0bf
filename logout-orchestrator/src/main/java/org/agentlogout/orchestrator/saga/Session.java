/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.List;

/**
 * One sign-in of one agent at one desktop.
 *
 * @param epoch grows with each new sign-in of the agent
 * @param openedAt when the orchestrator took the record
 * @param channels in the order of the record
 */
public record Session(
        String sessionId,
        long epoch,
        String node,
        String teamId,
        String channelGroupId,
        Instant openedAt,
        List<Member> channels) {

    public Session {
        channels = List.copyOf(channels);
    }

    /**
     * A channel of the group and the state it was last known in; UNKNOWN until the switch was
     * asked.
     */
    public record Member(Channel channel, AgentState known) {}

    /** Whether the switch is known to have the agent out on every channel. */
    boolean allOut() {
        return channels.stream().allMatch(member -> member.known() == AgentState.LOGGED_OUT);
    }

    AgentState known(String channelId) {
        return channels.stream()
                .filter(member -> member.channel().channelId().equals(channelId))
                .map(Member::known)
                .findFirst()
                .orElse(AgentState.UNKNOWN);
    }

    boolean has(String channelId) {
        return channels.stream().anyMatch(member -> member.channel().channelId().equals(channelId));
    }

    Session learned(String channelId, AgentState state) {
        return with(
                channels.stream()
                        .map(member ->
                                member.channel().channelId().equals(channelId)
                                        ? new Member(member.channel(), state)
                                        : member)
                        .toList());
    }

    /**
     * The same session opened again: its channels are those of the later record, with what is known
     * of them kept.
     */
    Session replacedBy(Session later) {
        return later.with(
                later.channels().stream()
                        .map(member ->
                                new Member(member.channel(), known(member.channel().channelId())))
                        .toList());
    }

    private Session with(List<Member> members) {
        return new Session(sessionId, epoch, node, teamId, channelGroupId, openedAt, members);
    }
}
