/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.agentlogout.schema.ChannelType;
import org.agentlogout.simulator.SimulatorSettings;
import org.agentlogout.testbed.LocalStack;
import org.agentlogout.testbed.StackSettings;
import org.junit.jupiter.api.Test;

/**
 * A whole floor logs out at the same moment: everybody is answered, with success, and no partition
 * has more logouts in a step than it may. Times and heap are printed and not asserted.
 *
 * <p>By default few agents and few places, so that admission has something to hold back on any
 * machine. The full size: {@code -Dstorm=20000 -Dstorm.places=200 -Dstorm.minutes=10}; also {@code
 * -Dstorm.channels=3} and {@code -Dstorm.commit=20ms}.
 */
class StormTest {

    private static final int AGENTS = Integer.getInteger("storm", 240);
    private static final int PLACES = Integer.getInteger("storm.places", 5);
    private static final int CHANNELS = Integer.getInteger("storm.channels", 1);
    private static final int PARTITIONS = 8;
    private static final String CROWD = "storm";

    /** The requests' own deadline. */
    private static final Duration PATIENCE =
            Duration.ofMinutes(Integer.getInteger("storm.minutes", 2));

    @Test
    void everybodyIsLoggedOutAndAdmissionHolds() throws Exception {
        try (var stack = LocalStack.start(settings())) {
            var log = new StormLog();
            stack.feed().keep(mail -> false);
            stack.feed()
                    .listen(mail -> {
                        if (mail.key().startsWith(CROWD)) {
                            log.take(mail);
                        }
                    });
            tell("%d MB on the heap before anybody signs in".formatted(heap()));
            var crowd = new Crowd(stack, CROWD, AGENTS, channels());
            crowd.signIn();
            await().atMost(PATIENCE).until(() -> log.opened() == AGENTS);
            tell("%d MB with %d sessions".formatted(heap(), AGENTS));
            var begin = Instant.now();

            crowd.requestLogout(begin.plus(PATIENCE));

            for (int quarter = 1; quarter <= 4; quarter++) {
                int count = AGENTS * quarter / 4;
                await().atMost(PATIENCE).until(() -> log.answered() >= count);
                tell("%d MB with %d replies".formatted(heap(), count));
            }
            tell("%d logouts in %s; %s".formatted(AGENTS, log.until(begin), log));
            tell("most in a step at once, by partition: %s".formatted(log.crowding()));
            assertThat(log.endings()).isEqualTo(Map.of("SUCCESS", AGENTS));
            assertThat(log.oneReplyEach()).isTrue();
            assertThat(log.crowding()).hasSize(PARTITIONS);
            assertThat(log.crowding().values()).allMatch(it -> it <= PLACES);
        }
    }

    private static StackSettings settings() {
        return StackSettings.usual()
                .withPartitions(PARTITIONS)
                .withSimulator(
                        SimulatorSettings.defaults()
                                .withConfirmationDelay(Duration.ZERO)
                                .withCallLogLimit(10_000))
                .withOrchestrator(
                        Map.of(
                                "ORCHESTRATOR_PLACES", String.valueOf(PLACES),
                                "ORCHESTRATOR_COMMIT_INTERVAL",
                                        System.getProperty("storm.commit", "100ms")));
    }

    private static List<ChannelType> channels() {
        return List.of(ChannelType.VOICE, ChannelType.CHAT, ChannelType.EMAIL).subList(0, CHANNELS);
    }

    /** What is still in use after a collection. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }

    private static void tell(String text) {
        System.out.println("storm: " + text);
    }
}
