/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.List;

/** What the shell has to do in the transaction that stores the next state. In the order given. */
public sealed interface Effect {

    /** What a worker is asked. */
    sealed interface Order {
        record Inspect() implements Order {}

        /**
         * No new work.
         *
         * @param reason which of the switch settings' reasons is given
         * @param pendingIsEnough the switch may apply it at the end of an interaction
         */
        record MakeNotReady(NotReadyReason reason, boolean pendingIsEnough) implements Order {}

        record Deactivate() implements Order {}

        /**
         * Takes the agent out.
         *
         * @param reasonId empty for none
         * @param allMedia carries the channels that cannot be controlled one by one
         * @param manner whether a live interaction stands in the way, and whose reason is given
         */
        record SignOut(String reasonId, boolean allMedia, Manner manner) implements Order {}

        /**
         * Back to the settings the session was opened with.
         *
         * @param routable what the medium was before the outage; NOT_TOLD leaves it
         */
        record Recover(Inspection.Routable routable) implements Order {}
    }

    /** Names a reason of the switch's settings. */
    enum NotReadyReason {
        NOT_READY,
        FORCE_NOT_READY
    }

    /** How a sign-out is meant. */
    enum Manner {
        PLAIN,
        /** Under a live interaction, as far as platform, credential and settings allow. */
        FORCED,
        /** With the settings' reason for a system failure, for nobody is there to choose one. */
        SYSTEM_FAILURE,
        /** Both. */
        SYSTEM_FAILURE_FORCED
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

    /**
     * A logout has ended.
     *
     * @param lateEffect empty, or what took effect after a newer session was opened
     */
    record Audit(
            Session session,
            String sagaId,
            Behind behind,
            Instant startedAt,
            Instant endedAt,
            Reply reply,
            String lateEffect)
            implements Effect {}

    /** Who or what was behind a logout. */
    sealed interface Behind {
        record Asked(LogoutRequest request) implements Behind {}

        /**
         * The desktop.
         *
         * @param how {@code AFTER_INTERACTION} or {@code AFTER_RETRIES}: it did not go at once;
         *     empty where it did
         */
        record Gone(Presence.Away away, String how) implements Behind {}

        record TimeToLive() implements Behind {}

        /** A call of an ended saga took effect after a newer session was opened. */
        record LateEffect() implements Behind {}
    }

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

        /** A logout waits for interactions to end, until its deadline. */
        record LogoutDeferred(String waitingFor, Instant until) implements SessionNews {}

        record LogoutCancelled() implements SessionNews {}

        /** The node seems to be gone, not the desktop. */
        record PresenceHeld(String node, Instant until) implements SessionNews {}

        record ChannelRecovered(List<String> restored, List<String> interactions)
                implements SessionNews {
            public ChannelRecovered {
                restored = List.copyOf(restored);
                interactions = List.copyOf(interactions);
            }
        }

        record LateEffect(String ofSessionId, String commandId, String text)
                implements SessionNews {}
    }

    static List<Effect> none() {
        return List.of();
    }
}
