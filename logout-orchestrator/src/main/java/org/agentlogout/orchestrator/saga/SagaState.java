/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;

/** Where a session's logout stands. The name of a state says who owes what. */
public sealed interface SagaState {

    /** The agent has no session. */
    record NoSession() implements SagaState {}

    /** A state with a session. */
    sealed interface Held extends SagaState {
        Session session();
    }

    /**
     * A session and no logout.
     *
     * @param since when the session was opened or its last logout ended
     * @param lastRequestId of the last logout that failed, for the connection's end; empty for none
     */
    record Idle(Session session, Instant since, String lastRequestId) implements Held {}

    /** A state with a logout. */
    sealed interface Running extends Held {
        Logout logout();
    }

    /**
     * A logout waits for one of the partition's places; the shell owes {@link
     * SagaEvent.PlaceGranted}.
     */
    record Queued(Session session, Logout logout) implements Running {}

    /** Workers owe answers, until {@code endsAt} at the latest. */
    sealed interface Stepping extends Running {
        /** When the step began. */
        Instant since();

        Instant endsAt();

        default Stage stage() {
            return switch (this) {
                case Inspecting _ -> Stage.INSPECT;
                case MakingNotReady _ -> Stage.MAKE_NOT_READY;
                case Deactivating _ -> Stage.DEACTIVATE;
                case SigningOut _ -> Stage.SIGN_OUT;
            };
        }

        /** The same state with what has been learned since. */
        default Stepping with(Session session, Logout logout) {
            return at(stage(), session, logout, since(), endsAt());
        }

        static Stepping at(
                Stage stage, Session session, Logout logout, Instant since, Instant endsAt) {
            return switch (stage) {
                case INSPECT -> new Inspecting(session, logout, since, endsAt);
                case MAKE_NOT_READY -> new MakingNotReady(session, logout, since, endsAt);
                case DEACTIVATE -> new Deactivating(session, logout, since, endsAt);
                case SIGN_OUT -> new SigningOut(session, logout, since, endsAt);
            };
        }
    }

    /** {@code Inspect} was sent to every channel. Nothing has been changed yet. */
    record Inspecting(Session session, Logout logout, Instant since, Instant endsAt)
            implements Stepping {}

    /** {@code MakeNotReady} was sent to the channels that could still get work. */
    record MakingNotReady(Session session, Logout logout, Instant since, Instant endsAt)
            implements Stepping {}

    /** {@code Deactivate} was sent to the active channels whose platform can. */
    record Deactivating(Session session, Logout logout, Instant since, Instant endsAt)
            implements Stepping {}

    /** {@code SignOut} was sent to the channels still logged in. */
    record SigningOut(Session session, Logout logout, Instant since, Instant endsAt)
            implements Stepping {}
}
