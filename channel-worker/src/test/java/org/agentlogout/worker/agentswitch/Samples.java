/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.time.Instant;
import java.util.function.Supplier;
import org.agentlogout.worker.agentswitch.AgentSwitch.Clearance;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Command.LogoutReason;
import org.agentlogout.worker.command.Command.Order;
import org.agentlogout.worker.command.Command.ReasonSetting;
import org.agentlogout.worker.command.Target;

/** The one agent and the channels every test of switches uses. */
final class Samples {
    static final String AGENT = "1001";
    static final String EXTENSION = "4001";
    static final String TEAM = "blue";
    static final String CHAT = "5001";
    static final Target VOICE = target("voice", new Target.FinesseVoice(AGENT, EXTENSION));
    static final Target MEDIUM =
            target("chat", new Target.FinesseMedium(AGENT, CHAT, 2, "ACCEPT", "CLOSE"));
    static final Target CTI_VOICE =
            target("voice", new Target.CtiServer(5000, AGENT, EXTENSION, EXTENSION, 1));
    static final Target CTI_MEDIUM =
            target("chat", new Target.CtiServer(5000, AGENT, EXTENSION, EXTENSION, 5001));
    static final Supplier<Clearance> GO = Clearance.Go::new;

    private Samples() {}

    static Target target(String channelId, Target.Address address) {
        return new Target(AGENT, "s-1", 1, TEAM, channelId, "fin", address);
    }

    /** Time enough for every test. */
    static Instant soon() {
        return Instant.now().plusSeconds(60);
    }

    static Order order(Target target, int attempt, boolean guarded) {
        String id = "s-1~1/" + target.channelId() + "/step";
        return new Order(id, attempt, "s-1~1", target, guarded, Instant.MAX);
    }

    static Command.MakeNotReady notReady(Order order, boolean pendingIsEnough) {
        return new Command.MakeNotReady(order, ReasonSetting.NOT_READY, pendingIsEnough);
    }

    static Command.SignOut signOut(Order order, String reasonId) {
        return new Command.SignOut(order, new LogoutReason.Given(reasonId), false, false);
    }
}
