/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.command.Target;

/**
 * A switch with a script: each call that reaches it takes the next line, and is DONE when there is
 * none. It keeps the port's promise on the last look and on time, and nothing else.
 */
public final class FakeSwitch implements AgentSwitch {
    private final Queue<Supplier<Outcome>> script = new ConcurrentLinkedQueue<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    /** The next call that is sent does this. */
    public FakeSwitch then(Supplier<Outcome> line) {
        script.add(line);
        return this;
    }

    /** Names of the calls that reached the switch, in order. */
    public List<String> sent() {
        return sent;
    }

    /** Who is told of channels, in the order they asked. */
    public List<Watcher> watchers() {
        return watchers;
    }

    @Override
    public Outcome inspect(Target target, Instant until) {
        return play("inspect");
    }

    @Override
    public Outcome makeNotReady(
            Command.MakeNotReady command, Instant until, Supplier<Clearance> lastLook) {
        return change("makeNotReady", lastLook);
    }

    @Override
    public Outcome deactivate(
            Command.Deactivate command, Instant until, Supplier<Clearance> lastLook) {
        return change("deactivate", lastLook);
    }

    @Override
    public Outcome signOut(Command.SignOut command, Instant until, Supplier<Clearance> lastLook) {
        return change("signOut", lastLook);
    }

    @Override
    public Outcome recover(Command.Recover command, Instant until, Supplier<Clearance> lastLook) {
        return change("recover", lastLook);
    }

    private Outcome change(String call, Supplier<Clearance> lastLook) {
        return switch (lastLook.get()) {
            case Clearance.Stop(var outcome) -> outcome;
            case Clearance.Go _ -> play(call);
        };
    }

    private Outcome play(String call) {
        sent.add(call);
        Supplier<Outcome> line = script.poll();
        return line == null ? new Outcome.Done(AgentState.NOT_READY, "") : line.get();
    }

    @Override
    public void watch(Target target, Inspection seen, Watcher watcher) {
        watchers.add(watcher);
    }

    @Override
    public Optional<String> trouble(Instant until) {
        return Optional.empty();
    }
}
