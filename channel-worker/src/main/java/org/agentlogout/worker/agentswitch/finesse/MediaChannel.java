/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.util.List;
import java.util.Optional;
import org.agentlogout.worker.agentswitch.SwitchSettings;
import org.agentlogout.worker.agentswitch.finesse.FinesseReasons.Category;
import org.agentlogout.worker.agentswitch.finesse.FinesseReasons.Wanted;
import org.agentlogout.worker.agentswitch.finesse.FinesseXml.Dialog;
import org.agentlogout.worker.agentswitch.finesse.Wish.Proof;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Command.LogoutReason;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Inspection.Interaction;
import org.agentlogout.worker.command.Inspection.Reason;
import org.agentlogout.worker.command.Inspection.Routable;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.command.Target;

/**
 * Chat or e-mail, by the Media API of task routing (CCE only). Only agents act on their own media
 * (developer guide 12.5, p. 168); what a supervisor's credential may read is told, and that it
 * controls nothing.
 */
record MediaChannel(
        FinesseCaller caller,
        Target.FinesseMedium address,
        PlatformRules rules,
        FinesseReasons reasons,
        SwitchSettings settings)
        implements FinesseChannel {

    @Override
    public String path() {
        return FinesseCaller.mediumPath(address.userId(), address.mrdId());
    }

    @Override
    public Look look() throws FinesseTrouble {
        return Look.of(FinesseXml.medium(caller.get(path(), "Media")));
    }

    @Override
    public Seen see() throws FinesseTrouble {
        Later<List<Interaction>> tasks = Later.begin(this::tasks);
        Look look = look();
        return new Seen(look, tasks.get());
    }

    @Override
    public Inspection inspect() throws FinesseTrouble {
        return caller.credential().supervisor() ? fromOutside() : asAgent();
    }

    /** Nothing here to be done for it, whatever the state. */
    Outcome notControllable() {
        return new Outcome.Refused(
                "NOT_CONTROLLABLE",
                "Only the agent's own credential can change chat and e-mail on this switch.",
                AgentState.UNKNOWN);
    }

    Wish notReady(Command.MakeNotReady command) {
        Wanted wanted =
                switch (command.reasonSetting()) {
                    case NOT_READY -> reasons.notReady();
                    case FORCE_NOT_READY -> reasons.forceNotReady();
                };
        return new Wish(
                look -> look.state() == AgentState.NOT_READY ? Proof.SHOWN : Proof.NOT_YET,
                _ -> Optional.empty(),
                remembered(Category.NOT_READY),
                () ->
                        FinesseXml.stateRequest(
                                "Media", "NOT_READY", reasonId(Category.NOT_READY, wanted)));
    }

    /** Routable=false keeps the state, so that reports do not count live tasks as ended. */
    Wish deactivate() {
        return new Wish(
                look -> look.routable() == Routable.NO ? Proof.SHOWN : Proof.NOT_YET,
                _ -> Optional.empty(),
                true,
                () -> FinesseXml.routable(false));
    }

    /** Legal in every state; live tasks are closed or transferred as the sign-in said. */
    Wish signOut(Command.SignOut command) {
        return new Wish(
                look -> look.loggedOut() ? Proof.SHOWN : Proof.NOT_YET,
                _ -> Optional.empty(),
                command.reason() instanceof LogoutReason.Given || remembered(Category.LOGOUT),
                () -> FinesseXml.stateRequest("Media", "LOGOUT", reasonId(command.reason())));
    }

    private String reasonId(LogoutReason reason) throws FinesseTrouble {
        return switch (reason) {
            case LogoutReason.Given(String id) -> id;
            case LogoutReason.SystemFailure _ -> reasonId(Category.LOGOUT, reasons.systemFailure());
        };
    }

    private String reasonId(Category category, Wanted wanted) throws FinesseTrouble {
        List<Reason> offered = reasons.known(caller, address.userId(), category);
        return FinesseReasons.idOf(offered, wanted, category + "_REASON");
    }

    private boolean remembered(Category category) {
        return reasons.remembered(caller, address.userId(), category).isPresent();
    }

    List<Interaction> tasks() throws FinesseTrouble {
        List<Dialog> dialogs = FinesseXml.dialogs(caller.get(path() + "/Dialogs", "Dialogs"));
        return Interactions.tasks(dialogs);
    }

    private Inspection asAgent() throws FinesseTrouble {
        Look look = look();
        if (look.loggedOut()) {
            return inspection(look, List.of(), true, List.of(), "");
        }
        String user = address.userId();
        Later<List<Interaction>> tasks = Later.begin(this::tasks);
        Later<List<Reason>> logout =
                Later.begin(() -> reasons.fresh(caller, user, Category.LOGOUT));
        List<Reason> notReady = reasons.fresh(caller, user, Category.NOT_READY);
        return inspection(
                look,
                new Seen(look, tasks.get()).interactions(),
                true,
                logout.get(),
                FinesseReasons.problem(notReady, reasons.notReady()));
    }

    /** With a supervisor's credential: what the switch does not show stays unknown. */
    private Inspection fromOutside() throws FinesseTrouble {
        try {
            Seen seen = see();
            return inspection(seen.look(), seen.interactions(), true, List.of(), "");
        } catch (FinesseTrouble trouble) {
            if (trouble.outcome() instanceof Outcome.Refused) {
                return inspection(Look.hidden(), List.of(), false, List.of(), "");
            }
            throw trouble;
        }
    }

    private Inspection inspection(
            Look look,
            List<Interaction> interactions,
            boolean interactionsKnown,
            List<Reason> logout,
            String problem) {
        boolean mine = !caller.credential().supervisor();
        boolean in = !look.loggedOut();
        boolean takesWork =
                look.state() == AgentState.READY || look.state() == AgentState.WORK_READY;
        return new Inspection(
                look.state(),
                look.routable(),
                interactions,
                interactionsKnown,
                mine,
                mine && takesWork,
                mine && in && look.routable() != Routable.NO,
                false,
                !logout.isEmpty(),
                logout,
                problem,
                look.pendingNotReady(),
                rules.onDisconnect(settings.onDisconnect()),
                mine,
                false,
                rules.deploymentType());
    }
}
