/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cti.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.agentlogout.cti.session.SessionEvent.Connected;
import org.agentlogout.cti.session.SessionEvent.ConnectionLost;
import org.agentlogout.cti.session.SessionEvent.Received;
import org.agentlogout.cti.session.SessionEvent.Submitted;

/**
 * One random walk: a session, two servers that come and go, and a network that loses, doubles and
 * reorders what it carries. TCP does not do the last two; a session that stands them stands a
 * server's mistakes.
 */
final class SessionWalk {

    private final Random random;
    private final WalkServer[] servers;
    private final SessionPromises promises = new SessionPromises();
    private final List<SessionEvent> inFlight = new ArrayList<>();
    private final Set<String> visited = new TreeSet<>();
    private SessionState state = CtiSession.initial(SessionScene.POLICY);
    private Instant now = SessionScene.NOON;
    private int keys;

    SessionWalk(long seed) {
        this.random = new Random(seed);
        this.servers =
                new WalkServer[] {new WalkServer(random, Side.A), new WalkServer(random, Side.B)};
    }

    void run(int steps) {
        happens(new SessionEvent.Start(now));
        for (int i = 0; i < steps; i++) {
            step();
        }
        heals();
        happens(new SessionEvent.Stop(now));
        for (int i = 0; i < 10; i++) {
            passes(Duration.ofSeconds(1));
        }
        assertThat(state).isInstanceOf(SessionState.Stopped.class);
        promises.allIsTold(keys);
    }

    Set<String> visited() {
        return visited;
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> passes(Duration.ofMillis(random.nextInt(3_000)));
            case 3, 4 -> submits();
            case 5, 6, 7, 8, 9 -> arrives();
            case 10 -> strikes();
            default -> servers[random.nextInt(2)].speaks().forEach(this::carry);
        }
    }

    /** A new request, or once more one that is on its way. */
    private void submits() {
        boolean again = random.nextInt(5) == 0;
        String key =
                again && state instanceof SessionState.Open open && !open.pending().isEmpty()
                        ? open.pending().values().iterator().next().key()
                        : "k" + keys++;
        happens(new Submitted(now, key, SessionScene.query()));
    }

    /** What is under way arrives: as a rule the first, at times another, at times twice. */
    private void arrives() {
        if (inFlight.isEmpty()) {
            return;
        }
        int at = random.nextInt(5) == 0 ? random.nextInt(inFlight.size()) : 0;
        SessionEvent event = random.nextInt(20) == 0 ? inFlight.get(at) : inFlight.remove(at);
        if (random.nextInt(20) > 0) {
            happens(later(event));
        }
    }

    private SessionEvent later(SessionEvent event) {
        return switch (event) {
            case Received it -> new Received(now, it.connection(), it.message());
            case Connected it -> new Connected(now, it.connection());
            case ConnectionLost it -> new ConnectionLost(now, it.connection(), it.why());
            case SessionEvent.Start it -> new SessionEvent.Start(now);
            case SessionEvent.Stop it -> new SessionEvent.Stop(now);
            case SessionEvent.Tick it -> new SessionEvent.Tick(now);
            case Submitted it -> it;
        };
    }

    private void strikes() {
        switch (random.nextInt(6)) {
            case 0, 1 -> servers[random.nextInt(2)].changes();
            case 2 ->
                    inFlight.add(
                            new ConnectionLost(
                                    now, SessionScene.line(state).connection(), "reset"));
            case 3 -> inFlight.clear();
            case 4 -> {
                if (random.nextInt(10) == 0) {
                    happens(new SessionEvent.Stop(now));
                }
            }
            default -> happens(new SessionEvent.Start(now));
        }
    }

    private void passes(Duration time) {
        now = now.plus(time);
        happens(new SessionEvent.Tick(now));
    }

    /** All is well again: within the longest wait and a try on each side the session is open. */
    private void heals() {
        inFlight.clear();
        for (WalkServer server : servers) {
            server.heals();
        }
        happens(new SessionEvent.Start(now));
        for (int second = 0; second < 200; second++) {
            passes(Duration.ofSeconds(1));
            while (!inFlight.isEmpty()) {
                happens(later(inFlight.removeFirst()));
            }
        }
        assertThat(state).as("after all has healed").isInstanceOf(SessionState.Open.class);
    }

    private void happens(SessionEvent event) {
        visited.add(state.getClass().getSimpleName() + " " + event.getClass().getSimpleName());
        SessionStep step = CtiSession.decide(state, event, SessionScene.POLICY);
        promises.hold(state, event, step);
        state = step.next();
        step.effects().forEach(this::perform);
    }

    private void perform(SessionEffect effect) {
        switch (effect) {
            case SessionEffect.Connect it -> {
                WalkServer server = servers[it.side() == Side.A ? 0 : 1];
                inFlight.add(server.connects(now, it));
            }
            case SessionEffect.Send it -> {
                for (WalkServer server : servers) {
                    server.hears(it).forEach(this::carry);
                }
            }
            case SessionEffect.Disconnect it -> {
                for (WalkServer server : servers) {
                    server.drops(it.connection());
                }
            }
            case SessionEffect.Complete it -> {}
            case SessionEffect.Deliver it -> {}
            case SessionEffect.Tell it -> {}
        }
    }

    private void carry(WalkServer.Said said) {
        inFlight.add(new Received(now, said.connection(), said.message()));
    }
}
