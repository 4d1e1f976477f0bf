/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.agentlogout.simulator.board.AgentBoard;
import org.agentlogout.simulator.board.AgentProfile;
import org.agentlogout.simulator.board.AgentSnapshot;
import org.agentlogout.simulator.board.Profile;
import org.agentlogout.simulator.board.Refusal;
import org.agentlogout.simulator.board.VoiceState;
import org.agentlogout.simulator.board.Wish;
import org.junit.jupiter.api.Test;

class LiveBoardTest {

    private final MovedClock clock = new MovedClock();
    private final CallLog log = new CallLog(10);
    private final LiveBoard live = new LiveBoard(clock, log, LiveBoardTest::board);

    private static AgentBoard board() {
        AgentBoard board = new AgentBoard(Profile.CCE, Duration.ZERO, Refusal.INVALID_STATE);
        board.putAgent(new AgentProfile("ann", "1", "7", false, List.of(), false));
        return board;
    }

    private long open() {
        FinesseRequest request =
                FinesseRequest.of("PUT", URI.create("/finesse/api/User/ann"), new byte[0]);
        return log.open(request.heard(), Node.A, "ann", "", clock.instant());
    }

    @Test
    void aChangeAskedForBeforeAResetDoesNotReachTheNewFloor() {
        long before = open();
        live.reset();
        long after = open();

        live.submit(new Wish.SignIn("ann", "1"), Duration.ZERO, before);

        assertThat(live.now((it, at) -> it.agent("ann")).map(AgentSnapshot::voice))
                .contains(VoiceState.LOGOUT);
        assertThat(log.since(0, 10))
                .singleElement()
                .matches(it -> it.seq() == after && it.fate() == Fate.NONE);
    }
}
