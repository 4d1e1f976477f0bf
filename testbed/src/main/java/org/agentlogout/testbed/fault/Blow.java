/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import java.time.Duration;

/**
 * What shall happen to one process.
 *
 * @param at after the load has begun
 * @param number which of the processes of that role, from 1
 * @param lasts until it is started again or thawed
 */
public record Blow(Duration at, Role role, int number, Kind kind, Duration lasts) {

    /** What happens. */
    public enum Kind {
        /** SIGTERM: a planned stop. */
        TERMINATE,
        /** {@code kill -9}. */
        KILL,
        /** SIGSTOP, for longer than sessions and transactions last without a sign of life. */
        FREEZE
    }

    /** The name of the process, such as {@code worker-2}. */
    public String program() {
        return role.program(number);
    }

    @Override
    public String toString() {
        return "%s %s at %.1f s for %.1f s"
                .formatted(kind, program(), at.toMillis() / 1000.0, lasts.toMillis() / 1000.0);
    }
}
