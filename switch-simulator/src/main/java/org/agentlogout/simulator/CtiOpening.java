/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.time.Duration;
import java.util.Optional;
import org.agentlogout.cti.CtiVersion;
import org.agentlogout.cti.SessionMessage.OpenReq;
import org.agentlogout.cti.StatusCode;

/** Whether an OPEN_REQ is taken. */
final class CtiOpening {

    private static final int OLDEST_VERSION = 14;
    private static final int FIRST_WITH_STANDBY = 24;
    private static final long SHORTEST_IDLE_SECONDS = 20;

    /** Both 0xFFFFFFFF and 0x7FFFFFFF were seen to mean that no heartbeats are sent. */
    private static final long NEVER_SECONDS = 0x7FFF_FFFFL;

    private CtiOpening() {}

    /** NO_ERROR, or why the client is not taken. */
    static StatusCode judge(OpenReq req, CtiServer server, Optional<FaultAction> fault) {
        CtiSettings settings = server.shared().settings().cti();
        boolean wrong =
                fault.filter(it -> it instanceof FaultAction.WrongPassword).isPresent()
                        || !(settings.clientPassword().isEmpty()
                                || settings.clientPassword().equals(req.clientPassword().text()));
        if (req.version() < OLDEST_VERSION
                || req.version() > settings.newestVersion()
                || CtiVersion.of(req.version()).isEmpty()) {
            return StatusCode.INVALID_VERSION;
        }
        if (server.standby()) {
            return req.version() >= FIRST_WITH_STANDBY
                    ? StatusCode.INVALID_CLIENT_FOR_STANDBY
                    : StatusCode.CTI_SERVER_OFFLINE;
        }
        if (server.outOfService()) {
            return StatusCode.CTI_SERVER_OFFLINE;
        }
        if (wrong) {
            return StatusCode.INVALID_PASSWORD;
        }
        return req.idleTimeout() < SHORTEST_IDLE_SECONDS
                ? StatusCode.INVALID_TIMEOUT
                : StatusCode.NO_ERROR;
    }

    /** Zero for no limit. */
    static Duration idle(OpenReq req) {
        return req.idleTimeout() >= NEVER_SECONDS
                ? Duration.ZERO
                : Duration.ofSeconds(Math.min(req.idleTimeout(), Integer.MAX_VALUE / 1_000));
    }
}
