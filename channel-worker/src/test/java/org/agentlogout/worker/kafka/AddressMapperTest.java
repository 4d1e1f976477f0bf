/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.agentlogout.schema.Channel;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.CtiServerAddress;
import org.agentlogout.schema.Platform;
import org.agentlogout.worker.command.Target;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Addresses of CTI servers; those of Finesse are in {@link MappersTest}. */
class AddressMapperTest {

    private static Channel channel(ChannelType type, CtiServerAddress address) {
        return Channel.newBuilder()
                .setChannelId("c")
                .setType(type)
                .setSwitchId("cti1")
                .setPlatform(Platform.CTI_SERVER)
                .setCtiServer(address)
                .build();
    }

    private static CtiServerAddress address(
            long peripheralId, String agentId, @Nullable Long mrdId) {
        return new CtiServerAddress(peripheralId, agentId, "4001", "4001", mrdId);
    }

    @Test
    void voiceHasNoMrdOrTheOneOfVoice() {
        Channel voice = channel(ChannelType.VOICE, address(5000, "1001", null));
        assertThat(AddressMapper.problem(voice)).isEmpty();
        assertThat(AddressMapper.address(voice))
                .isEqualTo(new Target.CtiServer(5000, "1001", "4001", "4001", 1));
        assertThat(AddressMapper.problem(channel(ChannelType.VOICE, address(5000, "1001", 1L))))
                .isEmpty();
        assertThat(AddressMapper.problem(channel(ChannelType.VOICE, address(5000, "1001", 5001L))))
                .isPresent();
    }

    @Test
    void mediumHasItsMrd() {
        Channel chat = channel(ChannelType.CHAT, address(5000, "1001", 5001L));
        assertThat(AddressMapper.problem(chat)).isEmpty();
        assertThat(AddressMapper.address(chat))
                .isEqualTo(new Target.CtiServer(5000, "1001", "4001", "4001", 5001));
        assertThat(AddressMapper.problem(channel(ChannelType.CHAT, address(5000, "1001", null))))
                .isPresent();
    }

    @Test
    void numbersThatFitNoFieldAreRefused() {
        long tooLarge = 0x1_0000_0000L;
        assertThat(AddressMapper.problem(channel(ChannelType.VOICE, address(-1, "1", null))))
                .isPresent();
        assertThat(AddressMapper.problem(channel(ChannelType.VOICE, address(tooLarge, "1", null))))
                .isPresent();
        assertThat(AddressMapper.problem(channel(ChannelType.CHAT, address(1, "1", tooLarge))))
                .isPresent();
        assertThat(AddressMapper.problem(channel(ChannelType.VOICE, address(1, "", null))))
                .isPresent();
    }

    @Test
    void addressOfItsPlatformIsThere() {
        Channel none =
                Channel.newBuilder()
                        .setChannelId("c")
                        .setType(ChannelType.VOICE)
                        .setSwitchId("cti1")
                        .setPlatform(Platform.CTI_SERVER)
                        .build();
        assertThat(AddressMapper.problem(none))
                .hasValueSatisfying(it -> assertThat(it.reason()).isEqualTo("NO_VARIANT"));
    }
}
