/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What becomes of a process that was asked to end. */
final class StopChecks {

    private static final Duration AT_MOST = Duration.ofSeconds(10);

    private StopChecks() {}

    /** It ends by itself in time, has left its groups by then, and no transaction stays behind. */
    static List<String> stops(History history) {
        var violations = new ArrayList<String>();
        for (var struck : history.struck()) {
            var stop = struck.stop();
            if (stop == null) {
                continue;
            }
            var name = struck.blow().program();
            if (stop.exit().code() != 0 || stop.exit().took().compareTo(AT_MOST) > 0) {
                violations.add(
                        name
                                + " ended with "
                                + stop.exit().code()
                                + " after "
                                + stop.exit().took());
            }
            if (stop.membersLeft() >= struck.blow().role().count()) {
                violations.add(name + " is still a member of its group after its end");
            }
            if (stop.openTransactions() > 0) {
                violations.add(name + " left " + stop.openTransactions() + " transactions open");
            }
        }
        return violations;
    }
}
