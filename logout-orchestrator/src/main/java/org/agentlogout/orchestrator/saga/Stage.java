/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Duration;

/**
 * The steps of a logout that ask the workers something, in their order. Each is a barrier over all
 * channels.
 */
public enum Stage {
    INSPECT("inspect", "Inspect", "", ErrorCode.SWITCH_UNAVAILABLE),
    /** Only of a deferred logout: new work is stopped while an interaction runs. */
    STOP("stop", "StopNewWork", "", ErrorCode.NOT_READY_FAILED),
    MAKE_NOT_READY("not-ready", "MakeNotReady", "NOT_READY", ErrorCode.NOT_READY_FAILED),
    DEACTIVATE("deactivate", "Deactivate", "DEACTIVATED", ErrorCode.DEACTIVATION_FAILED),
    SIGN_OUT("sign-out", "SignOut", "SIGNED_OUT", ErrorCode.SIGN_OUT_FAILED),
    /** Only of a recovery, and its only one. */
    RECOVER("recover", "Recover", "RECOVERED", ErrorCode.SWITCH_UNAVAILABLE);

    private final String slug;
    private final String command;
    private final String deed;
    private final ErrorCode failure;

    Stage(String slug, String command, String deed, ErrorCode failure) {
        this.slug = slug;
        this.command = command;
        this.deed = deed;
        this.failure = failure;
    }

    /** Last part of the command ids of this step. */
    public String slug() {
        return slug;
    }

    /** The command's name as events tell it. */
    public String command() {
        return command;
    }

    /** What a report lists as done. */
    public String deed() {
        return deed;
    }

    /** The code that ends the flow when a channel fails here. */
    public ErrorCode failure() {
        return failure;
    }

    /** Whether its commands leave everything on the switch as it is. */
    boolean looksOnly() {
        return this == INSPECT;
    }

    Duration budget(LogoutPolicy policy) {
        return switch (this) {
            case INSPECT, RECOVER -> policy.inspectBudget();
            case STOP, MAKE_NOT_READY -> policy.notReadyBudget();
            case DEACTIVATE -> policy.deactivateBudget();
            case SIGN_OUT -> policy.signOutBudget();
        };
    }
}
