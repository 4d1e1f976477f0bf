/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.util.ArrayList;
import java.util.List;
import org.agentlogout.worker.command.Target;

/**
 * The three settings of a sign-in to a medium, as written; empty where not known. A node that did
 * not see the sign-in shows others (developer guide 12.5, p. 184).
 */
record MediaSettings(String maxDialogLimit, String interruptAction, String dialogLogoutAction) {

    static final MediaSettings NONE = new MediaSettings("", "", "");

    /** As the session was opened with; what it does not say stays as the switch shows it. */
    static MediaSettings wanted(Target.FinesseMedium address, MediaSettings shown) {
        return new MediaSettings(
                Integer.toString(address.maxDialogLimit()),
                either(address.interruptAction(), shown.interruptAction),
                either(address.dialogLogoutAction(), shown.dialogLogoutAction));
    }

    private static String either(String first, String second) {
        return first.isEmpty() ? second : first;
    }

    /** Names of the settings that others show differently. */
    List<String> differencesTo(MediaSettings others) {
        List<String> names = new ArrayList<>();
        addIfDifferent("maxDialogLimit", maxDialogLimit, others.maxDialogLimit, names);
        addIfDifferent("interruptAction", interruptAction, others.interruptAction, names);
        addIfDifferent("dialogLogoutAction", dialogLogoutAction, others.dialogLogoutAction, names);
        return names;
    }

    private static void addIfDifferent(String name, String one, String other, List<String> names) {
        if (!one.equalsIgnoreCase(other)) {
            names.add(name);
        }
    }
}
