/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What has to be remembered about an agent beside the session: requests that wait for their answer,
 * answers for repeats, requests that came before their session, sessions that have ended. Every
 * list is bounded.
 *
 * @param lastStart when the newest saga of this agent was asked for; no two start in the same
 *     millisecond
 */
public record Ledger(
        List<OpenRequest> open,
        List<Remembered> remembered,
        List<Early> early,
        List<EarlyPresence> earlyPresence,
        List<Ended> ended,
        Instant lastStart) {

    public static final Ledger EMPTY =
            new Ledger(List.of(), List.of(), List.of(), List.of(), List.of(), Instant.EPOCH);

    /** How many ended sessions are remembered. */
    private static final int ENDED_AT_MOST = 8;

    public Ledger {
        open = List.copyOf(open);
        remembered = List.copyOf(remembered);
        early = List.copyOf(early);
        earlyPresence = List.copyOf(earlyPresence);
        ended = List.copyOf(ended);
    }

    /** A request without an answer yet, and the addresses of it and its repeats. */
    public record OpenRequest(
            String requestId, String fingerprint, Reply.Kind kind, List<ReplyAddress> addresses) {
        public OpenRequest {
            addresses = List.copyOf(addresses);
        }
    }

    /** An answer that repeats of its request get again. */
    public record Remembered(String requestId, String fingerprint, Reply reply, Instant until) {}

    /** A request that waits for its session to be opened; a cancel waits for what it names. */
    public record Early(Request request, Instant until) {}

    /** A desktop server's word on a session that is not open yet. */
    public record EarlyPresence(String sessionId, Presence.Sighting sighting, Instant until) {}

    /** A session that is over. */
    public record Ended(String sessionId, long epoch, How how, Instant until) {}

    public enum How {
        LOGGED_OUT,
        SUPERSEDED,
        /** Ended without a logout. */
        CLOSED
    }

    Ledger opened(OpenRequest request) {
        return new Ledger(plus(open, request), remembered, early, earlyPresence, ended, lastStart);
    }

    Ledger joined(String requestId, ReplyAddress address) {
        List<OpenRequest> next =
                open.stream()
                        .map(one ->
                                one.requestId().equals(requestId)
                                        ? new OpenRequest(
                                                requestId,
                                                one.fingerprint(),
                                                one.kind(),
                                                plus(one.addresses(), address))
                                        : one)
                        .toList();
        return new Ledger(next, remembered, early, earlyPresence, ended, lastStart);
    }

    /** The request is answered: its repeats get the same until {@code until}. */
    Ledger answered(OpenRequest request, Reply reply, Instant until, int atMost) {
        List<OpenRequest> still = open.stream().filter(one -> !one.equals(request)).toList();
        Remembered kept = new Remembered(request.requestId(), request.fingerprint(), reply, until);
        return new Ledger(
                still,
                newest(plus(remembered, kept), atMost),
                early,
                earlyPresence,
                ended,
                lastStart);
    }

    Ledger withFewerReplies() {
        List<Remembered> newer = newest(remembered, remembered.size() / 2);
        return new Ledger(open, newer, early, earlyPresence, ended, lastStart);
    }

    Ledger waiting(Early request) {
        return new Ledger(open, remembered, plus(early, request), earlyPresence, ended, lastStart);
    }

    Ledger waiting(EarlyPresence said) {
        return new Ledger(open, remembered, early, plus(earlyPresence, said), ended, lastStart);
    }

    Ledger noLongerWaiting(EarlyPresence gone) {
        List<EarlyPresence> still =
                earlyPresence.stream().filter(one -> !one.equals(gone)).toList();
        return new Ledger(open, remembered, early, still, ended, lastStart);
    }

    Ledger noLongerWaiting(List<Early> gone) {
        List<Early> still = early.stream().filter(one -> !gone.contains(one)).toList();
        return new Ledger(open, remembered, still, earlyPresence, ended, lastStart);
    }

    Ledger over(Ended session) {
        return new Ledger(
                open,
                remembered,
                early,
                earlyPresence,
                newest(plus(ended, session), ENDED_AT_MOST),
                lastStart);
    }

    Ledger started(Instant at) {
        return new Ledger(open, remembered, early, earlyPresence, ended, at);
    }

    Ledger forgetUntil(Instant now) {
        return new Ledger(
                open,
                remembered.stream().filter(one -> now.isBefore(one.until())).toList(),
                early,
                earlyPresence.stream().filter(one -> now.isBefore(one.until())).toList(),
                ended.stream().filter(one -> now.isBefore(one.until())).toList(),
                lastStart);
    }

    boolean isEmpty() {
        return open.isEmpty()
                && remembered.isEmpty()
                && early.isEmpty()
                && earlyPresence.isEmpty()
                && ended.isEmpty();
    }

    /** The earliest instant at which something here ends; {@link Instant#MAX}: never. */
    Instant due() {
        Stream<Instant> ends =
                Stream.of(
                                early.stream().map(Early::until),
                                earlyPresence.stream().map(EarlyPresence::until),
                                remembered.stream().map(Remembered::until),
                                ended.stream().map(Ended::until))
                        .flatMap(each -> each);
        return ends.min(Instant::compareTo).orElse(Instant.MAX);
    }

    private static <T> List<T> plus(List<T> list, T one) {
        List<T> next = new ArrayList<>(list);
        next.add(one);
        return next;
    }

    private static <T> List<T> newest(List<T> list, int atMost) {
        return list.subList(Math.max(0, list.size() - atMost), list.size());
    }
}
