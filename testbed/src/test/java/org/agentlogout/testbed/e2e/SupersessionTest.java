/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.testbed.LocalStack;
import org.agentlogout.testbed.StackSettings;
import org.agentlogout.testbed.e2e.SwitchGate.Side;
import org.agentlogout.testbed.scenario.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The agent signs in at another desktop while the logout of the first session runs: at each request
 * to the switch, on either side of it, and at each command and result.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SupersessionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 8;
    private static final String REQUEST = "request-1";

    private final SwitchGate gate = new SwitchGate();
    private final LocalStack stack =
            LocalStack.start(
                    StackSettings.instantSwitch()
                            .withWayToSwitch(gate::inFrontOf)
                            // Many wait in vain for the switch to show what the newer sign-in
                            // undid.
                            .withWorker(Map.of("SWITCH_CCE1_CONFIRM_TIMEOUT", "1s")));

    @AfterAll
    void stop() {
        gate.close();
        stack.close();
    }

    @Test
    void aNewerSessionAtEveryRequestToTheSwitch() throws Exception {
        var requests = requestsOfAWholeLogout();
        var points = new ArrayList<Callable<Supersession>>();
        for (int i = 1; i <= requests; i++) {
            int nth = i;
            points.add(() -> supersededAt(nth, Side.REQUEST));
            points.add(() -> supersededAt(nth, Side.ANSWER));
        }

        var endings = play(points);

        assertThat(endings.get("SESSION_SUPERSEDED")).isGreaterThanOrEqualTo(2 * requests - 4);
        assertThat(endings.get("told as late")).isGreaterThanOrEqualTo(8);
    }

    @Test
    void aNewerSessionAtEveryCommandAndResult() throws Exception {
        var records = recordsOfAWholeLogout();
        var points = new ArrayList<Callable<Supersession>>();
        for (int i = 1; i <= records; i++) {
            int nth = i;
            points.add(() -> supersededAfterRecord(nth));
        }

        var endings = play(points);

        assertThat(endings.get("SESSION_SUPERSEDED")).isGreaterThanOrEqualTo(records / 2);
    }

    /** Everything from the nth request on waits until the old request is answered. */
    private Supersession supersededAt(int nth, Side side) throws InterruptedException {
        var stage =
                stack.stage("%s-%d".formatted(side.name().toLowerCase(java.util.Locale.ROOT), nth));
        var older = stage.signIn();
        gate.close(stage.agent(), nth, side);
        stage.request(REQUEST, false, "7");
        assertThat(gate.stopped(stage.agent(), PATIENCE.toMillis()))
                .as("%s %d", side, nth)
                .isTrue();

        var newer = signInAgain(stage);
        stage.awaitReplies(REQUEST, 1);
        awaitStandstill(stage);
        var begun = gate.changes(stage.agent());
        gate.open(stage.agent());

        var played = settled(new Supersession(stage, REQUEST, older, newer));
        assertThat(gate.changes(stage.agent())).as("%s: changes begun", played).isEqualTo(begun);
        return played;
    }

    /** A change whose last look came before the newer session may still be on its way. */
    private void awaitStandstill(Stage stage) {
        var seen = new AtomicInteger(-1);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .during(Duration.ofMillis(200))
                .until(() -> {
                    var now = gate.count(stage.agent());
                    return seen.getAndSet(now) == now;
                });
    }

    private Supersession supersededAfterRecord(int nth) {
        var stage = stack.stage("record-" + nth);
        var older = stage.signIn();
        stage.request(REQUEST, false, "7");
        var seen = new AtomicInteger();
        stage.awaitMail(
                "record " + nth,
                mail -> isCommandOrResult(mail.value()) && seen.incrementAndGet() == nth);

        var newer = signInAgain(stage);
        stage.awaitReplies(REQUEST, 1);

        return settled(new Supersession(stage, REQUEST, older, newer));
    }

    /** The login flow says so first; then the agent is Ready again at the switch. */
    private static String signInAgain(Stage stage) {
        var newer = stage.openSession();
        stage.takeUpWork();
        return newer;
    }

    private static Supersession settled(Supersession one) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(one::settled);
        return one;
    }

    private int requestsOfAWholeLogout() {
        var stage = stack.stage("whole");
        stage.signIn();
        stage.request(REQUEST, false, "7");
        stage.awaitReplies(REQUEST, 1);
        return gate.count("whole");
    }

    private int recordsOfAWholeLogout() {
        var stage = stack.stage("whole-too");
        stage.signIn();
        stage.request(REQUEST, false, "7");
        stage.awaitReplies(REQUEST, 1);
        return (int) stage.mails().stream().filter(it -> isCommandOrResult(it.value())).count();
    }

    private static boolean isCommandOrResult(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof ChannelCommand || value instanceof ChannelResult;
    }

    /** Some at a time; gives how often each ending came. */
    private Map<String, Integer> play(List<Callable<Supersession>> points) throws Exception {
        var endings = new TreeMap<String, Integer>();
        var problems = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Supersession> future : threads.invokeAll(points)) {
                var played = future.get();
                endings.merge(played.code(), 1, Integer::sum);
                endings.merge("told as late", played.late().size(), Integer::sum);
                played.problems().forEach(it -> problems.add(played + ": " + it));
            }
        }
        System.out.println(points.size() + " points: " + endings);
        assertThat(problems).isEmpty();
        return endings;
    }
}
