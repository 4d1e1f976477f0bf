/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import org.agentlogout.simulator.board.Profile;

/** The deployment that SystemInfo reports, and with it the rules the agents' states follow. */
public enum Platform {
    /** Unified CCE: sign-out only from NOT_READY, task routing is there. */
    UCCE(Profile.CCE),
    /** Unified CCX: sign-out from READY too, no task routing. */
    UCCX(Profile.CCX);

    private final Profile profile;

    Platform(Profile profile) {
        this.profile = profile;
    }

    Profile profile() {
        return profile;
    }
}
