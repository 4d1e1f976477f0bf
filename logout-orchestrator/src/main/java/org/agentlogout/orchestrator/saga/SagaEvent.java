/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;

/**
 * What can happen to an agent's saga. Each event carries the time the orchestrator took it at: the
 * saga has no clock.
 */
public sealed interface SagaEvent {

    Instant at();

    /**
     * The login flow opened a session.
     *
     * @param appendedAt the broker's own time of the record, by which the epoch is judged
     */
    record SessionOpened(Instant at, Instant appendedAt, Session session) implements SagaEvent {}

    /** A gateway asks for a logout; {@code replyTo} is where its answer is to be copied. */
    record LogoutRequested(Instant at, LogoutRequest request, ReplyAddress replyTo)
            implements SagaEvent {}

    /** A saga that waited for one of its partition's places has it now. */
    record PlaceGranted(Instant at, String sagaId) implements SagaEvent {}

    /** A worker answered. */
    record ChannelAnswered(Instant at, CommandResult result) implements SagaEvent {}

    /**
     * The earliest instant that {@link Agent#due(LogoutPolicy)} named has come. Early or doubled,
     * it changes nothing.
     */
    record DeadlineReached(Instant at) implements SagaEvent {}
}
