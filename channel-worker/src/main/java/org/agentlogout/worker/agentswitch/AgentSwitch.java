/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.agentlogout.worker.command.ChannelNews;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.command.Target;

/**
 * A telephony switch as the worker knows it: the port every adapter implements and every adapter's
 * contract suite tests.
 *
 * <p>Each call blocks its (virtual) thread until the switch has proved the outcome or {@code until}
 * has come, and gives the outcome back as a value; it throws only on a defect or on interruption.
 * Safe for use by many threads.
 *
 * <p>A state-changing call asks {@code lastLook} as its last act before bytes are written, and at
 * each repeat again; anything but {@link Clearance.Go} is given back as the outcome and nothing is
 * sent.
 */
public interface AgentSwitch {

    /** Reads state, interactions, reasons and what the credential can do. Changes nothing. */
    Outcome inspect(Target target, Instant until);

    /**
     * {@link Outcome.Done} only once the switch shows Not Ready; a pending one only where it is
     * enough.
     */
    Outcome makeNotReady(Command.MakeNotReady command, Instant until, Supplier<Clearance> lastLook);

    /** {@link Outcome.Done} only once the switch shows the channel not routable. */
    Outcome deactivate(Command.Deactivate command, Instant until, Supplier<Clearance> lastLook);

    /** {@link Outcome.Done} only once the switch shows the agent logged out. */
    Outcome signOut(Command.SignOut command, Instant until, Supplier<Clearance> lastLook);

    /**
     * {@link Outcome.Recovered} once the switch shows the medium's sign-in settings and routable
     * mode as they were. Never signs anybody in: REFUSED(LOGGED_OUT) for who is out. ALREADY_DONE
     * for channels without such settings.
     */
    Outcome recover(Command.Recover command, Instant until, Supplier<Clearance> lastLook);

    /**
     * Tells what becomes of a channel, until nothing is wanted any more, its last interaction has
     * ended, or the agent is out. Comes back at once. A switch that pushes its events tells them as
     * they come; one that has to be asked is asked at its own pace, within limits of its own and
     * never at the cost of commands. Nothing more is promised: a channel that nobody hears of is
     * looked at by who waits for it. Watching a channel again takes the place of before.
     *
     * @param seen what the last look found
     */
    void watch(Target target, Inspection seen, Watcher watcher);

    /** Asks the switch whether it serves anybody; empty when it does, else one sentence why not. */
    Optional<String> trouble(Instant until);

    /** Who is told what becomes of a channel; called from any thread. */
    interface Watcher {
        /** Asked before each effort; once false, the watch is over. Must not block. */
        boolean wanted();

        void news(ChannelNews news);
    }

    /** The answer to the last question before bytes are written. */
    sealed interface Clearance {
        record Go() implements Clearance {}

        /** Nothing may be sent; this is what the command ends as. */
        record Stop(Outcome outcome) implements Clearance {}
    }
}
