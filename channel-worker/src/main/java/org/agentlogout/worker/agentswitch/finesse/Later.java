/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.agentlogout.worker.agentswitch.Timing;

/**
 * A read under way in a virtual thread of its own, so that several cost the time of the slowest.
 */
final class Later<T> {

    /** Something to be read from the switch. */
    interface Read<T> {
        T read() throws FinesseTrouble;
    }

    private final FutureTask<T> task;

    private Later(FutureTask<T> task) {
        this.task = task;
    }

    static <T> Later<T> begin(Read<T> read) {
        FutureTask<T> task = new FutureTask<>(read::read);
        Thread.ofVirtual().name("finesse-read").start(task);
        return new Later<>(task);
    }

    /** Waits for it. */
    T get() throws FinesseTrouble {
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case FinesseTrouble trouble -> throw trouble;
                case RuntimeException defect -> throw defect;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException("a read failed oddly", e);
            }
        } catch (InterruptedException _) {
            task.cancel(true);
            throw Timing.interrupted();
        }
    }
}
