/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

/** How the tool ends; scripts may rely on these. */
public final class ExitCodes {

    public static final int SUCCESS = 0;

    /** An error reply; for {@code topics}: something differs. */
    public static final int ERROR = 1;

    public static final int USAGE = 2;
    public static final int NO_REPLY = 3;

    /** Kafka, the registry or the simulator cannot be reached or refuses. */
    public static final int OUTSIDE = 4;

    private ExitCodes() {}
}
