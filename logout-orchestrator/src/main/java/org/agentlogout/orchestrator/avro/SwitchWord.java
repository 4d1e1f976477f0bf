/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.time.Instant;

/**
 * What one worker process says of a switch.
 *
 * @param at when the orchestrator took it
 * @param counter of that process, from 1; the same again is the same word
 */
public record SwitchWord(Instant at, String switchId, String worker, long counter, Kind kind) {

    public enum Kind {
        DOWN,
        BACK,
        /** Nothing that a saga is concerned with. */
        OTHER
    }
}
