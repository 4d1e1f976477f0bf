/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.agentlogout.cti.AgentMessage.AgentName;
import org.agentlogout.cti.AgentMessage.Force;
import org.agentlogout.cti.AgentMessage.QueryAgentStateReq;
import org.agentlogout.cti.AgentMessage.SetAgentStateReq;
import org.agentlogout.cti.SessionMessage.HeartbeatReq;
import org.junit.jupiter.api.Test;

class CtiEncoderTest {

    @Test
    void aNumberThatDoesNotFitIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encode(new HeartbeatReq(0x1_0000_0000L)))
                .withMessage("InvokeID is 4294967296, may be 0 to 4294967295");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encode(logout(-1, "1001", false)))
                .withMessage("EventReasonCode is -1, may be 0 to 65535");
    }

    @Test
    void aTextThatDoesNotFitIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encode(logout(1, "123456789012", false)))
                .withMessage("AGENT_ID may have 11 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encode(logout(1, "1001\0", false)))
                .withMessage("AGENT_ID has a character the protocol lacks");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encode(logout(1, "\u0661", false)))
                .withMessage("AGENT_ID has a character the protocol lacks");
    }

    @Test
    void aFieldThatTheVersionLacksIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encode(logout(1, "1001", true)))
                .withMessage("SSO_ENABLED needs protocol version 20, this is 19");
    }

    @Test
    void theLongestTextFits() {
        String id = "12345678901";
        CtiMessage query = new QueryAgentStateReq(1, 5000, 1, 0, new AgentName("", id, ""));

        assertThat(VectorTest.hex(encode(query)))
                .endsWith("050c" + "3132333435363738393031" + "00");
    }

    @Test
    void noLogShowsAPassword() {
        assertThat(logout(1, "1001", false)).asString().contains("***").doesNotContain("secret");
    }

    private static java.nio.ByteBuffer encode(CtiMessage message) {
        return new CtiEncoder(CtiVersion.V19).encode(message);
    }

    private static SetAgentStateReq logout(int reason, String agentId, boolean sso) {
        return new SetAgentStateReq(
                4,
                5000,
                AgentState.LOGOUT,
                0,
                reason,
                Force.NO,
                0,
                "3001",
                agentId,
                new Password("secret"),
                sso,
                java.util.List.of());
    }
}
