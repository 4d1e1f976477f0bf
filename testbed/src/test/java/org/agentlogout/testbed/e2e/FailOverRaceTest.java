/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.LogoutAudit;
import org.agentlogout.schema.PresenceCause;
import org.agentlogout.schema.SessionEventKind;
import org.agentlogout.simulator.Node;
import org.agentlogout.testbed.LocalStack;
import org.agentlogout.testbed.StackSettings;
import org.agentlogout.testbed.scenario.Records;
import org.agentlogout.testbed.scenario.Seat;
import org.agentlogout.testbed.scenario.Stage;
import org.agentlogout.testbed.scenario.Until;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The race that Finesse documents as its own weakness: the desktop's node is gone, the agent signs
 * in at the other one while the forced logout of the first session is under way. Here at each
 * command and each result of it, and at the end of the grace.
 */
@TestInstance(Lifecycle.PER_CLASS)
class FailOverRaceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LocalStack stack =
            LocalStack.start(
                    StackSettings.shortened()
                            .withOrchestrator(Map.of("ORCHESTRATOR_GRACE", "1s"))
                            .withWorker(
                                    Map.of(
                                            StackSettings.variable(Seat.LOAD_1, "CONFIRM_TIMEOUT"),
                                            "1s")));

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void aNewerSessionAtEveryPointOfAForcedLogout() throws Exception {
        var records = recordsOfAWholeForcedLogout();
        var points = new ArrayList<Callable<Supersession>>();
        for (int i = 1; i < records; i++) {
            int nth = i;
            points.add(() -> supersededAfterRecord(nth));
        }
        for (int i = 0; i < 10; i++) {
            int nth = i;
            points.add(() -> supersededWhenTheGraceEnds(nth));
        }
        var endings = new TreeMap<String, Integer>();
        var problems = new ArrayList<String>();

        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var future : threads.invokeAll(points)) {
                var played = future.get();
                endings.merge(ending(played.stage()), 1, Integer::sum);
                played.problems().forEach(it -> problems.add(played + ": " + it));
            }
        }

        assertThat(problems).isEmpty();
        assertThat(endings.get("SESSION_SUPERSEDED")).as("%s", endings).isGreaterThan(records / 2);
    }

    private int recordsOfAWholeForcedLogout() {
        var stage = gone("whole");
        Until.audit(stage);
        assertThat(stage.truth().voiceState()).isEqualTo("LOGOUT");
        return (int) stage.mails().stream().filter(it -> isCommandOrResult(it.value())).count();
    }

    private Supersession supersededAfterRecord(int nth) {
        var stage = gone("forced-" + nth);
        var older = stage.sessionId();
        var seen = new AtomicInteger();
        stage.awaitMail(
                "record " + nth,
                mail -> isCommandOrResult(mail.value()) && seen.incrementAndGet() == nth);
        return failedOver(stage, older);
    }

    /** Around the moment at which the grace ends, in steps of 30 ms. */
    private Supersession supersededWhenTheGraceEnds(int nth) {
        var stage = gone("grace-" + nth);
        var older = stage.sessionId();
        await().pollDelay(Duration.ofMillis(900 + 30L * nth)).until(() -> true);
        return failedOver(stage, older);
    }

    private Stage gone(String agent) {
        var stage = stack.stage(agent);
        stage.signIn(Seat.USUAL.on(Seat.LOAD_1).at(agent));
        Records.gone(stage, PresenceCause.CONNECTION_LOST);
        return stage;
    }

    private static Supersession failedOver(Stage stage, String older) {
        var newer = stage.openSession("other-" + stage.agent());
        stage.simulator().signIn(stage.agent(), Node.B);
        stage.takeUpWork();
        Until.event(
                stage, SessionEventKind.SESSION_DISPOSED, it -> it.getSessionId().equals(older));
        var one = new Supersession(stage, "", older, newer);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(one::settled);
        return one;
    }

    private static String ending(Stage stage) {
        return stage.all(LogoutAudit.class).stream()
                .map(it -> Objects.requireNonNullElse(it.getCode(), "SUCCESS"))
                .findFirst()
                .orElse("in the grace");
    }

    private static boolean isCommandOrResult(@Nullable Object value) {
        return value instanceof ChannelCommand || value instanceof ChannelResult;
    }
}
