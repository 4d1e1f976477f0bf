/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;
import org.agentlogout.cli.StackFile;

/** What the programs of this module share on a terminal. */
final class Terminal {

    private static final PrintWriter OUT = new PrintWriter(System.out, true, System.out.charset());

    private Terminal() {}

    /**
     * Sends what the parts log into a file: the terminal belongs to the program. Call it before
     * anything logs.
     */
    static void begin() {
        System.getProperties().putIfAbsent("logback.configurationFile", "logback-stack.xml");
    }

    static synchronized void line(String text) {
        OUT.println(text);
    }

    /** The project's folder, named by the script. */
    static Path home() {
        return Path.of(System.getProperty(StackFile.HOME_PROPERTY, ".")).toAbsolutePath();
    }

    /** Ends the process: with 0 when help was asked for, else with 2. */
    static void endWithUsage(String usage, String[] args) {
        line(usage);
        var helpWanted = Set.of(args).stream().anyMatch(Set.of("-h", "--help", "help")::contains);
        System.exit(helpWanted ? 0 : 2);
    }
}
