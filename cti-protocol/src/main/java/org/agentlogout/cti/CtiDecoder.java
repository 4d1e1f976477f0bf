/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.nio.ByteBuffer;

/**
 * From the bytes of one frame to its message, in one protocol version. An OPEN_REQ is read in the
 * version it offers, whatever this decoder's is.
 */
public final class CtiDecoder {

    private final CtiVersion version;

    public CtiDecoder(CtiVersion version) {
        this.version = version;
    }

    /**
     * Reads one frame, header included.
     *
     * @throws CtiFormatException when it is not exactly one message; nothing else is thrown,
     *     however strange the bytes
     */
    public CtiMessage decode(ByteBuffer frame) throws CtiFormatException {
        ByteBuffer bytes = frame.slice().asReadOnlyBuffer();
        FieldReader in = new FieldReader(version, bytes);
        long length = in.uint("MessageLength");
        long number = in.uint("MessageType");
        if (length != in.remaining()) {
            throw new CtiFormatException(
                    "MessageLength", 0, length + " announced, " + in.remaining() + " follow");
        }
        MessageType type = MessageType.of(number);
        if (type == MessageType.OTHER) {
            return new CtiMessage.Other(number, in.remaining());
        }
        CtiMessage message = body(type, in);
        in.skipFloats();
        return message;
    }

    private static CtiMessage body(MessageType type, FieldReader in) throws CtiFormatException {
        return switch (type) {
            case FAILURE_CONF -> SessionLayout.failureConf(in);
            case FAILURE_EVENT -> SessionLayout.failureEvent(in);
            case OPEN_REQ -> SessionLayout.openReq(in);
            case OPEN_CONF -> SessionLayout.openConf(in);
            case HEARTBEAT_REQ -> SessionLayout.heartbeatReq(in);
            case HEARTBEAT_CONF -> SessionLayout.heartbeatConf(in);
            case CLOSE_REQ -> SessionLayout.closeReq(in);
            case CLOSE_CONF -> SessionLayout.closeConf(in);
            case SYSTEM_EVENT -> SessionLayout.systemEvent(in);
            case CALL_DELIVERED_EVENT -> RouteLayout.callDelivered(in);
            case CALL_ESTABLISHED_EVENT -> RouteLayout.callEstablished(in);
            case CALL_HELD_EVENT -> CallLayout.callHeld(in);
            case CALL_RETRIEVED_EVENT -> CallLayout.callRetrieved(in);
            case CALL_CLEARED_EVENT -> CallLayout.callCleared(in);
            case CALL_CONNECTION_CLEARED_EVENT -> CallLayout.callConnectionCleared(in);
            case BEGIN_CALL_EVENT -> CallLayout.beginCall(in);
            case END_CALL_EVENT -> CallLayout.endCall(in);
            case SNAPSHOT_DEVICE_REQ -> CallLayout.snapshotDeviceReq(in);
            case SNAPSHOT_DEVICE_CONF -> CallLayout.snapshotDeviceConf(in);
            case AGENT_STATE_EVENT -> StateLayout.agentStateEvent(in);
            case CONTROL_FAILURE_CONF -> AgentLayout.controlFailureConf(in);
            case QUERY_AGENT_STATE_REQ -> AgentLayout.queryAgentStateReq(in);
            case QUERY_AGENT_STATE_CONF -> StateLayout.queryAgentStateConf(in);
            case SET_AGENT_STATE_REQ -> AgentLayout.setAgentStateReq(in);
            case SET_AGENT_STATE_CONF -> AgentLayout.setAgentStateConf(in);
            case AGENT_DESK_SETTINGS_REQ -> AgentLayout.agentDeskSettingsReq(in);
            case AGENT_DESK_SETTINGS_CONF -> AgentLayout.agentDeskSettingsConf(in);
            case OTHER -> throw new IllegalStateException("OTHER has no layout");
        };
    }
}
