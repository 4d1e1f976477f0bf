/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.agentlogout.cli.Inbox;
import org.agentlogout.cli.Paint;
import org.agentlogout.cli.RecordLine;
import org.agentlogout.simulator.CallLogEntry;
import org.agentlogout.testbed.scenario.Feed;
import org.agentlogout.testbed.scenario.Stage;
import org.agentlogout.wire.Topic;

/**
 * Tells a scenario while it plays: each record of its agent, each call that reaches the switch,
 * each step, one line each, by the time at which it happened. Records of different topics are not
 * read in that order, so a line is held back for a moment before it is told. Calls that only read
 * are told together.
 */
final class Narrator implements AutoCloseable {

    private static final Duration HELD_BACK = Duration.ofMillis(200);
    private static final Duration PACE = Duration.ofMillis(40);

    /** Causes come before effects of the same millisecond. */
    private enum Rank {
        STEP,
        INPUT,
        COMMAND,
        CALL,
        RESULT,
        OUTPUT
    }

    private record News(Instant at, Rank rank, long order, Object what) {}

    private final Stage stage;
    private final Feed feed;
    private final Consumer<String> line;
    private final Consumer<Inbox.Mail> listener = this::take;
    private final PriorityQueue<News> news =
            new PriorityQueue<>(
                    Comparator.comparing(News::at)
                            .thenComparing(News::rank)
                            .thenComparingLong(News::order));
    private final List<CallLogEntry> reads = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private long order;
    private int callsSeen;

    Narrator(Stage stage, Feed feed, Consumer<String> line) {
        this.stage = stage;
        this.feed = feed;
        this.line = line;
        feed.listen(listener);
        var _ =
                clock.scheduleWithFixedDelay(
                        () -> tell(Instant.now().minus(HELD_BACK)),
                        0,
                        PACE.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** A step of the scenario begins. */
    synchronized void step(String says) {
        // Records know no fractions of a millisecond: else a step would follow what it did.
        add(Instant.now().truncatedTo(ChronoUnit.MILLIS), Rank.STEP, says);
    }

    private synchronized void take(Inbox.Mail mail) {
        if (mail.key().equals(stage.agent()) || isNewsOfTheSwitch(mail)) {
            add(mail.at(), rank(mail), mail);
        }
    }

    /** One copy of it: every partition has one. */
    private boolean isNewsOfTheSwitch(Inbox.Mail mail) {
        return mail.topic() == Topic.SWITCH_EVENT
                && mail.partition() == 0
                && mail.key().equals(stage.seat().switchId());
    }

    private static Rank rank(Inbox.Mail mail) {
        return switch (mail.topic()) {
            case COMMAND_VOICE, COMMAND_CHAT, COMMAND_EMAIL -> Rank.COMMAND;
            case CHANNEL_RESULT, CHANNEL_EVENT, SWITCH_EVENT -> Rank.RESULT;
            case REPLY_SUCCESS, REPLY_ERROR, SESSION_EVENT, STATUS, AUDIT, DEAD_LETTER ->
                    Rank.OUTPUT;
            case SESSION_OPENED,
                    SESSION_PRESENCE,
                    REQUEST_LOGOUT,
                    REQUEST_LOGOUT_SUPERVISED,
                    REQUEST_CANCEL,
                    REQUEST_DISCONNECT,
                    REQUEST_RECOVER ->
                    Rank.INPUT;
        };
    }

    private void add(Instant at, Rank rank, Object what) {
        news.add(new News(at, rank, order++, what));
    }

    private synchronized void tell(Instant until) {
        var calls = stage.calls();
        for (; callsSeen < calls.size(); callsSeen++) {
            add(calls.get(callsSeen).at(), Rank.CALL, callsSeen);
        }
        while (!news.isEmpty() && !news.peek().at().isAfter(until)) {
            tell(news.remove(), calls);
        }
    }

    private void tell(News one, List<CallLogEntry> calls) {
        if (one.what() instanceof Integer index && !calls.get(index).stateChanging()) {
            reads.add(calls.get(index));
            return;
        }
        tellReads();
        switch (one.what()) {
            case Inbox.Mail mail -> tell(one.at(), mail);
            case Integer index -> tell(calls.get(index));
            default -> line.accept(time(one.at()) + Paint.BOLD.on("- " + one.what()));
        }
    }

    private void tell(Instant at, Inbox.Mail mail) {
        var told = RecordLine.of(mail.value());
        var text = mail.problem().isEmpty() ? told.text() : mail.problem();
        line.accept(
                time(at)
                        + "%-33s %-7s ".formatted(mail.topic().baseName(), mail.key())
                        + told.tone().on("%-22s".formatted(told.kind()) + " " + text));
    }

    private void tell(CallLogEntry call) {
        var medium = call.mrdId().isEmpty() ? "" : " " + call.mrdId();
        var answer = call.status() == 0 ? "no answer" : String.valueOf(call.status());
        line.accept(
                time(call.at())
                        + Paint.CYAN.on(
                                "  %-31s %-7s %-22s %s, %s%s"
                                        .formatted(
                                                "switch node " + call.node(),
                                                call.userId(),
                                                call.operation() + medium,
                                                answer,
                                                words(call),
                                                call.detail().isEmpty()
                                                        ? ""
                                                        : ": " + call.detail())));
    }

    private static String words(CallLogEntry call) {
        return switch (call.fate()) {
            case NONE -> "nothing changed";
            case APPLIED -> "applied";
            case PENDING -> "pending";
            case UNCHANGED -> "unchanged";
            case REJECTED_LATER -> "rejected later";
            case WAITING -> "not applied yet";
            case LOST -> "lost";
        };
    }

    private void tellReads() {
        if (reads.isEmpty()) {
            return;
        }
        var counts =
                reads.stream()
                        .collect(
                                Collectors.groupingBy(
                                        CallLogEntry::operation,
                                        LinkedHashMap::new,
                                        Collectors.counting()));
        var told =
                counts.entrySet().stream()
                        .map(it ->
                                it.getValue() == 1
                                        ? it.getKey()
                                        : it.getKey() + " x" + it.getValue())
                        .collect(Collectors.joining(", "));
        line.accept(
                time(reads.getFirst().at())
                        + Paint.DIM.on(
                                "  %-31s %-7s %s"
                                        .formatted("switch is asked", stage.agent(), told)));
        reads.clear();
    }

    private String time(Instant at) {
        var millis = Duration.between(stage.since(), at).toMillis();
        return Paint.DIM.on("%+7d ms  ".formatted(millis));
    }

    /** Tells what is still held back. */
    @Override
    public void close() {
        clock.close();
        feed.forget(listener);
        tell(Instant.MAX);
        synchronized (this) {
            tellReads();
        }
    }
}
