/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import static org.agentlogout.worker.kafka.Problem.unless;
import static org.agentlogout.worker.kafka.Problem.unlessId;

import java.util.Optional;
import org.agentlogout.schema.Channel;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.CtiServerAddress;
import org.agentlogout.schema.FinesseAddress;
import org.agentlogout.schema.FinesseMedia;
import org.agentlogout.schema.Platform;
import org.agentlogout.wire.Limits;
import org.agentlogout.worker.command.Target;
import org.jspecify.annotations.Nullable;

/** The address a switch knows a channel by, from its record. */
final class AddressMapper {
    private static final int MOST_DIALOGS = 10;

    private AddressMapper() {}

    /** Empty when a channel's address can be used. */
    static Optional<Problem> problem(Channel channel) {
        FinesseAddress address = channel.getFinesse();
        boolean voice = channel.getType() == ChannelType.VOICE;
        return switch (channel.getPlatform()) {
            case FINESSE ->
                    unless(address != null, "NO_VARIANT", "The address finesse is missing.")
                            .or(() -> unlessId("userId", address.getUserId()))
                            .or(() -> unlessShort("extension", address.getExtension()))
                            .or(() -> mediaProblem(voice, address.getMedia()));
            case CTI_SERVER -> ctiProblem(voice, channel.getCtiServer());
            case ASTERISK -> Optional.empty();
            case UNKNOWN ->
                    Optional.of(
                            new Problem(
                                    "UNKNOWN_PLATFORM", "This release knows no such platform."));
        };
    }

    /** Numbers go into fields of four bytes; the names' lengths are the codec's matter. */
    private static Optional<Problem> ctiProblem(boolean voice, @Nullable CtiServerAddress a) {
        if (a == null) {
            return unless(false, "NO_VARIANT", "The address ctiServer is missing.");
        }
        Long mrd = a.getMrdId();
        boolean media = mrd != null && mrd != Target.CtiServer.VOICE_MRD;
        boolean inRange =
                isUnsigned(a.getPeripheralId()) && (mrd == null || mrd == (long) mrd.intValue());
        return unlessId("agentId of the address", a.getAgentId())
                .or(() -> unlessShort("agentExtension", a.getAgentExtension()))
                .or(() -> unlessShort("instrument", a.getInstrument()))
                .or(() -> unless(inRange, "INVALID_NUMBER", "peripheralId or mrdId is no number."))
                .or(() ->
                        unless(
                                voice != media,
                                "NO_VARIANT",
                                "A medium has its mrdId, voice has none."));
    }

    private static boolean isUnsigned(long number) {
        return number >= 0 && number <= 0xFFFF_FFFFL;
    }

    private static Optional<Problem> mediaProblem(boolean voice, FinesseMedia media) {
        String text = "A medium has its media settings, voice has none.";
        if (voice || media == null) {
            return unless(voice && media == null, "NO_VARIANT", text);
        }
        int limit = media.getMaxDialogLimit();
        boolean inRange = limit >= 1 && limit <= MOST_DIALOGS;
        return unlessId("mrdId", media.getMrdId())
                .or(() -> unless(inRange, "INVALID_NUMBER", "maxDialogLimit is not 1 to 10."));
    }

    static Target.Address address(Channel channel) {
        CtiServerAddress cti = channel.getCtiServer();
        if (channel.getPlatform() != Platform.CTI_SERVER || cti == null) {
            return address(channel.getFinesse());
        }
        Long mrd = cti.getMrdId();
        return new Target.CtiServer(
                cti.getPeripheralId(),
                cti.getAgentId(),
                cti.getAgentExtension(),
                cti.getInstrument(),
                mrd == null ? Target.CtiServer.VOICE_MRD : mrd.intValue());
    }

    private static Target.Address address(FinesseAddress address) {
        FinesseMedia media = address.getMedia();
        if (media == null) {
            return new Target.FinesseVoice(address.getUserId(), address.getExtension());
        }
        return new Target.FinesseMedium(
                address.getUserId(),
                media.getMrdId(),
                media.getMaxDialogLimit(),
                nameOrNothing(media.getInterruptAction()),
                nameOrNothing(media.getDialogLogoutAction()));
    }

    private static Optional<Problem> unlessShort(String field, String value) {
        boolean fine = value.isEmpty() || Limits.isId(value);
        return unless(fine, "INVALID_ID", field + " is too long or has control characters.");
    }

    private static String nameOrNothing(Enum<?> symbol) {
        return symbol.name().equals("UNKNOWN") ? "" : symbol.name();
    }
}
