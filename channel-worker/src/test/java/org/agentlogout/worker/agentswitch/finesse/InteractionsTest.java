/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.agentlogout.worker.agentswitch.finesse.FinesseXml.Dialog;
import org.agentlogout.worker.agentswitch.finesse.FinesseXml.Participant;
import org.junit.jupiter.api.Test;

class InteractionsTest {
    private static final Set<String> PHONE = Set.of("4001");
    private static final Participant CUSTOMER = new Participant("5551234", "ACTIVE");

    @Test
    void callTheAgentHoldsCounts() {
        assertThat(calls("ACTIVE", CUSTOMER, new Participant("4001", "HELD"))).hasSize(1);
    }

    @Test
    void callTheAgentHasLeftDoesNotCount() {
        assertThat(calls("ACTIVE", CUSTOMER, new Participant("4001", "DROPPED"))).isEmpty();
    }

    /** The list is the agent's own: what is not understood is not torn down. */
    @Test
    void callInWhichNobodyHasTheAgentsNumberCounts() {
        assertThat(calls("ACTIVE", CUSTOMER, new Participant("+498004001", "ACTIVE"))).hasSize(1);
    }

    @Test
    void callThatAllHaveLeftDoesNotCount() {
        assertThat(calls("ACTIVE", new Participant("5551234", "DROPPED"))).isEmpty();
    }

    @Test
    void callThatHasEndedDoesNotCountHoweverItIsWritten() {
        assertThat(calls("Dropped", CUSTOMER)).isEmpty();
    }

    @Test
    void taskThatIsClosedDoesNotCountHoweverItIsWritten() {
        assertThat(Interactions.tasks(List.of(new Dialog("1", "Closed", List.of())))).isEmpty();
    }

    private static List<?> calls(String state, Participant... participants) {
        return Interactions.calls(List.of(new Dialog("1", state, List.of(participants))), PHONE);
    }
}
