/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.ReplyKind;
import org.agentlogout.schema.ReplyOutcome;
import org.agentlogout.schema.SessionEvent;
import org.agentlogout.schema.SessionEventKind;
import org.agentlogout.testbed.fault.History.Told;

/** What onlookers see of a session. */
final class EventChecks {

    private EventChecks() {}

    /**
     * News first, then the end in its order, each part of the end once; and who was told success
     * saw the end.
     */
    static List<String> order(History history) {
        var sessions =
                history.all(SessionEvent.class).stream()
                        .map(Told::value)
                        .filter(it -> it.getKind() != SessionEventKind.LATE_EFFECT)
                        .collect(
                                groupingBy(
                                        SessionEvent::getSessionId,
                                        LinkedHashMap::new,
                                        java.util.stream.Collectors.toList()));
        var violations = new ArrayList<String>();
        sessions.forEach((session, events) ->
                wrong(events)
                        .ifPresent(what ->
                                violations.add(session + ": " + what + " in " + kinds(events))));
        violations.addAll(unseen(history, sessions));
        return violations;
    }

    private static Optional<String> wrong(List<SessionEvent> events) {
        for (int i = 1; i < events.size(); i++) {
            var before = events.get(i - 1);
            var event = events.get(i);
            if (place(event) < place(before)) {
                return Optional.of(event.getKind() + " after " + before.getKind());
            }
            if (place(event) == place(before) && place(event) > 0 && isSame(before, event)) {
                return Optional.of(event.getKind() + " twice");
            }
        }
        var ended = events.stream().anyMatch(it -> place(it) > 0);
        var disposed =
                events.stream().anyMatch(it -> it.getKind() == SessionEventKind.SESSION_DISPOSED);
        return ended && !disposed ? Optional.of("no SESSION_DISPOSED") : Optional.empty();
    }

    /** Channels are disposed of one by one; the rest of the end happens to the whole session. */
    private static boolean isSame(SessionEvent one, SessionEvent other) {
        return one.getKind() != SessionEventKind.CHANNEL_DISPOSED
                || String.valueOf(one.getChannelId()).equals(other.getChannelId());
    }

    private static int place(SessionEvent event) {
        return switch (event.getKind()) {
            case POST_LOGOUT -> 1;
            case CHANNEL_DISPOSED -> 2;
            case CHANNEL_GROUP_DISPOSED -> 3;
            case SESSION_DISPOSED -> 4;
            case CONNECTION_CLOSED -> 5;
            default -> 0;
        };
    }

    private static List<String> unseen(History history, Map<String, List<SessionEvent>> sessions) {
        return history.all(LogoutReply.class).stream()
                .map(Told::value)
                .filter(it ->
                        it.getKind() == ReplyKind.LOGOUT
                                && it.getOutcome() == ReplyOutcome.SUCCESS
                                && it.getSessionId() != null)
                .filter(it ->
                        sessions.getOrDefault(it.getSessionId(), List.of()).stream()
                                .noneMatch(e -> e.getKind() == SessionEventKind.CONNECTION_CLOSED))
                .map(it -> it.getSessionId() + ": success without CONNECTION_CLOSED")
                .toList();
    }

    private static List<SessionEventKind> kinds(List<SessionEvent> events) {
        return events.stream().map(SessionEvent::getKind).toList();
    }
}
