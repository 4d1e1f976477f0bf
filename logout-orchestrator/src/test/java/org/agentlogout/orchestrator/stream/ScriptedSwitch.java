/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.avro.AvroSamples;
import org.agentlogout.schema.AgentState;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.CommandKind;
import org.agentlogout.schema.CommandOutcome;
import org.agentlogout.schema.Inspection;
import org.agentlogout.schema.Interaction;
import org.agentlogout.schema.LogoutOnDisconnect;

/** What a worker would answer for one voice channel, and the changes it was told to make. */
final class ScriptedSwitch {

    private final LogoutOnDisconnect load;
    private final boolean signsOutUnderACall;
    private final List<CommandKind> changes = new ArrayList<>();
    private AgentState state;

    ScriptedSwitch(AgentState state, LogoutOnDisconnect load, boolean signsOutUnderACall) {
        this.state = state;
        this.load = load;
        this.signsOutUnderACall = signsOutUnderACall;
    }

    AgentState state() {
        return state;
    }

    void becomes(AgentState next) {
        state = next;
    }

    /** The commands that changed something, in their order. */
    List<CommandKind> changes() {
        return changes;
    }

    /** Answers what has been commanded, and what follows from that, until nothing is. */
    void answersAll(Driven driven) {
        for (var out = driven.commands(); !out.isEmpty(); out = driven.commands()) {
            out.forEach(command -> driven.answer(answer(command)));
        }
    }

    private boolean busy() {
        return state == AgentState.TALKING;
    }

    private ChannelResult answer(ChannelCommand command) {
        return switch (command.getKind()) {
            case INSPECT -> AvroSamples.found(command, look());
            case MAKE_NOT_READY -> change(command, AgentState.NOT_READY);
            case SIGN_OUT -> change(command, AgentState.LOGGED_OUT);
            case DEACTIVATE, RECOVER, UNKNOWN -> throw new AssertionError("not for voice");
        };
    }

    private ChannelResult change(ChannelCommand command, AgentState next) {
        if (busy() && command.getGuarded()) {
            return AvroSamples.refused(command, "INTERACTION_STARTED");
        }
        changes.add(command.getKind());
        state = next;
        var look = Inspection.newBuilder().setState(next).build();
        return ChannelResult.newBuilder(AvroSamples.found(command, look))
                .setOutcome(CommandOutcome.DONE)
                .setInspection(null)
                .build();
    }

    private Inspection look() {
        var mayWork =
                state == AgentState.READY
                        || state == AgentState.WORK
                        || state == AgentState.WORK_READY;
        return Inspection.newBuilder()
                .setState(state)
                .setInteractions(
                        busy() ? List.of(new Interaction("call-1", "ACTIVE", "")) : List.of())
                .setMustBeMadeNotReady(mayWork)
                .setLogoutOnDisconnect(load)
                .setCanSignOutDuringInteraction(signsOutUnderACall)
                .build();
    }
}
