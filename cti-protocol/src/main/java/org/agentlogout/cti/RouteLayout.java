/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti;

import org.agentlogout.cti.CallMessage.About;
import org.agentlogout.cti.CallMessage.CallDeliveredEvent;
import org.agentlogout.cti.CallMessage.CallEstablishedEvent;
import org.agentlogout.cti.CallMessage.Device;
import org.agentlogout.cti.CallMessage.Parties;
import org.agentlogout.cti.CallMessage.Route;

/** How CALL_DELIVERED_EVENT and CALL_ESTABLISHED_EVENT lie in bytes: nearly alike. */
final class RouteLayout {

    private RouteLayout() {}

    static CallDeliveredEvent callDelivered(FieldReader in) throws CtiFormatException {
        About about = CallLayout.about(in);
        Route route = route(in);
        int alerting = in.ushort("AlertingDeviceType");
        PartyTypes types = partyTypes(in);
        ConnectionState state = in.connectionState("LocalConnectionState");
        int eventCause = in.ushort("EventCause");
        in.ignored("NumNamedVariables");
        in.ignored("NumNamedArrays");
        FloatingPart floats = floats(in, FloatingField.ALERTING_DEVICE_ID);
        return new CallDeliveredEvent(
                CallLayout.at(about, floats),
                route,
                new Device(alerting, floats.text(FloatingField.ALERTING_DEVICE_ID)),
                types.with(floats),
                state,
                eventCause);
    }

    static void write(CallDeliveredEvent m, FieldWriter out) {
        write(m.route(), CallLayout.write(m.about(), out));
        writeTypes(m.parties(), out.ushort("AlertingDeviceType", m.alerting().type()));
        out.state(m.state())
                .ushort("EventCause", m.eventCause())
                .ushort("NumNamedVariables", 0)
                .ushort("NumNamedArrays", 0)
                .text(FloatingField.CONNECTION_DEVICE_ID, m.about().call().deviceId())
                .text(FloatingField.ALERTING_DEVICE_ID, m.alerting().id());
        writeIds(m.parties(), out);
    }

    static CallEstablishedEvent callEstablished(FieldReader in) throws CtiFormatException {
        About about = CallLayout.about(in);
        Route route = route(in);
        int answering = in.ushort("AnsweringDeviceType");
        PartyTypes types = partyTypes(in);
        ConnectionState state = in.connectionState("LocalConnectionState");
        int eventCause = in.ushort("EventCause");
        FloatingPart floats = floats(in, FloatingField.ANSWERING_DEVICE_ID);
        return new CallEstablishedEvent(
                CallLayout.at(about, floats),
                route,
                new Device(answering, floats.text(FloatingField.ANSWERING_DEVICE_ID)),
                types.with(floats),
                state,
                eventCause);
    }

    static void write(CallEstablishedEvent m, FieldWriter out) {
        write(m.route(), CallLayout.write(m.about(), out));
        writeTypes(m.parties(), out.ushort("AnsweringDeviceType", m.answering().type()));
        out.state(m.state())
                .ushort("EventCause", m.eventCause())
                .text(FloatingField.CONNECTION_DEVICE_ID, m.about().call().deviceId())
                .text(FloatingField.ANSWERING_DEVICE_ID, m.answering().id());
        writeIds(m.parties(), out);
    }

    private static Route route(FieldReader in) throws CtiFormatException {
        return new Route(
                in.ushort("LineHandle"),
                in.ushort("LineType"),
                in.uint("ServiceNumber"),
                in.uint("ServiceID"),
                in.uint("SkillGroupNumber"),
                in.uint("SkillGroupID"),
                in.ushort("SkillGroupPriority"));
    }

    private static void write(Route route, FieldWriter out) {
        out.ushort("LineHandle", route.lineHandle())
                .ushort("LineType", route.lineType())
                .uint("ServiceNumber", route.serviceNumber())
                .uint("ServiceID", route.serviceId())
                .uint("SkillGroupNumber", route.skillGroupNumber())
                .uint("SkillGroupID", route.skillGroupId())
                .ushort("SkillGroupPriority", route.skillGroupPriority());
    }

    private record PartyTypes(int calling, int called, int lastRedirect) {

        Parties with(FloatingPart floats) throws CtiFormatException {
            return new Parties(
                    new Device(calling, floats.text(FloatingField.CALLING_DEVICE_ID)),
                    new Device(called, floats.text(FloatingField.CALLED_DEVICE_ID)),
                    new Device(lastRedirect, floats.text(FloatingField.LAST_REDIRECT_DEVICE_ID)));
        }
    }

    private static PartyTypes partyTypes(FieldReader in) throws CtiFormatException {
        return new PartyTypes(
                in.ushort("CallingDeviceType"),
                in.ushort("CalledDeviceType"),
                in.ushort("LastRedirectDeviceType"));
    }

    private static FloatingPart floats(FieldReader in, FloatingField here)
            throws CtiFormatException {
        return in.floats(
                FloatingField.CONNECTION_DEVICE_ID,
                here,
                FloatingField.CALLING_DEVICE_ID,
                FloatingField.CALLED_DEVICE_ID,
                FloatingField.LAST_REDIRECT_DEVICE_ID);
    }

    private static void writeTypes(Parties parties, FieldWriter out) {
        out.ushort("CallingDeviceType", parties.calling().type())
                .ushort("CalledDeviceType", parties.called().type())
                .ushort("LastRedirectDeviceType", parties.lastRedirect().type());
    }

    private static void writeIds(Parties parties, FieldWriter out) {
        out.text(FloatingField.CALLING_DEVICE_ID, parties.calling().id())
                .text(FloatingField.CALLED_DEVICE_ID, parties.called().id())
                .text(FloatingField.LAST_REDIRECT_DEVICE_ID, parties.lastRedirect().id());
    }
}
