/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.agentlogout.orchestrator.saga.ChannelWork.Progress;
import org.agentlogout.orchestrator.saga.Reply.ChannelReport;
import org.agentlogout.orchestrator.saga.Reply.ReasonOffer;
import org.agentlogout.orchestrator.saga.Reply.Result;
import org.agentlogout.orchestrator.saga.SagaState.Running;

/** Puts a logout's end into words. */
final class Replies {

    private Replies() {}

    static Reply.Kind kindOf(LogoutRequest request) {
        return request.dryRun() ? Reply.Kind.DRY_RUN : Reply.Kind.LOGOUT;
    }

    static Reply of(Running state, Result result, List<ReasonOffer> offers, Instant at) {
        Logout logout = state.logout();
        boolean dryRun = logout.request().dryRun();
        return new Reply(
                kindOf(logout.request()),
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
            case Result.Success _ when !logout.request().dryRun() -> "You are logged out.";
            case Result.Success _ when logout.anyFell() ->
                    "A logout would begin, but not every channel could be signed out.";
            case Result.Success _ -> "Nothing stands in the way of a logout.";
            case Result.Failure(ErrorCode code, String detail) ->
                    detail.contains(" ") ? code.sentence() + " " + detail : code.sentence();
        };
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
        if (work.found().busy()) {
            return channel + " has a running interaction.";
        }
        if (dryRun && !work.done().isEmpty()) {
            return channel + " would be " + words(String.join(", then ", work.done())) + ".";
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
