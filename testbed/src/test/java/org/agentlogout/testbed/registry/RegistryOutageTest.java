/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.registry;

import static org.agentlogout.testbed.registry.OutageFloor.setAside;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.agentlogout.orchestrator.Orchestrator;
import org.agentlogout.orchestrator.OrchestratorSettings;
import org.agentlogout.orchestrator.stream.Readiness;
import org.agentlogout.settings.InvalidSettings;
import org.agentlogout.testbed.LocalKafka;
import org.agentlogout.wire.Topic;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Orchestrators on a real broker while the registry is away. Outages of minutes are in the driver's
 * OutageTest, which moves the clock; here they last as long as the test looks.
 */
class RegistryOutageTest {

    @TempDir private static Path directory;

    private static LocalKafka kafka;

    @BeforeAll
    static void start() {
        kafka = LocalKafka.start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }

    private static Orchestrator ready(OrchestratorSettings settings) throws InterruptedException {
        var orchestrator = Orchestrator.start(settings);
        soon().until(() -> orchestrator.readiness().isReady() && orchestrator.isRunning());
        return orchestrator;
    }

    @Test
    void aStartWaitsForTheRegistrySaysSoAndGoesOn() throws Exception {
        try (var floor = new OutageFloor(kafka, "start.", directory)) {
            floor.registry.cut();
            var settings = floor.settings();
            var readiness = new Readiness(InstantSource.system());
            var starting =
                    CompletableFuture.supplyAsync(() -> {
                        try {
                            return Orchestrator.start(settings, readiness);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    });

            soon().untilAsserted(() ->
                    assertThat(readiness.whyNot())
                            .extracting(Readiness.Reason::what)
                            .anyMatch(it -> it.contains("schema registry")));
            floor.registry.mend();

            try (var orchestrator = starting.join()) {
                soon().until(orchestrator.readiness()::isReady);
            }
        }
    }

    @Test
    void aStartThatWaitedInVainEndsInWords() throws Exception {
        try (var floor = new OutageFloor(kafka, "vain.", directory)) {
            floor.registry.cut();
            var settings = floor.settings("ORCHESTRATOR_START_WAIT", "1s");

            assertThatThrownBy(() -> Orchestrator.start(settings))
                    .isInstanceOf(InvalidSettings.class)
                    .hasMessageContaining("schema registry");
        }
    }

    @Test
    void whatIsSetAsideMovesWithItsPartitionAndKeepsItsOrder() throws Exception {
        try (var floor = new OutageFloor(kafka, "move.", directory);
                var one = ready(floor.settings());
                var other = ready(floor.settings())) {
            var writer = floor.newerWriter();
            floor.registry.cut();
            floor.send(Topic.SESSION_OPENED, "anna", writer.write(OutageFloor.opened("anna")));
            // Order holds within a topic only: the request could come first.
            soon().until(() ->
                    (setAside(one.readiness()) + setAside(other.readiness()))
                            .startsWith("1 record"));
            floor.request("anna");
            soon().until(() ->
                    (setAside(one.readiness()) + setAside(other.readiness()))
                            .startsWith("2 records"));
            floor.open("bert");
            soon().until(() -> floor.keys(Topic.STATUS).contains("bert"));
            var first = setAside(one.readiness()).isEmpty() ? other : one;
            var second = first == one ? other : one;

            first.close();

            soon().until(() -> setAside(second.readiness()).startsWith("2 records"));
            assertThat(floor.keys(Topic.STATUS)).doesNotContain("anna");
            floor.registry.mend();
            soon().until(() -> floor.keys(Topic.COMMAND_VOICE).contains("anna"));
            soon().until(second.readiness()::isReady);
            assertThat(floor.keys(Topic.DEAD_LETTER)).isEmpty();
        }
    }

    /** How far is read when nothing more is. */
    private static long settled(OutageFloor floor) {
        var last = new AtomicLong(-1);
        soon().pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    var now = floor.taken();
                    return last.getAndSet(now) == now;
                });
        return last.get();
    }

    @Test
    void readingPausesWhileTooMuchIsSetAsideAndTimersGoOn() throws Exception {
        int many = 6_000;
        try (var floor = new OutageFloor(kafka, "pause.", directory);
                var orchestrator =
                        ready(
                                floor.settings(
                                        "ORCHESTRATOR_SET_ASIDE_AT_MOST", "50",
                                        "ORCHESTRATOR_REISSUE_AFTER", "3s"))) {
            var writer = floor.newerWriter();
            floor.registry.cut();
            floor.open("bert");
            floor.request("bert");
            for (int i = 0; i < many; i++) {
                var agent = "agent-" + i;
                floor.send(Topic.SESSION_OPENED, agent, writer.write(OutageFloor.opened(agent)));
            }

            soon().until(() -> setAside(orchestrator.readiness()).contains("Not read any more"));
            // The first look is issued again by its timer, twice: nobody answers it.
            soon().until(() -> Collections.frequency(floor.keys(Topic.COMMAND_VOICE), "bert") >= 3);
            var taken = settled(floor);
            System.out.println("set aside at most 50: read before the pause " + taken);
            assertThat(taken).isLessThan(many / 2);
            floor.registry.mend();

            soon().until(() -> new HashSet<>(floor.keys(Topic.STATUS)).size() == many + 1);
            soon().until(orchestrator.readiness()::isReady);
            assertThat(floor.keys(Topic.DEAD_LETTER)).isEqualTo(List.of());
        }
    }
}
