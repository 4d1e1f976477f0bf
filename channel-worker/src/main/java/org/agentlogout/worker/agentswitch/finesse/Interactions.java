/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.agentlogout.worker.agentswitch.finesse.FinesseXml.Dialog;
import org.agentlogout.worker.agentswitch.finesse.FinesseXml.Participant;
import org.agentlogout.worker.command.Inspection.Interaction;

/**
 * Which dialogs are interactions. The state alone does not tell: on CCX an agent with a call that
 * was not routed by the contact centre stays Not Ready (developer guide 12.5, p. 49).
 */
final class Interactions {
    private static final String LEFT = "DROPPED";
    private static final String FAILED = "FAILED";
    private static final String ENDED_TASK = "CLOSED";

    private Interactions() {}

    /**
     * Calls the agent takes part in, ringing and held ones included.
     *
     * @param dialogs as listed for the agent
     * @param extensions of the agent's phone, as the switch and as the session say; where none is
     *     known, or none is in the call, every live call counts: numbers are written in many ways
     */
    static List<Interaction> calls(List<Dialog> dialogs, Set<String> extensions) {
        return dialogs.stream()
                .filter(call -> !call.state().equalsIgnoreCase(LEFT))
                .filter(call -> !call.state().equalsIgnoreCase(FAILED))
                .filter(call -> takesPart(call, extensions))
                .map(call -> new Interaction(call.id(), call.state(), "A call."))
                .toList();
    }

    private static boolean takesPart(Dialog call, Set<String> extensions) {
        List<Participant> all = call.participants();
        List<Participant> agents =
                all.stream().filter(p -> extensions.contains(p.address())).toList();
        return all.isEmpty()
                || (agents.isEmpty() ? all : agents)
                        .stream().anyMatch(p -> !p.state().equalsIgnoreCase(LEFT));
    }

    /** Chats and e-mails, offered ones and those in wrap-up included: a sign-out closes them. */
    static List<Interaction> tasks(List<Dialog> dialogs) {
        return dialogs.stream()
                .filter(task -> !task.state().equalsIgnoreCase(ENDED_TASK))
                .map(task -> new Interaction(task.id(), task.state(), "A chat or e-mail."))
                .toList();
    }

    /** With what the state alone says, where no dialog says it already. */
    static List<Interaction> with(List<Interaction> dialogs, Look look) {
        if (!dialogs.isEmpty() || !look.busy()) {
            return dialogs;
        }
        List<Interaction> all = new ArrayList<>(dialogs);
        all.add(new Interaction("", look.word(), "The state says so, no dialog is listed."));
        return all;
    }
}
