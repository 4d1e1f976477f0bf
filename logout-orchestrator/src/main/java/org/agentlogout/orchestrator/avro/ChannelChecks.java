/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.agentlogout.schema.AsteriskAddress;
import org.agentlogout.schema.Channel;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.CtiServerAddress;
import org.agentlogout.schema.FinesseAddress;
import org.agentlogout.schema.FinesseMedia;
import org.agentlogout.wire.Limits;
import org.jspecify.annotations.Nullable;

/** Whether the channels of a session.opened can be worked with. */
final class ChannelChecks {

    /** Of one agent, on an Asterisk. */
    private static final int QUEUES = 64;

    /** Finesse takes no more (Finesse developer guide 12.5, Media sign-in). */
    private static final int DIALOGS = 10;

    private ChannelChecks() {}

    static void check(Checks checks, List<Channel> channels) {
        checks.atMost("channels", channels.size(), Limits.CHANNELS_OF_A_SESSION);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < Checks.first(channels, Limits.CHANNELS_OF_A_SESSION).size(); i++) {
            Channel channel = channels.get(i);
            String name = "channels[" + i + "]";
            check(checks, name, channel);
            checks.that(
                    seen.add(channel.getChannelId()),
                    name + ".channelId is that of another channel, too.");
        }
    }

    private static void check(Checks checks, String name, Channel channel) {
        checks.id(name + ".channelId", channel.getChannelId());
        checks.id(name + ".switchId", channel.getSwitchId());
        checks.that(channel.getType() != ChannelType.UNKNOWN, name + ".type is not known here.");
        long addresses =
                Stream.of(channel.getFinesse(), channel.getCtiServer(), channel.getAsterisk())
                        .filter(ChannelChecks::isSet)
                        .count();
        checks.that(addresses == 1, name + " must have one address, that of its platform.");
        switch (channel.getPlatform()) {
            case FINESSE -> finesse(checks, name + ".finesse", channel);
            case CTI_SERVER -> ctiServer(checks, name + ".ctiServer", channel.getCtiServer());
            case ASTERISK -> asterisk(checks, name + ".asterisk", channel.getAsterisk());
            case UNKNOWN -> checks.that(false, name + ".platform is not known here.");
        }
    }

    private static boolean isSet(@Nullable Object address) {
        return address != null;
    }

    private static void finesse(Checks checks, String name, Channel channel) {
        FinesseAddress address = channel.getFinesse();
        checks.that(isSet(address), name + " is missing.");
        if (address == null) {
            return;
        }
        checks.id(name + ".userId", address.getUserId());
        checks.optionalId(name + ".extension", address.getExtension());
        FinesseMedia media = address.getMedia();
        boolean voice = channel.getType() == ChannelType.VOICE;
        checks.that(
                voice != isSet(media),
                name + ".media must be there for chat and e-mail, and only for them.");
        if (media != null) {
            checks.id(name + ".media.mrdId", media.getMrdId());
            int dialogs = media.getMaxDialogLimit();
            checks.that(
                    dialogs >= 1 && dialogs <= DIALOGS,
                    name + ".media.maxDialogLimit must be 1 to " + DIALOGS + ".");
        }
    }

    private static void ctiServer(Checks checks, String name, @Nullable CtiServerAddress address) {
        checks.that(isSet(address), name + " is missing.");
        if (address != null) {
            checks.id(name + ".agentId", address.getAgentId());
            checks.optionalId(name + ".agentExtension", address.getAgentExtension());
            checks.optionalId(name + ".instrument", address.getInstrument());
        }
    }

    private static void asterisk(Checks checks, String name, @Nullable AsteriskAddress address) {
        checks.that(isSet(address), name + " is missing.");
        if (address != null) {
            checks.id(name + ".interface", address.getInterface$());
            checks.optionalId(name + ".agentId", address.getAgentId());
            checks.atMost(name + ".queues", address.getQueues().size(), QUEUES);
            for (String queue : Checks.first(address.getQueues(), QUEUES)) {
                checks.id(name + ".queues", queue);
            }
        }
    }
}
