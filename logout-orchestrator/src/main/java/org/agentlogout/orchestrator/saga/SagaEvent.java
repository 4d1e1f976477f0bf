/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;

/**
 * What can happen to an agent's saga. Each event carries the time the orchestrator took it at: the
 * saga has no clock.
 */
public sealed interface SagaEvent {

    Instant at();

    /** A gateway asks; {@code replyTo} is where its answer is to be copied. */
    sealed interface Asked extends SagaEvent {
        Request request();

        ReplyAddress replyTo();
    }

    /**
     * The login flow opened a session.
     *
     * @param appendedAt the broker's own time of the record, by which the epoch is judged
     */
    record SessionOpened(Instant at, Instant appendedAt, Session session) implements SagaEvent {}

    record LogoutRequested(Instant at, LogoutRequest request, ReplyAddress replyTo)
            implements Asked {}

    record CancelRequested(Instant at, Request.Cancel request, ReplyAddress replyTo)
            implements Asked {}

    record DisconnectRequested(Instant at, Request.Disconnect request, ReplyAddress replyTo)
            implements Asked {}

    record RecoverRequested(Instant at, Request.Recover request, ReplyAddress replyTo)
            implements Asked {}

    /** A desktop server says that a session's desktop came or went. */
    record PresenceChanged(Instant at, String sessionId, Presence.Sighting sighting)
            implements SagaEvent {}

    /** A node itself seems to be gone: a grace that runs for its sake is held. */
    record NodeLost(Instant at, String node) implements SagaEvent {}

    /** The grace that is held starts anew: the node is back, or an operator says so. */
    record GraceReleased(Instant at, String sessionId) implements SagaEvent {}

    /** An operator says that the desktop is not gone. */
    record GraceDropped(Instant at, String sessionId) implements SagaEvent {}

    /** A saga that waited for one of its partition's places has it now. */
    record PlaceGranted(Instant at, String sagaId) implements SagaEvent {}

    /** A worker answered. */
    record ChannelAnswered(Instant at, CommandResult result) implements SagaEvent {}

    /**
     * A worker noticed something that nobody asked for: an interaction ended, a state changed.
     *
     * @param state UNKNOWN where it is not told
     */
    record ChannelNews(
            Instant at,
            String sessionId,
            String channelId,
            AgentState state,
            Inspection.Routable routable)
            implements SagaEvent {}

    /** A switch is there again after an outage. */
    record SwitchBack(Instant at, String switchId) implements SagaEvent {}

    /**
     * The earliest instant that {@link Agent#due(LogoutPolicy)} named has come. Early or doubled,
     * it changes nothing.
     *
     * @param answers what came from workers before this instant has been read: a command is silent
     *     only so far
     * @param arrivals the same of sessions and presence: an agent is away only so far
     */
    record DeadlineReached(Instant at, Instant answers, Instant arrivals) implements SagaEvent {

        /** With nothing left unread. */
        public DeadlineReached(Instant at) {
            this(at, at, at);
        }
    }
}
