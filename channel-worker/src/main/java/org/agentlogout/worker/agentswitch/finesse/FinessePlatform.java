/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whose rules a switch follows, as each probe finds in its SystemInfo. A command asks by itself
 * only where no probe has told within {@value #MINUTES} min: a switch does not change its platform,
 * but an address may be given to another one. What was known serves on while nothing newer can be
 * had. Safe for use by many threads.
 */
final class FinessePlatform {
    private static final int MINUTES = 10;

    private record Known(PlatformRules rules, Instant until) {
        static final Known NOTHING = new Known(PlatformRules.CCE, Instant.MIN);
    }

    private volatile Known known = Known.NOTHING;

    PlatformRules rules(FinesseCaller caller) throws FinesseTrouble {
        Known before = known;
        Instant now = caller.timing().now();
        if (now.isBefore(before.until())) {
            return before.rules();
        }
        Optional<XmlElement> info = caller.systemInfo();
        if (info.isPresent()) {
            String type = FinesseXml.systemInfo(info.get()).deploymentType();
            return learned(type, now);
        }
        if (before.equals(Known.NOTHING)) {
            throw outOfService();
        }
        return before.rules();
    }

    /**
     * @param type of the deployment, as SystemInfo says
     */
    PlatformRules learned(String type, Instant now) {
        PlatformRules rules = PlatformRules.of(type);
        known = new Known(rules, now.plus(Duration.ofMinutes(MINUTES)));
        return rules;
    }

    private static FinesseTrouble outOfService() {
        return FinesseTrouble.failed(
                "SERVER_OUT_OF_SERVICE", "No node of the switch says that it is in service.", true);
    }
}
