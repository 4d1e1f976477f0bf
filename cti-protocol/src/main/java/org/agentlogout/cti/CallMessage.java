/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import java.util.List;

/** What tells of calls (guide, "Call Events" and "Client Control"). */
public sealed interface CallMessage extends CtiMessage {

    /**
     * What tells one call from another: all three. Two calls may have the same number.
     *
     * @param deviceIdType 0 static, 1 dynamic
     */
    record CallKey(long callId, int deviceIdType, String deviceId) {}

    /** What each event of a call says: who reports it, and which call. */
    record About(long monitorId, long peripheralId, int peripheralType, CallKey call) {}

    /**
     * A device that takes part.
     *
     * @param type {@link CtiMessage#NO_TYPE} for none
     */
    record Device(int type, String id) {

        public static final Device NONE = new Device(CtiMessage.NO_TYPE, "");
    }

    /** The devices of a call, but for the one that the event is about. */
    record Parties(Device calling, Device called, Device lastRedirect) {}

    /** How a call came to where it is. */
    record Route(
            int lineHandle,
            int lineType,
            long serviceNumber,
            long serviceId,
            long skillGroupNumber,
            long skillGroupId,
            int skillGroupPriority) {}

    /** A call begins to concern this client; comes before the call's other events. */
    record BeginCallEvent(About about, int ctiClients, int callType, int calledPartyDisposition)
            implements CallMessage {}

    /** A call concerns this client no longer; it need not have ended. */
    record EndCallEvent(About about) implements CallMessage {}

    /** A call rings, at an agent's device when the state is {@link ConnectionState#ALERTING}. */
    record CallDeliveredEvent(
            About about,
            Route route,
            Device alerting,
            Parties parties,
            ConnectionState state,
            int eventCause)
            implements CallMessage {}

    /** A call was answered. */
    record CallEstablishedEvent(
            About about,
            Route route,
            Device answering,
            Parties parties,
            ConnectionState state,
            int eventCause)
            implements CallMessage {}

    record CallHeldEvent(About about, Device holding, ConnectionState state, int eventCause)
            implements CallMessage {}

    record CallRetrievedEvent(About about, Device retrieving, ConnectionState state, int eventCause)
            implements CallMessage {}

    /** A call ended, as a rule when the last device left. */
    record CallClearedEvent(About about, ConnectionState state, int eventCause)
            implements CallMessage {}

    /** A device left a call. On Unified CCE the releasing device does not say who hung up. */
    record CallConnectionClearedEvent(
            About about, Device releasing, ConnectionState state, int eventCause)
            implements CallMessage {}

    /**
     * Asks for the calls at a device.
     *
     * @param deviceType the guide does not say what an agent's device should have here
     */
    record SnapshotDeviceReq(long invokeId, long peripheralId, int deviceType, String instrument)
            implements CallMessage, CtiMessage.Request {

        @Override
        public SnapshotDeviceReq withInvokeId(long other) {
            return new SnapshotDeviceReq(other, peripheralId, deviceType, instrument);
        }

        @Override
        public boolean isAnsweredBy(CtiMessage.Answer answer) {
            return answer instanceof SnapshotDeviceConf || answer.isFailure();
        }
    }

    /** The calls at a device; none when it is idle. */
    record SnapshotDeviceConf(long invokeId, List<SnapshotCall> calls)
            implements CallMessage, CtiMessage.Answer {

        public SnapshotDeviceConf {
            calls = List.copyOf(calls);
        }
    }

    record SnapshotCall(CallKey call, ConnectionState state) {}
}
