/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.agentlogout.worker.agentswitch.AgentSwitch.Clearance;
import org.agentlogout.worker.agentswitch.SwitchFloor.Trouble;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.Command.Order;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@link AgentSwitch} promises, whatever the switch. Ground truth is what the switch saw, not
 * what the adapter says. Budgets are long where a test must not depend on them.
 */
abstract class AgentSwitchContract {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(1_500);

    /** The two changes every switch knows. */
    enum Change {
        NOT_READY(AgentState.NOT_READY),
        SIGN_OUT(AgentState.LOGGED_OUT);

        private final AgentState wanted;

        Change(AgentState wanted) {
            this.wanted = wanted;
        }
    }

    private SwitchFloor floor;

    abstract SwitchFloor open(Path directory);

    @BeforeEach
    void openFloor(@TempDir Path directory) {
        floor = open(directory);
    }

    @AfterEach
    void closeFloor() {
        floor.close();
    }

    @ParameterizedTest
    @EnumSource
    void changeIsDoneOnceTheSwitchShowsIt(Change change) {
        beforeThe(change);

        assertThat(make(change, patient())).isEqualTo(new Outcome.Done(change.wanted, ""));
        assertThat(floor.truth()).isEqualTo(change.wanted);
        assertThat(floor.changes()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void lateChangeIsWaitedFor(Change change) {
        beforeThe(change);
        floor.trouble(Trouble.LATE);

        assertThat(make(change, patient())).isEqualTo(new Outcome.Done(change.wanted, ""));
        assertThat(floor.changes()).hasSize(1);
    }

    static Stream<Arguments> withoutAnswer() {
        return each(Trouble.HANG_APPLIED, Trouble.DROP_APPLIED);
    }

    @ParameterizedTest
    @MethodSource("withoutAnswer")
    void changeWithoutAnAnswerIsDoneWhenTheSwitchShowsIt(Change change, Trouble trouble) {
        beforeThe(change);
        floor.trouble(trouble);

        assertThat(make(change, floor.agentSwitch(SHORT, LONG, Timing.REAL)))
                .isEqualTo(new Outcome.Done(change.wanted, ""));
        assertThat(floor.changes()).hasSize(1);
    }

    static Stream<Arguments> neverDone() {
        return each(Trouble.LOST, Trouble.HANG_NOT_APPLIED, Trouble.DROP_NOT_APPLIED);
    }

    private static Stream<Arguments> each(Trouble... troubles) {
        return Stream.of(Change.values())
                .flatMap(change -> Stream.of(troubles).map(it -> Arguments.of(change, it)));
    }

    @ParameterizedTest
    @MethodSource("neverDone")
    void changeThatNeverShowsIsUnknownAndNotSentAgain(Change change, Trouble trouble) {
        beforeThe(change);
        AgentState before = floor.truth();
        floor.trouble(trouble);

        assertThat(make(change, hasty()))
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        unknown -> assertThat(unknown.state()).isEqualTo(before));
        assertThat(floor.changes()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void nextAttemptAfterAnUnknownOneSendsWhatWasNotDone(Change change) {
        beforeThe(change);
        floor.trouble(Trouble.LOST);
        make(change, hasty());

        assertThat(make(change, patient(), 2, true, Samples.GO))
                .isEqualTo(new Outcome.Done(change.wanted, ""));
        assertThat(floor.changes()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void nextAttemptAfterADoneOneSendsNothing(Change change) {
        beforeThe(change);
        AgentSwitch agentSwitch = patient();
        make(change, agentSwitch);

        assertThat(make(change, agentSwitch, 2, true, Samples.GO))
                .isInstanceOfSatisfying(
                        Outcome.AlreadyDone.class,
                        already -> assertThat(already.state()).isEqualTo(change.wanted));
        assertThat(floor.changes()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void signedOutAgentNeedsNoChange(Change change) {
        floor.signedOut();

        assertThat(make(change, patient()))
                .isInstanceOfSatisfying(
                        Outcome.AlreadyDone.class,
                        already -> assertThat(already.state()).isEqualTo(AgentState.LOGGED_OUT));
        assertThat(floor.changes()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void guardedChangeIsRefusedUnderAnInteraction(Change change) {
        floor.ready();
        floor.startInteraction();
        AgentState before = floor.truth();

        assertThat(make(change, patient()))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("INTERACTION_STARTED"));
        assertThat(floor.changes()).isEmpty();
        assertThat(floor.truth()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheLastLookStopsIsNotSent(Change change) {
        beforeThe(change);
        Outcome stop = new Outcome.Expired();

        assertThat(make(change, patient(), 1, true, () -> new Clearance.Stop(stop)))
                .isEqualTo(stop);
        assertThat(floor.changes()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void lastLookIsTheLastActBeforeTheBytes(Change change) {
        beforeThe(change);
        List<Integer> requestsBefore = new ArrayList<>();
        Supplier<Clearance> lastLook =
                () -> {
                    requestsBefore.add(floor.requests().size());
                    return new Clearance.Go();
                };

        make(change, patient(), 1, true, lastLook);

        assertThat(requestsBefore).hasSize(1);
        assertThat(floor.changes())
                .containsExactly(floor.requests().get(requestsBefore.getFirst()));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsSentOnceTheTimeIsOver(Change change) {
        beforeThe(change);

        var order = Samples.order(floor.target(), 1, true);
        Outcome outcome = make(change, patient(), order, Instant.EPOCH, Samples.GO);
        assertThat(outcome).isNotInstanceOf(Outcome.Unknown.class);
        assertThat(floor.changes()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void otherNodeServesWhenOneIsDown(Change change) {
        beforeThe(change);
        AgentSwitch agentSwitch = patient();
        agentSwitch.inspect(floor.target(), Samples.soon());
        floor.down(0);

        assertThat(make(change, agentSwitch)).isEqualTo(new Outcome.Done(change.wanted, ""));
    }

    @ParameterizedTest
    @EnumSource
    void otherNodeServesWhenOneIsOutOfService(Change change) {
        beforeThe(change);
        AgentSwitch agentSwitch = patient();
        agentSwitch.inspect(floor.target(), Samples.soon());
        floor.outOfService(0);

        assertThat(make(change, agentSwitch)).isEqualTo(new Outcome.Done(change.wanted, ""));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsDoneWhenBothNodesAreDown(Change change) {
        beforeThe(change);
        floor.down(0);
        floor.down(1);

        assertThat(make(change, patient()))
                .isInstanceOfSatisfying(Outcome.Failed.class, this::mayTry);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsDoneWhenBothNodesAreOutOfService(Change change) {
        beforeThe(change);
        AgentSwitch agentSwitch = patient();
        agentSwitch.inspect(floor.target(), Samples.soon());
        floor.outOfService(0);
        floor.outOfService(1);
        AgentState before = floor.truth();

        assertThat(make(change, agentSwitch))
                .isInstanceOfSatisfying(Outcome.Failed.class, this::mayTry);
        assertThat(floor.truth()).isEqualTo(before);
    }

    private void mayTry(Outcome.Failed failed) {
        assertThat(failed.retryable()).isTrue();
    }

    @Test
    void wrongPasswordIsTriedOnce() throws InterruptedException, ExecutionException {
        floor.wrongPassword();
        assertThat(inspectedAtOnce(patient(), 8))
                .extracting("code", "retryable")
                .containsOnly(tuple("CREDENTIAL_REFUSED", false));
        assertThat(floor.wrongTries()).isEqualTo(1);
        assertThat(floor.refusals()).hasSize(1);
    }

    @Test
    void newPasswordIsUsedAtOnce() {
        floor.wrongPassword();
        AgentSwitch agentSwitch = patient();
        agentSwitch.inspect(floor.target(), Samples.soon());
        floor.rightPassword();

        assertThat(agentSwitch.inspect(floor.target(), Samples.soon()))
                .isInstanceOf(Outcome.Inspected.class);
    }

    @Test
    void lookChangesNothing() {
        floor.ready();

        Inspection inspection = inspected();

        assertThat(inspection.state()).isEqualTo(AgentState.READY);
        assertThat(inspection.interactions()).isEmpty();
        assertThat(floor.changes()).isEmpty();
    }

    @Test
    void lookFindsTheInteraction() {
        floor.ready();
        floor.startInteraction();

        assertThat(inspected().interactions()).hasSize(1);
    }

    @Test
    void lookAtASignedOutAgentFindsNothingToDo() {
        floor.signedOut();

        Inspection inspection = inspected();

        assertThat(inspection.state()).isEqualTo(AgentState.LOGGED_OUT);
        assertThat(inspection.mustBeMadeNotReady()).isFalse();
        assertThat(inspection.canBeDeactivated()).isFalse();
        assertThat(inspection.canSignOutAllMedia()).isFalse();
    }

    @Test
    void interruptionEndsACall() {
        beforeThe(Change.NOT_READY);
        Supplier<Clearance> interrupting =
                () -> {
                    Thread.currentThread().interrupt();
                    return new Clearance.Go();
                };

        assertThatThrownBy(() -> make(Change.NOT_READY, patient(), 1, true, interrupting))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private void beforeThe(Change change) {
        if (change == Change.NOT_READY) {
            floor.ready();
        }
    }

    private Inspection inspected() {
        return ((Outcome.Inspected) patient().inspect(floor.target(), Samples.soon())).inspection();
    }

    private List<Outcome> inspectedAtOnce(AgentSwitch agentSwitch, int times)
            throws InterruptedException, ExecutionException {
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> asked = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                asked.add(
                        threads.submit(() -> agentSwitch.inspect(floor.target(), Samples.soon())));
            }
            for (Future<Outcome> one : asked) {
                outcomes.add(one.get());
            }
        }
        return outcomes;
    }

    private AgentSwitch patient() {
        return floor.agentSwitch(LONG, LONG, Timing.REAL);
    }

    /** Its pauses move its clock, so that its time is over soon. */
    private AgentSwitch hasty() {
        return floor.agentSwitch(SHORT, LONG, new ManualTime(Instant.now()).timing());
    }

    private Outcome make(Change change, AgentSwitch agentSwitch) {
        return make(change, agentSwitch, 1, true, Samples.GO);
    }

    private Outcome make(
            Change change,
            AgentSwitch agentSwitch,
            int attempt,
            boolean guarded,
            Supplier<Clearance> lastLook) {
        var order = Samples.order(floor.target(), attempt, guarded);
        return make(change, agentSwitch, order, Samples.soon(), lastLook);
    }

    private static Outcome make(
            Change change,
            AgentSwitch agentSwitch,
            Order order,
            Instant until,
            Supplier<Clearance> lastLook) {
        return switch (change) {
            case NOT_READY ->
                    agentSwitch.makeNotReady(Samples.notReady(order, false), until, lastLook);
            case SIGN_OUT -> agentSwitch.signOut(Samples.signOut(order, ""), until, lastLook);
        };
    }
}
