/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random walks over the session. A walk that breaks a promise prints its seed; `mvn test
 * -Dtest=SessionWalkTest -Dwalk.seed=N` runs that one, and the seed of every found defect stays as
 * a named case.
 */
class SessionWalkTest {

    private static final int WALKS = 300;
    private static final int STEPS = 300;

    @Test
    void promisesHoldOnRandomWalks() {
        Long wanted = Long.getLong("walk.seed");
        long first = wanted != null ? wanted : ThreadLocalRandom.current().nextLong(1L << 40);
        int walks = wanted != null ? 1 : WALKS;
        Set<String> visited = new TreeSet<>();
        for (long seed = first; seed < first + walks; seed++) {
            visited.addAll(walk(seed));
        }
        if (wanted == null) {
            int pairs =
                    SessionState.class.getPermittedSubclasses().length
                            * SessionEvent.class.getPermittedSubclasses().length;
            assertThat(visited)
                    .as("nearly every state sees every event")
                    .hasSizeGreaterThan(pairs - 8);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void promisesHoldOnTheWalksOfEveryBuild(long seed) {
        walk(seed);
    }

    /** Started again while it was closing, it stayed closed. */
    @Test
    void aStartWhileClosingIsNotForgotten() {
        walk(88);
    }

    private static Set<String> walk(long seed) {
        SessionWalk walk = new SessionWalk(seed);
        try {
            walk.run(STEPS);
        } catch (AssertionError | RuntimeException broken) {
            fail("walk with -Dwalk.seed=" + seed + " broke a promise: " + broken, broken);
        }
        return walk.visited();
    }
}
