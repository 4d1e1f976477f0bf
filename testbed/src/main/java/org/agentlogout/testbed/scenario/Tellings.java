/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.scenario;

import static org.agentlogout.testbed.scenario.Expectations.expectation;
import static org.agentlogout.testbed.scenario.Expectations.problemUnless;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.agentlogout.cli.Inbox;
import org.agentlogout.schema.ChannelReport;
import org.agentlogout.schema.LogoutAudit;
import org.agentlogout.schema.LogoutStatus;
import org.agentlogout.schema.SessionEvent;
import org.agentlogout.schema.SessionEventKind;
import org.agentlogout.testbed.scenario.Scenario.Expectation;
import org.agentlogout.wire.Topic;

/** What scenarios may expect of what is told about a session: events, status, audit. */
final class Tellings {

    private Tellings() {}

    /** The session that was opened last is told to be there, and to be in that phase. */
    static Expectation stays(String phase) {
        return expectation(
                "the session stays, " + phase,
                stage -> {
                    var told =
                            stage.mails().stream()
                                    .filter(mail -> mail.topic() == Topic.STATUS)
                                    .map(Tellings::brief)
                                    .toList();
                    var wanted = stage.sessionId() + " " + phase;
                    return problemUnless(
                            !told.isEmpty() && told.getLast().equals(wanted), told::toString);
                });
    }

    private static String brief(Inbox.Mail mail) {
        return mail.value() instanceof LogoutStatus status
                ? status.getSessionId() + " " + status.getPhase()
                : "gone";
    }

    /** Forced: PostLogout says so, all is disposed of, and no desktop is disconnected. */
    static Expectation forcedOut() {
        return expectation(
                "PostLogout forced=true, no ConnectionClosed",
                stage -> {
                    var forced =
                            events(stage).stream()
                                    .filter(it -> it.getKind() == SessionEventKind.POST_LOGOUT)
                                    .map(it -> Objects.requireNonNull(it.getPostLogout()))
                                    .toList();
                    var kinds = kinds(stage, stage.sessionId());
                    return problemUnless(
                            forced.size() == 1
                                    && forced.getFirst().getForced()
                                    && kinds.contains(SessionEventKind.SESSION_DISPOSED)
                                    && !kinds.contains(SessionEventKind.CONNECTION_CLOSED),
                            kinds::toString);
                });
    }

    /** An older session went without a word that a desktop would disconnect for. */
    static Expectation superseded() {
        return expectation(
                "the older session is disposed of, without PostLogout or ConnectionClosed",
                stage -> {
                    var older =
                            events(stage).stream()
                                    .filter(it -> !it.getSessionId().equals(stage.sessionId()))
                                    .map(SessionEvent::getKind)
                                    .toList();
                    return problemUnless(
                            older.contains(SessionEventKind.SESSION_DISPOSED)
                                    && !older.contains(SessionEventKind.POST_LOGOUT)
                                    && !older.contains(SessionEventKind.CONNECTION_CLOSED),
                            older::toString);
                });
    }

    static Expectation told(SessionEventKind kind) {
        return expectation(
                kind + " is told",
                stage -> {
                    var kinds = kinds(stage, stage.sessionId());
                    return problemUnless(kinds.contains(kind), kinds::toString);
                });
    }

    static Expectation never(SessionEventKind... kinds) {
        return expectation(
                "no " + String.join(", no ", List.of(kinds).stream().map(Enum::name).toList()),
                stage -> {
                    var found = kinds(stage, stage.sessionId());
                    var unwanted = found.stream().filter(Set.of(kinds)::contains).toList();
                    return problemUnless(unwanted.isEmpty(), unwanted::toString);
                });
    }

    static Expectation audited(String cause, String outcome) {
        return expectation(
                "one audit record: " + cause + " " + outcome,
                stage -> {
                    var audits =
                            stage.all(LogoutAudit.class).stream()
                                    .map(it -> it.getCause() + " " + outcome(it))
                                    .toList();
                    return problemUnless(
                            audits.equals(List.of(cause + " " + outcome)), audits::toString);
                });
    }

    private static String outcome(LogoutAudit audit) {
        var code = audit.getCode();
        return code == null ? audit.getOutcome().name() : code;
    }

    /** The reply says of a channel what was found there, in words. */
    static Expectation replyTells(String requestId, String channelId, String words) {
        return expectation(
                "the reply tells of " + channelId + ": " + words,
                stage -> {
                    var texts =
                            stage.replies(requestId).stream()
                                    .flatMap(it -> it.getChannels().stream())
                                    .filter(it -> it.getChannelId().equals(channelId))
                                    .map(ChannelReport::getText)
                                    .toList();
                    return problemUnless(
                            !texts.isEmpty() && texts.getFirst().contains(words), texts::toString);
                });
    }

    private static List<SessionEvent> events(Stage stage) {
        return stage.all(SessionEvent.class);
    }

    private static List<SessionEventKind> kinds(Stage stage, String sessionId) {
        return events(stage).stream()
                .filter(it -> it.getSessionId().equals(sessionId))
                .map(SessionEvent::getKind)
                .toList();
    }
}
