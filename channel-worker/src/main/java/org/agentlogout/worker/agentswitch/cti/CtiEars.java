/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.cti;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.agentlogout.cti.AgentMessage.AgentName;
import org.agentlogout.cti.AgentMessage.AgentStateEvent;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Target;

/**
 * Hears what the server tells of agents, for those who wait for it, and remembers the one thing
 * that no question brings up: a Not Ready that is kept until the call ends. Safe for use by many
 * threads.
 */
final class CtiEars {
    private static final int MOST_PENDING = 20_000;

    /** Waiting for what is told of one agent's voice. */
    record Waiter(Target.CtiServer address, Consumer<AgentStateEvent> told) {}

    private record Key(long peripheralId, String agentId) {
        static Key of(Target.CtiServer address) {
            return new Key(address.peripheralId(), address.agentId());
        }
    }

    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private final Set<Key> pending =
            Collections.synchronizedSet(
                    Collections.newSetFromMap(
                            new LinkedHashMap<>() {
                                private static final long serialVersionUID = 1;

                                @Override
                                protected boolean removeEldestEntry(
                                        Map.Entry<Key, Boolean> eldest) {
                                    return size() > MOST_PENDING;
                                }
                            }));

    /** Told from now on, until {@link #forget}. */
    Waiter listen(Target.CtiServer address, Consumer<AgentStateEvent> told) {
        Waiter waiter = new Waiter(address, told);
        waiters.add(waiter);
        return waiter;
    }

    void forget(Waiter waiter) {
        waiters.remove(waiter);
    }

    void heard(AgentStateEvent event) {
        if (event.mrdId() != Target.CtiServer.VOICE_MRD) {
            return;
        }
        Key key = new Key(event.peripheralId(), event.agent().agentId());
        AgentState state = CtiStates.of(event.agentState());
        if (!CtiStates.inCall(state)) {
            pending.remove(key);
        } else if (event.nextAgentState() == org.agentlogout.cti.AgentState.NOT_READY) {
            pending.add(key);
        }
        waiters.stream()
                .filter(it -> isAbout(event.peripheralId(), event.agent(), it.address()))
                .forEach(it -> it.told().accept(event));
    }

    /** All names in an event are optional: the agent's id goes first, else the phone. */
    static boolean isAbout(long peripheralId, AgentName name, Target.CtiServer address) {
        if (peripheralId != address.peripheralId()) {
            return false;
        }
        if (!name.agentId().isEmpty()) {
            return name.agentId().equals(address.agentId());
        }
        return same(name.instrument(), address.instrument())
                || same(name.extension(), address.extension());
    }

    private static boolean same(String one, String other) {
        return !one.isEmpty() && one.equals(other);
    }

    /** The switch took a Not Ready for the end of the call. */
    void pends(Target.CtiServer address) {
        pending.add(Key.of(address));
    }

    boolean isPending(Target.CtiServer address) {
        return pending.contains(Key.of(address));
    }

    /** What happened meanwhile is told by nobody: better asked for twice than believed. */
    void missedEvents() {
        pending.clear();
    }
}
