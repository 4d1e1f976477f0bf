/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.agentlogout.cli.Inbox;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.LogoutAudit;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.LogoutStatus;

/** What a storm of logouts looked like on the topics: small, however many there are. */
final class StormLog {

    /** From the first command of a saga to its end, by the orchestrator's clock. */
    private static final class Span {
        final int partition;
        Instant first = Instant.MAX;
        Instant end = Instant.MIN;
        Instant lastResult = Instant.MAX;

        Span(int partition) {
            this.partition = partition;
        }
    }

    private record Turn(Instant at, int by) {}

    private final Map<String, Span> sagas = new HashMap<>();
    private final Set<String> opened = new HashSet<>();
    private final Map<String, Integer> replies = new HashMap<>();
    private final Map<String, Integer> endings = new TreeMap<>();
    private final Map<String, Integer> answers = new TreeMap<>();
    private final Map<String, Instant> issued = new HashMap<>();
    private final Histogram workers = new Histogram(3);
    private final Histogram orchestrator = new Histogram(3);
    private Instant last = Instant.MIN;
    private int reissued;

    synchronized void take(Inbox.Mail mail) {
        switch (mail.value()) {
            case ChannelCommand command -> {
                var span = span(command.getSagaId(), mail.partition());
                if (command.getIssuedAt().isBefore(span.first)) {
                    span.first = command.getIssuedAt();
                }
                reissued += command.getAttempt() > 1 ? 1 : 0;
                answeredAt(span, command.getIssuedAt());
                issued.put(command.getCommandId() + command.getAttempt(), command.getIssuedAt());
            }
            case LogoutStatus status -> opened.add(status.getAgentId());
            case ChannelResult result -> {
                answers.merge(result.getOutcome() + " " + result.getCode(), 1, Integer::sum);
                var since = issued.remove(result.getCommandId() + result.getAttempt());
                if (since != null) {
                    note(workers, since, result.getAt());
                }
                span(result.getSagaId(), mail.partition()).lastResult = result.getAt();
            }
            case LogoutAudit audit -> {
                var span = span(audit.getSagaId(), mail.partition());
                span.end = audit.getEndedAt();
                answeredAt(span, audit.getEndedAt());
            }
            case LogoutReply reply -> {
                replies.merge(reply.getRequestId(), 1, Integer::sum);
                var code = reply.getCode();
                endings.merge(code == null ? reply.getOutcome().name() : code, 1, Integer::sum);
                last = mail.at().isAfter(last) ? mail.at() : last;
            }
            case null, default -> {}
        }
    }

    /** What the orchestrator did next, after the last result that was seen. */
    private void answeredAt(Span span, Instant at) {
        if (span.lastResult.isBefore(at)) {
            note(orchestrator, span.lastResult, at);
            span.lastResult = Instant.MAX;
        }
    }

    private static void note(Histogram times, Instant from, Instant to) {
        times.recordValue(Math.max(0, Duration.between(from, to).toMillis()));
    }

    private static String told(Histogram times) {
        return "p50 %d ms, p99 %d ms, at most %d ms"
                .formatted(
                        times.getValueAtPercentile(50),
                        times.getValueAtPercentile(99),
                        times.getMaxValue());
    }

    private Span span(String sagaId, int partition) {
        return sagas.computeIfAbsent(sagaId, ignored -> new Span(partition));
    }

    /** How many agents the orchestrator knows a session of. */
    synchronized int opened() {
        return opened.size();
    }

    synchronized int answered() {
        return replies.size();
    }

    synchronized boolean oneReplyEach() {
        return replies.values().stream().allMatch(count -> count == 1);
    }

    /** How often each outcome or code. */
    synchronized Map<String, Integer> endings() {
        return Map.copyOf(endings);
    }

    synchronized Duration until(Instant begin) {
        return Duration.between(begin, last);
    }

    /** The most sagas that were in a step at once, by partition. */
    synchronized Map<Integer, Integer> crowding() {
        var turns = new TreeMap<Integer, List<Turn>>();
        for (var span : sagas.values()) {
            if (span.first.isAfter(span.end)) {
                continue; // ended while it waited for a place
            }
            var list = turns.computeIfAbsent(span.partition, ignored -> new ArrayList<>());
            list.add(new Turn(span.first, 1));
            list.add(new Turn(span.end, -1));
        }
        var most = new TreeMap<Integer, Integer>();
        turns.forEach((partition, list) -> most.put(partition, most(list)));
        return most;
    }

    /** Of the same millisecond the ends come first: who gives a place back is told first. */
    private static int most(List<Turn> turns) {
        turns.sort(Comparator.comparing(Turn::at).thenComparingInt(Turn::by));
        int now = 0;
        int most = 0;
        for (var turn : turns) {
            now += turn.by();
            most = Math.max(most, now);
        }
        return most;
    }

    @Override
    public synchronized String toString() {
        return "replies "
                + endings
                + ", results "
                + answers
                + ", commands repeated "
                + reissued
                + ", from a command to its result "
                + told(workers)
                + ", from a result to what follows "
                + told(orchestrator);
    }
}
