/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.command.Target;

/** Ends its first calls as the script says, the rest as done, and counts them. */
final class ScriptedSwitch implements AgentSwitch {
    final AtomicInteger calls = new AtomicInteger();
    volatile Optional<String> trouble = Optional.empty();

    private final Deque<Supplier<Outcome>> script = new ArrayDeque<>();

    /** Appends to the script. */
    void next(List<Outcome> outcomes) {
        outcomes.forEach(outcome -> next(() -> outcome));
    }

    synchronized void next(Supplier<Outcome> outcome) {
        script.add(outcome);
    }

    /** The rest of the script. */
    synchronized void forget() {
        script.clear();
    }

    private synchronized Supplier<Outcome> taken() {
        return script.isEmpty()
                ? () -> new Outcome.Done(AgentState.NOT_READY, "")
                : script.remove();
    }

    private Outcome call(Supplier<Clearance> lastLook) {
        calls.incrementAndGet();
        return lastLook.get() instanceof Clearance.Stop(Outcome stop) ? stop : taken().get();
    }

    @Override
    public Outcome inspect(Target target, Instant until) {
        return call(Samples.GO);
    }

    @Override
    public Outcome makeNotReady(
            Command.MakeNotReady command, Instant until, Supplier<Clearance> lastLook) {
        return call(lastLook);
    }

    @Override
    public Outcome deactivate(
            Command.Deactivate command, Instant until, Supplier<Clearance> lastLook) {
        return call(lastLook);
    }

    @Override
    public Outcome signOut(Command.SignOut command, Instant until, Supplier<Clearance> lastLook) {
        return call(lastLook);
    }

    @Override
    public Outcome recover(Command.Recover command, Instant until, Supplier<Clearance> lastLook) {
        return call(lastLook);
    }

    @Override
    public void watch(Target target, Inspection seen, Watcher watcher) {
        throw new IllegalStateException("not in the script");
    }

    @Override
    public Optional<String> trouble(Instant until) {
        return trouble;
    }
}
