/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.util.Set;

/**
 * Work that is due and may be put off a little, so that a crowd of those who wait does not get in
 * the way of those who log out: the shell lets so many a second through for each switch.
 *
 * @param switchIds that will be asked; empty for nothing that may be put off
 */
public record Turn(Kind kind, Set<String> switchIds) {

    /** What is due is due. */
    public static final Turn NONE = new Turn(Kind.LOOK, Set.of());

    public Turn {
        switchIds = Set.copyOf(switchIds);
    }

    public enum Kind {
        /** Of a logout that waits for interactions, or for its next try. */
        LOOK,
        RECOVERY
    }

    public boolean mayBePutOff() {
        return !switchIds.isEmpty();
    }
}
