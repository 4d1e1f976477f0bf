/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.cti;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.agentlogout.cti.CtiMessage;
import org.agentlogout.cti.session.CtiSession;
import org.agentlogout.cti.session.RequestOutcome;
import org.agentlogout.cti.session.SessionEffect;
import org.agentlogout.cti.session.SessionEvent;
import org.agentlogout.cti.session.SessionNews;
import org.agentlogout.cti.session.SessionPolicy;
import org.agentlogout.cti.session.SessionState;
import org.agentlogout.cti.session.SessionStep;
import org.agentlogout.cti.session.Side;
import org.agentlogout.worker.agentswitch.Timing;

/**
 * Does what the session machine says: connects, sends, disconnects, and tells it what came of it
 * and that time has passed. One session serves all agents; whoever asks gets a future. Safe for use
 * by many threads.
 */
final class CtiConnection implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(250);

    /**
     * Where the two sides are, and who is told what they say. The listeners are called in order,
     * under the lock of the session, and must not block.
     */
    record Ends(
            List<URI> sides,
            Optional<SSLContext> tls,
            Consumer<CtiMessage> events,
            Consumer<SessionNews> news) {
        Ends {
            sides = List.copyOf(sides);
        }

        URI at(Side side) {
            return side == Side.A ? sides.getFirst() : sides.getLast();
        }
    }

    private final Ends ends;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicLong keys = new AtomicLong();
    private final Map<String, CompletableFuture<RequestOutcome>> asked = new ConcurrentHashMap<>();
    private final Map<Side, String> troubles = new EnumMap<>(Side.class);
    private final long began = System.nanoTime();
    private final Thread ticker;

    // Guarded by the lock:
    private SessionPolicy policy;
    private SessionState state;
    private long wireNumber;
    private Optional<CtiWire> wire = Optional.empty();

    CtiConnection(Ends ends, SessionPolicy policy) {
        this.ends = ends;
        this.policy = policy;
        this.state = CtiSession.initial(policy);
        this.ticker = Thread.ofVirtual().name("cti-ticker").start(this::tick);
    }

    /** Opens the session, or opens it again with another credential. */
    void start(SessionPolicy with) {
        lock.lock();
        try {
            policy = with;
            apply(SessionEvent.Start::new);
        } finally {
            lock.unlock();
        }
    }

    /** How things stand, after waiting, at most so long, while a try is on its way. */
    SessionState settled(Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (left > 0 && isTrying()) {
                left = changed.awaitNanos(left);
            }
            return state;
        } catch (InterruptedException e) {
            throw Timing.interrupted();
        } finally {
            lock.unlock();
        }
    }

    private boolean isTrying() {
        return state instanceof SessionState.Connecting || state instanceof SessionState.Opening;
    }

    /** What each side last said against a session. */
    Map<Side, String> troubles() {
        lock.lock();
        try {
            return Map.copyOf(troubles);
        } finally {
            lock.unlock();
        }
    }

    /** Asks at once or not at all; the outcome comes in any case, this side's time-out included. */
    CompletableFuture<RequestOutcome> ask(CtiMessage.Request request) {
        String key = Long.toString(keys.incrementAndGet());
        CompletableFuture<RequestOutcome> outcome = new CompletableFuture<>();
        asked.put(key, outcome);
        apply(at -> new SessionEvent.Submitted(at, key, request));
        return outcome;
    }

    private void apply(Function<Instant, SessionEvent> event) {
        lock.lock();
        try {
            Instant now = Instant.EPOCH.plusNanos(System.nanoTime() - began);
            SessionStep step = CtiSession.decide(state, event.apply(now), policy);
            state = step.next();
            step.effects().forEach(this::perform);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void perform(SessionEffect effect) {
        switch (effect) {
            case SessionEffect.Connect it -> connect(it);
            case SessionEffect.Send it ->
                    wire.filter(_ -> wireNumber == it.connection())
                            .ifPresent(open -> open.send(it.message()));
            case SessionEffect.Disconnect it ->
                    wire.filter(_ -> wireNumber == it.connection()).ifPresent(CtiWire::close);
            case SessionEffect.Complete it ->
                    Objects.requireNonNull(asked.remove(it.key())).complete(it.outcome());
            case SessionEffect.Deliver it -> ends.events().accept(it.message());
            case SessionEffect.Tell it -> tell(it.news());
        }
    }

    private void tell(SessionNews news) {
        switch (news) {
            case SessionNews.Opened it -> troubles.remove(it.side());
            case SessionNews.Lost it -> troubles.put(it.side(), it.why());
            case SessionNews.TryFailed it -> troubles.put(it.side(), it.why());
            case SessionNews.ClientRefused it -> troubles.put(it.side(), it.why());
            case SessionNews.PeripheralChanged _, SessionNews.GatewayChanged _ -> {}
        }
        ends.news().accept(news);
    }

    private void connect(SessionEffect.Connect to) {
        CtiWire next =
                new CtiWire(ends.at(to.side()), ends.tls(), policy.connectTimeout(), to.version());
        wire = Optional.of(next);
        wireNumber = to.connection();
        long number = to.connection();
        Thread.ofVirtual()
                .name("cti-reader")
                .start(() -> {
                    String why =
                            next.run(
                                    () -> apply(at -> new SessionEvent.Connected(at, number)),
                                    it -> apply(at -> new SessionEvent.Received(at, number, it)));
                    apply(at -> new SessionEvent.ConnectionLost(at, number, why));
                });
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(TICK);
                apply(SessionEvent.Tick::new);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says good-bye, and resets what is left. */
    @Override
    public void close() {
        ticker.interrupt();
        apply(SessionEvent.Stop::new);
        lock.lock();
        try {
            wire.ifPresent(CtiWire::close);
        } finally {
            lock.unlock();
        }
    }
}
