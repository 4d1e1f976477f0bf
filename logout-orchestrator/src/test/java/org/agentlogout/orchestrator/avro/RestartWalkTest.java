/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import org.agentlogout.orchestrator.saga.Walk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The random walks once more, with the orchestrator stopped and started between any two steps. */
class RestartWalkTest {

    private final SagaStateCodec codec = new SagaStateCodec();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everyStepSurvivesARestart(long seed) {
        Walk walk = new Walk(seed, agent -> codec.decode(codec.encode(agent)));

        walk.run(250);
    }
}
