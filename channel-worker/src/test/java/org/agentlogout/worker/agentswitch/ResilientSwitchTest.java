/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.agentlogout.worker.agentswitch.AgentSwitch.Clearance;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResilientSwitchTest {
    private static final Outcome DONE = new Outcome.Done(AgentState.NOT_READY, "");
    private static final Outcome PASSING = new Outcome.Failed("SWITCH_UNREACHABLE", "", true);
    private static final Outcome UNKNOWN = new Outcome.Unknown("TIMED_OUT", "", AgentState.READY);
    private static final Command.SignOut SIGN_OUT =
            Samples.signOut(Samples.order(Samples.VOICE, 1, true), "");

    private final ManualTime time = new ManualTime();
    private final ScriptedSwitch behind = new ScriptedSwitch();
    private final ResilientSwitch guarded = guarded(1_000, 10_000, 1);

    @Test
    void failureThatMayBeRepeatedIsRepeated() {
        behind.next(List.of(PASSING, PASSING));

        assertThat(signOut()).isEqualTo(DONE);
        assertThat(behind.calls).hasValue(3);
        assertThat(time.instant()).isAfter(ManualTime.NOON);
    }

    static List<Outcome> endings() {
        return List.of(
                UNKNOWN,
                new Outcome.Failed("CREDENTIAL_REFUSED", "", false),
                new Outcome.Refused("INTERACTION_STARTED", "", AgentState.TALKING),
                new Outcome.AlreadyDone(AgentState.LOGGED_OUT, ""),
                new Outcome.Expired());
    }

    @ParameterizedTest
    @MethodSource("endings")
    void nothingElseIsRepeated(Outcome ending) {
        behind.next(List.of(ending));

        assertThat(signOut()).isEqualTo(ending);
        assertThat(behind.calls).hasValue(1);
    }

    @Test
    void repeatingEndsAfterFiveTries() {
        behind.next(Collections.nCopies(10, PASSING));

        assertThat(signOut()).isEqualTo(PASSING);
        assertThat(behind.calls).hasValue(5);
    }

    @Test
    void repeatingEndsWithTheTimeThereIs() {
        behind.next(Collections.nCopies(10, PASSING));
        Instant until = time.instant().plusMillis(10);

        assertThat(guarded.signOut(SIGN_OUT, until, Samples.GO)).isEqualTo(PASSING);
        assertThat(behind.calls).hasValue(1);
        assertThat(time.instant()).isBefore(until);
    }

    @Test
    void lastLookIsAskedAtEachTry() {
        behind.next(List.of(PASSING, PASSING));
        AtomicInteger looks = new AtomicInteger();
        Supplier<Clearance> look =
                () -> {
                    looks.incrementAndGet();
                    return new Clearance.Go();
                };

        guarded.signOut(SIGN_OUT, inAMinute(), look);

        assertThat(looks).hasValue(3);
    }

    @Test
    void whatTheLastLookStoppedIsNotRepeatedAndNoFailureOfTheSwitch() {
        Supplier<Clearance> stop = () -> new Clearance.Stop(PASSING);
        for (int i = 0; i < 2 * ResilientSwitch.WINDOW; i++) {
            assertThat(guarded.signOut(SIGN_OUT, inAMinute(), stop)).isEqualTo(PASSING);
        }

        assertThat(behind.calls).hasValue(2 * ResilientSwitch.WINDOW);
        assertThat(signOut()).isEqualTo(DONE);
    }

    @Test
    void switchThatFailsIsLeftAloneForAWhile() {
        fail(ResilientSwitch.FEWEST, UNKNOWN);
        int before = behind.calls.get();

        assertThat(signOut())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> {
                            assertThat(failed.code()).isEqualTo("CIRCUIT_OPEN");
                            assertThat(failed.retryable()).isTrue();
                        });
        assertThat(behind.calls).hasValue(before);
    }

    @Test
    void switchThatFailedIsTriedAgain() {
        fail(ResilientSwitch.FEWEST, UNKNOWN);
        time.pass(Duration.ofSeconds(ResilientSwitch.OPEN_SECONDS).plusMillis(1));

        assertThat(Collections.nCopies(10, ""))
                .allSatisfy(_ -> assertThat(signOut()).isEqualTo(DONE));
    }

    @Test
    void wordsOfTheSwitchDoNotOpenTheCircuit() {
        fail(ResilientSwitch.WINDOW, new Outcome.Refused("REASON_REQUIRED", "", AgentState.READY));
        fail(ResilientSwitch.WINDOW, new Outcome.Failed("CREDENTIAL_REFUSED", "", false));

        assertThat(signOut()).isEqualTo(DONE);
    }

    @Test
    void interruptedCallsDoNotOpenTheCircuit() {
        for (int i = 0; i < ResilientSwitch.WINDOW; i++) {
            behind.next(() -> {
                throw new CancellationException();
            });
            assertThatThrownBy(this::signOut).isInstanceOf(CancellationException.class);
        }

        assertThat(signOut()).isEqualTo(DONE);
    }

    @Test
    void fullBulkheadAnswersAtOnce() throws InterruptedException {
        ResilientSwitch two = guarded(4, 10_000, 2);
        try (Hanging _ = new Hanging(two)) {
            assertThat(two.signOut(SIGN_OUT, inAMinute(), Samples.GO))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> {
                                assertThat(failed.code()).isEqualTo("BULKHEAD_FULL");
                                assertThat(failed.retryable()).isTrue();
                            });
            assertThat(time.instant()).isEqualTo(ManualTime.NOON);
        }
    }

    @Test
    void changesThatHangLeavePlacesForLooks() throws InterruptedException {
        ResilientSwitch two = guarded(4, 10_000, 2);
        try (Hanging _ = new Hanging(two)) {
            assertThat(two.inspect(Samples.VOICE, inAMinute())).isEqualTo(DONE);
        }
    }

    @Test
    void placeIsGivenBackWhateverHappens() {
        ResilientSwitch two = guarded(2, 10_000, 1);
        behind.next(() -> {
            throw new IllegalStateException("a defect");
        });

        assertThatThrownBy(() -> two.signOut(SIGN_OUT, inAMinute(), Samples.GO))
                .isInstanceOf(IllegalStateException.class);
        assertThat(two.signOut(SIGN_OUT, inAMinute(), Samples.GO)).isEqualTo(DONE);
    }

    @Test
    void commandsAboveTheRateWaitForTheirTurn() {
        ResilientSwitch slow = guarded(1_000, 20, 2);
        for (int i = 0; i < 11; i++) {
            assertThat(slow.signOut(SIGN_OUT, inAMinute(), Samples.GO)).isEqualTo(DONE);
        }

        assertThat(Duration.between(ManualTime.NOON, time.instant()))
                .isBetween(Duration.ofMillis(990), Duration.ofMillis(1_100));
    }

    @Test
    void commandThatCannotHaveItsTurnInTimeIsRefusedAtOnce() {
        ResilientSwitch slow = guarded(1_000, 10, 1);
        Instant until = time.instant().plusMillis(500);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            outcomes.add(slow.signOut(SIGN_OUT, until, Samples.GO));
        }

        assertThat(outcomes.subList(0, 10)).containsOnly(DONE);
        assertThat(outcomes.getLast())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("RATE_LIMITED"));
    }

    /** One sign-out that stays at the switch until it is closed. */
    private final class Hanging implements AutoCloseable {
        private final CountDownLatch release = new CountDownLatch(1);

        Hanging(ResilientSwitch at) throws InterruptedException {
            CountDownLatch arrived = new CountDownLatch(1);
            behind.next(() -> {
                arrived.countDown();
                await(release);
                return DONE;
            });
            Thread.ofVirtual().start(() -> at.signOut(SIGN_OUT, inAMinute(), Samples.GO));
            arrived.await();
        }

        @Override
        public void close() {
            release.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fail(int times, Outcome how) {
        behind.next(Collections.nCopies(times, how));
        for (int i = 0; i < times; i++) {
            signOut();
        }
    }

    private Outcome signOut() {
        return guarded.signOut(SIGN_OUT, inAMinute(), Samples.GO);
    }

    private Instant inAMinute() {
        return time.instant().plusSeconds(60);
    }

    private ResilientSwitch guarded(int places, int perSecond, int workers) {
        var limits =
                new SwitchSettings.Limits(
                        Duration.ofSeconds(5), Duration.ofSeconds(11), places, perSecond);
        return new ResilientSwitch(behind, "fin", limits, workers, time.timing());
    }
}
