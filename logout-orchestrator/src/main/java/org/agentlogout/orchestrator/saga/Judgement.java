/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agentlogout.orchestrator.saga.Inspection.Reason;
import org.agentlogout.orchestrator.saga.LogoutRequest.Mode;
import org.agentlogout.orchestrator.saga.LogoutRequest.ReasonChoice;
import org.agentlogout.orchestrator.saga.Reply.ReasonOffer;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;

/**
 * Steps 2 and 3: may the agent be logged out at all, and with which reason. Nothing has been
 * changed yet, and whatever is refused here leaves the agent as if the request had never been.
 * Interactions are judged before reasons: nobody is asked for a reason that cannot be used.
 */
final class Judgement {

    private Judgement() {}

    static Step afterLook(Stepping state, Instant at, LogoutPolicy policy) {
        return switch (state.logout().purpose()) {
            case Purpose.Requested(LogoutRequest request) -> judge(state, request, at, policy);
            case Purpose.Forced _ -> Forcing.afterLook(state, at, policy);
            case Purpose.Restoring _ ->
                    throw new IllegalStateException("a recovery looks at nothing: " + state);
        };
    }

    /** A deferred logout asks for the reason before it changes anything, and then waits. */
    private static Step judge(
            Stepping state, LogoutRequest request, Instant at, LogoutPolicy policy) {
        Logout logout = state.logout();
        boolean busy = logout.works().stream().anyMatch(work -> work.found().busy());
        if (busy && request.mode() == Mode.REFUSE) {
            return Endings.fail(state, ErrorCode.ONGOING_INTERACTION, "", at, policy);
        }
        if (logout.round() > 1) {
            // The reason was chosen before anything was changed, and is not asked for again.
            return goOn(state, busy, at, policy);
        }
        ReasonChoice given = request.reason();
        List<Choice> choices = logout.works().stream().map(work -> choose(work, given)).toList();
        if (choices.stream().anyMatch(Choice.Invalid.class::isInstance)) {
            return Endings.ask(state, ErrorCode.LOGOUT_REASON_INVALID, offers(logout), at, policy);
        }
        if (choices.stream().anyMatch(Choice.Missing.class::isInstance)) {
            return Endings.ask(state, ErrorCode.LOGOUT_REASON_REQUIRED, offers(logout), at, policy);
        }
        for (ChannelWork work : logout.works()) {
            if (lacksNotReadyReason(work)) {
                String problem = work.found().notReadyReasonProblem();
                return Endings.fail(state, ErrorCode.NOT_READY_FAILED, problem, at, policy);
            }
        }
        Logout chosen = logout.with(withReasons(logout.works(), choices));
        Stepping judged = state.with(state.session(), chosen);
        if (request.dryRun()) {
            return Endings.foreseen(judged, at, policy);
        }
        return goOn(judged, busy, at, policy);
    }

    private static Step goOn(Stepping state, boolean busy, Instant at, LogoutPolicy policy) {
        return busy && state.logout().purpose().is(Mode.DEFER)
                ? Deferral.begin(state, at, policy)
                : Steps.begin(Stage.MAKE_NOT_READY, state.session(), state.logout(), at, policy);
    }

    private static boolean lacksNotReadyReason(ChannelWork work) {
        Inspection found = work.found();
        return !found.loggedOut()
                && found.controllable()
                && found.mustBeMadeNotReady()
                && !found.notReadyReasonProblem().isEmpty();
    }

    private sealed interface Choice {
        /**
         * The reason to send.
         *
         * @param id empty where the platform takes no reason or none was given
         */
        record Taken(String id) implements Choice {}

        record Missing() implements Choice {}

        record Invalid() implements Choice {}
    }

    private static Choice choose(ChannelWork work, ReasonChoice given) {
        Inspection found = work.found();
        String id = given.idFor(work.channel().switchId());
        if (found.loggedOut() || !found.controllable()) {
            return new Choice.Taken("");
        }
        if (found.reasons().isEmpty()) {
            // A reason sent to a platform that has none configured is refused by it.
            return new Choice.Taken("");
        }
        if (id.isEmpty() && given.label().isEmpty()) {
            return found.reasonRequired() ? new Choice.Missing() : new Choice.Taken("");
        }
        for (Reason reason : found.reasons()) {
            if (id.isEmpty() ? sameLabel(reason, given.label()) : reason.id().equals(id)) {
                return new Choice.Taken(reason.id());
            }
        }
        return new Choice.Invalid();
    }

    private static boolean sameLabel(Reason reason, String label) {
        return reason.label().strip().equalsIgnoreCase(label.strip());
    }

    private static List<ChannelWork> withReasons(List<ChannelWork> works, List<Choice> choices) {
        List<ChannelWork> next = new ArrayList<>();
        for (int i = 0; i < works.size(); i++) {
            String id = choices.get(i) instanceof Choice.Taken taken ? taken.id() : "";
            next.add(works.get(i).withReason(id));
        }
        return next;
    }

    /** What each switch that takes reasons has to offer, once per switch. */
    private static List<ReasonOffer> offers(Logout logout) {
        Map<String, ReasonOffer> offers = new LinkedHashMap<>();
        for (ChannelWork work : logout.works()) {
            if (!work.found().loggedOut() && !work.found().reasons().isEmpty()) {
                String switchId = work.channel().switchId();
                offers.putIfAbsent(switchId, new ReasonOffer(switchId, work.found().reasons()));
            }
        }
        return List.copyOf(offers.values());
    }
}
