/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * One sign-in of one agent at one desktop.
 *
 * @param epoch grows with each new sign-in of the agent
 * @param node as it was opened at; where the desktop is now tells {@code presence}
 * @param openedAt when the orchestrator took the record
 * @param channels in the order of the record
 * @param begun sagas that the orchestrator began by itself, so that each has its own id
 * @param recoverAt when its media are to be restored after an outage; {@link Instant#MAX}: no need
 */
public record Session(
        String sessionId,
        long epoch,
        String node,
        String teamId,
        String channelGroupId,
        Instant openedAt,
        List<Member> channels,
        Presence presence,
        int begun,
        Instant recoverAt) {

    public Session {
        channels = List.copyOf(channels);
    }

    /**
     * A channel of the group and the state it was last known in; UNKNOWN until the switch was
     * asked.
     *
     * @param routable as last known: what a recovery sets again
     */
    public record Member(Channel channel, AgentState known, Inspection.Routable routable) {}

    /** As the login flow opens it: nothing of its channels is known, and the desktop is there. */
    public static Session opened(
            String sessionId,
            long epoch,
            String node,
            String teamId,
            String channelGroupId,
            Instant openedAt,
            List<Channel> channels) {
        return new Session(
                sessionId,
                epoch,
                node,
                teamId,
                channelGroupId,
                openedAt,
                channels.stream()
                        .map(each ->
                                new Member(each, AgentState.UNKNOWN, Inspection.Routable.NOT_TOLD))
                        .toList(),
                Presence.signedIn(node, openedAt),
                0,
                Instant.MAX);
    }

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
        return each(channelId, member -> new Member(member.channel(), state, member.routable()));
    }

    /** NOT_TOLD is no knowledge: what was known before stays. */
    Session learned(String channelId, Inspection.Routable routable) {
        return routable == Inspection.Routable.NOT_TOLD
                ? this
                : each(channelId, it -> new Member(it.channel(), it.known(), routable));
    }

    private Session each(String channelId, UnaryOperator<Member> change) {
        return with(
                channels.stream()
                        .map(member ->
                                member.channel().channelId().equals(channelId)
                                        ? change.apply(member)
                                        : member)
                        .toList());
    }

    /**
     * The same session opened again: its channels are those of the later record, with what is known
     * of them kept. Whoever opens it is at its node.
     */
    Session replacedBy(Session later) {
        Presence both = presence;
        for (Presence.Sighting there : later.presence().sightings()) {
            both =
                    later.node().equals(node)
                            ? both
                            : both.seen(
                                    new Presence.Sighting(
                                            there.node(),
                                            later.openedAt(),
                                            there.kind(),
                                            there.received()));
        }
        List<Member> members = later.channels().stream().map(one -> sameAs(one.channel())).toList();
        return new Session(
                sessionId,
                later.epoch(),
                later.node(),
                later.teamId(),
                later.channelGroupId(),
                later.openedAt(),
                members,
                both,
                begun,
                recoverAt);
    }

    /** What was known of a channel counts for the same address only. */
    private Member sameAs(Channel channel) {
        return channels.stream()
                .filter(member -> member.channel().equals(channel))
                .findFirst()
                .orElse(new Member(channel, AgentState.UNKNOWN, Inspection.Routable.NOT_TOLD));
    }

    Session with(Presence next) {
        return new Session(
                sessionId,
                epoch,
                node,
                teamId,
                channelGroupId,
                openedAt,
                channels,
                next,
                begun,
                recoverAt);
    }

    /** Its media are to be restored at that time; a session of voice alone has none. */
    Session recoverAt(Instant when) {
        boolean none = media().isEmpty();
        return new Session(
                sessionId,
                epoch,
                node,
                teamId,
                channelGroupId,
                openedAt,
                channels,
                presence,
                begun,
                none ? Instant.MAX : when);
    }

    /** One more saga is begun without a request. */
    Session oneMoreBegun() {
        return new Session(
                sessionId,
                epoch,
                node,
                teamId,
                channelGroupId,
                openedAt,
                channels,
                presence,
                begun + 1,
                recoverAt);
    }

    /**
     * The id of the saga begun last.
     *
     * @param mark tells what it is for
     */
    String begunId(String mark) {
        return sessionId + '~' + mark + Long.toString(epoch, 36) + '.' + begun;
    }

    /** Its channels that are not voice. */
    List<Channel> media() {
        return channels.stream()
                .map(Member::channel)
                .filter(channel -> channel.type() != Channel.Type.VOICE)
                .toList();
    }

    Set<String> switchIds() {
        return channels.stream()
                .map(member -> member.channel().switchId())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Session with(List<Member> members) {
        return new Session(
                sessionId,
                epoch,
                node,
                teamId,
                channelGroupId,
                openedAt,
                members,
                presence,
                begun,
                recoverAt);
    }
}
