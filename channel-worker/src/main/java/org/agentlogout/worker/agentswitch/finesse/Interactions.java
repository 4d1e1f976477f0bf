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
    private static final Set<String> ENDED_CALL = Set.of("DROPPED", "FAILED");
    private static final String ENDED_TASK = "CLOSED";

    private Interactions() {}

    /**
     * Calls the agent takes part in, ringing and held ones included.
     *
     * @param extensions of the agent's phone, as the switch and as the session say; where none is
     *     known every live call counts
     */
    static List<Interaction> calls(List<Dialog> dialogs, Set<String> extensions) {
        return dialogs.stream()
                .filter(call -> !ENDED_CALL.contains(call.state()))
                .filter(call -> takesPart(call, extensions))
                .map(call -> new Interaction(call.id(), call.state(), "A call."))
                .toList();
    }

    private static boolean takesPart(Dialog call, Set<String> extensions) {
        List<Participant> others = call.participants();
        return extensions.isEmpty()
                || others.isEmpty()
                || others.stream()
                        .filter(p -> extensions.contains(p.address()))
                        .anyMatch(p -> !p.state().equals("DROPPED"));
    }

    /** Chats and e-mails, offered ones and those in wrap-up included: a sign-out closes them. */
    static List<Interaction> tasks(List<Dialog> dialogs) {
        return dialogs.stream()
                .filter(task -> !task.state().equals(ENDED_TASK))
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
