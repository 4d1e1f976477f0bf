/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

import java.util.Optional;
import org.agentlogout.cti.CtiVersion;

/**
 * What outlives a connection: where the next one goes, and numbers that are not used twice.
 *
 * @param preferred the side that had the last good session
 * @param tries since that session, counted from 0: even ones go to the preferred side
 * @param version the one that is offered
 * @param connection the number of the newest connection
 * @param invokeId the last one used
 */
record Line(Side preferred, int tries, CtiVersion version, long connection, long invokeId) {

    private static final long INVOKE_IDS = 0x1_0000_0000L;

    Side side() {
        return tries % 2 == 0 ? preferred : preferred.other();
    }

    Line nextTry() {
        return new Line(preferred, tries + 1, version, connection, invokeId);
    }

    /** The side it is on has proved good. */
    Line good() {
        return new Line(side(), 0, version, connection, invokeId);
    }

    Line offering(CtiVersion other) {
        return new Line(preferred, tries, other, connection, invokeId);
    }

    Line nextConnection() {
        return new Line(preferred, tries, version, connection + 1, invokeId);
    }

    Line nextInvoke() {
        return new Line(preferred, tries, version, connection, (invokeId + 1) % INVOKE_IDS);
    }

    /** The version to offer when this one was refused. */
    Optional<CtiVersion> lower(SessionPolicy policy) {
        int next = policy.versions().indexOf(version) + 1;
        return next < policy.versions().size()
                ? Optional.of(policy.versions().get(next))
                : Optional.empty();
    }
}
