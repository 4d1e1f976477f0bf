/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.agentlogout.cti.AgentState;
import org.agentlogout.cti.CallMessage.BeginCallEvent;
import org.agentlogout.cti.CallMessage.CallClearedEvent;
import org.agentlogout.cti.CallMessage.CallDeliveredEvent;
import org.agentlogout.cti.CallMessage.CallEstablishedEvent;
import org.agentlogout.cti.CallMessage.Device;
import org.agentlogout.cti.CallMessage.EndCallEvent;
import org.agentlogout.cti.CallMessage.Parties;
import org.agentlogout.cti.CallMessage.Route;
import org.agentlogout.cti.ConnectionState;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.simulator.board.AgentSnapshot;
import org.agentlogout.simulator.board.CallState;
import org.agentlogout.simulator.board.VoiceState;
import org.agentlogout.simulator.board.VoiceTarget;
import org.jspecify.annotations.Nullable;

/**
 * What happens to agents and calls, as events for every client: the difference between how an agent
 * was and is. Told of agents by one thread at a time.
 */
final class CtiNews {

    private static final int CAUSE_NONE = 0xFFFF;
    private static final Route NO_ROUTE =
            new Route(0, 0, CtiMessage.NONE, CtiMessage.NONE, CtiMessage.NONE, CtiMessage.NONE, 0);
    private static final Parties NOBODY = new Parties(Device.NONE, Device.NONE, Device.NONE);

    private final CtiSettings settings;
    private final CtiWords words;
    private final InstantSource clock;
    private final Consumer<CtiMessage> clients;
    private final Map<String, AgentSnapshot> known = new HashMap<>();
    private final Set<String> muted = Collections.synchronizedSet(new HashSet<>());
    private final Set<String> doubled = Collections.synchronizedSet(new HashSet<>());

    CtiNews(CtiSettings settings, InstantSource clock, Consumer<CtiMessage> clients) {
        this.settings = settings;
        this.words = new CtiWords(settings.peripheralId());
        this.clock = clock;
        this.clients = clients;
    }

    /** The next change of this agent's voice state is not told. */
    void mute(String agentId) {
        muted.add(agentId);
    }

    /** It is told twice. */
    void twice(String agentId) {
        doubled.add(agentId);
    }

    synchronized void clear() {
        known.clear();
        muted.clear();
        doubled.clear();
    }

    synchronized void changed(AgentSnapshot now) {
        AgentSnapshot before = known.put(now.profile().id(), now);
        List<AgentSnapshot.Call> callsBefore = before == null ? List.of() : before.calls();
        now.calls().forEach(call -> call(now, call, find(callsBefore, call.id())));
        if (voiceDiffers(before, now)) {
            voice(now);
        }
        now.media().values().stream()
                .filter(medium -> before != null && differs(before, medium))
                .forEach(medium -> clients.accept(words.mediumEvent(now, medium, clock.instant())));
        callsBefore.stream()
                .filter(call -> find(now.calls(), call.id()) == null)
                .forEach(call -> ended(now, call));
    }

    private boolean voiceDiffers(@Nullable AgentSnapshot before, AgentSnapshot now) {
        if (before == null) {
            return now.voice() != VoiceState.LOGOUT;
        }
        boolean pending = settings.pendingShown() && before.pending() != now.pending();
        return before.voice() != now.voice() || !before.since().equals(now.since()) || pending;
    }

    private void voice(AgentSnapshot now) {
        String id = now.profile().id();
        if (muted.remove(id)) {
            return;
        }
        boolean follows = settings.pendingShown() && now.pending() == VoiceTarget.NOT_READY;
        AgentState next = follows ? AgentState.NOT_READY : AgentState.UNKNOWN;
        int times = settings.eventsPerChange() + (doubled.remove(id) ? 1 : 0);
        for (int i = 0; i < times; i++) {
            clients.accept(words.voiceEvent(now, next, clock.instant()));
        }
    }

    private static boolean differs(AgentSnapshot before, AgentSnapshot.Medium now) {
        AgentSnapshot.Medium old = before.media().get(now.mrdId());
        return CtiWords.mrd(now.mrdId()) >= 0
                && (old == null
                        || old.state() != now.state()
                        || old.tasks().size() != now.tasks().size());
    }

    private void call(
            AgentSnapshot agent, AgentSnapshot.Call call, AgentSnapshot.@Nullable Call before) {
        if (before == null) {
            clients.accept(new BeginCallEvent(words.about(agent, call), 1, 1, 0));
        }
        if (before == null || before.state() != call.state()) {
            moved(agent, call);
        }
    }

    private void moved(AgentSnapshot agent, AgentSnapshot.Call call) {
        Device phone = new Device(0, CtiWords.name(agent).instrument());
        ConnectionState state = CtiWords.state(call.state());
        if (call.state() == CallState.ALERTING) {
            clients.accept(
                    new CallDeliveredEvent(
                            words.about(agent, call), NO_ROUTE, phone, NOBODY, state, CAUSE_NONE));
        } else {
            clients.accept(
                    new CallEstablishedEvent(
                            words.about(agent, call), NO_ROUTE, phone, NOBODY, state, CAUSE_NONE));
        }
    }

    private void ended(AgentSnapshot agent, AgentSnapshot.Call call) {
        clients.accept(
                new CallClearedEvent(words.about(agent, call), ConnectionState.NULL, CAUSE_NONE));
        clients.accept(new EndCallEvent(words.about(agent, call)));
    }

    /** The link to the peripheral breaks: the calls concern nobody any more, and live on. */
    synchronized void linkLost() {
        eachCall((agent, call) -> clients.accept(new EndCallEvent(words.about(agent, call))));
    }

    synchronized void linkBack() {
        eachCall((agent, call) ->
                clients.accept(new BeginCallEvent(words.about(agent, call), 1, 1, 0)));
    }

    private void eachCall(BiConsumer<AgentSnapshot, AgentSnapshot.Call> tell) {
        List<AgentSnapshot> all = new ArrayList<>(known.values());
        all.forEach(agent -> agent.calls().forEach(call -> tell.accept(agent, call)));
    }

    private static AgentSnapshot.@Nullable Call find(List<AgentSnapshot.Call> calls, String id) {
        return calls.stream().filter(call -> call.id().equals(id)).findFirst().orElse(null);
    }
}
