/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.nio.ByteBuffer;
import org.agentlogout.cti.AgentMessage.AgentDeskSettingsConf;
import org.agentlogout.cti.AgentMessage.AgentDeskSettingsReq;
import org.agentlogout.cti.AgentMessage.AgentStateEvent;
import org.agentlogout.cti.AgentMessage.ControlFailureConf;
import org.agentlogout.cti.AgentMessage.QueryAgentStateConf;
import org.agentlogout.cti.AgentMessage.QueryAgentStateReq;
import org.agentlogout.cti.AgentMessage.SetAgentStateConf;
import org.agentlogout.cti.AgentMessage.SetAgentStateReq;
import org.agentlogout.cti.CallMessage.BeginCallEvent;
import org.agentlogout.cti.CallMessage.CallClearedEvent;
import org.agentlogout.cti.CallMessage.CallConnectionClearedEvent;
import org.agentlogout.cti.CallMessage.CallDeliveredEvent;
import org.agentlogout.cti.CallMessage.CallEstablishedEvent;
import org.agentlogout.cti.CallMessage.CallHeldEvent;
import org.agentlogout.cti.CallMessage.CallRetrievedEvent;
import org.agentlogout.cti.CallMessage.EndCallEvent;
import org.agentlogout.cti.CallMessage.SnapshotDeviceConf;
import org.agentlogout.cti.CallMessage.SnapshotDeviceReq;
import org.agentlogout.cti.SessionMessage.CloseConf;
import org.agentlogout.cti.SessionMessage.CloseReq;
import org.agentlogout.cti.SessionMessage.FailureConf;
import org.agentlogout.cti.SessionMessage.FailureEvent;
import org.agentlogout.cti.SessionMessage.HeartbeatConf;
import org.agentlogout.cti.SessionMessage.HeartbeatReq;
import org.agentlogout.cti.SessionMessage.OpenConf;
import org.agentlogout.cti.SessionMessage.OpenReq;
import org.agentlogout.cti.SessionMessage.SystemEvent;

/**
 * From a message to its bytes, in one protocol version; fields that the version lacks are left out.
 * An OPEN_REQ is written in the version it offers.
 */
public final class CtiEncoder {

    private final CtiVersion version;

    public CtiEncoder(CtiVersion version) {
        this.version = version;
    }

    /**
     * The message with its header.
     *
     * @throws IllegalArgumentException when a value does not fit its field, with the field's name
     */
    public ByteBuffer encode(CtiMessage message) {
        FieldWriter out = new FieldWriter(version);
        switch (message) {
            case SessionMessage m -> write(m, out);
            case AgentMessage m -> write(m, out);
            case CallMessage m -> write(m, out);
            case CtiMessage.Other m -> out.begin(m.type()).zeros(m.length());
        }
        return out.end();
    }

    private static void write(SessionMessage message, FieldWriter out) {
        switch (message) {
            case FailureConf m -> SessionLayout.write(m, out.begin(MessageType.FAILURE_CONF));
            case FailureEvent m -> SessionLayout.write(m, out.begin(MessageType.FAILURE_EVENT));
            case OpenReq m -> SessionLayout.write(m, out.begin(MessageType.OPEN_REQ));
            case OpenConf m -> SessionLayout.write(m, out.begin(MessageType.OPEN_CONF));
            case HeartbeatReq m -> SessionLayout.write(m, out.begin(MessageType.HEARTBEAT_REQ));
            case HeartbeatConf m -> SessionLayout.write(m, out.begin(MessageType.HEARTBEAT_CONF));
            case CloseReq m -> SessionLayout.write(m, out.begin(MessageType.CLOSE_REQ));
            case CloseConf m -> SessionLayout.write(m, out.begin(MessageType.CLOSE_CONF));
            case SystemEvent m -> SessionLayout.write(m, out.begin(MessageType.SYSTEM_EVENT));
        }
    }

    private static void write(AgentMessage message, FieldWriter out) {
        switch (message) {
            case AgentStateEvent m ->
                    StateLayout.write(m, out.begin(MessageType.AGENT_STATE_EVENT));
            case ControlFailureConf m ->
                    AgentLayout.write(m, out.begin(MessageType.CONTROL_FAILURE_CONF));
            case QueryAgentStateReq m ->
                    AgentLayout.write(m, out.begin(MessageType.QUERY_AGENT_STATE_REQ));
            case QueryAgentStateConf m ->
                    StateLayout.write(m, out.begin(MessageType.QUERY_AGENT_STATE_CONF));
            case SetAgentStateReq m ->
                    AgentLayout.write(m, out.begin(MessageType.SET_AGENT_STATE_REQ));
            case SetAgentStateConf m ->
                    AgentLayout.write(m, out.begin(MessageType.SET_AGENT_STATE_CONF));
            case AgentDeskSettingsReq m ->
                    AgentLayout.write(m, out.begin(MessageType.AGENT_DESK_SETTINGS_REQ));
            case AgentDeskSettingsConf m ->
                    AgentLayout.write(m, out.begin(MessageType.AGENT_DESK_SETTINGS_CONF));
        }
    }

    private static void write(CallMessage message, FieldWriter out) {
        switch (message) {
            case BeginCallEvent m -> CallLayout.write(m, out.begin(MessageType.BEGIN_CALL_EVENT));
            case EndCallEvent m -> CallLayout.write(m, out.begin(MessageType.END_CALL_EVENT));
            case CallDeliveredEvent m ->
                    RouteLayout.write(m, out.begin(MessageType.CALL_DELIVERED_EVENT));
            case CallEstablishedEvent m ->
                    RouteLayout.write(m, out.begin(MessageType.CALL_ESTABLISHED_EVENT));
            case CallHeldEvent m -> CallLayout.write(m, out.begin(MessageType.CALL_HELD_EVENT));
            case CallRetrievedEvent m ->
                    CallLayout.write(m, out.begin(MessageType.CALL_RETRIEVED_EVENT));
            case CallClearedEvent m ->
                    CallLayout.write(m, out.begin(MessageType.CALL_CLEARED_EVENT));
            case CallConnectionClearedEvent m ->
                    CallLayout.write(m, out.begin(MessageType.CALL_CONNECTION_CLEARED_EVENT));
            case SnapshotDeviceReq m ->
                    CallLayout.write(m, out.begin(MessageType.SNAPSHOT_DEVICE_REQ));
            case SnapshotDeviceConf m ->
                    CallLayout.write(m, out.begin(MessageType.SNAPSHOT_DEVICE_CONF));
        }
    }
}
