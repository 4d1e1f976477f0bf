/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import static java.util.Comparator.comparingInt;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.CommandKind;
import org.agentlogout.schema.CommandOutcome;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.ReplyKind;
import org.agentlogout.testbed.fault.History.Told;

/** What workers are asked to do. */
final class CommandChecks {

    /** A command without a result is issued again no sooner. */
    private static final Duration REISSUE = Duration.ofSeconds(12);

    private static final Set<String> NOTHING_CHANGED =
            Set.of(
                    "ONGOING_INTERACTION",
                    "LOGOUT_REASON_REQUIRED",
                    "LOGOUT_REASON_INVALID",
                    "SWITCH_UNAVAILABLE");

    private CommandChecks() {}

    /**
     * Committed once each: 1, 2, 3 of the same command, and none before the one before is given up.
     */
    static List<String> attempts(History history) {
        var results = history.resultsBy(ChannelResult::getCommandId);
        var violations = new ArrayList<String>();
        history.commandsBy(ChannelCommand::getCommandId)
                .forEach((id, issued) -> {
                    var attempts =
                            issued.stream()
                                    .sorted(comparingInt(ChannelCommand::getAttempt))
                                    .toList();
                    for (int i = 0; i < attempts.size(); i++) {
                        if (attempts.get(i).getAttempt() != i + 1) {
                            violations.add(id + ": attempts " + numbers(attempts));
                            return;
                        }
                    }
                    for (int i = 1; i < attempts.size(); i++) {
                        if (isTooSoon(
                                attempts.get(i - 1),
                                attempts.get(i),
                                results.getOrDefault(id, List.of()))) {
                            violations.add(id + ": attempt " + (i + 1) + " came too soon");
                        }
                    }
                });
        return violations;
    }

    private static List<Integer> numbers(List<ChannelCommand> attempts) {
        return attempts.stream().map(ChannelCommand::getAttempt).toList();
    }

    private static boolean isTooSoon(
            ChannelCommand before, ChannelCommand after, List<ChannelResult> results) {
        var answered =
                results.stream()
                        .anyMatch(it ->
                                it.getAttempt() == before.getAttempt()
                                        && !it.getAt().isAfter(after.getIssuedAt()));
        return !answered && after.getIssuedAt().isBefore(before.getIssuedAt().plus(REISSUE));
    }

    static List<String> noneAfterTheReply(History history) {
        var ended = new HashMap<String, Instant>();
        for (var told : history.all(LogoutReply.class)) {
            if (told.value().getSagaId() != null) {
                ended.merge(
                        told.value().getSagaId(),
                        told.value().getAt(),
                        (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        return history.all(ChannelCommand.class).stream()
                .map(Told::value)
                .filter(it ->
                        it.getIssuedAt().isAfter(ended.getOrDefault(it.getSagaId(), Instant.MAX)))
                .map(it -> brief(it) + " was issued after the reply")
                .toList();
    }

    static List<String> untouched(History history) {
        var sagas =
                history.all(LogoutReply.class).stream()
                        .map(Told::value)
                        .filter(it ->
                                it.getKind() == ReplyKind.DRY_RUN
                                        || NOTHING_CHANGED.contains(String.valueOf(it.getCode())))
                        .map(it -> String.valueOf(it.getSagaId()))
                        .toList();
        var untouched = Set.copyOf(sagas);
        return history.all(ChannelCommand.class).stream()
                .map(Told::value)
                .filter(it ->
                        it.getKind() != CommandKind.INSPECT && untouched.contains(it.getSagaId()))
                .map(it -> brief(it) + " was issued for a logout that changes nothing")
                .toList();
    }

    /** Looks that prove another's sign-out come within the last step and are no step. */
    static List<String> barriers(History history) {
        var results = history.resultsBy(ChannelResult::getCommandId);
        var violations = new ArrayList<String>();
        for (var saga : history.commandsBy(ChannelCommand::getSagaId).values()) {
            for (var later : saga) {
                saga.stream()
                        .filter(it -> it.getKind().compareTo(later.getKind()) < 0)
                        .filter(it -> !isPassed(it, later, results))
                        .map(it -> brief(later) + " did not wait for " + brief(it))
                        .forEach(violations::add);
            }
        }
        return violations;
    }

    private static boolean isPassed(
            ChannelCommand earlier,
            ChannelCommand later,
            Map<String, List<ChannelResult>> results) {
        if (earlier.getKind() == CommandKind.INSPECT
                && earlier.getIssuedAt().isAfter(later.getIssuedAt())) {
            return true;
        }
        return results.getOrDefault(earlier.getCommandId(), List.of()).stream()
                .anyMatch(it ->
                        (it.getOutcome() == CommandOutcome.DONE
                                        || it.getOutcome() == CommandOutcome.ALREADY_DONE)
                                && !it.getAt().isAfter(later.getIssuedAt()));
    }

    static String brief(ChannelCommand command) {
        return "%s of %s, %s attempt %d"
                .formatted(
                        command.getKind(),
                        command.getChannel().getChannelId(),
                        command.getSagaId(),
                        command.getAttempt());
    }
}
