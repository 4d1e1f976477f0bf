/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One logout process of a session, a try of a forced one, or the restoring of its media.
 *
 * @param sagaId derived from session and start, so that every command of it has its own id
 * @param round from 1; a deferred logout looks and acts anew in each
 * @param works one for each channel of the session as it was when the logout began
 */
public record Logout(
        String sagaId, Purpose purpose, Instant startedAt, int round, List<ChannelWork> works) {

    public Logout {
        works = List.copyOf(works);
    }

    static Logout of(String sagaId, Purpose purpose, Instant startedAt, Session session) {
        return new Logout(
                sagaId,
                purpose,
                startedAt,
                1,
                session.channels().stream().map(ChannelWork::untouched).toList());
    }

    /**
     * Derived, so that a crash and a second run give the same commands.
     *
     * @param start of a logout that was asked for; {@link AgentDesk} sees to it that starts differ
     */
    static String sagaId(String sessionId, Instant start) {
        return sessionId + '~' + Long.toString(start.toEpochMilli(), 36);
    }

    /** The id of the command that {@code step} sends to a channel; the same for each attempt. */
    static String commandId(String sagaId, String channelId, String step) {
        return sagaId + '/' + channelId + '/' + step;
    }

    /** That id in this round. */
    String commandId(String channelId, String step) {
        return commandId(sagaId, channelId, round == 1 ? step : step + '-' + round);
    }

    public Instant deadline() {
        return purpose.deadline();
    }

    public String requestId() {
        return purpose.requestId();
    }

    Logout with(List<ChannelWork> next) {
        return new Logout(sagaId, purpose, startedAt, round, next);
    }

    Logout with(Purpose next) {
        return new Logout(sagaId, next, startedAt, round, works);
    }

    Logout nextRound() {
        return new Logout(sagaId, purpose, startedAt, round + 1, works);
    }

    Logout each(UnaryOperator<ChannelWork> change) {
        return with(works.stream().map(change).toList());
    }

    Logout change(String channelId, UnaryOperator<ChannelWork> change) {
        return each(work -> work.channelId().equals(channelId) ? change.apply(work) : work);
    }

    boolean allSettled() {
        return works.stream().allMatch(ChannelWork::isSettled);
    }

    boolean anyFell() {
        return works.stream().anyMatch(ChannelWork::fell);
    }

    boolean allOut() {
        return works.stream().allMatch(ChannelWork::loggedOut);
    }
}
