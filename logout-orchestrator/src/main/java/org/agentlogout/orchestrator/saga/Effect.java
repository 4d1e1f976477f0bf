/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.List;

/** What the shell has to do in the transaction that stores the next state. In the order given. */
public sealed interface Effect {

    /** What a worker is asked. */
    sealed interface Order {
        record Inspect() implements Order {}

        record MakeNotReady() implements Order {}

        record Deactivate() implements Order {}

        /**
         * Takes the agent out.
         *
         * @param reasonId empty for none
         * @param allMedia carries the channels that cannot be controlled one by one
         */
        record SignOut(String reasonId, boolean allMedia) implements Order {}
    }

    /**
     * One command for one channel.
     *
     * @param attempt 1 for the first issue
     * @param guarded the worker looks again right before the call
     * @param expiresAt no state-changing call starts after it
     */
    record SendCommand(
            String commandId,
            int attempt,
            String sagaId,
            Session session,
            Channel channel,
            Order order,
            boolean guarded,
            Instant issuedAt,
            Instant expiresAt)
            implements Effect {}

    /**
     * The saga's answer to a request. {@link Agent} turns it into one {@link SendReply} for each
     * waiting repeat.
     */
    record Answer(String requestId, Reply reply) implements Effect {}

    /** One reply record at one address. */
    record SendReply(String requestId, Reply reply, ReplyAddress to) implements Effect {}

    /** Something happened to the session. */
    record Publish(String sessionId, String channelId, String sagaId, Instant at, SessionNews news)
            implements Effect {}

    /** A logout has ended. */
    record Audit(
            Session session,
            String sagaId,
            LogoutRequest request,
            Instant startedAt,
            Instant endedAt,
            Reply reply)
            implements Effect {}

    /** The saga wants one of the partition's places. */
    record AskForPlace(String sagaId, LogoutRequest.Priority priority) implements Effect {}

    /** The saga needs no place any more, whether it has one or still waits. */
    record GivePlaceBack(String sagaId) implements Effect {}

    /** What {@link Publish} tells. */
    sealed interface SessionNews {
        record AgentStateChanged(AgentState before, AgentState now) implements SessionNews {}

        record ChannelDeactivated() implements SessionNews {}

        record ControlFailure(String step, String code, String text) implements SessionNews {}

        record PostLogout(boolean forced) implements SessionNews {}

        record ChannelDisposed() implements SessionNews {}

        record ChannelGroupDisposed() implements SessionNews {}

        record SessionDisposed() implements SessionNews {}

        /**
         * The last event of a session: a client may free its own objects now.
         *
         * @param requestId empty where nobody asked
         */
        record ConnectionClosed(String requestId, String outcome) implements SessionNews {}

        record ChannelOrphaned() implements SessionNews {}

        record LateEffect(String ofSessionId, String commandId, String text)
                implements SessionNews {}
    }

    static List<Effect> none() {
        return List.of();
    }
}
