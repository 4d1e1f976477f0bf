/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static org.agentlogout.orchestrator.avro.AvroSamples.chat;
import static org.agentlogout.orchestrator.avro.AvroSamples.email;
import static org.agentlogout.orchestrator.avro.AvroSamples.opened;
import static org.agentlogout.orchestrator.avro.AvroSamples.request;
import static org.agentlogout.orchestrator.avro.AvroSamples.voice;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.agentlogout.orchestrator.avro.AvroSamples;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.LogoutAudit;
import org.agentlogout.wire.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** The process may die after any input: what is stored is enough to go on as if it had not. */
class RestartTest {

    /** What the world saw. */
    private record Seen(
            List<SpecificRecord> commands,
            List<SpecificRecord> replies,
            List<String> events,
            List<String> statuses,
            List<LogoutAudit> audits) {}

    @Test
    void aRestartAfterAnyInputChangesNothing() {
        Seen undisturbed = story(Integer.MAX_VALUE);
        assertThat(undisturbed.replies()).hasSize(2);

        for (int step = 0; step < 15; step++) {
            assertThat(story(step)).as("restart after step %s", step).isEqualTo(undisturbed);
        }
    }

    @Test
    void aRestartAfterEachInputChangesNothing() {
        assertThat(story(-1)).isEqualTo(story(Integer.MAX_VALUE));
    }

    /**
     * Two logouts with one place, a worker that is silent once, a repeat.
     *
     * @param restartAfter a step; -1 for each
     */
    private static Seen story(int restartAfter) {
        try (Driven driven = Driven.withPlaces(1)) {
            List<SpecificRecord> commands = new ArrayList<>();
            List<Runnable> steps = new ArrayList<>();
            steps.add(() -> driven.open(opened("anna", voice(), chat(), email())));
            steps.add(() -> driven.open(opened("bert", voice())));
            steps.add(() -> driven.request(request("r1", "anna")));
            steps.add(() -> driven.request(request("r2", "bert")));
            for (int i = 0; i < 3; i++) {
                steps.add(() -> answerAll(driven, commands));
            }
            // The sign-outs are lost once: only a timer brings them again.
            steps.add(() -> commands.addAll(driven.commands()));
            steps.add(() -> driven.pass(Duration.ofSeconds(6)));
            steps.add(() -> driven.pass(Duration.ofSeconds(7)));
            for (int i = 0; i < 5; i++) {
                steps.add(() -> answerAll(driven, commands));
            }
            for (int i = 0; i < steps.size(); i++) {
                steps.get(i).run();
                if (restartAfter == i || restartAfter == -1) {
                    driven.restart();
                }
            }
            return new Seen(
                    commands,
                    List.copyOf(driven.replies()),
                    driven.events(),
                    driven.statuses(),
                    driven.values(Topic.AUDIT, LogoutAudit.class));
        }
    }

    private static void answerAll(Driven driven, List<SpecificRecord> commands) {
        List<ChannelCommand> now = driven.commands();
        commands.addAll(now);
        now.forEach(command -> driven.answer(AvroSamples.done(command)));
    }
}
