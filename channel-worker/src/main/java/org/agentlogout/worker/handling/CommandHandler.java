/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.handling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.agentlogout.worker.agentswitch.AgentSwitch;
import org.agentlogout.worker.agentswitch.AgentSwitch.Clearance;
import org.agentlogout.worker.agentswitch.AgentSwitch.Watcher;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.command.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one command out: once per attempt, in the turn of its channel, within its time.
 *
 * <ul>
 *   <li>The same command and attempt a second time is not run: it gets the result of the first.
 *   <li>A higher attempt waits for the lower one that still runs; the switch is asked first what
 *       became of that one.
 *   <li>No state-changing call starts after the command's expiry, nor once the agent has a newer
 *       session.
 *   <li>Every command gets an answer: a defect is an outcome too.
 * </ul>
 *
 * <p>{@link #handle} blocks its (virtual) thread. Safe for use by many threads.
 */
public final class CommandHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CommandHandler.class);

    /** About five minutes of a worker at 30 commands a second. */
    private static final int REMEMBERED = 10_000;

    /** No adapter on a healthy machine is late by so much. */
    private static final Duration HELD_UP = Duration.ofMillis(250);

    private final Map<String, AgentSwitch> switches;
    private final Function<Target, SessionLook> sessions;
    private final Function<Target, Watcher> watchers;
    private final InstantSource clock;
    private final RecentRuns recent = new RecentRuns(REMEMBERED);
    private final AddressTurns turns = new AddressTurns();

    /**
     * @param switches by switch id
     * @param sessions looks whether the target's session is still the agent's newest; asked from
     *     many threads
     * @param watchers who is told what becomes of a channel that was found with an interaction
     */
    public CommandHandler(
            Map<String, AgentSwitch> switches,
            Function<Target, SessionLook> sessions,
            Function<Target, Watcher> watchers,
            InstantSource clock) {
        this.switches = Map.copyOf(switches);
        this.sessions = sessions;
        this.watchers = watchers;
        this.clock = clock;
    }

    /**
     * Never throws; interrupting the thread ends the command as soon as the switch's adapter lets
     * go.
     */
    public Handled handle(Command command) {
        Command.Order order = command.order();
        return switch (recent.placeFor(order.commandId(), order.attempt())) {
            case RecentRuns.Place.Run(var result) -> run(command, result);
            case RecentRuns.Place.Doubled(var result) -> resultOfTheFirst(result);
            case RecentRuns.Place.Overtaken(int attempt) ->
                    Handled.of(refused("ATTEMPT_OVERTAKEN", "Attempt " + attempt + " came first."));
        };
    }

    private Handled run(Command command, CompletableFuture<Handled> result) {
        AtomicBoolean cleared = new AtomicBoolean();
        Handled handled = Handled.of(stopped(false));
        try {
            handled = inTurn(command, cleared);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            handled = Handled.of(defect(command.order(), e, cleared.get()));
        } finally {
            result.complete(handled);
        }
        return handled;
    }

    private Handled inTurn(Command command, AtomicBoolean cleared) throws InterruptedException {
        Command.Order order = command.order();
        Duration left = Duration.between(clock.instant(), order.expiresAt());
        return turns.inTurn(
                order.target(),
                left,
                () -> carryOut(command, cleared),
                () -> Handled.of(new Outcome.Expired()));
    }

    private Handled carryOut(Command command, AtomicBoolean cleared) {
        Command.Order order = command.order();
        if (expired(order)) {
            return Handled.of(new Outcome.Expired());
        }
        AgentSwitch agentSwitch = switches.get(order.target().switchId());
        if (agentSwitch == null) {
            String id = order.target().switchId();
            return Handled.of(refused("SWITCH_UNKNOWN", "This worker has no switch " + id + "."));
        }
        Outcome outcome = ask(agentSwitch, command, () -> lastLook(order, cleared));
        return new Handled(outcome, cleared.get() ? lateEffect(order, outcome) : "");
    }

    private Outcome ask(AgentSwitch agentSwitch, Command command, Supplier<Clearance> lastLook) {
        Instant until = command.order().expiresAt();
        return switch (command) {
            case Command.Inspect c -> inspected(agentSwitch, c.order().target(), until);
            case Command.MakeNotReady c -> agentSwitch.makeNotReady(c, until, lastLook);
            case Command.Deactivate c -> agentSwitch.deactivate(c, until, lastLook);
            case Command.SignOut c -> agentSwitch.signOut(c, until, lastLook);
            case Command.Recover c -> agentSwitch.recover(c, until, lastLook);
        };
    }

    /** Who asks about a channel with an interaction may wait for its end. */
    private Outcome inspected(AgentSwitch agentSwitch, Target target, Instant until) {
        Outcome outcome = agentSwitch.inspect(target, until);
        if (outcome instanceof Outcome.Inspected(Inspection seen)
                && !seen.interactions().isEmpty()) {
            agentSwitch.watch(target, seen, watchers.apply(target));
        }
        return outcome;
    }

    /** The time is asked after the look, because a look may take a second. */
    private Clearance lastLook(Command.Order order, AtomicBoolean cleared) {
        SessionLook look = sessions.apply(order.target());
        return switch (look) {
            case SessionLook.Superseded(String text) ->
                    new Clearance.Stop(refused("SESSION_SUPERSEDED", text));
            case SessionLook.Unreadable(String text) ->
                    new Clearance.Stop(new Outcome.Failed("SESSIONS_UNREADABLE", text, true));
            case SessionLook.Current _ when expired(order) ->
                    new Clearance.Stop(new Outcome.Expired());
            case SessionLook.Current _ -> {
                cleared.set(true);
                yield new Clearance.Go();
            }
        };
    }

    /**
     * Reads back what slipped through between the last look and the switch: a newer session was
     * opened meanwhile, or the process was frozen until the command's time was over.
     */
    private String lateEffect(Command.Order order, Outcome outcome) {
        String effect = effect(outcome);
        if (effect.isEmpty()) {
            return "";
        }
        return switch (sessions.apply(order.target())) {
            case SessionLook.Superseded(String text) -> effect + " late. " + text;
            case SessionLook.Current _, SessionLook.Unreadable _ ->
                    overdue(order) ? effect + " late. The command's time was over by then." : "";
        };
    }

    private static String effect(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done _, Outcome.Recovered _ -> "The change was made";
            case Outcome.Unknown _ -> "The change may have been made";
            case Outcome.Refused(String code, String _, AgentState _)
                    when code.equals(Outcome.INTERACTION_STARTED) ->
                    "The change may have been taken for the end of the interaction";
            case Outcome.Inspected _,
                    Outcome.AlreadyDone _,
                    Outcome.Refused _,
                    Outcome.Failed _,
                    Outcome.Expired _ ->
                    "";
        };
    }

    /**
     * An adapter comes back by the expiry. Who comes later was held up, and so may the call have
     * been.
     */
    private boolean overdue(Command.Order order) {
        return clock.instant().isAfter(order.expiresAt().plus(HELD_UP));
    }

    private static Handled resultOfTheFirst(CompletableFuture<Handled> result) {
        try {
            return result.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Handled.of(stopped(true));
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run ends with a value, always", e);
        }
    }

    private Outcome defect(Command.Order order, Throwable defect, boolean cleared) {
        if (Thread.currentThread().isInterrupted()) {
            return stopped(cleared);
        }
        LOG.atError()
                .addKeyValue("sagaId", order.sagaId())
                .addKeyValue("agentId", order.target().agentId())
                .addKeyValue("channel", order.target().channelId())
                .addKeyValue("commandId", order.commandId())
                .addKeyValue("attempt", order.attempt())
                .setCause(defect)
                .log("A defect of this program ended a command: report it with this trace");
        String text = "The worker failed by a defect of its own; its log has more.";
        return cleared
                ? new Outcome.Unknown("INTERNAL_ERROR", text, AgentState.UNKNOWN)
                : new Outcome.Failed("INTERNAL_ERROR", text, false);
    }

    private static Outcome stopped(boolean maySent) {
        return maySent
                ? new Outcome.Unknown(
                        "WORKER_STOPPED",
                        "The worker was stopped before the switch had answered.",
                        AgentState.UNKNOWN)
                : new Outcome.Failed(
                        "WORKER_STOPPED", "The worker was stopped; nothing was sent.", true);
    }

    private static Outcome refused(String code, String text) {
        return new Outcome.Refused(code, text, AgentState.UNKNOWN);
    }

    private boolean expired(Command.Order order) {
        return !clock.instant().isBefore(order.expiresAt());
    }
}
