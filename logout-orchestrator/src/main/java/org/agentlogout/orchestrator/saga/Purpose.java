/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import org.agentlogout.orchestrator.saga.LogoutRequest.Mode;
import org.agentlogout.orchestrator.saga.LogoutRequest.Priority;
import org.agentlogout.orchestrator.saga.Presence.Away;

/** Why a saga runs: it decides what is asked of whom, and what follows a barrier. */
public sealed interface Purpose {

    /** When it has to have ended. */
    Instant deadline();

    /** Of the request it answers; empty where nobody asked. */
    String requestId();

    Priority priority();

    /** Somebody asked for a logout, or what one would do. */
    record Requested(LogoutRequest request) implements Purpose {
        @Override
        public Instant deadline() {
            return request.deadline();
        }

        @Override
        public String requestId() {
            return request.requestId();
        }

        @Override
        public Priority priority() {
            return request.priority();
        }
    }

    /**
     * The desktop is gone: one try of a forced logout.
     *
     * @param deadline of this try; {@link Instant#MAX} before it has a place
     */
    record Forced(Departure departure, Instant deadline) implements Purpose {
        @Override
        public String requestId() {
            return "";
        }

        @Override
        public Priority priority() {
            return Priority.BACKGROUND;
        }
    }

    /**
     * Media are restored after an outage.
     *
     * @param requestId empty where nobody asked
     * @param deadline {@link Instant#MAX} before it has a place
     */
    record Restoring(String requestId, Instant deadline) implements Purpose {
        @Override
        public Priority priority() {
            return requestId.isEmpty() ? Priority.BACKGROUND : Priority.LIVE;
        }
    }

    /**
     * A forced logout through all its tries.
     *
     * @param since when the first try was begun
     * @param tries begun so far
     * @param failures of them that failed since the last one that did not
     * @param firstFailed when that row of failures began; {@link Instant#MAX}: none
     */
    record Departure(Away away, Instant since, int tries, int failures, Instant firstFailed) {
        static Departure of(Away away, Instant at) {
            return new Departure(away, at, 0, 0, Instant.MAX);
        }

        Departure begun() {
            return new Departure(away, since, tries + 1, failures, firstFailed);
        }

        Departure failed(Instant at) {
            Instant first = failures == 0 ? at : firstFailed;
            return new Departure(away, since, tries, failures + 1, first);
        }

        /** A try came through, though it has to wait for an interaction. */
        Departure went() {
            return new Departure(away, since, tries, 0, Instant.MAX);
        }

        /** Why it took more than one try; empty where it did not. */
        String how() {
            if (tries <= 1) {
                return "";
            }
            return failures == 0 ? "AFTER_INTERACTION" : "AFTER_RETRIES";
        }

        Departure because(Away now) {
            return new Departure(now, since, tries, failures, firstFailed);
        }
    }

    default boolean is(Mode mode) {
        return this instanceof Requested(LogoutRequest request) && request.mode() == mode;
    }

    default boolean dryRun() {
        return this instanceof Requested(LogoutRequest request) && request.dryRun();
    }

    /** New sagas of any kind begin anew with the same purpose until they have a place. */
    default Purpose startingAt(Instant at, LogoutPolicy policy) {
        return switch (this) {
            case Requested requested -> requested;
            case Forced forced ->
                    new Forced(forced.departure(), at.plus(policy.absence().tryTime()));
            case Restoring restoring ->
                    new Restoring(restoring.requestId(), at.plus(policy.inspectBudget()));
        };
    }
}
