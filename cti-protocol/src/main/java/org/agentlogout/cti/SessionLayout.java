/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.util.EnumSet;
import org.agentlogout.cti.SessionMessage.CloseConf;
import org.agentlogout.cti.SessionMessage.CloseReq;
import org.agentlogout.cti.SessionMessage.FailureConf;
import org.agentlogout.cti.SessionMessage.FailureEvent;
import org.agentlogout.cti.SessionMessage.HeartbeatConf;
import org.agentlogout.cti.SessionMessage.HeartbeatReq;
import org.agentlogout.cti.SessionMessage.OpenConf;
import org.agentlogout.cti.SessionMessage.OpenReq;
import org.agentlogout.cti.SessionMessage.SessionType;
import org.agentlogout.cti.SessionMessage.SystemEvent;

/** How the session's messages lie in bytes. */
final class SessionLayout {

    private static final int FAILURE_CONF_OTHER_FORM_BYTES = 10;

    private SessionLayout() {}

    static OpenReq openReq(FieldReader in) throws CtiFormatException {
        long invokeId = in.uint("InvokeID");
        long version = in.uint("VersionNumber");
        long idleTimeout = in.uint("IdleTimeout");
        long peripheralId = in.uint("PeripheralID");
        long services = in.uint("ServicesRequested");
        long callMsgMask = in.uint("CallMsgMask");
        long agentStateMask = in.uint("AgentStateMask");
        long configMsgMask = in.uint("ConfigMsgMask");
        in.zero("Reserved1");
        in.zero("Reserved2");
        in.zero("Reserved3");
        FloatingPart floats =
                in.floats(
                        CtiVersion.tagBytes(version),
                        EnumSet.of(
                                FloatingField.CLIENT_ID,
                                FloatingField.CLIENT_PASSWORD,
                                FloatingField.UNIQUE_INSTANCE_ID));
        return new OpenReq(
                invokeId,
                version,
                idleTimeout,
                peripheralId,
                services,
                callMsgMask,
                agentStateMask,
                configMsgMask,
                floats.text(FloatingField.CLIENT_ID),
                new Password(floats.text(FloatingField.CLIENT_PASSWORD)),
                floats.text(FloatingField.UNIQUE_INSTANCE_ID));
    }

    static void write(OpenReq m, FieldWriter out) {
        out.tagBytes(CtiVersion.tagBytes(m.version()))
                .uint("InvokeID", m.invokeId())
                .uint("VersionNumber", m.version())
                .uint("IdleTimeout", m.idleTimeout())
                .uint("PeripheralID", m.peripheralId())
                .uint("ServicesRequested", m.servicesRequested())
                .uint("CallMsgMask", m.callMsgMask())
                .uint("AgentStateMask", m.agentStateMask())
                .uint("ConfigMsgMask", m.configMsgMask())
                .zeros(12)
                .text(FloatingField.CLIENT_ID, m.clientId())
                .always(FloatingField.CLIENT_PASSWORD, m.clientPassword().text())
                .text(FloatingField.UNIQUE_INSTANCE_ID, m.uniqueInstanceId());
    }

    static OpenConf openConf(FieldReader in) throws CtiFormatException {
        return new OpenConf(
                in.uint("InvokeID"),
                in.uint("ServicesGranted"),
                in.uint("MonitorID"),
                in.uint("PGStatus"),
                in.uint("ICMCentralControllerTime"),
                in.bool("PeripheralOnline"),
                in.ushort("PeripheralType"),
                in.agentState("AgentState"),
                in.departmentId(),
                in.version().hasSessionType()
                        ? SessionType.of(in.ushort("SessionType"))
                        : SessionType.UNKNOWN);
    }

    static void write(OpenConf m, FieldWriter out) {
        out.uint("InvokeID", m.invokeId())
                .uint("ServicesGranted", m.servicesGranted())
                .uint("MonitorID", m.monitorId())
                .uint("PGStatus", m.pgStatus())
                .uint("ICMCentralControllerTime", m.time())
                .bool(m.peripheralOnline())
                .ushort("PeripheralType", m.peripheralType())
                .state(m.agentState())
                .departmentId(m.departmentId());
        if (out.version().hasSessionType()) {
            out.ushort("SessionType", m.sessionType().number());
        }
    }

    static HeartbeatReq heartbeatReq(FieldReader in) throws CtiFormatException {
        return new HeartbeatReq(in.uint("InvokeID"));
    }

    static void write(HeartbeatReq m, FieldWriter out) {
        out.uint("InvokeID", m.invokeId());
    }

    static HeartbeatConf heartbeatConf(FieldReader in) throws CtiFormatException {
        return new HeartbeatConf(in.uint("InvokeID"));
    }

    static void write(HeartbeatConf m, FieldWriter out) {
        out.uint("InvokeID", m.invokeId());
    }

    static CloseReq closeReq(FieldReader in) throws CtiFormatException {
        return new CloseReq(in.uint("InvokeID"), in.uint("Status"));
    }

    static void write(CloseReq m, FieldWriter out) {
        out.uint("InvokeID", m.invokeId()).uint("Status", m.status());
    }

    static CloseConf closeConf(FieldReader in) throws CtiFormatException {
        return new CloseConf(in.uint("InvokeID"));
    }

    static void write(CloseConf m, FieldWriter out) {
        out.uint("InvokeID", m.invokeId());
    }

    /**
     * Of the two forms printed, the length tells. What follows is not looked at: a server that
     * refuses our version may have written it in its own.
     */
    static FailureConf failureConf(FieldReader in) throws CtiFormatException {
        boolean other = in.remaining() == FAILURE_CONF_OTHER_FORM_BYTES;
        long invokeId = in.uint("InvokeID");
        FailureConf conf =
                other
                        ? new FailureConf(
                                invokeId,
                                in.ushort("FailureCode"),
                                FailureConf.Form.CODE_AND_PERIPHERAL_ERROR,
                                in.uint("PeripheralErrorCode"))
                        : new FailureConf(invokeId, in.uint("Status"), FailureConf.Form.STATUS, 0);
        in.skipAll();
        return conf;
    }

    static void write(FailureConf m, FieldWriter out) {
        out.uint("InvokeID", m.invokeId());
        switch (m.form()) {
            case STATUS -> out.uint("Status", m.status());
            case CODE_AND_PERIPHERAL_ERROR ->
                    out.ushort("FailureCode", Math.toIntExact(m.status()))
                            .uint("PeripheralErrorCode", m.peripheralErrorCode());
        }
    }

    static FailureEvent failureEvent(FieldReader in) throws CtiFormatException {
        return new FailureEvent(in.uint("Status"));
    }

    static void write(FailureEvent m, FieldWriter out) {
        out.uint("Status", m.status());
    }

    static SystemEvent systemEvent(FieldReader in) throws CtiFormatException {
        long pgStatus = in.uint("PGStatus");
        long time = in.uint("ICMCentralControllerTime");
        long systemEventId = in.uint("SystemEventID");
        long arg1 = in.uint("SystemEventArg1");
        long arg2 = in.uint("SystemEventArg2");
        long arg3 = in.uint("SystemEventArg3");
        int deviceType = in.ushort("EventDeviceType");
        FloatingPart floats = in.floats(FloatingField.TEXT, FloatingField.EVENT_DEVICE_ID);
        return new SystemEvent(
                pgStatus,
                time,
                systemEventId,
                arg1,
                arg2,
                arg3,
                deviceType,
                floats.text(FloatingField.TEXT),
                floats.text(FloatingField.EVENT_DEVICE_ID));
    }

    static void write(SystemEvent m, FieldWriter out) {
        out.uint("PGStatus", m.pgStatus())
                .uint("ICMCentralControllerTime", m.time())
                .uint("SystemEventID", m.systemEventId())
                .uint("SystemEventArg1", m.arg1())
                .uint("SystemEventArg2", m.arg2())
                .uint("SystemEventArg3", m.arg3())
                .ushort("EventDeviceType", m.eventDeviceType())
                .text(FloatingField.TEXT, m.text())
                .text(FloatingField.EVENT_DEVICE_ID, m.eventDeviceId());
    }
}
