/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.agentlogout.worker.agentswitch.AgentSwitch.Clearance;
import org.agentlogout.worker.agentswitch.finesse.FinesseCaller.Sent;
import org.agentlogout.worker.agentswitch.finesse.FinesseChannel.Seen;
import org.agentlogout.worker.agentswitch.finesse.FinesseErrors.Judgement;
import org.agentlogout.worker.agentswitch.finesse.FinesseErrors.Meaning;
import org.agentlogout.worker.agentswitch.finesse.Wish.Proof;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command.Order;
import org.agentlogout.worker.command.Outcome;

/**
 * The course of every state-changing command: look, guard, last look, send, confirm.
 *
 * <p>The state is always looked at first: what is as wished needs no request, and what the switch
 * would refuse in an event that nobody here sees is not sent. After that nothing but the switch's
 * own state counts as proof, whatever was answered or not answered.
 */
final class Change {
    /** Grows by three fifths each time: a switch that confirms in 20 ms is met soon after. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(12);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration ROUTING = Duration.ofMillis(200);

    private final FinesseChannel channel;
    private final Wish wish;
    private final Order order;
    private final Supplier<Clearance> lastLook;

    Change(FinesseChannel channel, Wish wish, Order order, Supplier<Clearance> lastLook) {
        this.channel = channel;
        this.wish = wish;
        this.order = order;
        this.lastLook = lastLook;
    }

    /** Throws only while nothing has been sent. */
    Outcome run() throws FinesseTrouble {
        while (true) {
            if (order.attempt() > 1 || !wish.bodyAtHand()) {
                Look before = channel.look();
                if (shown(before)) {
                    return alreadyDone(before);
                }
            }
            String body = wish.body().text();
            Seen seen = seen();
            Optional<Outcome> objection = objection(seen);
            if (objection.isPresent()) {
                return objection.get();
            }
            Sent sent =
                    channel.caller().put(channel.path(), body, lastLook, () -> objection(seen()));
            if (!askAgain(sent)) {
                return ended(sent, seen.look());
            }
            if (!paused(jittered(ROUTING))) {
                return ended(sent, seen.look());
            }
        }
    }

    private Seen seen() throws FinesseTrouble {
        return order.guarded() ? channel.see() : new Seen(channel.look(), List.of());
    }

    /** Why nothing is sent; empty where it is. */
    private Optional<Outcome> objection(Seen seen) {
        Look look = seen.look();
        if (look.loggedOut()) {
            return Optional.of(alreadyDone(look));
        }
        if (order.guarded() && seen.busy()) {
            return Optional.of(interaction(look, "Nothing was sent."));
        }
        if (shown(look)) {
            return Optional.of(alreadyDone(look));
        }
        return wish.proof().apply(look) == Proof.HELD
                ? Optional.of(held(look))
                : wish.objection().apply(look);
    }

    private static boolean askAgain(Sent sent) {
        return sent instanceof Sent.Answered(Judgement judgement)
                && judgement.meaning() == Meaning.ASK_AGAIN;
    }

    private Outcome ended(Sent sent, Look before) throws FinesseTrouble {
        return switch (sent) {
            case Sent.Accepted _ -> confirmed(before, "The switch took the request");
            case Sent.Unclear(String why) -> confirmed(before, "The switch gave " + why);
            case Sent.NothingDone(Outcome outcome) -> outcome;
            case Sent.Answered(Judgement judgement) -> answered(judgement, before);
        };
    }

    private Outcome answered(Judgement judgement, Look before) throws FinesseTrouble {
        return switch (judgement.meaning()) {
            case UNDER_WAY, TAKEN, UNCLEAR -> confirmed(before, judgement.text());
            case SETTLED -> new Outcome.AlreadyDone(before.state(), judgement.text());
            case SIGNED_OUT -> new Outcome.AlreadyDone(AgentState.LOGGED_OUT, judgement.text());
            case READ_STATE -> explained(judgement);
            case NOTHING_DONE, REFUSED, CREDENTIAL_REFUSED, ASK_AGAIN, WRONG_ADDRESS ->
                    judgement.outcome(before.state());
        };
    }

    /** The state forbids it; the state tells whether that is because there is nothing to do. */
    private Outcome explained(Judgement judgement) throws FinesseTrouble {
        Look now = channel.look();
        if (shown(now)) {
            return alreadyDone(now);
        }
        return order.guarded() && now.busy()
                ? interaction(now, judgement.text())
                : judgement.outcome(now.state());
    }

    /** Reads the state until it proves the change or the time is up. */
    private Outcome confirmed(Look before, String said) {
        Look last = before;
        Duration pause = FIRST_PAUSE;
        do {
            try {
                last = channel.look();
            } catch (FinesseTrouble trouble) {
                if (!trouble.passing()) {
                    return unknown(last, said + "; the state cannot be read any more.");
                }
            }
            if (shown(last)) {
                return new Outcome.Done(last.state(), last.pendingText());
            }
            if (wish.proof().apply(last) == Proof.HELD) {
                return held(last);
            }
            Duration wait = jittered(pause);
            pause = shorter(pause.multipliedBy(8).dividedBy(5), LONGEST_PAUSE);
            if (!paused(wait)) {
                return unknown(last, said + ", and in time the state did not show the change.");
            }
        } while (true);
    }

    private boolean shown(Look look) {
        return look.loggedOut() || wish.proof().apply(look) == Proof.SHOWN;
    }

    private static Outcome alreadyDone(Look look) {
        String text = "The switch shows " + look.word() + ". " + look.pendingText();
        return new Outcome.AlreadyDone(look.state(), text.strip());
    }

    private static Outcome held(Look look) {
        return interaction(look, "The switch keeps the change until the interaction ends.");
    }

    private static Outcome interaction(Look look, String more) {
        String text = "An interaction is there; the switch shows " + look.word() + ". " + more;
        return new Outcome.Refused(Outcome.INTERACTION_STARTED, text, look.state());
    }

    private static Outcome unknown(Look last, String text) {
        return new Outcome.Unknown("TIMED_OUT", text, last.state());
    }

    /** False, without waiting, where the time would be up by then. */
    private boolean paused(Duration time) {
        FinesseCaller caller = channel.caller();
        if (caller.timing().left(caller.until()).compareTo(time) <= 0) {
            return false;
        }
        caller.timing().pause().accept(time);
        return true;
    }

    /** Between three and five quarters of it. */
    private static Duration jittered(Duration time) {
        return Duration.ofNanos(
                (long) (time.toNanos() * ThreadLocalRandom.current().nextDouble(0.75, 1.25)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
