/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker;

import java.time.Instant;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Target;

/** The one agent, the two channels, the noon that every test uses. */
public final class Samples {
    public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    public static final String AGENT = "agent-1";
    public static final String SESSION = "session-1";
    public static final long EPOCH = NOON.minusSeconds(3600).toEpochMilli();

    private Samples() {}

    public static Target voice() {
        return target("voice", new Target.FinesseVoice("1001", "2001"));
    }

    public static Target chat() {
        return target("chat", new Target.FinesseMedium("1001", "5001", 3, "ACCEPT", "CLOSE"));
    }

    private static Target target(String channel, Target.Address address) {
        return new Target(AGENT, SESSION, EPOCH, "team-1", channel, "cce1", address);
    }

    /** Expires at noon and 25 s. */
    public static Command.Order order(Target target, String step, int attempt) {
        String commandId = SESSION + "~1/" + target.channelId() + "/" + step;
        return new Command.Order(
                commandId, attempt, SESSION + "~1", target, true, NOON.plusSeconds(25));
    }

    public static Command signOut(Target target, int attempt) {
        return new Command.SignOut(
                order(target, "sign-out", attempt),
                new Command.LogoutReason.Given("1"),
                false,
                false);
    }

    public static Command inspect(Target target) {
        return new Command.Inspect(order(target, "inspect", 1));
    }
}
