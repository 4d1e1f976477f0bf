/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.saga;

import java.time.Instant;
import org.agentlogout.orchestrator.saga.ChannelWork.Progress;
import org.agentlogout.orchestrator.saga.Effect.Manner;
import org.agentlogout.orchestrator.saga.Effect.NotReadyReason;
import org.agentlogout.orchestrator.saga.Effect.Order;
import org.agentlogout.orchestrator.saga.LogoutRequest.Mode;
import org.agentlogout.orchestrator.saga.SagaState.Stepping;

/** What a step's commands say. */
final class Orders {

    /** The look that proves a carried channel out has a command id of its own. */
    static final String PROVE = "prove";

    private Orders() {}

    static Effect command(
            Stepping state, ChannelWork work, int attempt, Instant at, LogoutPolicy policy) {
        boolean proving = work.progress() instanceof Progress.Proving;
        Order order = proving ? new Order.Inspect() : order(state, work);
        String slug = proving ? PROVE : state.stage().slug();
        Logout logout = state.logout();
        return new Effect.SendCommand(
                logout.commandId(work.channelId(), slug),
                attempt,
                logout.sagaId(),
                state.session(),
                work.channel(),
                order,
                isGuarded(state, work, order),
                at,
                expiry(state, policy));
    }

    private static Order order(Stepping state, ChannelWork work) {
        Purpose purpose = state.logout().purpose();
        return switch (state.stage()) {
            case INSPECT -> new Order.Inspect();
            case STOP ->
                    work.isVoice()
                            ? new Order.MakeNotReady(NotReadyReason.NOT_READY, true)
                            : new Order.Deactivate();
            case MAKE_NOT_READY -> new Order.MakeNotReady(notReadyReason(purpose), false);
            case DEACTIVATE -> new Order.Deactivate();
            case SIGN_OUT ->
                    new Order.SignOut(
                            work.reasonId(), carriesOthers(state, work), manner(purpose, work));
            case RECOVER -> new Order.Recover(routable(state.session(), work));
        };
    }

    private static NotReadyReason notReadyReason(Purpose purpose) {
        return purpose instanceof Purpose.Forced
                ? NotReadyReason.FORCE_NOT_READY
                : NotReadyReason.NOT_READY;
    }

    private static Manner manner(Purpose purpose, ChannelWork work) {
        boolean live = work.found().busy();
        if (purpose instanceof Purpose.Forced) {
            return live ? Manner.SYSTEM_FAILURE_FORCED : Manner.SYSTEM_FAILURE;
        }
        return purpose.is(Mode.FORCE) ? Manner.FORCED : Manner.PLAIN;
    }

    private static Inspection.Routable routable(Session session, ChannelWork work) {
        return session.channels().stream()
                .filter(member -> member.channel().channelId().equals(work.channelId()))
                .map(Session.Member::routable)
                .findFirst()
                .orElse(Inspection.Routable.NOT_TOLD);
    }

    /**
     * A guarded command looks for interactions right before its call. Stopping new work during an
     * interaction is the point of a deferral, and FORCE does not ask.
     */
    private static boolean isGuarded(Stepping state, ChannelWork work, Order order) {
        Purpose purpose = state.logout().purpose();
        return switch (order) {
            case Order.Inspect _, Order.Recover _ -> false;
            case Order.MakeNotReady _, Order.Deactivate _, Order.SignOut _ ->
                    switch (purpose) {
                        case Purpose.Requested(LogoutRequest request) ->
                                request.mode() != Mode.FORCE && state.stage() != Stage.STOP;
                        case Purpose.Forced _ -> !work.found().busy();
                        case Purpose.Restoring _ -> false;
                    };
        };
    }

    private static boolean carriesOthers(Stepping state, ChannelWork work) {
        return work.found().canSignOutAllMedia()
                && state.logout().works().stream()
                        .filter(other -> other.progress() instanceof Progress.Carried)
                        .anyMatch(other ->
                                other.channel().switchId().equals(work.channel().switchId()));
    }

    /** Commands expire a little before the step, so that the last answer still finds it running. */
    static Instant expiry(Stepping state, LogoutPolicy policy) {
        return state.endsAt().minus(policy.answerMargin());
    }
}
