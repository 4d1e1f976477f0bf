/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.time.Instant;
import java.util.List;
import org.agentlogout.schema.AgentState;
import org.agentlogout.schema.AsteriskAddress;
import org.agentlogout.schema.Channel;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.CommandOutcome;
import org.agentlogout.schema.CtiServerAddress;
import org.agentlogout.schema.DialogLogoutAction;
import org.agentlogout.schema.FinesseAddress;
import org.agentlogout.schema.FinesseMedia;
import org.agentlogout.schema.Inspection;
import org.agentlogout.schema.InterruptAction;
import org.agentlogout.schema.LogoutMode;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.Platform;
import org.agentlogout.schema.Reason;
import org.agentlogout.schema.Requester;
import org.agentlogout.schema.RequesterKind;
import org.agentlogout.schema.SessionOpened;

/** Records as clients and workers write them. */
public final class AvroSamples {

    public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    public static final long EPOCH = NOON.toEpochMilli();

    private AvroSamples() {}

    public static Channel voice() {
        return Channel.newBuilder()
                .setChannelId("voice")
                .setType(ChannelType.VOICE)
                .setSwitchId("cce1")
                .setPlatform(Platform.FINESSE)
                .setFinesse(new FinesseAddress("1001", "5001", null))
                .build();
    }

    public static Channel chat() {
        return medium("chat", ChannelType.CHAT, "5000");
    }

    public static Channel email() {
        return medium("email", ChannelType.EMAIL, "5001");
    }

    private static Channel medium(String channelId, ChannelType type, String mrd) {
        FinesseMedia media =
                new FinesseMedia(mrd, 3, InterruptAction.ACCEPT, DialogLogoutAction.TRANSFER);
        return Channel.newBuilder()
                .setChannelId(channelId)
                .setType(type)
                .setSwitchId("cce1")
                .setPlatform(Platform.FINESSE)
                .setFinesse(new FinesseAddress("1001", "5001", media))
                .build();
    }

    public static Channel cti() {
        return Channel.newBuilder()
                .setChannelId("cti")
                .setType(ChannelType.VOICE)
                .setSwitchId("icm")
                .setPlatform(Platform.CTI_SERVER)
                .setCtiServer(new CtiServerAddress(5000L, "1001", "5001", "5001", 1L))
                .build();
    }

    public static Channel asterisk() {
        return Channel.newBuilder()
                .setChannelId("asterisk")
                .setType(ChannelType.VOICE)
                .setSwitchId("pbx")
                .setPlatform(Platform.ASTERISK)
                .setAsterisk(new AsteriskAddress("PJSIP/100", List.of("sales"), null))
                .build();
    }

    public static SessionOpened opened(String agentId, Channel... channels) {
        return opened(agentId, "s-" + agentId, EPOCH, List.of(channels));
    }

    public static SessionOpened opened(
            String agentId, String sessionId, long epoch, List<Channel> channels) {
        return new SessionOpened(agentId, sessionId, epoch, "A", "team1", "group1", channels);
    }

    public static LogoutRequest.Builder request(String requestId, String agentId) {
        return LogoutRequest.newBuilder()
                .setRequestId(requestId)
                .setAgentId(agentId)
                .setMode(LogoutMode.REFUSE)
                .setRequestedBy(new Requester(RequesterKind.AGENT, agentId));
    }

    /** Ready and routable, nothing in hand. */
    public static Inspection ready() {
        return Inspection.newBuilder()
                .setState(AgentState.READY)
                .setMustBeMadeNotReady(true)
                .setCanBeDeactivated(true)
                .build();
    }

    public static Inspection wantsReason() {
        return Inspection.newBuilder()
                .setState(AgentState.NOT_READY)
                .setReasonRequired(true)
                .setReasons(List.of(new Reason("7", "End of shift")))
                .build();
    }

    /** The answer of a worker that did what it was told. */
    public static ChannelResult done(ChannelCommand command) {
        return switch (command.getKind()) {
            case INSPECT -> found(command, ready());
            case MAKE_NOT_READY, DEACTIVATE -> done(command, AgentState.NOT_READY);
            case SIGN_OUT -> done(command, AgentState.LOGGED_OUT);
            case RECOVER, UNKNOWN -> throw new AssertionError("not sent yet: " + command);
        };
    }

    public static ChannelResult found(ChannelCommand command, Inspection inspection) {
        return result(command, CommandOutcome.DONE)
                .setState(inspection.getState())
                .setInspection(inspection)
                .build();
    }

    private static ChannelResult done(ChannelCommand command, AgentState state) {
        return result(command, CommandOutcome.DONE).setState(state).build();
    }

    public static ChannelResult refused(ChannelCommand command, String code) {
        return result(command, CommandOutcome.REFUSED).setCode(code).setText("no").build();
    }

    private static ChannelResult.Builder result(ChannelCommand command, CommandOutcome outcome) {
        return ChannelResult.newBuilder()
                .setOutcome(outcome)
                .setKind(command.getKind())
                .setCommandId(command.getCommandId())
                .setAttempt(command.getAttempt())
                .setSagaId(command.getSagaId())
                .setAgentId(command.getAgentId())
                .setSessionId(command.getSessionId())
                .setEpoch(command.getEpoch())
                .setChannelId(command.getChannel().getChannelId())
                .setAt(NOON);
    }
}
