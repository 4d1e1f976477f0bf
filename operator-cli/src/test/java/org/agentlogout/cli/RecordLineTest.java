/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.agentlogout.schema.AgentState;
import org.agentlogout.schema.CancelLogoutRequest;
import org.agentlogout.schema.ChannelReport;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.PresenceCause;
import org.agentlogout.schema.PresenceHeld;
import org.agentlogout.schema.PresenceKind;
import org.agentlogout.schema.ReplyKind;
import org.agentlogout.schema.ReplyOutcome;
import org.agentlogout.schema.Requester;
import org.agentlogout.schema.RequesterKind;
import org.agentlogout.schema.SessionEvent;
import org.agentlogout.schema.SessionEventKind;
import org.agentlogout.schema.SessionPresence;
import org.agentlogout.schema.StateChange;
import org.agentlogout.schema.Unavailable;
import org.junit.jupiter.api.Test;

class RecordLineTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void aTombstoneSaysThatTheSessionIsGone() {
        assertThat(RecordLine.of(null).text()).isEqualTo("no session any more");
    }

    @Test
    void anEventIsNamedAsInTheDocumentation() {
        var event =
                SessionEvent.newBuilder()
                        .setKind(SessionEventKind.AGENT_STATE_CHANGED)
                        .setAgentId("alice")
                        .setSessionId("s")
                        .setChannelId("voice")
                        .setAt(NOON)
                        .setStateChange(new StateChange(AgentState.READY, AgentState.NOT_READY))
                        .build();

        var line = RecordLine.of(event);

        assertThat(line.kind()).isEqualTo("AgentStateChanged");
        assertThat(line.text()).isEqualTo("voice, READY -> NOT_READY");
    }

    @Test
    void anErrorReplyNamesItsCodeAndTheChannelThatFailed() {
        var voice =
                ChannelReport.newBuilder()
                        .setChannelId("voice")
                        .setType(ChannelType.VOICE)
                        .setBefore(AgentState.READY)
                        .setNow(AgentState.TALKING)
                        .setFailed("INTERACTION_STARTED")
                        .build();
        var reply =
                LogoutReply.newBuilder()
                        .setRequestId("r-1")
                        .setAgentId("alice")
                        .setKind(ReplyKind.LOGOUT)
                        .setOutcome(ReplyOutcome.ERROR)
                        .setCode("NOT_READY_FAILED")
                        .setAt(NOON)
                        .setChannels(List.of(voice))
                        .build();

        var line = RecordLine.of(reply);

        assertThat(line.kind()).isEqualTo("LOGOUT NOT_READY_FAILED");
        assertThat(line.text()).isEqualTo("r-1, voice READY -> TALKING (INTERACTION_STARTED)");
    }

    @Test
    void aPresenceNamesNodeAndCause() {
        var gone =
                SessionPresence.newBuilder()
                        .setKind(PresenceKind.UNAVAILABLE)
                        .setAgentId("alice")
                        .setSessionId("s")
                        .setNode("primary")
                        .setAt(NOON)
                        .setUnavailable(new Unavailable(PresenceCause.NODE_LOST))
                        .build();

        var line = RecordLine.of(gone);

        assertThat(line.kind() + " " + line.text()).isEqualTo("Unavailable s, primary, NODE_LOST");
    }

    @Test
    void aCancelNamesWhatItWithdraws() {
        var cancel =
                CancelLogoutRequest.newBuilder()
                        .setRequestId("c-1")
                        .setAgentId("alice")
                        .setCancels("r-1")
                        .setRequestedBy(new Requester(RequesterKind.SUPERVISOR, "carla"))
                        .build();

        var line = RecordLine.of(cancel);

        assertThat(line.kind() + " " + line.text()).isEqualTo("cancel c-1, r-1, SUPERVISOR carla");
    }

    @Test
    void aHeldGraceNamesTheServer() {
        var event =
                SessionEvent.newBuilder()
                        .setKind(SessionEventKind.PRESENCE_HELD)
                        .setAgentId("alice")
                        .setSessionId("s")
                        .setAt(NOON)
                        .setPresenceHeld(new PresenceHeld("primary", NOON))
                        .build();

        assertThat(RecordLine.of(event).text()).isEqualTo("the server primary seems lost");
    }
}
