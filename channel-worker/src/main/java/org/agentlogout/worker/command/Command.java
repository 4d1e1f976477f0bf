/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.command;

import java.time.Instant;
import org.agentlogout.worker.command.Inspection.Routable;

/** One command for one channel, as the orchestrator gave it. */
public sealed interface Command {

    /** What every command carries. */
    Order order();

    /**
     * Who and what a command is for, and how long.
     *
     * @param commandId derived from saga, channel and step; at most 512 characters
     * @param attempt 1 for the first issue; above 1 the switch is asked first what became of the
     *     one before
     * @param guarded look at state and interactions again right before the call, and refuse when
     *     one is there
     * @param expiresAt no state-changing call starts after this instant
     */
    record Order(
            String commandId,
            int attempt,
            String sagaId,
            Target target,
            boolean guarded,
            Instant expiresAt) {}

    record Inspect(Order order) implements Command {}

    /**
     * No new work, please.
     *
     * @param reasonSetting which of the switch settings' Not Ready reasons to give
     * @param pendingIsEnough a pending Not Ready during an interaction counts as done
     */
    record MakeNotReady(Order order, ReasonSetting reasonSetting, boolean pendingIsEnough)
            implements Command {}

    record Deactivate(Order order) implements Command {}

    /**
     * Out of the channel.
     *
     * @param allMedia carry the media that cannot be controlled one by one
     * @param forced as far as platform, credential and the switch's settings allow
     */
    record SignOut(Order order, LogoutReason reason, boolean allMedia, boolean forced)
            implements Command {}

    /**
     * After an outage: sign-in settings and routable mode as they were, and no change of state.
     *
     * @param routable what it last was, NOT_TOLD for leaving it as it is
     */
    record Recover(Order order, Routable routable) implements Command {}

    /** The reasons for Not Ready that a switch's settings can name. */
    enum ReasonSetting {
        NOT_READY,
        FORCE_NOT_READY
    }

    /** Which reason goes with a sign-out. */
    sealed interface LogoutReason {

        /** The switch's own id of it, empty for none. */
        record Given(String id) implements LogoutReason {}

        /** The one that the switch's settings name for an agent whose presence was lost. */
        record SystemFailure() implements LogoutReason {}
    }
}
