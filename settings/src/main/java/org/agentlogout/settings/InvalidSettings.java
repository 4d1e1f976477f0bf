/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.settings;

import java.util.List;

/**
 * All that is wrong with a program's settings, one sentence each and never with a secret in it. A
 * main method prints them to standard error, one per line, and exits with 2.
 */
public final class InvalidSettings extends RuntimeException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // List.copyOf is serializable
    private final List<String> mistakes;

    public InvalidSettings(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** At least one. */
    public List<String> mistakes() {
        return mistakes;
    }
}
