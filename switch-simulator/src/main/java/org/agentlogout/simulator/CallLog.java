/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Every request that reached a node, in order of arrival: what tests hold against a client's own
 * story. Bounded: beyond the limit the oldest entries go, and {@link #dropped()} says how many
 * went. Safe for many threads.
 */
final class CallLog {

    private static final int TEXT_LIMIT = 512;
    private static final Pattern SECRET =
            Pattern.compile("(?i)(<password[^>]*>)[^<]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\s]+");

    private final int limit;
    private final List<CallLogEntry> ring = new ArrayList<>();
    private long first = 1;
    private long next = 1;

    /** The last number that {@link #clear()} took away. */
    private long cleared;

    CallLog(int limit) {
        this.limit = limit;
    }

    /** Notes a request that was just read; gives its number. */
    synchronized long open(
            Heard request, Node node, String authenticatedAs, String body, Instant at) {
        CallLogEntry entry =
                new CallLogEntry(
                        next,
                        at,
                        node,
                        authenticatedAs,
                        request.userId(),
                        request.mrdId(),
                        request.method(),
                        line(request.target()),
                        request.operation(),
                        request.stateChanging(),
                        line(body),
                        0,
                        Fate.NONE,
                        at,
                        "");
        if (ring.size() < limit) {
            ring.add(entry);
        } else {
            ring.set(index(next), entry);
            first++;
        }
        return next++;
    }

    void answered(long seq, int status) {
        change(seq, entry -> entry.answered(status));
    }

    void became(long seq, Fate fate, Instant at, String detail) {
        change(seq, entry -> entry.became(fate, at, detail));
    }

    private synchronized void change(long seq, UnaryOperator<CallLogEntry> how) {
        if (seq >= first && seq < next) {
            ring.set(index(seq), how.apply(ring.get(index(seq))));
        }
    }

    /** At most this many entries with a number above {@code seq}, in order. */
    synchronized List<CallLogEntry> since(long seq, int atMost) {
        long from = Math.max(seq + 1, first);
        long to = Math.min(next, from + atMost);
        List<CallLogEntry> entries = new ArrayList<>();
        for (long i = from; i < to; i++) {
            entries.add(ring.get(index(i)));
        }
        return entries;
    }

    /** How many entries went for lack of room. */
    synchronized long dropped() {
        return first - 1 - cleared;
    }

    /** Forgets all entries. Numbers go on, so that a request on its way harms no other's entry. */
    synchronized void clear() {
        ring.clear();
        cleared = next - 1;
        first = next;
    }

    /** Whether the entry went with {@link #clear()}. */
    synchronized boolean cleared(long seq) {
        return seq <= cleared;
    }

    private int index(long seq) {
        return (int) ((seq - 1 - cleared) % limit);
    }

    private static String line(String text) {
        String cut = text.length() > 4 * TEXT_LIMIT ? text.substring(0, 4 * TEXT_LIMIT) : text;
        String one = CONTROL.matcher(SECRET.matcher(cut).replaceAll("$1...")).replaceAll(" ");
        return one.length() > TEXT_LIMIT ? one.substring(0, TEXT_LIMIT) : one.strip();
    }
}
