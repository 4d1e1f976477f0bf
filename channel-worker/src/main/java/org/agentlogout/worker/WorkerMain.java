/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker;

import org.agentlogout.settings.InvalidSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program. Exit codes: 0 after SIGTERM or Ctrl-C, 2 when it could not start, with the reasons
 * in words, 3 when a poll loop hung or died: whoever runs it starts it again.
 */
public final class WorkerMain {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);

    private WorkerMain() {}

    public static void main(String[] args) throws InterruptedException {
        try {
            WorkerSettings settings = WorkerSettings.of(System.getenv());
            Worker worker = Worker.start(settings, WorkerMain::endAtOnce);
            Thread last = new Thread(() -> end(worker), "shutdown");
            Runtime.getRuntime().addShutdownHook(last);
        } catch (InvalidSettings e) {
            e.mistakes().forEach(System.err::println);
            System.exit(2);
        }
    }

    /** By halt, for exit would be 143 after SIGTERM, and nothing is left to be done. */
    private static void end(Worker worker) {
        worker.close();
        Runtime.getRuntime().halt(0);
    }

    /** Without the shutdown hook: it would wait for the loop that hangs. */
    private static void endAtOnce(String why) {
        LOG.error("{} This process ends itself", why);
        Runtime.getRuntime().halt(3);
    }
}
