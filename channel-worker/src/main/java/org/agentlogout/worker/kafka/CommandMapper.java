/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.kafka;

import static org.agentlogout.worker.kafka.Problem.unless;
import static org.agentlogout.worker.kafka.Problem.unlessId;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.agentlogout.schema.Channel;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.Platform;
import org.agentlogout.schema.SignOut;
import org.agentlogout.wire.AvroReader;
import org.agentlogout.wire.AvroSerdes;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Limits;
import org.agentlogout.wire.ReadResult;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Command.LogoutReason;
import org.agentlogout.worker.command.Inspection.Routable;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.command.Target;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** ChannelCommand to {@link Command}. Takes nothing of a record for granted. For one thread. */
final class CommandMapper {
    private static final int SAGA_ID_BYTES = 2 * Limits.ID_BYTES;
    private static final int COMMAND_ID_BYTES = 4 * Limits.ID_BYTES;
    private static final String SYSTEM_FAILURE = "SYSTEM_FAILURE";

    /**
     * No step has a budget near this; a command that lives longer would hold its thread as long.
     */
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);

    private final AvroReader<ChannelCommand> reader;
    private final ChannelKind kind;
    private final int partitions;

    /**
     * @param kind what the topic is for
     * @param partitions count of the command topics
     */
    CommandMapper(AvroSerdes serdes, ChannelKind kind, int partitions) {
        this.reader = serdes.reader(ChannelCommand.class);
        this.kind = kind;
        this.partitions = partitions;
    }

    Reading<Received> read(ConsumerRecord<byte[], byte[]> entry) {
        if (entry.value() == null) {
            return new Reading.Unfit<>(new Problem("NO_VALUE", "A command has no value."));
        }
        return switch (reader.read(entry.value())) {
            case ReadResult.Read<ChannelCommand>(var command) -> taken(entry, command);
            case ReadResult.Unreadable<ChannelCommand>(var why, var text) ->
                    new Reading.Unfit<>(new Problem(why.name(), text));
            case ReadResult.RegistryUnavailable<ChannelCommand>(var cause) ->
                    new Reading.NotNow<>(cause);
        };
    }

    private Reading<Received> taken(ConsumerRecord<byte[], byte[]> entry, ChannelCommand command) {
        Optional<Problem> problem = problem(entry, command);
        if (problem.isPresent()) {
            return new Reading.Unfit<>(problem.get());
        }
        ResultHead head = head(command, passedOn(entry));
        return new Reading.Taken<>(received(head, command));
    }

    private Optional<Problem> problem(ConsumerRecord<byte[], byte[]> entry, ChannelCommand c) {
        return Problem.ofPlace(entry, c.getAgentId(), partitions)
                .or(() -> unlessId("agentId", c.getAgentId()))
                .or(() -> unlessId("sessionId", c.getSessionId()))
                .or(() -> unlessWithin("sagaId", c.getSagaId(), SAGA_ID_BYTES))
                .or(() -> unlessWithin("commandId", c.getCommandId(), COMMAND_ID_BYTES))
                .or(() -> unlessShort("teamId", c.getTeamId()))
                .or(() -> unless(c.getAttempt() >= 1, "INVALID_NUMBER", "attempt is below 1."))
                .or(() -> unless(livesShort(entry, c), "INVALID_TIME", "expiresAt is too far."))
                .or(() -> variantProblem(c))
                .or(() -> channelProblem(c.getChannel()));
    }

    private static boolean livesShort(ConsumerRecord<byte[], byte[]> entry, ChannelCommand c) {
        Instant latest = Instant.ofEpochMilli(entry.timestamp()).plus(LONGEST_LIFE);
        return !c.getExpiresAt().isAfter(latest);
    }

    private static Optional<Problem> variantProblem(ChannelCommand c) {
        return switch (c.getKind()) {
            case INSPECT, DEACTIVATE -> Optional.empty();
            case RECOVER -> unless(c.getRecover() != null, "NO_VARIANT", "recover is missing.");
            case MAKE_NOT_READY ->
                    unless(c.getMakeNotReady() != null, "NO_VARIANT", "makeNotReady is missing.")
                            .or(() -> reasonSettingProblem(c.getMakeNotReady().getReasonSetting()));
            case SIGN_OUT ->
                    unless(c.getSignOut() != null, "NO_VARIANT", "signOut is missing.")
                            .or(() -> signOutProblem(c.getSignOut()));
            case UNKNOWN ->
                    Optional.of(new Problem("UNKNOWN_KIND", "This release knows no such kind."));
        };
    }

    private static Optional<Problem> reasonSettingProblem(String name) {
        boolean known =
                Arrays.stream(Command.ReasonSetting.values()).anyMatch(s -> s.name().equals(name));
        return unless(known, "UNKNOWN_REASON_SETTING", "This release knows no such reasonSetting.");
    }

    private static Optional<Problem> signOutProblem(SignOut variant) {
        String setting = variant.getReasonSetting();
        boolean known = setting.isEmpty() || setting.equals(SYSTEM_FAILURE);
        return unlessShort("reasonId", textOf(variant.getReasonId()))
                .or(() ->
                        unless(
                                known,
                                "UNKNOWN_REASON_SETTING",
                                "This release knows no such reasonSetting."));
    }

    private Optional<Problem> channelProblem(Channel channel) {
        return unlessId("channelId", channel.getChannelId())
                .or(() -> unlessId("switchId", channel.getSwitchId()))
                .or(() -> typeProblem(channel.getType()))
                .or(() -> AddressMapper.problem(channel));
    }

    private Optional<Problem> typeProblem(ChannelType type) {
        boolean fits = type.name().equals(kind.name());
        return unless(fits, "WRONG_TOPIC", "The channel's type is not the one of this topic.");
    }

    private static Received received(ResultHead head, ChannelCommand command) {
        if (command.getChannel().getPlatform() == Platform.ASTERISK) {
            String platform = command.getChannel().getPlatform().name();
            return unsupported(head, "This worker has no adapter for " + platform + ".");
        }
        Command.Order order = order(command);
        return switch (command.getKind()) {
            case INSPECT -> new Received.Ready(head, new Command.Inspect(order));
            case DEACTIVATE -> new Received.Ready(head, new Command.Deactivate(order));
            case MAKE_NOT_READY -> new Received.Ready(head, makeNotReady(order, command));
            case SIGN_OUT -> new Received.Ready(head, signOut(order, command));
            case RECOVER -> new Received.Ready(head, recover(order, command));
            case UNKNOWN -> throw new IllegalStateException("UNKNOWN is no fit kind");
        };
    }

    private static Received unsupported(ResultHead head, String text) {
        Outcome answer = new Outcome.Refused("NOT_SUPPORTED", text, AgentState.UNKNOWN);
        return new Received.Unsupported(head, answer);
    }

    private static Command makeNotReady(Command.Order order, ChannelCommand command) {
        var variant = command.getMakeNotReady();
        var setting = Command.ReasonSetting.valueOf(variant.getReasonSetting());
        return new Command.MakeNotReady(order, setting, variant.getPendingIsEnough());
    }

    private static Command signOut(Command.Order order, ChannelCommand command) {
        var variant = command.getSignOut();
        LogoutReason reason =
                variant.getReasonSetting().equals(SYSTEM_FAILURE)
                        ? new LogoutReason.SystemFailure()
                        : new LogoutReason.Given(textOf(variant.getReasonId()));
        return new Command.SignOut(order, reason, variant.getAllMedia(), variant.getForced());
    }

    private static Command recover(Command.Order order, ChannelCommand command) {
        Boolean wanted = command.getRecover().getRoutable();
        Routable routable =
                wanted == null ? Routable.NOT_TOLD : wanted ? Routable.YES : Routable.NO;
        return new Command.Recover(order, routable);
    }

    private static Command.Order order(ChannelCommand c) {
        Target target =
                new Target(
                        c.getAgentId(),
                        c.getSessionId(),
                        c.getEpoch(),
                        c.getTeamId(),
                        c.getChannel().getChannelId(),
                        c.getChannel().getSwitchId(),
                        AddressMapper.address(c.getChannel()));
        return new Command.Order(
                c.getCommandId(),
                c.getAttempt(),
                c.getSagaId(),
                target,
                c.getGuarded(),
                c.getExpiresAt());
    }

    private static ResultHead head(ChannelCommand c, List<Header> passedOn) {
        return new ResultHead(
                c.getKind().name(),
                c.getCommandId(),
                c.getAttempt(),
                c.getSagaId(),
                c.getAgentId(),
                c.getSessionId(),
                c.getEpoch(),
                c.getChannel().getChannelId(),
                passedOn);
    }

    private static List<Header> passedOn(ConsumerRecord<byte[], byte[]> entry) {
        return Stream.of(HeaderNames.REQUEST_ID, HeaderNames.TRACE_PARENT)
                .map(entry.headers()::lastHeader)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private static Optional<Problem> unlessWithin(String field, String value, int bytes) {
        boolean fine = !value.isEmpty() && Limits.bytes(value) <= bytes && Limits.isPlain(value);
        return unless(fine, "INVALID_ID", field + " is empty, too long or has control characters.");
    }

    private static Optional<Problem> unlessShort(String field, String value) {
        boolean fine = value.isEmpty() || Limits.isId(value);
        return unless(fine, "INVALID_ID", field + " is too long or has control characters.");
    }

    private static String textOf(@Nullable String value) {
        return value == null ? "" : value;
    }
}
