/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker;

import java.time.Duration;
import org.agentlogout.settings.InvalidSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program. Exit codes: 0 after SIGTERM or Ctrl-C, 2 when it could not start, with the reasons
 * in words, 3 when a poll loop hung or died, 4 when closing took too long: whoever runs it starts
 * it again.
 */
public final class WorkerMain {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);

    /** What is left of the 10 s that a stop may take, with the default grace of 8 s. */
    private static final Duration AFTER_GRACE = Duration.ofMillis(1_900);

    private WorkerMain() {}

    public static void main(String[] args) throws InterruptedException {
        try {
            WorkerSettings settings = WorkerSettings.of(System.getenv());
            Worker worker = Worker.start(settings, WorkerMain::endAtOnce);
            Duration atMost = settings.options().times().finish().plus(AFTER_GRACE);
            Thread last = new Thread(() -> end(worker, atMost), "shutdown");
            Runtime.getRuntime().addShutdownHook(last);
        } catch (InvalidSettings e) {
            e.mistakes().forEach(System.err::println);
            System.exit(2);
        }
    }

    /**
     * By halt, for exit would be 143 after SIGTERM, and nothing is left to be done. With 4 where a
     * broker that is gone keeps the last reports waiting: the saga issues those commands again.
     */
    private static void end(Worker worker, Duration atMost) {
        Thread closing = Thread.ofPlatform().daemon().name("closing").start(worker::close);
        boolean closed = false;
        try {
            closed = closing.join(atMost);
        } catch (InterruptedException _) {
            LOG.warn("Interrupted while closing");
        }
        Runtime.getRuntime().halt(closed ? 0 : 4);
    }

    /** Without the shutdown hook: it would wait for the loop that hangs. */
    private static void endAtOnce(String why) {
        LOG.error("{} This process ends itself", why);
        Runtime.getRuntime().halt(3);
    }
}
