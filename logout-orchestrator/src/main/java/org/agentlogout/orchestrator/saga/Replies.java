/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.agentlogout.orchestrator.saga.ChannelWork.Progress;
import org.agentlogout.orchestrator.saga.Reply.ChannelReport;
import org.agentlogout.orchestrator.saga.Reply.ReasonOffer;
import org.agentlogout.orchestrator.saga.Reply.Result;
import org.agentlogout.orchestrator.saga.SagaState.Running;

/** Puts a logout's end into words. */
final class Replies {

    /** Of one channel's interactions; a text must stay one an agent can read. */
    private static final int NAMED_AT_MOST = 5;

    private Replies() {}

    /** Of a saga's own reply; that of a forced logout goes to the audit alone. */
    private static Reply.Kind kindOf(Purpose purpose) {
        return switch (purpose) {
            case Purpose.Requested(LogoutRequest request) -> request.kind();
            case Purpose.Forced _ -> Reply.Kind.LOGOUT;
            case Purpose.Restoring _ -> Reply.Kind.RECOVER;
        };
    }

    static Reply of(Running state, Result result, List<ReasonOffer> offers, Instant at) {
        Logout logout = state.logout();
        boolean dryRun = logout.purpose().dryRun();
        return new Reply(
                kindOf(logout.purpose()),
                state.session().sessionId(),
                result,
                text(result, logout),
                false,
                false,
                logout.sagaId(),
                at,
                logout.works().stream().map(work -> report(work, dryRun)).toList(),
                offers);
    }

    private static String text(Result result, Logout logout) {
        return switch (result) {
            case Result.Success _ when logout.purpose() instanceof Purpose.Restoring ->
                    "Your channels are as they were.";
            case Result.Success _ when !logout.purpose().dryRun() ->
                    "You are logged out." + live(logout);
            case Result.Success _ when waits(logout) ->
                    "A logout would begin once these interactions have ended.";
            case Result.Success _ when logout.anyFell() ->
                    "A logout would begin, but not every channel could be signed out.";
            case Result.Success _ -> "Nothing stands in the way of a logout.";
            case Result.Failure(ErrorCode code, String detail) ->
                    detail.contains(" ") ? code.sentence() + " " + detail : code.sentence();
        };
    }

    /** Whoever forces a logout is told what was torn away. */
    private static String live(Logout logout) {
        List<String> live =
                logout.works().stream()
                        .filter(work -> work.found().busy())
                        .map(work -> label(work.channel().type()) + interactions(work))
                        .toList();
        return live.isEmpty() ? "" : " Still live at that moment: " + String.join("; ", live) + ".";
    }

    private static String interactions(ChannelWork work) {
        return work.found().interactions().stream()
                .limit(NAMED_AT_MOST)
                .map(each -> each.id().isEmpty() ? each.state() : each.id() + " " + each.state())
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static boolean waits(Logout logout) {
        return logout.purpose().is(LogoutRequest.Mode.DEFER)
                && logout.works().stream().anyMatch(work -> work.found().busy());
    }

    private static ChannelReport report(ChannelWork work, boolean dryRun) {
        Progress progress = work.progress();
        return new ChannelReport(
                work.channelId(),
                work.channel().type(),
                work.channel().switchId(),
                work.found().state(),
                work.now(),
                work.done(),
                progress instanceof Progress.Fell fell ? fell.code() : "",
                progress instanceof Progress.Fell fell ? fell.text() : "",
                sentence(work, dryRun));
    }

    private static String sentence(ChannelWork work, boolean dryRun) {
        String channel = label(work.channel().type());
        if (work.progress() instanceof Progress.Fell fell) {
            return channel + fallen(work, dryRun) + ": " + why(fell.code()) + ".";
        }
        if (work.found().busy() && !work.loggedOut()) {
            return channel + " has a running interaction" + interactions(work) + ".";
        }
        if (dryRun && !work.done().isEmpty()) {
            return channel + " would be " + words(String.join(", then ", work.done())) + ".";
        }
        if (work.loggedOut() && work.found().busy()) {
            return channel + " is logged out, though it was live" + interactions(work) + ".";
        }
        if (work.loggedOut()) {
            return work.done().isEmpty()
                    ? channel + " was logged out already."
                    : channel + " is logged out.";
        }
        return work.now() == AgentState.UNKNOWN
                ? channel + ": its state is not known."
                : channel + " is " + words(work.now().name()) + ".";
    }

    private static String fallen(ChannelWork work, boolean dryRun) {
        if (work.found().equals(Inspection.NOT_YET)) {
            return " could not be looked at";
        }
        if (work.loggedOut()) {
            return " is logged out";
        }
        if (work.now() == AgentState.UNKNOWN) {
            return " may or may not be logged out";
        }
        boolean foreseen = dryRun && work.progress().equals(Steps.NOT_CONTROLLABLE);
        return foreseen ? " would not be logged out" : " is not logged out";
    }

    private static String why(String code) {
        return switch (code) {
            case "NO_ANSWER", "UNKNOWN" -> "no answer came in time";
            case "NOT_CONTROLLABLE" -> "it is not ours to sign out";
            default -> words(code);
        };
    }

    private static String label(Channel.Type type) {
        return switch (type) {
            case VOICE -> "Voice";
            case CHAT -> "Chat";
            case EMAIL -> "E-mail";
        };
    }

    private static String words(String code) {
        return code.replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
