/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agentlogout.schema.CancelLogoutRequest;
import org.agentlogout.schema.Channel;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelEvent;
import org.agentlogout.schema.ChannelReport;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.DisconnectRequest;
import org.agentlogout.schema.Inspection;
import org.agentlogout.schema.LogoutAudit;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.LogoutStatus;
import org.agentlogout.schema.RecoverRequest;
import org.agentlogout.schema.Requester;
import org.agentlogout.schema.SessionEvent;
import org.agentlogout.schema.SessionOpened;
import org.agentlogout.schema.SessionPresence;
import org.agentlogout.schema.SwitchEvent;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record in the few words that matter to somebody who watches.
 *
 * @param kind what it is, in one or two words
 * @param text the fields that matter; may be empty
 * @param tone how the record should strike the eye
 */
public record RecordLine(String kind, String text, Paint tone) {

    /** Null is a tombstone. A type that this class has no words for is told as JSON. */
    public static RecordLine of(@Nullable IndexedRecord value) {
        return switch (value) {
            case null -> new RecordLine("gone", "no session any more", Paint.DIM);
            case SessionOpened it -> opened(it);
            case SessionPresence it -> presence(it);
            case LogoutRequest it -> request(it);
            case CancelLogoutRequest it ->
                    asked("cancel", it.getRequestId(), it.getCancels(), it.getRequestedBy());
            case DisconnectRequest it ->
                    asked("disconnect", it.getRequestId(), it.getSessionId(), it.getRequestedBy());
            case RecoverRequest it ->
                    asked("recover", it.getRequestId(), it.getSessionId(), it.getRequestedBy());
            case ChannelCommand it -> command(it);
            case ChannelResult it -> result(it);
            case ChannelEvent it ->
                    line(
                            it.getKind(),
                            joined(it.getChannelId(), it.getState().name()),
                            Paint.PLAIN);
            case SwitchEvent it ->
                    line(it.getKind(), joined(it.getSwitchId(), it.getText()), Paint.YELLOW);
            case LogoutReply it -> reply(it);
            case SessionEvent it -> event(it);
            case LogoutStatus it -> status(it);
            case LogoutAudit it -> audit(it);
            default -> new RecordLine(value.getSchema().getName(), JsonText.of(value), Paint.PLAIN);
        };
    }

    private static RecordLine opened(SessionOpened it) {
        var channels =
                it.getChannels().stream()
                        .map(Channel::getChannelId)
                        .collect(Collectors.joining(" "));
        return new RecordLine("SessionOpened", it.getSessionId() + ": " + channels, Paint.CYAN);
    }

    private static RecordLine presence(SessionPresence it) {
        var gone = it.getUnavailable();
        return line(
                it.getKind(),
                joined(it.getSessionId(), it.getNode(), gone == null ? "" : gone.getCause().name()),
                Paint.CYAN);
    }

    /**
     * @param of the logout or session that is meant; null for the current one
     */
    private static RecordLine asked(
            String kind, String requestId, @Nullable String of, Requester by) {
        return new RecordLine(
                kind, joined(requestId, of, by.getKind() + " " + by.getId()), Paint.CYAN);
    }

    private static RecordLine request(LogoutRequest it) {
        var kind = it.getDryRun() ? "dry run" : "logout " + it.getMode();
        var choice = it.getReason();
        var reasons =
                choice == null
                        ? "no reason"
                        : Stream.concat(
                                        choice.getPerSwitch().stream()
                                                .map(r -> r.getSwitchId() + "=" + r.getReasonId()),
                                        Stream.ofNullable(choice.getLabel()))
                                .collect(Collectors.joining(" ", "reason ", ""));
        return new RecordLine(kind, it.getRequestId() + ", " + reasons, Paint.CYAN);
    }

    private static RecordLine command(ChannelCommand it) {
        var text = new StringBuilder(it.getChannel().getChannelId());
        if (it.getAttempt() > 1) {
            text.append(", attempt ").append(it.getAttempt());
        }
        if (it.getGuarded()) {
            text.append(", guarded");
        }
        var signOut = it.getSignOut();
        if (signOut != null && signOut.getReasonId() != null) {
            text.append(", reason ").append(signOut.getReasonId());
        }
        return new RecordLine(camel(it.getKind().name()), text.toString(), Paint.BLUE);
    }

    private static RecordLine result(ChannelResult it) {
        var kind = camel(it.getKind().name()) + " " + it.getOutcome();
        var inspection = it.getInspection();
        var found = inspection == null ? it.getState().name() : found(inspection);
        var text = joined(it.getChannelId() + ": " + found, it.getCode(), it.getText());
        var tone =
                switch (it.getOutcome()) {
                    case DONE, ALREADY_DONE -> Paint.PLAIN;
                    case REFUSED, FAILED, EXPIRED, UNKNOWN -> Paint.YELLOW;
                };
        return new RecordLine(kind, text, tone);
    }

    private static String found(Inspection it) {
        var interactions = it.getInteractions().size();
        return joined(
                it.getState().name(),
                interactions == 0
                        ? ""
                        : interactions + " interaction" + (interactions > 1 ? "s" : ""),
                it.getMustBeMadeNotReady() ? "must be made not ready" : "",
                it.getCanBeDeactivated() ? "active" : "",
                it.getReasonRequired() ? "wants a reason" : "",
                it.getControllable() ? "" : "not controllable");
    }

    private static RecordLine reply(LogoutReply it) {
        var success = it.getCode() == null;
        var kind =
                it.getKind()
                        + " "
                        + (success ? it.getOutcome().name() : String.valueOf(it.getCode()));
        return new RecordLine(
                kind,
                joined(it.getRequestId(), it.getDetail(), told(it.getChannels())),
                success ? Paint.GREEN : Paint.RED);
    }

    private static String told(List<ChannelReport> channels) {
        return channels.stream()
                .map(it ->
                        it.getChannelId()
                                + " "
                                + change(it.getBefore(), it.getNow())
                                + (it.getFailed() == null ? "" : " (" + it.getFailed() + ")"))
                .collect(Collectors.joining(", "));
    }

    static String change(Enum<?> before, Enum<?> now) {
        return before == now ? now.name() : before + " -> " + now;
    }

    private static RecordLine event(SessionEvent it) {
        var stateChange = it.getStateChange();
        var failure = it.getControlFailure();
        var postLogout = it.getPostLogout();
        var closed = it.getConnectionClosed();
        var deferred = it.getLogoutDeferred();
        var late = it.getLateEffect();
        var held = it.getPresenceHeld();
        var recovered = it.getChannelRecovered();
        var text =
                joined(
                        it.getChannelId(),
                        stateChange == null
                                ? ""
                                : change(stateChange.getBefore(), stateChange.getNow()),
                        failure == null
                                ? ""
                                : joined(failure.getStep(), failure.getCode(), failure.getText()),
                        postLogout != null && postLogout.getForced() ? "forced" : "",
                        closed == null ? "" : closed.getOutcome(),
                        deferred == null ? "" : deferred.getWaitingFor(),
                        held == null ? "" : "the server " + held.getNode() + " seems lost",
                        recovered == null ? "" : String.join(" ", recovered.getRestored()),
                        late == null ? "" : late.getText());
        return new RecordLine(
                camel(it.getKind().name()), text, failure == null ? Paint.MAGENTA : Paint.YELLOW);
    }

    private static RecordLine status(LogoutStatus it) {
        var until = it.getUntil();
        return new RecordLine(
                it.getPhase(),
                joined(it.getWaitingFor(), until == null ? "" : "until " + clock(until)),
                Paint.DIM);
    }

    private static RecordLine audit(LogoutAudit it) {
        var code = it.getCode();
        return new RecordLine(
                "audit " + it.getOutcome(),
                joined(
                        it.getCause(),
                        code,
                        it.getStartedAt().until(it.getEndedAt()).toMillis() + " ms"),
                Paint.DIM);
    }

    private static RecordLine line(Enum<?> kind, String text, Paint tone) {
        return new RecordLine(camel(kind.name()), text, tone);
    }

    /** The time of day where the user is, to the millisecond. */
    static String clock(Instant at) {
        return "%tT.%<tL".formatted(at.atZone(java.time.ZoneId.systemDefault()));
    }

    private static String joined(@Nullable String... parts) {
        return Stream.of(parts)
                .filter(part -> part != null && !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** AGENT_STATE_CHANGED as the documentation writes it: AgentStateChanged. */
    private static String camel(String symbol) {
        return Stream.of(symbol.split("_", -1))
                .map(part ->
                        part.isEmpty()
                                ? ""
                                : part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
