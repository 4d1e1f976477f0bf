/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One logout process of a session.
 *
 * @param sagaId derived from session and start, so that every command of it has its own id
 * @param works one for each channel of the session as it was when the logout began
 */
public record Logout(
        String sagaId, LogoutRequest request, Instant startedAt, List<ChannelWork> works) {

    public Logout {
        works = List.copyOf(works);
    }

    /** The id of the command that {@code step} sends to a channel; the same for each attempt. */
    static String commandId(String sagaId, String channelId, String step) {
        return sagaId + '/' + channelId + '/' + step;
    }

    Logout with(List<ChannelWork> next) {
        return new Logout(sagaId, request, startedAt, next);
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
        return works.stream()
                .anyMatch(work -> work.progress() instanceof ChannelWork.Progress.Fell);
    }

    boolean allOut() {
        return works.stream().allMatch(ChannelWork::loggedOut);
    }
}
