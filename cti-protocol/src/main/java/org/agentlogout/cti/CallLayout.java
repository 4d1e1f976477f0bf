/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.util.ArrayList;
import java.util.List;
import org.agentlogout.cti.CallMessage.About;
import org.agentlogout.cti.CallMessage.BeginCallEvent;
import org.agentlogout.cti.CallMessage.CallClearedEvent;
import org.agentlogout.cti.CallMessage.CallConnectionClearedEvent;
import org.agentlogout.cti.CallMessage.CallHeldEvent;
import org.agentlogout.cti.CallMessage.CallKey;
import org.agentlogout.cti.CallMessage.CallRetrievedEvent;
import org.agentlogout.cti.CallMessage.Device;
import org.agentlogout.cti.CallMessage.EndCallEvent;
import org.agentlogout.cti.CallMessage.SnapshotCall;
import org.agentlogout.cti.CallMessage.SnapshotDeviceConf;
import org.agentlogout.cti.CallMessage.SnapshotDeviceReq;

/** How the calls' messages lie in bytes; those of a call's arrival are in {@link RouteLayout}. */
final class CallLayout {

    /** The guide's limit. */
    private static final int CALLS_LIMIT = 16;

    private CallLayout() {}

    /** An event's first fields; the call's third part is a floating field. */
    static About about(FieldReader in) throws CtiFormatException {
        long monitorId = in.uint("MonitorID");
        long peripheralId = in.uint("PeripheralID");
        int peripheralType = in.ushort("PeripheralType");
        int deviceIdType = in.ushort("ConnectionDeviceIDType");
        CallKey call = new CallKey(in.uint("ConnectionCallID"), deviceIdType, "");
        return new About(monitorId, peripheralId, peripheralType, call);
    }

    static About at(About about, FloatingPart floats) throws CtiFormatException {
        CallKey call = about.call();
        return new About(
                about.monitorId(),
                about.peripheralId(),
                about.peripheralType(),
                new CallKey(
                        call.callId(),
                        call.deviceIdType(),
                        floats.text(FloatingField.CONNECTION_DEVICE_ID)));
    }

    static FieldWriter write(About about, FieldWriter out) {
        return out.uint("MonitorID", about.monitorId())
                .uint("PeripheralID", about.peripheralId())
                .ushort("PeripheralType", about.peripheralType())
                .ushort("ConnectionDeviceIDType", about.call().deviceIdType())
                .uint("ConnectionCallID", about.call().callId());
    }

    static BeginCallEvent beginCall(FieldReader in) throws CtiFormatException {
        long monitorId = in.uint("MonitorID");
        long peripheralId = in.uint("PeripheralID");
        int peripheralType = in.ushort("PeripheralType");
        int ctiClients = in.ushort("NumCTIClients");
        in.ignored("NumNamedVariables");
        in.ignored("NumNamedArrays");
        int callType = in.ushort("CallType");
        int deviceIdType = in.ushort("ConnectionDeviceIDType");
        CallKey call = new CallKey(in.uint("ConnectionCallID"), deviceIdType, "");
        int disposition = in.ushort("CalledPartyDisposition");
        About about =
                at(
                        new About(monitorId, peripheralId, peripheralType, call),
                        in.floats(FloatingField.CONNECTION_DEVICE_ID));
        return new BeginCallEvent(about, ctiClients, callType, disposition);
    }

    static void write(BeginCallEvent m, FieldWriter out) {
        CallKey call = m.about().call();
        out.uint("MonitorID", m.about().monitorId())
                .uint("PeripheralID", m.about().peripheralId())
                .ushort("PeripheralType", m.about().peripheralType())
                .ushort("NumCTIClients", m.ctiClients())
                .ushort("NumNamedVariables", 0)
                .ushort("NumNamedArrays", 0)
                .ushort("CallType", m.callType())
                .ushort("ConnectionDeviceIDType", call.deviceIdType())
                .uint("ConnectionCallID", call.callId())
                .ushort("CalledPartyDisposition", m.calledPartyDisposition())
                .text(FloatingField.CONNECTION_DEVICE_ID, call.deviceId());
    }

    static EndCallEvent endCall(FieldReader in) throws CtiFormatException {
        About about = about(in);
        return new EndCallEvent(at(about, in.floats(FloatingField.CONNECTION_DEVICE_ID)));
    }

    static void write(EndCallEvent m, FieldWriter out) {
        write(m.about(), out).text(FloatingField.CONNECTION_DEVICE_ID, m.about().call().deviceId());
    }

    /** What an event says that is about one device of a call. */
    private record AtDevice(About about, Device device, ConnectionState state, int eventCause) {

        static AtDevice read(FieldReader in, String typeField, FloatingField idField)
                throws CtiFormatException {
            About about = CallLayout.about(in);
            int type = in.ushort(typeField);
            ConnectionState state = in.connectionState("LocalConnectionState");
            int eventCause = in.ushort("EventCause");
            FloatingPart floats = in.floats(FloatingField.CONNECTION_DEVICE_ID, idField);
            return new AtDevice(
                    at(about, floats), new Device(type, floats.text(idField)), state, eventCause);
        }

        void write(FieldWriter out, String typeField, FloatingField idField) {
            CallLayout.write(about, out)
                    .ushort(typeField, device.type())
                    .state(state)
                    .ushort("EventCause", eventCause)
                    .text(FloatingField.CONNECTION_DEVICE_ID, about.call().deviceId())
                    .text(idField, device.id());
        }
    }

    static CallHeldEvent callHeld(FieldReader in) throws CtiFormatException {
        AtDevice it = AtDevice.read(in, "HoldingDeviceType", FloatingField.HOLDING_DEVICE_ID);
        return new CallHeldEvent(it.about(), it.device(), it.state(), it.eventCause());
    }

    static void write(CallHeldEvent m, FieldWriter out) {
        new AtDevice(m.about(), m.holding(), m.state(), m.eventCause())
                .write(out, "HoldingDeviceType", FloatingField.HOLDING_DEVICE_ID);
    }

    static CallRetrievedEvent callRetrieved(FieldReader in) throws CtiFormatException {
        AtDevice it = AtDevice.read(in, "RetrievingDeviceType", FloatingField.RETRIEVING_DEVICE_ID);
        return new CallRetrievedEvent(it.about(), it.device(), it.state(), it.eventCause());
    }

    static void write(CallRetrievedEvent m, FieldWriter out) {
        new AtDevice(m.about(), m.retrieving(), m.state(), m.eventCause())
                .write(out, "RetrievingDeviceType", FloatingField.RETRIEVING_DEVICE_ID);
    }

    static CallConnectionClearedEvent callConnectionCleared(FieldReader in)
            throws CtiFormatException {
        AtDevice it = AtDevice.read(in, "ReleasingDeviceType", FloatingField.RELEASING_DEVICE_ID);
        return new CallConnectionClearedEvent(it.about(), it.device(), it.state(), it.eventCause());
    }

    static void write(CallConnectionClearedEvent m, FieldWriter out) {
        new AtDevice(m.about(), m.releasing(), m.state(), m.eventCause())
                .write(out, "ReleasingDeviceType", FloatingField.RELEASING_DEVICE_ID);
    }

    static CallClearedEvent callCleared(FieldReader in) throws CtiFormatException {
        About about = about(in);
        ConnectionState state = in.connectionState("LocalConnectionState");
        int eventCause = in.ushort("EventCause");
        return new CallClearedEvent(
                at(about, in.floats(FloatingField.CONNECTION_DEVICE_ID)), state, eventCause);
    }

    static void write(CallClearedEvent m, FieldWriter out) {
        write(m.about(), out)
                .state(m.state())
                .ushort("EventCause", m.eventCause())
                .text(FloatingField.CONNECTION_DEVICE_ID, m.about().call().deviceId());
    }

    static SnapshotDeviceReq snapshotDeviceReq(FieldReader in) throws CtiFormatException {
        return new SnapshotDeviceReq(
                in.uint("InvokeID"),
                in.uint("PeripheralID"),
                in.ushort("SnapshotDeviceType"),
                in.floats(FloatingField.AGENT_INSTRUMENT).text(FloatingField.AGENT_INSTRUMENT));
    }

    static void write(SnapshotDeviceReq m, FieldWriter out) {
        out.uint("InvokeID", m.invokeId())
                .uint("PeripheralID", m.peripheralId())
                .ushort("SnapshotDeviceType", m.deviceType())
                .text(FloatingField.AGENT_INSTRUMENT, m.instrument());
    }

    static SnapshotDeviceConf snapshotDeviceConf(FieldReader in) throws CtiFormatException {
        long invokeId = in.uint("InvokeID");
        FieldReader.Count count = in.count("NumCalls", CALLS_LIMIT);
        FloatingPart floats =
                in.floats(
                        FloatingField.CALL_ID,
                        FloatingField.CALL_DEVICE_ID_TYPE,
                        FloatingField.CALL_DEVICE_ID,
                        FloatingField.CALL_STATE);
        List<SnapshotCall> calls = new ArrayList<>();
        for (FloatingPart call :
                floats.groups(
                        count,
                        FloatingField.CALL_ID,
                        FloatingField.CALL_DEVICE_ID_TYPE,
                        FloatingField.CALL_DEVICE_ID,
                        FloatingField.CALL_STATE)) {
            calls.add(snapshotCall(call));
        }
        return new SnapshotDeviceConf(invokeId, calls);
    }

    private static SnapshotCall snapshotCall(FloatingPart call) throws CtiFormatException {
        CallKey key =
                new CallKey(
                        call.number(FloatingField.CALL_ID, CtiMessage.NONE),
                        (int) call.number(FloatingField.CALL_DEVICE_ID_TYPE, CtiMessage.NO_TYPE),
                        call.text(FloatingField.CALL_DEVICE_ID));
        int state = (int) call.number(FloatingField.CALL_STATE, CtiMessage.NO_TYPE);
        return new SnapshotCall(key, ConnectionState.of(state));
    }

    static void write(SnapshotDeviceConf m, FieldWriter out) {
        out.uint("InvokeID", m.invokeId()).count("NumCalls", m.calls(), CALLS_LIMIT);
        for (SnapshotCall it : m.calls()) {
            out.number(FloatingField.CALL_ID, it.call().callId())
                    .number(FloatingField.CALL_DEVICE_ID_TYPE, it.call().deviceIdType())
                    .text(FloatingField.CALL_DEVICE_ID, it.call().deviceId())
                    .number(FloatingField.CALL_STATE, it.state().number());
        }
    }
}
