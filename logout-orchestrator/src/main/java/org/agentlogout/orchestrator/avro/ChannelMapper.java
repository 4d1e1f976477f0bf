/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import org.agentlogout.orchestrator.saga.AgentState;
import org.agentlogout.orchestrator.saga.Channel;
import org.agentlogout.schema.AsteriskAddress;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.CtiServerAddress;
import org.agentlogout.schema.DialogLogoutAction;
import org.agentlogout.schema.FinesseAddress;
import org.agentlogout.schema.FinesseMedia;
import org.agentlogout.schema.InterruptAction;
import org.agentlogout.schema.Platform;

/** A channel and its address, both ways. */
final class ChannelMapper {

    /** Voice is no medium of task routing and has no MRD. */
    private static final long NO_MRD = -1;

    private ChannelMapper() {}

    /**
     * @param channel one that {@link ChannelChecks} found nothing against
     */
    static Channel toSaga(org.agentlogout.schema.Channel channel) {
        return new Channel(
                channel.getChannelId(),
                Channel.Type.valueOf(channel.getType().name()),
                channel.getSwitchId(),
                address(channel));
    }

    private static Channel.Address address(org.agentlogout.schema.Channel channel) {
        return switch (channel.getPlatform()) {
            case FINESSE -> finesse(channel.getFinesse());
            case CTI_SERVER -> ctiServer(channel.getCtiServer());
            case ASTERISK -> asterisk(channel.getAsterisk());
            case UNKNOWN ->
                    throw new IllegalStateException(
                            "channel " + channel.getChannelId() + " is of no known platform");
        };
    }

    private static Channel.Address finesse(FinesseAddress address) {
        FinesseMedia media = address.getMedia();
        return media == null
                ? new Channel.FinesseVoice(address.getUserId(), address.getExtension())
                : new Channel.FinesseMedium(
                        address.getUserId(),
                        address.getExtension(),
                        media.getMrdId(),
                        media.getMaxDialogLimit(),
                        media.getInterruptAction().name(),
                        media.getDialogLogoutAction().name());
    }

    private static Channel.Address ctiServer(CtiServerAddress address) {
        Long mrd = address.getMrdId();
        return new Channel.CtiServer(
                address.getPeripheralId(),
                address.getAgentId(),
                address.getAgentExtension(),
                address.getInstrument(),
                mrd == null ? NO_MRD : mrd);
    }

    private static Channel.Address asterisk(AsteriskAddress address) {
        return new Channel.Asterisk(
                address.getInterface$(), address.getQueues(), Texts.orEmpty(address.getAgentId()));
    }

    static org.agentlogout.schema.Channel toAvro(Channel channel) {
        org.agentlogout.schema.Channel.Builder avro =
                org.agentlogout.schema.Channel.newBuilder()
                        .setChannelId(channel.channelId())
                        .setType(ChannelType.valueOf(channel.type().name()))
                        .setSwitchId(channel.switchId());
        switch (channel.address()) {
            case Channel.FinesseVoice voice ->
                    avro.setPlatform(Platform.FINESSE)
                            .setFinesse(
                                    new FinesseAddress(voice.userId(), voice.extension(), null));
            case Channel.FinesseMedium medium ->
                    avro.setPlatform(Platform.FINESSE).setFinesse(finesse(medium));
            case Channel.CtiServer cti ->
                    avro.setPlatform(Platform.CTI_SERVER).setCtiServer(ctiServer(cti));
            case Channel.Asterisk asterisk ->
                    avro.setPlatform(Platform.ASTERISK)
                            .setAsterisk(
                                    new AsteriskAddress(
                                            asterisk.endpoint(),
                                            asterisk.queues(),
                                            Texts.orNull(asterisk.agentId())));
        }
        return avro.build();
    }

    private static FinesseAddress finesse(Channel.FinesseMedium medium) {
        return new FinesseAddress(
                medium.userId(),
                medium.extension(),
                new FinesseMedia(
                        medium.mrdId(),
                        medium.maxDialogLimit(),
                        InterruptAction.valueOf(medium.interruptAction()),
                        DialogLogoutAction.valueOf(medium.dialogLogoutAction())));
    }

    private static CtiServerAddress ctiServer(Channel.CtiServer cti) {
        return new CtiServerAddress(
                cti.peripheralId(),
                cti.agentId(),
                cti.agentExtension(),
                cti.instrument(),
                cti.mrdId() == NO_MRD ? null : (Long) cti.mrdId());
    }

    static AgentState toSaga(org.agentlogout.schema.AgentState state) {
        return AgentState.valueOf(state.name());
    }

    static org.agentlogout.schema.AgentState toAvro(AgentState state) {
        return org.agentlogout.schema.AgentState.valueOf(state.name());
    }
}
