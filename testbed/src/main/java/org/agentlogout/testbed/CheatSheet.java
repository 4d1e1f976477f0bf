/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed;

import java.util.List;
import org.agentlogout.cli.Paint;
import org.agentlogout.cli.StackFile;

/** What one can do with a stack that is up. */
final class CheatSheet {

    private CheatSheet() {}

    static List<String> of(StackFile stack) {
        var control = stack.control();
        return List.of(
                "",
                Paint.BOLD.on("Everything runs. Ctrl-C ends it."),
                "  Kafka broker       " + stack.bootstrapServers(),
                "  Schema registry    " + stack.registry(),
                "  Switch simulator   " + control + "/board",
                "  Logs               .logout/stack.log",
                "",
                "alice and bob are signed in and Ready. In another terminal:",
                "  ./logout watch                                      see everything that happens",
                "  ./logout request alice --reason cce1=7 --dry-run    what would it do?",
                "  ./logout request alice                              the switch wants a reason",
                "  ./logout request alice --reason cce1=7              log out",
                "  ./logout sign-in carol                              another agent",
                "  ./logout topics                                     the topics and their schemas",
                "",
                "A call for bob, and its effect:",
                "  curl -X POST -d '{\"icd\":true}' " + control + "/agents/bob/calls",
                "  ./logout request bob --reason cce1=7                refused: bob is talking",
                "  ./logout request bob --reason cce1=7 --mode defer   waits for the end of the call",
                "",
                "With Kafka's and other tools:",
                "  kcat -b "
                        + stack.bootstrapServers()
                        + " -t session.event -s value=avro -r "
                        + stack.registry()
                        + " -o beginning");
    }
}
