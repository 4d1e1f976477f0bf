/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import org.agentlogout.worker.command.Target;

/** What of an address goes into paths; it comes from outside. */
final class FinesseAddress {

    private FinesseAddress() {}

    static String userId(Target.Address address) {
        return switch (address) {
            case Target.FinesseVoice voice -> voice.userId();
            case Target.FinesseMedium medium -> medium.userId();
            case Target.CtiServer _ -> "";
        };
    }

    static boolean usable(Target.Address address) {
        return switch (address) {
            case Target.FinesseVoice voice -> isSegment(voice.userId());
            case Target.FinesseMedium medium ->
                    isSegment(medium.userId()) && isSegment(medium.mrdId());
            case Target.CtiServer _ -> false;
        };
    }

    /** Dots are not escaped in a path, and servers walk up at them. */
    private static boolean isSegment(String id) {
        return !id.isEmpty() && !id.equals(".") && !id.equals("..");
    }
}
