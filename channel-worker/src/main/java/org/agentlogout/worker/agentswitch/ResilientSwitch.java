/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.agentlogout.worker.agentswitch.SwitchHealth.Circuit;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Outcome;
import org.agentlogout.worker.command.Target;

/**
 * Stands before one switch and keeps it from harm, and the others from its troubles.
 *
 * <ul>
 *   <li>Bulkhead: so many commands at once, one half for looks and one for changes, so that looks
 *       that hang take no place from sign-outs. Full: FAILED(BULKHEAD_FULL) at once.
 *   <li>Circuit breaker: when half of the last {@value #WINDOW} commands failed technically or
 *       ended unproved, FAILED(CIRCUIT_OPEN) at once for {@value #OPEN_SECONDS} s. What the switch
 *       refuses in words is no failure of the switch.
 *   <li>Rate limit: a command waits up to {@value #LONGEST_WAIT_MILLIS} ms for its turn, then
 *       FAILED(RATE_LIMITED).
 *   <li>Retry: only what failed before anything was sent and may be repeated, with jitter, as long
 *       as there is time.
 * </ul>
 *
 * <p>Limits are those of the switch divided by the number of workers.
 */
public final class ResilientSwitch implements AgentSwitch {
    static final int WINDOW = 50;
    static final int FEWEST = 20;
    static final int OPEN_SECONDS = 5;
    static final int LONGEST_WAIT_MILLIS = 2_000;
    private static final int TRIES = 5;

    /** A call of the switch behind, with the last look it is to ask. */
    private interface Attempt {
        Outcome with(Supplier<Clearance> lastLook);
    }

    private final AgentSwitch behind;
    private final Timing timing;
    private final Bulkhead looks;
    private final Bulkhead changes;
    private final RateLimiter rate;
    private final CircuitBreaker breaker;
    private final Retry retry;

    /**
     * @param workers the configured number of worker processes, at least 1
     */
    public ResilientSwitch(
            AgentSwitch behind,
            String switchId,
            SwitchSettings.Limits limits,
            int workers,
            Timing timing) {
        this.behind = behind;
        this.timing = timing;
        int places = Math.max(2, limits.concurrentCalls() / workers);
        looks = bulkhead(switchId + "-looks", places / 2);
        changes = bulkhead(switchId + "-changes", places - places / 2);
        rate = rate(switchId, Math.max(1, limits.callsPerSecond() / workers), timing);
        breaker = breaker(switchId, timing);
        retry = retry(switchId);
    }

    @Override
    public Outcome inspect(Target target, Instant until) {
        return guarded(looks, until, Clearance.Go::new, _ -> behind.inspect(target, until));
    }

    @Override
    public Outcome makeNotReady(
            Command.MakeNotReady command, Instant until, Supplier<Clearance> lastLook) {
        return guarded(changes, until, lastLook, look -> behind.makeNotReady(command, until, look));
    }

    @Override
    public Outcome deactivate(
            Command.Deactivate command, Instant until, Supplier<Clearance> lastLook) {
        return guarded(changes, until, lastLook, look -> behind.deactivate(command, until, look));
    }

    @Override
    public Outcome signOut(Command.SignOut command, Instant until, Supplier<Clearance> lastLook) {
        return guarded(changes, until, lastLook, look -> behind.signOut(command, until, look));
    }

    @Override
    public Outcome recover(Command.Recover command, Instant until, Supplier<Clearance> lastLook) {
        return guarded(changes, until, lastLook, look -> behind.recover(command, until, look));
    }

    /** Costs no place and no permission: the adapter keeps to limits of its own. */
    @Override
    public void watch(Target target, Inspection seen, Watcher watcher) {
        behind.watch(target, seen, watcher);
    }

    /** Asks even while the switch is left alone: that is how one learns that it is back. */
    @Override
    public Optional<String> trouble(Instant until) {
        return behind.trouble(until);
    }

    /** What becomes of commands at present. */
    Circuit circuit() {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> Circuit.OPEN;
            case HALF_OPEN -> Circuit.TRYING;
            case CLOSED, DISABLED, METRICS_ONLY -> Circuit.CLOSED;
        };
    }

    /** Lets a few commands through to see, instead of none. */
    void tryAgain() {
        breaker.transitionToHalfOpenState();
    }

    /**
     * @param down called when the switch is left alone, and at each failure until it is back
     * @param back called when it answers again
     */
    void listen(Runnable down, Runnable back) {
        breaker.getEventPublisher()
                .onError(_ -> {
                    if (breaker.getState() != CircuitBreaker.State.CLOSED) {
                        down.run();
                    }
                })
                .onStateTransition(event -> {
                    switch (event.getStateTransition().getToState()) {
                        case OPEN -> down.run();
                        case CLOSED -> back.run();
                        case HALF_OPEN, DISABLED, FORCED_OPEN, METRICS_ONLY -> {}
                    }
                });
    }

    private Outcome guarded(
            Bulkhead places, Instant until, Supplier<Clearance> lastLook, Attempt attempt) {
        if (!places.tryAcquirePermission()) {
            return failed("BULKHEAD_FULL", "As many commands as allowed are at this switch.");
        }
        try {
            return repeated(until, lastLook, attempt);
        } finally {
            places.onComplete();
        }
    }

    private Outcome repeated(Instant until, Supplier<Clearance> lastLook, Attempt attempt) {
        Retry.AsyncContext<Outcome> tries = retry.asyncContext();
        AtomicBoolean stopped = new AtomicBoolean();
        Supplier<Clearance> look = () -> noted(lastLook.get(), stopped);
        while (true) {
            Outcome outcome = once(until, look, stopped, attempt);
            long wait = stopped.get() ? -1 : tries.onResult(outcome);
            if (wait < 0 || timing.left(until).toMillis() <= wait) {
                return outcome;
            }
            timing.pause().accept(Duration.ofMillis(wait));
        }
    }

    private static Clearance noted(Clearance clearance, AtomicBoolean stopped) {
        stopped.set(clearance instanceof Clearance.Stop);
        return clearance;
    }

    private Outcome once(
            Instant until, Supplier<Clearance> lastLook, AtomicBoolean stopped, Attempt attempt) {
        if (!breaker.tryAcquirePermission()) {
            return failed("CIRCUIT_OPEN", "The switch has failed too often and is left alone.");
        }
        long wait = rate.reservePermission();
        if (wait < 0 || timing.left(until).toNanos() <= wait) {
            breaker.releasePermission();
            return failed("RATE_LIMITED", "More commands for this switch than it may get.");
        }
        boolean judged = false;
        try {
            timing.pause().accept(Duration.ofNanos(wait));
            Instant began = timing.now();
            Outcome outcome = attempt.with(lastLook);
            judged = !stopped.get();
            if (judged) {
                long took = Duration.between(began, timing.now()).toNanos();
                breaker.onResult(took, TimeUnit.NANOSECONDS, outcome);
            }
            return outcome;
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            judged = true;
            breaker.onError(0, TimeUnit.NANOSECONDS, e);
            throw e;
        } finally {
            if (!judged) {
                breaker.releasePermission();
            }
        }
    }

    private static Outcome.Failed failed(String code, String text) {
        return new Outcome.Failed(code, text, true);
    }

    private static Bulkhead bulkhead(String name, int places) {
        return Bulkhead.of(
                name,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(places)
                        .maxWaitDuration(Duration.ZERO)
                        .build());
    }

    /**
     * Permissions come back ten times a second, so that a second's worth never goes out at once.
     */
    private static RateLimiter rate(String name, int perSecond, Timing timing) {
        boolean slow = perSecond < 20;
        RateLimiterConfig config =
                RateLimiterConfig.custom()
                        .limitForPeriod(slow ? perSecond : perSecond / 10)
                        .limitRefreshPeriod(Duration.ofMillis(slow ? 1_000 : 100))
                        .timeoutDuration(Duration.ofMillis(LONGEST_WAIT_MILLIS))
                        .build();
        Instant start = timing.now();
        return RateLimiter.of(name, config, () -> Duration.between(start, timing.now()).toNanos());
    }

    private static CircuitBreaker breaker(String name, Timing timing) {
        Instant start = timing.now();
        CircuitBreakerConfig config =
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(WINDOW)
                        .minimumNumberOfCalls(FEWEST)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(Duration.ofSeconds(OPEN_SECONDS))
                        .permittedNumberOfCallsInHalfOpenState(5)
                        .currentTimestampFunction(
                                _ -> Duration.between(start, timing.now()).toNanos(),
                                TimeUnit.NANOSECONDS)
                        .clock(timing.clock().withZone(ZoneOffset.UTC))
                        .recordResult(ResilientSwitch::isFailureOfTheSwitch)
                        .build();
        return CircuitBreaker.of(name, config);
    }

    private static Retry retry(String name) {
        RetryConfig config =
                RetryConfig.<Outcome>custom()
                        .maxAttempts(TRIES)
                        .retryOnResult(ResilientSwitch::mayBeRepeated)
                        .intervalFunction(
                                IntervalFunction.ofExponentialRandomBackoff(
                                        Duration.ofMillis(100), 2, 0.5, Duration.ofSeconds(2)))
                        .build();
        return Retry.of(name, config);
    }

    /** Breaker open or no permission: this process said it, and waiting a little will not help. */
    private static boolean mayBeRepeated(Outcome outcome) {
        return outcome instanceof Outcome.Failed(String code, String _, boolean retryable)
                && retryable
                && !code.equals("CIRCUIT_OPEN")
                && !code.equals("RATE_LIMITED");
    }

    private static boolean isFailureOfTheSwitch(Object outcome) {
        return switch ((Outcome) outcome) {
            case Outcome.Failed failed -> failed.retryable();
            case Outcome.Unknown _ -> true;
            case Outcome.Inspected _,
                    Outcome.Recovered _,
                    Outcome.Done _,
                    Outcome.AlreadyDone _,
                    Outcome.Refused _,
                    Outcome.Expired _ ->
                    false;
        };
    }
}
