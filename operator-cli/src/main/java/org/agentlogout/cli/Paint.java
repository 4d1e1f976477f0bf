/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.io.Console;
import java.util.Optional;

/** Colours for a terminal; plain text everywhere else, and where the variable NO_COLOR is set. */
public enum Paint {
    PLAIN(""),
    DIM("2"),
    BOLD("1"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    BLUE("34"),
    MAGENTA("35"),
    CYAN("36");

    private static final boolean TERMINAL = isTerminal();

    private final String code;

    Paint(String code) {
        this.code = code;
    }

    /** The text in this colour, or as it is when the output is no terminal. */
    public String on(String text) {
        return TERMINAL && !code.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private static boolean isTerminal() {
        var noColor = System.getenv("NO_COLOR");
        var console = Optional.ofNullable(System.console());
        return console.filter(Console::isTerminal).isPresent()
                && (noColor == null || noColor.isEmpty());
    }
}
