/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.agentlogout.cli.SimulatedSession;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.schema.CommandKind;
import org.agentlogout.schema.SessionOpened;
import org.agentlogout.simulator.CallLogEntry;
import org.agentlogout.testbed.fault.History.Told;

/** What reached the switch, held against what was asked for. */
final class CallChecks {

    /** Clocks within a second are a stated requirement. */
    private static final Duration CLOCKS = Duration.ofSeconds(1);

    /** From the change at the switch until the worker has said what it read back. */
    private static final Duration TELLING = Duration.ofSeconds(12);

    /** A call does not say which command it belongs to, but whose, of which channel and what. */
    private record Purpose(String agent, String channel, CommandKind kind) {}

    private CallChecks() {}

    /**
     * Each state-changing call has a committed command that had been issued, had not expired, and
     * whose session was the agent's newest when the call was made; or the worker told that it came
     * late. A worker that was killed right after the call can tell nothing.
     */
    static List<String> covered(History history) {
        var commands = byPurpose(history);
        var late = toldAsLate(history);
        var opened =
                history.all(SessionOpened.class).stream()
                        .collect(groupingBy(it -> it.mail().key()));
        var violations = new ArrayList<String>();
        history.changes()
                .forEach(call -> {
                    var purpose = purpose(call);
                    var candidates =
                            purpose.map(it -> commands.getOrDefault(it, List.of()))
                                    .orElse(List.of());
                    var epoch = newest(opened.getOrDefault(call.userId(), List.of()), call.at());
                    if (candidates.stream().noneMatch(it -> isIssued(it, call))) {
                        violations.add(brief(call) + ": there is no command for it");
                    } else if (candidates.stream().noneMatch(it -> holds(it, call, epoch))
                            && candidates.stream().noneMatch(it -> late.contains(it.getCommandId()))
                            && !isKilledAfter(history, call)) {
                        violations.add(brief(call) + ": " + reason(candidates, call, epoch));
                    }
                });
        return violations;
    }

    private static Map<Purpose, List<ChannelCommand>> byPurpose(History history) {
        return history.all(ChannelCommand.class).stream()
                .map(Told::value)
                .collect(
                        groupingBy(it ->
                                new Purpose(
                                        it.getAgentId(),
                                        it.getChannel().getChannelId(),
                                        it.getKind())));
    }

    private static Set<String> toldAsLate(History history) {
        var late = new HashSet<String>();
        for (var told : history.all(ChannelResult.class)) {
            if (told.value().getLateEffect() != null) {
                late.add(told.value().getCommandId());
            }
        }
        return late;
    }

    private static long newest(List<Told<SessionOpened>> opened, Instant at) {
        return opened.stream()
                .filter(it -> it.mail().at().isBefore(at))
                .mapToLong(it -> it.value().getEpoch())
                .max()
                .orElse(Long.MIN_VALUE);
    }

    private static boolean isIssued(ChannelCommand command, CallLogEntry call) {
        return !command.getIssuedAt().isAfter(call.at());
    }

    private static boolean holds(ChannelCommand command, CallLogEntry call, long epoch) {
        return isIssued(command, call)
                && !call.at().isAfter(command.getExpiresAt().plus(CLOCKS))
                && command.getEpoch() >= epoch;
    }

    private static boolean isKilledAfter(History history, CallLogEntry call) {
        return history.struck().stream()
                .anyMatch(it ->
                        it.blow().role() == Role.WORKER
                                && it.blow().kind() == Blow.Kind.KILL
                                && it.from().isAfter(call.at())
                                && it.from().isBefore(call.at().plus(TELLING)));
    }

    private static String reason(List<ChannelCommand> candidates, CallLogEntry call, long epoch) {
        return candidates.stream().anyMatch(it -> isIssued(it, call) && it.getEpoch() >= epoch)
                ? "its command had expired, and no LATE_EFFECT was told"
                : "a newer session had been opened, and no LATE_EFFECT was told";
    }

    /**
     * Not more changes of a kind than commands of it, however often each was delivered and
     * attempted.
     */
    static List<String> once(History history) {
        var commands = byPurpose(history);
        var violations = new ArrayList<String>();
        history.changes()
                .filter(CallLogEntry::applied)
                .filter(call -> purpose(call).isPresent())
                .collect(groupingBy(call -> purpose(call).orElseThrow()))
                .forEach((purpose, calls) -> {
                    var ids =
                            commands.getOrDefault(purpose, List.of()).stream()
                                    .map(ChannelCommand::getCommandId)
                                    .distinct()
                                    .count();
                    if (calls.size() > ids) {
                        violations.add(
                                purpose
                                        + ": "
                                        + calls.size()
                                        + " changes for "
                                        + ids
                                        + " commands");
                    }
                });
        return violations;
    }

    private static Optional<Purpose> purpose(CallLogEntry call) {
        return kind(call.operation())
                .map(kind -> new Purpose(call.userId(), channel(call.mrdId()), kind));
    }

    /** Empty for what no command of a logout asks for, such as a sign-in. */
    private static Optional<CommandKind> kind(String operation) {
        return switch (operation) {
            case "SetUserNotReady", "SetMediaNotReady" -> Optional.of(CommandKind.MAKE_NOT_READY);
            case "SetMediaRoutable" -> Optional.of(CommandKind.DEACTIVATE);
            case "SignOutUser", "SignOutMedia" -> Optional.of(CommandKind.SIGN_OUT);
            default -> Optional.empty();
        };
    }

    private static String channel(String mrdId) {
        return SimulatedSession.channelId(
                switch (mrdId) {
                    case SimulatedSession.CHAT_MRD -> ChannelType.CHAT;
                    case SimulatedSession.EMAIL_MRD -> ChannelType.EMAIL;
                    default -> ChannelType.VOICE;
                });
    }

    private static String brief(CallLogEntry call) {
        return "call %d, %s of %s at %s"
                .formatted(call.seq(), call.operation(), call.userId(), call.at());
    }
}
