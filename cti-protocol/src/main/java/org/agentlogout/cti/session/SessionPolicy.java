/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

import java.time.Duration;
import java.util.List;
import org.agentlogout.cti.CtiVersion;
import org.agentlogout.cti.Masks;
import org.agentlogout.cti.Password;

/**
 * The numbers of a session; {@link #of} has the guide's.
 *
 * @param uniqueInstanceId empty to leave it out
 * @param callMask which calls' events to ask for, see {@link Masks}
 * @param agentMask which agent states' events to ask for
 * @param versions to offer, newest first
 * @param openTimeout the guide wants at least 30 s, 60 s at sites with more than 500 clients
 * @param requestTimeout control requests may take 15 s
 * @param heartbeat when nothing was sent, or nothing heard, for so long; at least 5 s
 * @param missedHeartbeats so many without an answer, and the session has failed
 * @param spread the wait after the first two tries: drawn by chance from 0 to a tenth of a second
 *     for each client of the site, once for each client
 * @param waits the waits after each further two tries; the last one repeats
 * @param settled a session that was open for less counts as a failed try, so that a server that
 *     takes us and drops us is not asked again at once
 * @param requestLimit how many may be on their way
 */
public record SessionPolicy(
        String clientId,
        Password password,
        String uniqueInstanceId,
        long callMask,
        long agentMask,
        List<CtiVersion> versions,
        Duration connectTimeout,
        Duration openTimeout,
        Duration closeTimeout,
        Duration requestTimeout,
        Duration heartbeat,
        int missedHeartbeats,
        Duration spread,
        List<Duration> waits,
        Duration settled,
        int requestLimit) {

    /** A server refuses less. */
    private static final long IDLE_TIMEOUT_FLOOR_SECONDS = 20;

    public SessionPolicy {
        versions = List.copyOf(versions);
        waits = List.copyOf(waits);
        if (versions.isEmpty() || waits.isEmpty()) {
            throw new IllegalArgumentException("versions and waits must not be empty");
        }
    }

    public static SessionPolicy of(String clientId, Password password, Duration spread) {
        return new SessionPolicy(
                clientId,
                password,
                "",
                Masks.CALL_BEGIN | Masks.CALL_END | Masks.CALL_CLEARED,
                Masks.AGENT_ALL_STATES,
                CtiVersion.newestFirst(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                3,
                spread,
                List.of(
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(120)),
                Duration.ofSeconds(10),
                1_000);
    }

    /** After so long without a word from us the server may drop the connection. */
    long idleTimeoutSeconds() {
        return Math.max(IDLE_TIMEOUT_FLOOR_SECONDS, heartbeat.toSeconds() * 4);
    }

    /** Before the try of that number, counted from 0; two sides make a round. */
    Duration waitBefore(int tries) {
        int round = tries / 2;
        if (tries % 2 == 1 || round == 0) {
            return Duration.ZERO;
        }
        return round == 1 ? spread : waits.get(Math.min(round - 2, waits.size() - 1));
    }
}
