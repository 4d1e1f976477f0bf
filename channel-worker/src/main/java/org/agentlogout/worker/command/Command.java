/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.command;

import java.time.Instant;

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
     * @param reasonId the switch's own id of the reason, empty for none
     * @param allMedia carry the media that cannot be controlled one by one
     * @param forced as far as platform, credential and the switch's settings allow
     */
    record SignOut(Order order, String reasonId, boolean allMedia, boolean forced)
            implements Command {}

    /** The reasons for Not Ready that a switch's settings can name. */
    enum ReasonSetting {
        NOT_READY,
        FORCE_NOT_READY
    }
}
