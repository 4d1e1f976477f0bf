/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agentlogout.worker.agentswitch.Credential.Owner;
import org.agentlogout.worker.agentswitch.SwitchSettings;
import org.agentlogout.worker.agentswitch.finesse.FinesseReasons.Category;
import org.agentlogout.worker.agentswitch.finesse.FinesseReasons.Wanted;
import org.agentlogout.worker.agentswitch.finesse.FinesseXml.Dialog;
import org.agentlogout.worker.agentswitch.finesse.FinesseXml.Medium;
import org.agentlogout.worker.agentswitch.finesse.Wish.Proof;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Command.LogoutReason;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Inspection.Interaction;
import org.agentlogout.worker.command.Inspection.Reason;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.command.Target;

/**
 * Voice, by the User API. The agent or a supervisor of the team may act; a supervisor gives no
 * reasons, can ask for nothing that is pending, and may sign out agents who are talking.
 *
 * @param takesMedia whether the sign-out takes the agent's media along, whose tasks then count as
 *     interactions
 */
record VoiceChannel(
        FinesseCaller caller,
        Target.FinesseVoice address,
        PlatformRules rules,
        FinesseReasons reasons,
        boolean takesMedia,
        SwitchSettings settings)
        implements FinesseChannel {

    private static final Set<AgentState> ROUTABLE_OR_WRAP_UP =
            EnumSet.of(AgentState.READY, AgentState.WORK, AgentState.WORK_READY);

    @Override
    public String path() {
        return FinesseCaller.userPath(address.userId());
    }

    @Override
    public Look look() throws FinesseTrouble {
        return Look.of(FinesseXml.user(caller.get(path(), "User")));
    }

    @Override
    public Seen see() throws FinesseTrouble {
        Later<List<Dialog>> dialogs = Later.begin(() -> dialogs("/Dialogs"));
        Later<List<Interaction>> tasks = Later.begin(this::tasks);
        Look look = look();
        List<Interaction> all = new ArrayList<>(calls(dialogs.get(), look));
        all.addAll(tasks.get());
        return new Seen(look, all);
    }

    @Override
    public Inspection inspect() throws FinesseTrouble {
        Look look = look();
        if (look.loggedOut()) {
            return inspection(look, List.of(), List.of(), "");
        }
        boolean agent = caller.credential().owner() == Owner.AGENT;
        Later<List<Dialog>> dialogs = Later.begin(() -> dialogs("/Dialogs"));
        Later<List<Reason>> logout = Later.begin(() -> offered(agent, Category.LOGOUT));
        List<Reason> notReady = offered(agent, Category.NOT_READY);
        return inspection(
                look,
                new Seen(look, calls(dialogs.get(), look)).interactions(),
                logout.get(),
                FinesseReasons.problem(notReady, reasons.notReady()));
    }

    Wish notReady(Command.MakeNotReady command) {
        Owner owner = caller.credential().owner();
        Wanted wanted =
                switch (command.reasonSetting()) {
                    case NOT_READY -> reasons.notReady();
                    case FORCE_NOT_READY -> reasons.forceNotReady();
                };
        return new Wish(
                look -> notReadyProof(look, command.pendingIsEnough()),
                look -> notReadyObjection(look, owner, command.pendingIsEnough()),
                owner == Owner.SUPERVISOR || remembered(Category.NOT_READY),
                () ->
                        FinesseXml.stateRequest(
                                "User", "NOT_READY", reasonId(Category.NOT_READY, wanted)));
    }

    Wish signOut(Command.SignOut command) {
        Owner owner = caller.credential().owner();
        boolean reasonAtHand =
                owner == Owner.SUPERVISOR
                        || command.reason() instanceof LogoutReason.Given
                        || remembered(Category.LOGOUT);
        return new Wish(
                look -> look.loggedOut() ? Proof.SHOWN : Proof.NOT_YET,
                look -> signOutObjection(look, owner),
                reasonAtHand,
                () -> signOutBody(command));
    }

    private Optional<Outcome> signOutObjection(Look look, Owner owner) {
        if (rules.takesSignOut(owner, look.word())) {
            return Optional.empty();
        }
        return look.busy()
                ? interaction(
                        look,
                        "An agent in state "
                                + look.word()
                                + " cannot be signed out with this credential; a supervisor's can,"
                                + " and the call stays up.")
                : notAllowed(look, "signed out");
    }

    private String signOutBody(Command.SignOut command) throws FinesseTrouble {
        String reason =
                switch (command.reason()) {
                    case LogoutReason.Given _ when caller.credential().supervisor() -> "";
                    case LogoutReason.Given(String id) -> id;
                    case LogoutReason.SystemFailure _ ->
                            reasonId(Category.LOGOUT, reasons.systemFailure());
                };
        return takesMedia
                ? FinesseXml.signOutOfAll(reason)
                : FinesseXml.stateRequest("User", "LOGOUT", reason);
    }

    private String reasonId(Category category, Wanted wanted) throws FinesseTrouble {
        return caller.credential().supervisor()
                ? ""
                : FinesseReasons.idOf(
                        reasons.known(caller, address.userId(), category),
                        wanted,
                        category + "_REASON");
    }

    private boolean remembered(Category category) {
        return reasons.remembered(caller, address.userId(), category).isPresent();
    }

    private static Proof notReadyProof(Look look, boolean pendingIsEnough) {
        if (look.state() == AgentState.NOT_READY) {
            return Proof.SHOWN;
        }
        Proof pending = pendingIsEnough ? Proof.SHOWN : Proof.HELD;
        return look.pendingNotReady() ? pending : Proof.NOT_YET;
    }

    private Optional<Outcome> notReadyObjection(Look look, Owner owner, boolean pendingIsEnough) {
        boolean taken =
                rules.takesNotReady(owner, look.word())
                        || (pendingIsEnough && rules.takesPendingNotReady(owner, look.word()));
        if (taken) {
            return Optional.empty();
        }
        return look.busy()
                ? interaction(
                        look,
                        "An agent in state "
                                + look.word()
                                + " cannot be made Not Ready at once with this credential.")
                : notAllowed(look, "made Not Ready");
    }

    private static Optional<Outcome> interaction(Look look, String text) {
        return Optional.of(new Outcome.Refused(Outcome.INTERACTION_STARTED, text, look.state()));
    }

    private Optional<Outcome> notAllowed(Look look, String what) {
        String text =
                "On %s an agent in state %s cannot be %s with this credential."
                        .formatted(rules.deploymentType(), look.word(), what);
        return Optional.of(new Outcome.Refused("STATE_NOT_ALLOWED", text, look.state()));
    }

    private List<Reason> offered(boolean agent, Category category) throws FinesseTrouble {
        return agent ? reasons.fresh(caller, address.userId(), category) : List.of();
    }

    private List<Dialog> dialogs(String below) throws FinesseTrouble {
        return FinesseXml.dialogs(caller.get(path() + below, "Dialogs"));
    }

    private List<Interaction> calls(List<Dialog> dialogs, Look look) {
        Set<String> extensions =
                Stream.of(look.extension(), address.extension())
                        .filter(it -> !it.isEmpty())
                        .collect(Collectors.toSet());
        return Interactions.calls(dialogs, extensions);
    }

    /** Of all media the agent is signed in to; one that cannot be read ends the command. */
    private List<Interaction> tasks() throws FinesseTrouble {
        if (!takesMedia) {
            return List.of();
        }
        List<Interaction> all = new ArrayList<>();
        for (Medium medium : FinesseXml.media(caller.get(path() + "/Media", "MediaList"))) {
            if (!Look.of(medium).loggedOut()) {
                String below = FinesseCaller.mediumPath(address.userId(), medium.id()) + "/Dialogs";
                List<Dialog> tasks = FinesseXml.dialogs(caller.get(below, "Dialogs"));
                all.addAll(Interactions.tasks(tasks));
            }
        }
        return all;
    }

    private Inspection inspection(
            Look look, List<Interaction> interactions, List<Reason> logout, String problem) {
        boolean in = !look.loggedOut();
        Owner owner = caller.credential().owner();
        // From wrap-up an agent is not signed out, and on CCE it may lead to Ready.
        boolean mustBeMadeNotReady = ROUTABLE_OR_WRAP_UP.contains(look.state());
        return new Inspection(
                look.state(),
                look.routable(),
                interactions,
                true,
                true,
                mustBeMadeNotReady,
                false,
                in && settings.logoutAllMedia() && rules == PlatformRules.CCE,
                !logout.isEmpty(),
                logout,
                problem,
                look.pendingNotReady(),
                rules.onDisconnect(settings.onDisconnect()),
                rules.takesSignOutInACall(owner),
                rules.takesPendingNotReady(owner, look.word()),
                rules.deploymentType());
    }
}
