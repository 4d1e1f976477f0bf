/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * {@code ./logout up}: the local stack until Ctrl-C, its addresses in a file that the tool reads.
 */
public final class Up {

    private Up() {}

    public static void main(String[] args) throws InterruptedException, IOException {
        Terminal.begin();
        if (args.length > 0) {
            Terminal.endWithUsage("./logout up takes no arguments; it runs until Ctrl-C.", args);
        }
        Terminal.line(
                "Starting broker, registry, switch simulator, orchestrator and two workers ...");
        var stack = LocalStack.start(StackSettings.usual());
        var file = stack.file(Terminal.home());
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    TemporaryFiles.delete(file.path());
                                    stack.close();
                                },
                                "end"));
        file.write();
        List.of("alice", "bob").forEach(agent -> stack.stage(agent).signIn());
        CheatSheet.of(file).forEach(Terminal::line);
        new CountDownLatch(1).await();
    }
}
