/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.handling;

import static org.agentlogout.worker.Samples.chat;
import static org.agentlogout.worker.Samples.inspect;
import static org.agentlogout.worker.Samples.signOut;
import static org.agentlogout.worker.Samples.voice;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.agentlogout.worker.MovableClock;
import org.agentlogout.worker.agentswitch.AgentSwitch.Watcher;
import org.agentlogout.worker.agentswitch.FakeSwitch;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.ChannelNews;
import org.agentlogout.worker.command.Command;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Inspection.Interaction;
import org.agentlogout.worker.command.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CommandHandlerTest {
    private static final Outcome OUT = new Outcome.Done(AgentState.LOGGED_OUT, "");
    private static final Watcher WATCHER =
            new Watcher() {
                @Override
                public boolean wanted() {
                    return true;
                }

                @Override
                public void news(ChannelNews news) {
                    throw new IllegalStateException("nobody tells anything here");
                }
            };

    private final MovableClock clock = new MovableClock();
    private final FakeSwitch cce = new FakeSwitch();
    private final Queue<SessionLook> looks = new ArrayDeque<>();
    private final CommandHandler handler =
            new CommandHandler(Map.of("cce1", cce), _ -> nextLook(), _ -> WATCHER, clock);

    private SessionLook nextLook() {
        SessionLook look = looks.poll();
        return look == null ? new SessionLook.Current() : look;
    }

    @Test
    void aCommandIsCarriedOutOnItsSwitch() {
        cce.then(() -> OUT);
        assertThat(handler.handle(signOut(voice(), 1))).isEqualTo(Handled.of(OUT));
    }

    @Test
    void aChannelWithAnInteractionIsWatched() {
        cce.then(() -> looked(List.of(new Interaction("1", "ACTIVE", "A call."))));
        handler.handle(inspect(voice()));
        assertThat(cce.watchers()).containsExactly(WATCHER);
    }

    @Test
    void aChannelWithoutOneIsNot() {
        cce.then(() -> looked(List.of()));
        handler.handle(inspect(voice()));
        assertThat(cce.watchers()).isEmpty();
    }

    private static Outcome looked(List<Interaction> interactions) {
        return new Outcome.Inspected(
                new Inspection(
                        AgentState.TALKING,
                        Inspection.Routable.NOT_TOLD,
                        interactions,
                        true,
                        true,
                        false,
                        false,
                        false,
                        false,
                        List.of(),
                        "",
                        false,
                        Inspection.OnDisconnect.NOT_READY,
                        false,
                        true,
                        "UCCE"));
    }

    @Test
    void afterItsExpiryNothingIsSent() {
        clock.move(Duration.ofSeconds(25));
        assertThat(handler.handle(signOut(voice(), 1)).outcome()).isEqualTo(new Outcome.Expired());
        assertThat(cce.sent()).isEmpty();
    }

    @Test
    void aLookThatOutlastsTheExpiryStopsTheCall() {
        CommandHandler slowLook =
                new CommandHandler(
                        Map.of("cce1", cce),
                        _ -> lookOf(Duration.ofSeconds(26)),
                        _ -> WATCHER,
                        clock);
        assertThat(slowLook.handle(signOut(voice(), 1)).outcome()).isEqualTo(new Outcome.Expired());
        assertThat(cce.sent()).isEmpty();
    }

    private SessionLook lookOf(Duration time) {
        clock.move(time);
        return new SessionLook.Current();
    }

    @Test
    void aSwitchNobodyConfiguredIsRefused() {
        CommandHandler empty = new CommandHandler(Map.of(), _ -> nextLook(), _ -> WATCHER, clock);
        assertThat(code(empty.handle(signOut(voice(), 1)))).isEqualTo("SWITCH_UNKNOWN");
    }

    @Test
    void aNewerSessionStopsAStateChangingCall() {
        looks.add(new SessionLook.Superseded("The agent has a newer session, s2."));
        assertThat(code(handler.handle(signOut(voice(), 1)))).isEqualTo("SESSION_SUPERSEDED");
        assertThat(cce.sent()).isEmpty();
    }

    @Test
    void aNewerSessionDoesNotStopALook() {
        looks.add(new SessionLook.Superseded("The agent has a newer session, s2."));
        assertThat(code(handler.handle(inspect(voice())))).isEmpty();
    }

    @Test
    void unreadableSessionsSendNothingAndMayBeAskedAgain() {
        looks.add(new SessionLook.Unreadable("The broker gave no answer."));
        Outcome outcome = handler.handle(signOut(voice(), 1)).outcome();
        assertThat(outcome)
                .isEqualTo(
                        new Outcome.Failed(
                                "SESSIONS_UNREADABLE", "The broker gave no answer.", true));
        assertThat(cce.sent()).isEmpty();
    }

    @Test
    void aSessionOpenedDuringTheCallMakesItsEffectLate() {
        looks.add(new SessionLook.Current());
        looks.add(new SessionLook.Superseded("The agent has a newer session, s2."));
        Handled handled = handler.handle(signOut(voice(), 1));
        assertThat(handled.lateEffect())
                .isEqualTo("The change was made late. The agent has a newer session, s2.");
    }

    @Test
    void whatTheSwitchRefusedHasNoLateEffect() {
        looks.add(new SessionLook.Current());
        looks.add(new SessionLook.Superseded("The agent has a newer session, s2."));
        cce.then(() -> new Outcome.Refused("INVALID_STATE", "no", AgentState.TALKING));
        assertThat(handler.handle(signOut(voice(), 1)).lateEffect()).isEmpty();
    }

    @Test
    void aPendingNotReadyOfAnOlderSessionIsLate() {
        looks.add(new SessionLook.Current());
        looks.add(new SessionLook.Superseded("The agent has a newer session, s2."));
        cce.then(() -> new Outcome.Refused("INTERACTION_STARTED", "kept", AgentState.TALKING));
        assertThat(handler.handle(signOut(voice(), 1)).lateEffect())
                .contains("end of the interaction late.", "s2");
    }

    @Test
    void anInteractionBeforeTheLastLookHasNoLateEffect() {
        looks.add(new SessionLook.Superseded("The agent has a newer session, s2."));
        assertThat(handler.handle(signOut(voice(), 1)).lateEffect()).isEmpty();
    }

    @Test
    void aCallThatAFrozenProcessMadeAfterItsTimeIsLate() {
        cce.then(() -> afterwards(Duration.ofSeconds(26)));
        assertThat(handler.handle(signOut(voice(), 1)).lateEffect())
                .isEqualTo("The change was made late. The command's time was over by then.");
    }

    @Test
    void aCallThatEndsWithItsTimeIsNotLate() {
        cce.then(() -> afterwards(Duration.ofMillis(25_200)));
        assertThat(handler.handle(signOut(voice(), 1)).lateEffect()).isEmpty();
    }

    private Outcome afterwards(Duration time) {
        clock.move(time);
        return OUT;
    }

    @Test
    void theSameAttemptTwiceIsRunOnceAndAnsweredTwice() {
        Handled first = handler.handle(signOut(voice(), 1));
        Handled second = handler.handle(signOut(voice(), 1));
        assertThat(second).isEqualTo(first);
        assertThat(cce.sent()).containsExactly("signOut");
    }

    @Test
    void aHigherAttemptIsRun() {
        handler.handle(signOut(voice(), 1));
        handler.handle(signOut(voice(), 2));
        assertThat(cce.sent()).containsExactly("signOut", "signOut");
    }

    @Test
    void anAttemptThatALaterOneOvertookIsNotRun() {
        handler.handle(signOut(voice(), 2));
        assertThat(code(handler.handle(signOut(voice(), 1)))).isEqualTo("ATTEMPT_OVERTAKEN");
        assertThat(cce.sent()).hasSize(1);
    }

    @Test
    void commandsOfOneChannelWaitForEachOther() throws InterruptedException {
        Paused paused = new Paused();
        cce.then(paused::outcome);
        CompletableFuture<Handled> first = inBackground(signOut(voice(), 1));
        paused.reached();
        CompletableFuture<Handled> second = inBackground(signOut(voice(), 2));
        assertThat(cce.sent()).hasSize(1);
        paused.goOn();
        CompletableFuture.allOf(first, second).join();
        assertThat(cce.sent()).hasSize(2);
    }

    @Test
    void aHungChannelDoesNotHoldUpAnother() throws InterruptedException {
        Paused paused = new Paused();
        cce.then(paused::outcome);
        CompletableFuture<Handled> hung = inBackground(signOut(voice(), 1));
        paused.reached();
        handler.handle(signOut(chat(), 1));
        assertThat(hung).isNotDone();
        paused.goOn();
        hung.join();
    }

    @Test
    void aDefectBeforeTheLastLookIsAFailure() {
        CommandHandler broken =
                new CommandHandler(Map.of("cce1", cce), _ -> throwing(), _ -> WATCHER, clock);
        Outcome outcome = broken.handle(signOut(voice(), 1)).outcome();
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, failed -> assertThat(failed.retryable()).isFalse());
    }

    private static SessionLook throwing() {
        throw new IllegalStateException("a defect, on purpose");
    }

    @Test
    void aDefectAfterTheLastLookLeavesItUnknown() {
        cce.then(() -> {
            throw new IllegalStateException("a defect, on purpose");
        });
        Outcome outcome = handler.handle(signOut(voice(), 1)).outcome();
        assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void anInterruptedCallIsUnknown() {
        cce.then(() -> {
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CancellationException("stopped");
        });
        assertThat(inBackground(signOut(voice(), 1)).join().outcome())
                .isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void oldCommandsAreForgottenAndRunningOnesAreNot() {
        RecentRuns recent = new RecentRuns(1);
        RecentRuns.Place running = recent.placeFor("running", 1);
        RecentRuns.Place ended = recent.placeFor("ended", 1);
        ((RecentRuns.Place.Run) ended).result().complete(Handled.of(OUT));
        recent.placeFor("next", 1);
        assertThat(running).isInstanceOf(RecentRuns.Place.Run.class);
        assertThat(recent.placeFor("running", 1)).isInstanceOf(RecentRuns.Place.Doubled.class);
        assertThat(recent.placeFor("ended", 1)).isInstanceOf(RecentRuns.Place.Run.class);
    }

    private CompletableFuture<Handled> inBackground(Command command) {
        CompletableFuture<Handled> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> result.complete(handler.handle(command)));
        return result;
    }

    private static String code(Handled handled) {
        return handled.outcome() instanceof Outcome.Refused(var code, var _, var _) ? code : "";
    }

    /** A call that waits for the test. */
    private static final class Paused {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        Outcome outcome() {
            reached.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return OUT;
        }

        void reached() throws InterruptedException {
            reached.await();
        }

        void goOn() {
            goOn.countDown();
        }
    }
}
