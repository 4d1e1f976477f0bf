/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.agentlogout.orchestrator.saga.CommandResult.Outcome;
import org.agentlogout.orchestrator.saga.Effect.Order;
import org.agentlogout.orchestrator.saga.Effect.SendCommand;

/** The truth about channels and the worker in front of it, both as unreliable as the seed wants. */
final class WalkSwitch {

    private final Random random;
    private final Map<String, AgentState> truth = new HashMap<>();
    private final Set<String> busy = new HashSet<>();
    private final Set<String> applied = new HashSet<>();

    /** What platform and credential offer, by the seed. */
    private final boolean voiceCan;

    private final Inspection.OnDisconnect[] loads = Inspection.OnDisconnect.values();
    private final int load;

    WalkSwitch(Random random) {
        this.random = random;
        voiceCan = random.nextBoolean();
        load = random.nextInt(loads.length);
    }

    private Inspection.OnDisconnect load(String channelId) {
        return loads[(load + (channelId.startsWith("far") ? 1 : 0)) % loads.length];
    }

    AgentState truth(String channelId) {
        return truth.getOrDefault(channelId, AgentState.READY);
    }

    void signIn(Session session) {
        session.channels().forEach(m -> truth.put(m.channel().channelId(), AgentState.READY));
    }

    void startInteraction(String channelId) {
        if (truth(channelId) != AgentState.LOGGED_OUT) {
            busy.add(channelId);
        }
    }

    void endInteractions() {
        busy.clear();
    }

    /** What a worker that keeps its promises makes of the command at {@code now}. */
    CommandResult carryOut(SendCommand command, Instant now) {
        String channelId = command.channel().channelId();
        if (command.order() instanceof Order.Inspect) {
            return random.nextInt(20) == 0
                    ? trouble(command, channelId)
                    : Samples.found(command, look(channelId));
        }
        if (now.isAfter(command.expiresAt())) {
            return Samples.ended(command, Outcome.EXPIRED, false, "EXPIRED");
        }
        if (!applied.add(command.commandId())) {
            return Samples.done(command, truth(channelId));
        }
        if (command.guarded() && busy.contains(channelId)) {
            applied.remove(command.commandId());
            return Samples.ended(command, Outcome.REFUSED, false, "INTERACTION_STARTED");
        }
        if (random.nextInt(15) == 0) {
            applied.remove(command.commandId());
            return trouble(command, channelId);
        }
        apply(command, channelId);
        return random.nextInt(20) == 0
                ? Samples.ended(command, Outcome.UNKNOWN, false, "TIMED_OUT")
                : Samples.done(command, truth(channelId));
    }

    private CommandResult trouble(SendCommand command, String channelId) {
        return switch (random.nextInt(3)) {
            case 0 -> Samples.ended(command, Outcome.FAILED, true, "BULKHEAD_FULL");
            case 1 -> Samples.ended(command, Outcome.FAILED, false, "CREDENTIAL_REFUSED");
            default -> Samples.ended(command, Outcome.REFUSED, false, "SAYS_NO_" + channelId);
        };
    }

    private void apply(SendCommand command, String channelId) {
        switch (command.order()) {
            case Order.MakeNotReady(_, boolean pending) -> {
                if (!pending || !busy.contains(channelId)) {
                    truth.put(channelId, AgentState.NOT_READY);
                }
            }
            case Order.SignOut out -> {
                truth.put(channelId, AgentState.LOGGED_OUT);
                if (out.allMedia()) {
                    command.session().channels().forEach(m -> carry(m.channel().channelId()));
                }
            }
            case Order.Deactivate _, Order.Inspect _, Order.Recover _ -> {}
        }
    }

    private void carry(String channelId) {
        if (channelId.startsWith("far")) {
            truth.put(channelId, AgentState.LOGGED_OUT);
        }
    }

    private Inspection look(String channelId) {
        AgentState state = truth(channelId);
        boolean in = state != AgentState.LOGGED_OUT;
        boolean far = channelId.startsWith("far");
        return new Inspection(
                state,
                Inspection.Routable.NOT_TOLD,
                in && busy.contains(channelId) ? Samples.busy().interactions() : List.of(),
                true,
                !far,
                in && state == AgentState.READY && !far,
                in && !far && channelId.startsWith("chat"),
                channelId.startsWith("voice"),
                false,
                List.of(),
                "",
                false,
                load(channelId),
                voiceCan,
                voiceCan);
    }
}
