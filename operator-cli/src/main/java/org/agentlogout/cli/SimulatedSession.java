/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.time.Instant;
import java.util.List;
import org.agentlogout.schema.Channel;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.CtiServerAddress;
import org.agentlogout.schema.DialogLogoutAction;
import org.agentlogout.schema.FinesseAddress;
import org.agentlogout.schema.FinesseMedia;
import org.agentlogout.schema.InterruptAction;
import org.agentlogout.schema.Platform;
import org.agentlogout.schema.SessionOpened;

/**
 * A session as the login flow would open it for an agent of the switch simulator.
 *
 * @param switchId the name under which the workers know the simulator
 * @param channels VOICE, CHAT, EMAIL, or some of them
 * @param ctiSwitchId the name of the CTI server that voice goes over; empty where all is Finesse
 */
public record SimulatedSession(
        String agent,
        String team,
        String switchId,
        List<ChannelType> channels,
        String ctiSwitchId) {

    /** The simulated CTI servers' one peripheral. */
    private static final long PERIPHERAL = 5000;

    /** The media routing domains of the simulated floor. */
    public static final String CHAT_MRD = "5002";

    public static final String EMAIL_MRD = "5003";

    public SimulatedSession {
        channels = List.copyOf(channels);
    }

    /** All channels on Finesse. */
    public SimulatedSession(
            String agent, String team, String switchId, List<ChannelType> channels) {
        this(agent, team, switchId, channels, "");
    }

    /** The media routing domains of the channels other than voice. */
    public List<String> mrdIds() {
        return channels.stream()
                .filter(it -> it != ChannelType.VOICE)
                .map(SimulatedSession::mrdId)
                .toList();
    }

    /** The record of a sign-in at that moment. */
    public SessionOpened opened(String sessionId, Instant at) {
        return SessionOpened.newBuilder()
                .setAgentId(agent)
                .setSessionId(sessionId)
                .setEpoch(at.toEpochMilli())
                .setNode("primary")
                .setTeamId(team)
                .setChannelGroupId(sessionId + "-group")
                .setChannels(channels.stream().map(this::channel).toList())
                .build();
    }

    private Channel channel(ChannelType type) {
        if (type == ChannelType.VOICE && !ctiSwitchId.isEmpty()) {
            return Channel.newBuilder()
                    .setChannelId(channelId(type))
                    .setType(type)
                    .setSwitchId(ctiSwitchId)
                    .setPlatform(Platform.CTI_SERVER)
                    .setCtiServer(new CtiServerAddress(PERIPHERAL, agent, agent, agent, null))
                    .build();
        }
        var address = FinesseAddress.newBuilder().setUserId(agent).setExtension(agent);
        if (type != ChannelType.VOICE) {
            // What the simulator signs an agent in with.
            address.setMedia(
                    new FinesseMedia(
                            mrdId(type), 5, InterruptAction.ACCEPT, DialogLogoutAction.CLOSE));
        }
        return Channel.newBuilder()
                .setChannelId(channelId(type))
                .setType(type)
                .setSwitchId(switchId)
                .setPlatform(Platform.FINESSE)
                .setFinesse(address.build())
                .build();
    }

    /** The channel's id within its session. */
    public static String channelId(ChannelType type) {
        return switch (type) {
            case VOICE -> "voice";
            case CHAT -> "chat";
            case EMAIL -> "email";
            case UNKNOWN -> throw new IllegalArgumentException("a channel of no type");
        };
    }

    private static String mrdId(ChannelType type) {
        return type == ChannelType.CHAT ? CHAT_MRD : EMAIL_MRD;
    }
}
