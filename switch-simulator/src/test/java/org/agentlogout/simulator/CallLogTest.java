/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallLogTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private final CallLog log = new CallLog(3);

    private long open() {
        FinesseRequest request =
                FinesseRequest.of("GET", URI.create("/finesse/api/User/ann"), new byte[0]);
        return log.open(request.heard(), Node.A, "ann", "", NOON);
    }

    @Test
    void theOldestGoAndAreCounted() {
        for (int i = 0; i < 5; i++) {
            open();
        }

        assertThat(log.since(0, 100)).extracting(CallLogEntry::seq).containsExactly(3L, 4L, 5L);
        assertThat(log.dropped()).isEqualTo(2);
    }

    @Test
    void newsOfAForgottenEntryHarmsNoOther() {
        long first = open();
        for (int i = 0; i < 3; i++) {
            open();
        }

        log.answered(first, 202);

        assertThat(log.since(0, 100)).extracting(CallLogEntry::status).containsOnly(0);
    }

    @Test
    void pagesFollowOneAnother() {
        for (int i = 0; i < 3; i++) {
            open();
        }

        assertThat(log.since(0, 2)).extracting(CallLogEntry::seq).containsExactly(1L, 2L);
        assertThat(log.since(2, 2)).extracting(CallLogEntry::seq).containsExactly(3L);
        assertThat(log.since(3, 2)).isEmpty();
    }

    @Test
    void newsFromBeforeClearingHarmsNoOther() {
        long before = open();
        log.clear();
        long after = open();

        log.answered(before, 503);

        assertThat(log.since(0, 100)).extracting(CallLogEntry::seq).containsExactly(after);
        assertThat(log.since(0, 100)).extracting(CallLogEntry::status).containsOnly(0);
        assertThat(log.dropped()).isZero();
    }
}
