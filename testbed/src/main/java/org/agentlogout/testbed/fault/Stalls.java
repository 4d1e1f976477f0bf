/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agentlogout.testbed.fault.History.RequestKey;

/**
 * How long logouts stood still after each blow. Measured is, over all requests whose answer comes
 * at once when nothing is broken and that were open at the blow or asked after it and before the
 * next one: the longest time from the blow, or from the request where that came later, until the
 * reply was read by a consumer of committed records.
 */
public record Stalls(Duration usual, List<Row> rows) {

    /**
     * One blow's.
     *
     * @param longest the longest wait
     * @param afterwards how long after the process was back the last of those who waited for more
     *     than the usual time got their reply; zero when that was before
     * @param waited how many waited for more than a second
     * @param cut whether one of them was still waiting at the next blow: the wait ends there
     */
    public record Row(
            Struck struck, Duration longest, Duration afterwards, long waited, boolean cut) {

        /** What promise 8 allows. */
        public Duration limit() {
            var blow = struck.blow();
            if (blow.kind() == Blow.Kind.TERMINATE) {
                return Duration.ofSeconds(3);
            }
            return Duration.ofSeconds(blow.role() == Role.ORCHESTRATOR ? 25 : 15);
        }
    }

    private record Wait(Instant from, Instant to) {}

    private static final Duration LONG = Duration.ofSeconds(1);

    public Stalls {
        rows = List.copyOf(rows);
    }

    public static Stalls of(History history) {
        var waits = waits(history);
        var struck = history.struck();
        var rows = new ArrayList<Row>();
        for (int i = 0; i < struck.size(); i++) {
            var next = i + 1 < struck.size() ? struck.get(i + 1).from() : Instant.MAX;
            rows.add(row(struck.get(i), next, waits));
        }
        var first = struck.isEmpty() ? Instant.MAX : struck.getFirst().from();
        return new Stalls(usual(waits, first), rows);
    }

    /** Who has no reply has waited until the last one came. */
    private static List<Wait> waits(History history) {
        var end =
                history.arrivals().stream()
                        .map(Arrival::at)
                        .max(Instant::compareTo)
                        .orElse(Instant.EPOCH);
        var arrivals =
                history.arrivals().stream()
                        .sorted(comparing(Arrival::at))
                        .collect(groupingBy(it -> new RequestKey(it.agent(), it.requestId())));
        var waits = new ArrayList<Wait>();
        history.asked().stream()
                .filter(Asked::prompt)
                .sorted(comparing(Asked::at))
                .collect(groupingBy(it -> new RequestKey(it.agent(), it.requestId())))
                .forEach((key, asked) ->
                        add(waits, asked, arrivals.getOrDefault(key, List.of()), end));
        return waits;
    }

    /** The n-th time a request was asked is answered by its n-th reply. */
    private static void add(
            List<Wait> waits, List<Asked> asked, List<Arrival> arrivals, Instant end) {
        for (int i = 0; i < asked.size(); i++) {
            var to = i < arrivals.size() ? arrivals.get(i).at() : end;
            waits.add(new Wait(asked.get(i).at(), to));
        }
    }

    private static Row row(Struck struck, Instant next, List<Wait> all) {
        var longest = Duration.ZERO;
        var last = struck.until();
        var cut = false;
        long waited = 0;
        for (var wait : all) {
            // Negative for what was over before the blow or asked after the next one.
            var from = later(wait.from(), struck.from());
            var to = wait.to().isBefore(next) ? wait.to() : next;
            var time = Duration.between(from, to);
            longest = time.compareTo(longest) > 0 ? time : longest;
            if (time.compareTo(LONG) > 0) {
                waited++;
                last = later(last, to);
                cut |= wait.to().isAfter(next);
            }
        }
        return new Row(struck, longest, Duration.between(struck.until(), last), waited, cut);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The 99th percentile before the first blow, when the programs had found their pace. */
    private static Duration usual(List<Wait> waits, Instant first) {
        var quiet =
                waits.stream()
                        .filter(it ->
                                it.from().isAfter(first.minus(BlowPlan.QUIET.dividedBy(2)))
                                        && it.to().isBefore(first))
                        .map(it -> Duration.between(it.from(), it.to()))
                        .sorted()
                        .toList();
        return quiet.isEmpty() ? Duration.ZERO : quiet.get(quiet.size() * 99 / 100);
    }

    /** A table in Markdown, as docs/faults.md has it. */
    public List<String> table(Instant begun) {
        var lines = new ArrayList<String>();
        lines.add("| at | what | away | longest wait | after it was back | waited > 1 s | limit |");
        lines.add("|---|---|---|---|---|---|---|");
        for (var row : rows) {
            var blow = row.struck().blow();
            lines.add(
                    "| %s | %s %s | %s | %s%s%s | %s | %d | %s |"
                            .formatted(
                                    seconds(Duration.between(begun, row.struck().from())),
                                    blow.kind(),
                                    blow.program(),
                                    seconds(
                                            Duration.between(
                                                    row.struck().from(), row.struck().until())),
                                    row.cut() ? ">= " : "",
                                    seconds(row.longest()),
                                    row.longest().compareTo(row.limit()) > 0 ? " (over)" : "",
                                    seconds(row.afterwards()),
                                    row.waited(),
                                    seconds(row.limit())));
        }
        lines.add("");
        lines.add("Before the first blow 99 % had their reply within " + seconds(usual) + ".");
        return lines;
    }

    private static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1000.0);
    }
}
