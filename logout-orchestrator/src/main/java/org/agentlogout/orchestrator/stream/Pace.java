/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import org.agentlogout.orchestrator.saga.Turn;

/**
 * How fast work that can wait may be begun, for one switch over all partitions.
 *
 * @param looks a second, of logouts that wait
 * @param recoveries a second, of sessions' media after an outage
 */
public record Pace(int looks, int recoveries) {

    /** The defaults a site starts with. */
    public static final Pace DEFAULT = new Pace(20, 10);

    int perSecond(Turn.Kind kind) {
        return switch (kind) {
            case LOOK -> looks;
            case RECOVERY -> recoveries;
        };
    }
}
