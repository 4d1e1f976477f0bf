/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random walks over the saga. A walk that breaks a promise prints its seed; `mvn test
 * -Dtest=LogoutSagaWalkTest -Dwalk.seed=N` runs that one, and the seed of every found defect stays
 * as a named case.
 */
class LogoutSagaWalkTest {

    private static final int WALKS = 2_000;
    private static final int STEPS = 250;

    private static final List<String> ENDINGS =
            List.of(
                    "CANCEL SUCCESS",
                    "CANCELLED",
                    "CANCEL_TOO_LATE",
                    "DISCONNECT SUCCESS",
                    "DRY_RUN SUCCESS",
                    "NOTHING_TO_CANCEL",
                    "RECOVER SUCCESS",
                    "LOGOUT SUCCESS",
                    "LOGOUT already out",
                    "DEACTIVATION_FAILED",
                    "DEADLINE_EXCEEDED",
                    "INVALID_REQUEST",
                    "LOGOUT_IN_PROGRESS",
                    "NOT_READY_FAILED",
                    "ONGOING_INTERACTION",
                    "SESSION_SUPERSEDED",
                    "SESSION_UNKNOWN",
                    "SIGN_OUT_FAILED",
                    "SWITCH_UNAVAILABLE");

    @Test
    void promisesHoldOnRandomWalks() {
        Long wanted = Long.getLong("walk.seed");
        long first = wanted != null ? wanted : ThreadLocalRandom.current().nextLong(1L << 40);
        int walks = wanted != null ? 1 : WALKS;
        Set<String> endings = new TreeSet<>();
        for (long seed = first; seed < first + walks; seed++) {
            endings.addAll(walk(seed));
        }
        if (wanted == null) {
            assertThat(endings).as("the walks come by every ending").containsAll(ENDINGS);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void promisesHoldOnTheWalksOfEveryBuild(long seed) {
        walk(seed);
    }

    /** A dry run outlived its session and went on asking. */
    @Test
    void dryRunEndsWithItsSession() {
        walk(1093864955595L);
    }

    private static Set<String> walk(long seed) {
        Walk walk = new Walk(seed);
        try {
            walk.run(STEPS);
        } catch (AssertionError | RuntimeException broken) {
            fail("walk with -Dwalk.seed=" + seed + " broke a promise: " + broken, broken);
        }
        return walk.promises().endings();
    }
}
