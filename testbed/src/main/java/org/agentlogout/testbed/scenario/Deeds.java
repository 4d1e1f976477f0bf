/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.scenario;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.CommandKind;
import org.agentlogout.schema.PresenceCause;
import org.agentlogout.simulator.Fault;
import org.agentlogout.simulator.FaultAction;
import org.agentlogout.testbed.scenario.Scenario.Step;
import org.jspecify.annotations.Nullable;

/** What scenarios do. */
final class Deeds {

    private Deeds() {}

    static Step signIn() {
        return step("signs in on voice, chat and e-mail; Ready everywhere", Stage::signIn);
    }

    static Step logout(String requestId, String reason) {
        return step(
                reason.isEmpty() ? "asks to log out, without a reason" : "asks to log out",
                stage -> {
                    stage.request(requestId, false, reason);
                    stage.awaitReplies(requestId, 1);
                });
    }

    static Step signIn(String says, Seat seat) {
        return step(says, stage -> stage.signIn(seat));
    }

    /** A desktop server misses the desktop; the grace begins. */
    static Step gone(String says, PresenceCause cause) {
        return step(
                says,
                stage -> {
                    Records.gone(stage, cause);
                    Until.phase(stage, cause == PresenceCause.NODE_LOST ? "HELD" : "GRACE");
                });
    }

    /** Nothing but time passes. */
    static Step pause(String says, Duration time) {
        return step(says, stage -> LockSupport.parkNanos(time.toNanos()));
    }

    static Step fault(String says, String operation, String mrdId, FaultAction action) {
        return step(
                says,
                stage ->
                        stage.simulator()
                                .addFault(
                                        new Fault(
                                                operation, stage.agent(), mrdId, null, 0, action)));
    }

    /** Nothing that trying again would cure. */
    static FaultAction refusal() {
        return new FaultAction.Refuse(
                400, "Generic Error", "The operation was refused by the switch", "");
    }

    static boolean isNotReadyOfVoice(@Nullable Object value) {
        return value instanceof ChannelCommand command
                && command.getKind() == CommandKind.MAKE_NOT_READY
                && command.getChannel().getChannelId().equals("voice");
    }

    static void requireUntouched(Stage stage) {
        Expectations.untouched()
                .problem()
                .apply(stage)
                .ifPresent(problem -> {
                    throw new IllegalStateException(problem);
                });
    }

    static Step step(String says, Consumer<Stage> deed) {
        return new Step(says, deed);
    }
}
