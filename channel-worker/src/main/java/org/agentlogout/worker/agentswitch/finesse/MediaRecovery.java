/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.agentlogout.worker.agentswitch.AgentSwitch.Clearance;
import org.agentlogout.worker.agentswitch.finesse.Wish.Proof;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Inspection.Interaction;
import org.agentlogout.worker.command.Inspection.Routable;
import org.agentlogout.worker.command.Outcome;

/**
 * Brings a medium back to what it was before an outage, as Cisco describes it for clients of task
 * routing: compare the sign-in settings, sign in again where they differ ("already logged in" is
 * the expected answer, and the settings are taken all the same), then the routable mode, then the
 * list of dialogs.
 *
 * <p>A sign-in of somebody who is out would be a sign-in. So the state is read right before the
 * last look, and nothing is sent for a medium that shows logged out.
 */
final class MediaRecovery {
    private final MediaChannel channel;
    private final Command.Recover command;
    private final Supplier<Clearance> lastLook;
    private final List<String> restored = new ArrayList<>();

    MediaRecovery(MediaChannel channel, Command.Recover command, Supplier<Clearance> lastLook) {
        this.channel = channel;
        this.command = command;
        this.lastLook = lastLook;
    }

    /** Throws only while nothing has been sent. */
    Outcome run() throws FinesseTrouble {
        Look look = channel.look();
        if (look.loggedOut()) {
            return loggedOut();
        }
        Optional<Outcome> end = settings(look);
        if (end.isEmpty()) {
            end = routable(look);
        }
        return end.isPresent() ? end.get() : recovered();
    }

    /** Empty when the settings are as they were; else what the command ends as. */
    private Optional<Outcome> settings(Look look) throws FinesseTrouble {
        MediaSettings wanted = MediaSettings.wanted(channel.address(), look.settings());
        List<String> differences = wanted.differencesTo(look.settings());
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        if (wanted.interruptAction().isEmpty()) {
            return Optional.of(
                    new Outcome.Refused(
                            "MEDIA_SETTINGS_UNKNOWN",
                            "Neither the session nor the switch says the interruptAction that a"
                                    + " sign-in needs; give it in session.opened.",
                            look.state()));
        }
        Wish wish =
                new Wish(
                        now ->
                                wanted.differencesTo(now.settings()).isEmpty()
                                        ? Proof.SHOWN
                                        : Proof.NOT_YET,
                        _ -> Optional.empty(),
                        true,
                        () -> FinesseXml.signInAgain(wanted));
        return changed(wish, differences);
    }

    private Optional<Outcome> routable(Look look) throws FinesseTrouble {
        Routable wanted = command.routable();
        if (wanted == Routable.NOT_TOLD || wanted == look.routable()) {
            return Optional.empty();
        }
        Wish wish =
                new Wish(
                        now -> now.routable() == wanted ? Proof.SHOWN : Proof.NOT_YET,
                        _ -> Optional.empty(),
                        true,
                        () -> FinesseXml.routable(wanted == Routable.YES));
        return changed(wish, List.of("routable"));
    }

    /** Tasks are no objection: they are what a recovery is for. */
    private Optional<Outcome> changed(Wish wish, List<String> names) throws FinesseTrouble {
        Command.Order order = command.order();
        Command.Order unguarded =
                new Command.Order(
                        order.commandId(),
                        order.attempt(),
                        order.sagaId(),
                        order.target(),
                        false,
                        order.expiresAt());
        Outcome outcome = new Change(channel, wish, unguarded, lastLook).run();
        return switch (outcome) {
            case Outcome.Done(AgentState state, String _) when state != AgentState.LOGGED_OUT -> {
                restored.addAll(names);
                yield Optional.empty();
            }
            case Outcome.AlreadyDone(AgentState state, String _)
                    when state != AgentState.LOGGED_OUT ->
                    Optional.empty();
            case Outcome.Done _, Outcome.AlreadyDone _ -> Optional.of(loggedOut());
            default -> Optional.of(outcome);
        };
    }

    /** A dialog list that cannot be read fails the command: asked again, it finds the rest done. */
    private Outcome recovered() throws FinesseTrouble {
        Look look = channel.look();
        List<Interaction> tasks = channel.tasks();
        return new Outcome.Recovered(look.state(), restored, tasks, look.routable());
    }

    private static Outcome loggedOut() {
        return new Outcome.Refused(
                "LOGGED_OUT",
                "The agent is logged out of the medium; a recovery signs nobody in.",
                AgentState.LOGGED_OUT);
    }
}
