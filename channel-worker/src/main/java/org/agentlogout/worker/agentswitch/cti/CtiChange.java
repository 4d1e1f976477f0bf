/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.cti;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agentlogout.cti.AgentMessage.AgentStateEvent;
import org.agentlogout.cti.AgentMessage.SetAgentStateReq;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.Password;
import org.agentlogout.cti.session.RequestOutcome;
import org.agentlogout.worker.agentswitch.AgentSwitch.Clearance;
import org.agentlogout.worker.agentswitch.Timing;
import org.agentlogout.worker.agentswitch.cti.CtiCaller.Look;
import org.agentlogout.worker.agentswitch.cti.CtiCaller.Seen;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command.Order;
import org.agentlogout.worker.command.Outcome;

/**
 * The course of every change: look, guard, last look, send once, and wait for the proof, which is
 * an AGENT_STATE_EVENT, before or after the CONF, or, where no event comes, the state as read
 * again. The CONF proves nothing but a Not Ready that the switch keeps until the call ends: of that
 * no event need tell.
 */
final class CtiChange {
    /** Events come within milliseconds; after that they may be lost, and the state is read. */
    private static final Duration EVENTS = Duration.ofMillis(500);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final String PENDING =
            "Not Ready is pending: the switch applies it when the interaction ends.";

    /** What comes in while a change is on its way. */
    private sealed interface Sign {
        record Told(AgentStateEvent event) implements Sign {}

        record Answered(RequestOutcome outcome) implements Sign {}
    }

    private final CtiCaller caller;
    private final CtiWish wish;
    private final Order order;
    private final Supplier<Clearance> lastLook;
    private final BlockingQueue<Sign> signs = new LinkedBlockingQueue<>();

    CtiChange(CtiCaller caller, CtiWish wish, Order order, Supplier<Clearance> lastLook) {
        this.caller = caller;
        this.wish = wish;
        this.order = order;
        this.lastLook = lastLook;
    }

    /** Throws only while nothing has been sent. */
    Outcome run() throws CtiTrouble {
        Seen seen = order.guarded() ? caller.see() : new Seen(caller.look(), List.of());
        Optional<Outcome> objection = objection(seen);
        if (objection.isPresent()) {
            return objection.get();
        }
        caller.ready();
        CtiEars.Waiter waiter =
                caller.line()
                        .ears()
                        .listen(caller.address(), event -> signs.add(new Sign.Told(event)));
        try {
            return lastLook.get() instanceof Clearance.Stop(Outcome stop)
                    ? stop
                    : sent(seen.look());
        } finally {
            caller.line().ears().forget(waiter);
        }
    }

    private Optional<Outcome> objection(Seen seen) {
        Look look = seen.look();
        if (look.loggedOut()) {
            return Optional.of(alreadyDone(look));
        }
        if (order.guarded() && !seen.interactions().isEmpty()) {
            return CtiWish.interaction(look, "Nothing was sent.");
        }
        return wish.isShown(look) ? Optional.of(alreadyDone(look)) : wish.objection(look);
    }

    private Outcome sent(Look before) {
        CompletableFuture<Void> _ =
                caller.line()
                        .connection()
                        .ask(request(before))
                        .thenAccept(outcome -> signs.add(new Sign.Answered(outcome)));
        long end = System.nanoTime() + EVENTS.toNanos();
        Optional<Sign> sign = next(end);
        while (sign.isPresent()) {
            Optional<Outcome> outcome = judged(sign.get(), before);
            if (outcome.isPresent()) {
                return outcome.get();
            }
            sign = next(end);
        }
        return read(before);
    }

    private CtiMessage.Request request(Look before) {
        var address = caller.address();
        String phone = before.instrument();
        if (phone.isEmpty()) {
            phone = address.instrument().isEmpty() ? address.extension() : address.instrument();
        }
        return new SetAgentStateReq(
                0,
                address.peripheralId(),
                wish.asked(),
                0,
                wish.reasonCode(),
                wish.forceFrom(before.state()),
                0,
                phone,
                address.agentId(),
                Password.NONE,
                false,
                List.of());
    }

    private Optional<Sign> next(long endNanos) {
        try {
            long left = Math.max(0, endNanos - System.nanoTime());
            return Optional.ofNullable(signs.poll(left, TimeUnit.NANOSECONDS));
        } catch (InterruptedException _) {
            throw Timing.interrupted();
        }
    }

    /** Empty while it proves nothing. */
    private Optional<Outcome> judged(Sign sign, Look before) {
        return switch (sign) {
            case Sign.Told(AgentStateEvent event) -> told(event);
            case Sign.Answered(RequestOutcome.Answered(var answer)) when answer.isFailure() ->
                    Optional.of(refused(answer, before));
            case Sign.Answered(RequestOutcome.Answered _) -> received(before);
            case Sign.Answered(RequestOutcome.NotSent notSent) ->
                    Optional.of(CtiErrors.notSent(notSent));
            case Sign.Answered(RequestOutcome.NoAnswer _) -> Optional.empty();
        };
    }

    private Optional<Outcome> told(AgentStateEvent event) {
        AgentState state = CtiStates.of(event.agentState());
        if (state == wish.wanted() || state == AgentState.LOGGED_OUT) {
            return Optional.of(new Outcome.Done(state, ""));
        }
        boolean pending = event.nextAgentState() == org.agentlogout.cti.AgentState.NOT_READY;
        return wish.pendingIsEnough() && pending
                ? Optional.of(new Outcome.Done(state, PENDING))
                : Optional.empty();
    }

    private Optional<Outcome> received(Look before) {
        if (!wish.pendingIsEnough() || !CtiStates.inCall(before.state())) {
            return Optional.empty();
        }
        caller.line().ears().pends(caller.address());
        return Optional.of(new Outcome.Done(before.state(), PENDING));
    }

    /** The state tells whether that is because there is nothing to do, or because of a call. */
    private Outcome refused(CtiMessage.Answer answer, Look before) {
        Look now = before;
        try {
            now = caller.look();
        } catch (CtiTrouble _) {
            return CtiErrors.outcome(answer, before.state());
        }
        if (wish.isShown(now)) {
            return alreadyDone(now);
        }
        Outcome outcome = CtiErrors.outcome(answer, now.state());
        return order.guarded() && CtiStates.busy(now.state())
                ? CtiWish.interaction(now, "Nothing was changed.").orElse(outcome)
                : outcome;
    }

    /** Reads the state until it proves the change or the time is up. */
    private Outcome read(Look before) {
        Look last = before;
        Duration pause = FIRST_PAUSE;
        do {
            try {
                last = caller.look();
            } catch (CtiTrouble trouble) {
                if (!trouble.passing()) {
                    return unknown(last, "The state cannot be read any more.");
                }
            }
            if (wish.isShown(last)) {
                return new Outcome.Done(last.state(), last.pending() ? PENDING : "");
            }
            if (!wish.signsOut() && !wish.pendingIsEnough() && CtiStates.busy(last.state())) {
                String held = "The switch keeps the change until the interaction ends.";
                return CtiWish.interaction(last, held).orElseThrow();
            }
            Optional<Outcome> outcome = judgedMeanwhile(last);
            if (outcome.isPresent()) {
                return outcome.get();
            }
            Duration wait = jittered(pause);
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
            if (!paused(wait)) {
                return unknown(last, "In time neither an event nor the state showed the change.");
            }
        } while (true);
    }

    private Optional<Outcome> judgedMeanwhile(Look last) {
        Sign sign = signs.poll();
        while (sign != null) {
            Optional<Outcome> outcome = judged(sign, last);
            if (outcome.isPresent()) {
                return outcome;
            }
            sign = signs.poll();
        }
        return Optional.empty();
    }

    private static Outcome alreadyDone(Look look) {
        String text = "The switch shows " + look.word() + ".";
        return new Outcome.AlreadyDone(look.state(), look.pending() ? text + " " + PENDING : text);
    }

    private static Outcome unknown(Look last, String text) {
        return new Outcome.Unknown("TIMED_OUT", text, last.state());
    }

    /** False, without waiting, where the time would be up by then. */
    private boolean paused(Duration time) {
        Timing timing = caller.line().timing();
        if (timing.left(caller.until()).compareTo(time) <= 0) {
            return false;
        }
        timing.pause().accept(time);
        return true;
    }

    /** Between three and five quarters of it. */
    private static Duration jittered(Duration time) {
        double part = ThreadLocalRandom.current().nextDouble(0.75, 1.25);
        return Duration.ofNanos((long) (time.toNanos() * part));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
