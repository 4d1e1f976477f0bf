/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;

/** Where a session's logout stands. The name of a state says who owes what. */
public sealed interface SagaState {

    /** The agent has no session. */
    record NoSession() implements SagaState {}

    /** A state with a session. */
    sealed interface Open extends SagaState {
        Session session();
    }

    /** A state in which no saga runs: any request may begin one, unless it says otherwise. */
    sealed interface Resting extends Open {
        /** When this began. */
        Instant since();

        /** The same state with what has been learned since. */
        default Resting with(Session session) {
            return switch (this) {
                case Idle it -> new Idle(session, it.since(), it.last());
                case Grace it -> new Grace(session, it.since(), it.endsAt(), it.turn());
                case GraceHeld it -> new GraceHeld(session, it.since(), it.until());
                case ForcedWaiting it ->
                        new ForcedWaiting(session, it.departure(), it.nextTry(), it.why());
                case Stuck it -> new Stuck(session, it.departure(), it.since(), it.why());
                case Absent it -> new Absent(session, it.since());
            };
        }
    }

    /** How the last logout of a session ended, for the end of its connection. */
    sealed interface Last {
        record None() implements Last {}

        record Asked(String requestId) implements Last {}

        /** Presence or a token was the cause: the desktop must not disconnect. */
        record Forced() implements Last {}
    }

    /**
     * A session and no logout.
     *
     * @param since when the session was opened or its last logout ended
     */
    record Idle(Session session, Instant since, Last last) implements Resting {}

    /** The desktop is gone; it owes its presence until {@code endsAt}. */
    record Grace(Session session, Instant since, Instant endsAt, Turn turn) implements Resting {
        public enum Turn {
            FIRST,
            /** Started anew after it was held: it is not held again. */
            AFTER_HOLD
        }
    }

    /** The desktop is gone, and so is its server: an operator or time owes the release. */
    record GraceHeld(Session session, Instant since, Instant until) implements Resting {}

    /**
     * A forced logout waits: for an interaction to end, or for its next try.
     *
     * @param nextTry when to look again, sooner if a worker tells news
     */
    record ForcedWaiting(Session session, Purpose.Departure departure, Instant nextTry, Why why)
            implements Resting {
        @Override
        public Instant since() {
            return departure.since();
        }

        public enum Why {
            INTERACTION,
            RETRY
        }
    }

    /**
     * A forced logout was given up: a supervisor owes a FORCE, a worker a result.
     *
     * @param why the code the last try failed with
     */
    record Stuck(Session session, Purpose.Departure departure, Instant since, String why)
            implements Resting {}

    /** The desktop is gone and the agent Not Ready, as the switch's setting wants it. */
    record Absent(Session session, Instant since) implements Resting {}

    /** A state with a saga. */
    sealed interface Running extends Open {
        Logout logout();

        /** The same state with what has been learned since. */
        default Running with(Session session, Logout logout) {
            return switch (this) {
                case Queued _ -> new Queued(session, logout);
                case Deferring it -> new Deferring(session, logout, it.since(), it.nextLook());
                case Stepping it ->
                        Stepping.at(it.stage(), session, logout, it.since(), it.endsAt());
            };
        }
    }

    /**
     * A saga waits for one of the partition's places; the shell owes {@link
     * SagaEvent.PlaceGranted}.
     */
    record Queued(Session session, Logout logout) implements Running {}

    /** Agents owe the end of their interactions; new work has been stopped. */
    record Deferring(Session session, Logout logout, Instant since, Instant nextLook)
            implements Running {}

    /** Workers owe answers, until {@code endsAt} at the latest. */
    sealed interface Stepping extends Running {
        /** When the step began. */
        Instant since();

        Instant endsAt();

        /** Whether it has one of the partition's places. */
        default boolean takesPlace() {
            return stage() != Stage.STOP;
        }

        default Stage stage() {
            return switch (this) {
                case Inspecting _ -> Stage.INSPECT;
                case Stopping _ -> Stage.STOP;
                case MakingNotReady _ -> Stage.MAKE_NOT_READY;
                case Deactivating _ -> Stage.DEACTIVATE;
                case SigningOut _ -> Stage.SIGN_OUT;
                case Recovering _ -> Stage.RECOVER;
            };
        }

        @Override
        default Stepping with(Session session, Logout logout) {
            return at(stage(), session, logout, since(), endsAt());
        }

        static Stepping at(
                Stage stage, Session session, Logout logout, Instant since, Instant endsAt) {
            return switch (stage) {
                case INSPECT -> new Inspecting(session, logout, since, endsAt);
                case STOP -> new Stopping(session, logout, since, endsAt);
                case MAKE_NOT_READY -> new MakingNotReady(session, logout, since, endsAt);
                case DEACTIVATE -> new Deactivating(session, logout, since, endsAt);
                case SIGN_OUT -> new SigningOut(session, logout, since, endsAt);
                case RECOVER -> new Recovering(session, logout, since, endsAt);
            };
        }
    }

    /** {@code Inspect} was sent to every channel. */
    record Inspecting(Session session, Logout logout, Instant since, Instant endsAt)
            implements Stepping {}

    /**
     * A deferred logout found an interaction: commands that stop new work are out. Takes no place.
     */
    record Stopping(Session session, Logout logout, Instant since, Instant endsAt)
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

    /** {@code Recover} was sent to the media after an outage. */
    record Recovering(Session session, Logout logout, Instant since, Instant endsAt)
            implements Stepping {}
}
