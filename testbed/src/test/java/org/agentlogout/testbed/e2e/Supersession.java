/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.agentlogout.cli.SimulatedSession;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.CommandKind;
import org.agentlogout.schema.LogoutAudit;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.SessionEvent;
import org.agentlogout.schema.SessionEventKind;
import org.agentlogout.schema.SessionOpened;
import org.agentlogout.simulator.CallLogEntry;
import org.agentlogout.testbed.scenario.Stage;
import org.apache.avro.specific.SpecificRecord;

/**
 * A logout during which a newer session of its agent was opened, held against what is promised
 * then.
 *
 * @param requestId empty where nobody asked: a forced logout
 * @param older the session that was to be logged out
 * @param newer what was opened meanwhile
 */
record Supersession(Stage stage, String requestId, String older, String newer) {

    private record Change(String channelId, CommandKind kind) {}

    /** Every command that was given has been answered, and what was told late is an event too. */
    boolean settled() {
        Set<String> open = new HashSet<>();
        all(ChannelCommand.class).forEach(it -> open.add(it.getCommandId() + it.getAttempt()));
        all(ChannelResult.class).forEach(it -> open.remove(it.getCommandId() + it.getAttempt()));
        return open.isEmpty() && lateEvents().size() >= late().size();
    }

    /** The answer to the request; empty while there is none. */
    String code() {
        return stage.replies(requestId).stream()
                .map(it -> it.getCode() == null ? it.getOutcome().name() : it.getCode())
                .findFirst()
                .orElse("");
    }

    /** The results that tell of a late effect. */
    List<ChannelResult> late() {
        return all(ChannelResult.class).stream().filter(it -> it.getLateEffect() != null).toList();
    }

    /** What is not as promised. */
    List<String> problems() {
        var problems = new ArrayList<String>();
        var replies = stage.replies(requestId);
        if (replies.size() != (requestId.isEmpty() ? 0 : 1)) {
            problems.add("replies: " + replies);
        }
        changesAfterwards().stream()
                .filter(call -> late().stream().noneMatch(it -> change(it).equals(change(call))))
                .forEach(call -> problems.add("not told as late: " + call));
        for (var result : late()) {
            if (lateEvents().stream().noneMatch(it -> tells(it, result))) {
                problems.add("no event of the newer session tells of " + result);
            }
        }
        if (late().isEmpty() && !untouched()) {
            problems.add("the newer sign-in was changed: " + stage.truth());
        }
        if (isSuperseded()) {
            endOfTheOlder(problems);
        }
        return problems;
    }

    private boolean isSuperseded() {
        return requestId.isEmpty()
                ? all(LogoutAudit.class).stream()
                        .anyMatch(it -> "SESSION_SUPERSEDED".equals(it.getCode()))
                : code().equals("SESSION_SUPERSEDED");
    }

    private void endOfTheOlder(List<String> problems) {
        var kinds =
                all(SessionEvent.class).stream()
                        .filter(it -> it.getSessionId().equals(older))
                        .map(SessionEvent::getKind)
                        .toList();
        if (!kinds.contains(SessionEventKind.SESSION_DISPOSED)
                || kinds.contains(SessionEventKind.POST_LOGOUT)
                || kinds.contains(SessionEventKind.CONNECTION_CLOSED)) {
            problems.add("the older session's events: " + kinds);
        }
    }

    /** What happened at the switch after the newer session was committed, save its own sign-in. */
    private List<CallLogEntry> changesAfterwards() {
        // The record's time has no fractions of a millisecond.
        var after = committed().plusMillis(1);
        return stage.calls().stream()
                .filter(it -> it.stateChanging() && it.applied() && it.fateAt().isAfter(after))
                // On a busy machine the switch is down for a moment: the newer one is restored.
                .filter(it -> !it.operation().equals("SignInMedia"))
                .toList();
    }

    private Instant committed() {
        return stage.mails().stream()
                .filter(it ->
                        it.value() instanceof SessionOpened opened
                                && opened.getSessionId().equals(newer))
                .findFirst()
                .orElseThrow()
                .at();
    }

    private boolean untouched() {
        var truth = stage.truth();
        return truth.voiceState().equals("READY")
                && truth.medias().values().stream()
                        .allMatch(it -> it.state().equals("READY") && it.routable());
    }

    private List<SessionEvent> lateEvents() {
        return all(SessionEvent.class).stream()
                .filter(it -> it.getKind() == SessionEventKind.LATE_EFFECT)
                .toList();
    }

    private boolean tells(SessionEvent event, ChannelResult result) {
        var told = Objects.requireNonNull(event.getLateEffect());
        return event.getSessionId().equals(newer)
                && told.getOfSessionId().equals(older)
                && told.getCommandId().equals(result.getCommandId());
    }

    private static Change change(ChannelResult result) {
        return new Change(result.getChannelId(), result.getKind());
    }

    private static Change change(CallLogEntry call) {
        var channel =
                switch (call.mrdId()) {
                    case SimulatedSession.CHAT_MRD -> "chat";
                    case SimulatedSession.EMAIL_MRD -> "email";
                    default -> "voice";
                };
        var kind =
                switch (call.operation()) {
                    case "SetUserNotReady", "SetMediaNotReady" -> CommandKind.MAKE_NOT_READY;
                    case "SetMediaRoutable" -> CommandKind.DEACTIVATE;
                    case "SignOutUser", "SignOutMedia" -> CommandKind.SIGN_OUT;
                    default -> CommandKind.UNKNOWN;
                };
        return new Change(channel, kind);
    }

    private <T extends SpecificRecord> List<T> all(Class<T> type) {
        return stage.all(type);
    }

    @Override
    public String toString() {
        return stage.agent()
                + " "
                + stage.replies(requestId).stream().map(LogoutReply::getCode).toList();
    }
}
