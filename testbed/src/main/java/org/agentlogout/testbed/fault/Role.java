/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import java.util.List;
import java.util.Locale;

/** The kinds of processes of an installation that may die. */
public enum Role {
    BROKER(1),
    ORCHESTRATOR(2),
    WORKER(2);

    private final int count;

    Role(int count) {
        this.count = count;
    }

    /** How many of them a {@link Site} has. */
    public int count() {
        return count;
    }

    /** The consumer groups in which each of them is one member. */
    public List<String> groups() {
        return switch (this) {
            case BROKER -> List.of();
            case ORCHESTRATOR -> List.of("logout-orchestrator");
            case WORKER ->
                    List.of("channel-worker-voice", "channel-worker-chat", "channel-worker-email");
        };
    }

    /** The name of one, such as {@code worker-2}. */
    public String program(int number) {
        return name().toLowerCase(Locale.ROOT) + "-" + number;
    }
}
