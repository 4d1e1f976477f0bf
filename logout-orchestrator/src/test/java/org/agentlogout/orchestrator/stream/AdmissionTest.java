/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static org.agentlogout.orchestrator.avro.AvroSamples.opened;
import static org.agentlogout.orchestrator.avro.AvroSamples.request;
import static org.agentlogout.orchestrator.avro.AvroSamples.voice;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.agentlogout.orchestrator.avro.AvroSamples;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.Requester;
import org.agentlogout.schema.RequesterKind;
import org.agentlogout.wire.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two places, five agents. */
class AdmissionTest {

    private static final List<String> AGENTS = List.of("a1", "a2", "a3", "a4", "a5");

    private final Driven driven = Driven.withPlaces(2);

    @AfterEach
    void close() {
        driven.close();
    }

    private List<String> asked() {
        return driven.commands().stream().map(ChannelCommand::getAgentId).toList();
    }

    private void everyoneAsks() {
        AGENTS.forEach(agent -> driven.open(opened(agent, voice())));
        AGENTS.forEach(agent -> driven.request(request("r-" + agent, agent)));
    }

    @Test
    void onlyAsManyRunAsThereArePlaces() {
        everyoneAsks();

        assertThat(asked()).containsExactly("a1", "a2");
    }

    @Test
    void whoeverEndsLetsTheNextInAtOnce() {
        everyoneAsks();
        ChannelCommand first = driven.commands().getFirst();

        driven.answer(AvroSamples.refused(first, "SWITCH_SAYS_NO"));

        assertThat(asked()).containsExactly("a3");
    }

    @Test
    void allGetTheirTurnAndTheirAnswer() {
        everyoneAsks();

        driven.workersDoAll();

        assertThat(driven.replies()).hasSize(5).allMatch(reply -> reply.getCode() == null);
    }

    @Test
    void budgetsOfThoseWhoWaitHaveNotStarted() {
        everyoneAsks();
        driven.commands();

        driven.pass(Duration.ofMillis(20_050));

        assertThat(driven.replies())
                .extracting(reply -> reply.getAgentId())
                .containsExactly("a1", "a2");
        assertThat(asked()).contains("a3", "a4").doesNotContain("a5");
    }

    @Test
    void bulkWaitsForThoseWhoWatch() {
        AGENTS.forEach(agent -> driven.open(opened(agent, voice())));
        driven.request(request("r-a1", "a1"));
        driven.request(request("r-a2", "a2"));
        LogoutRequest bulk =
                request("r-a3", "a3")
                        .setRequestedBy(new Requester(RequesterKind.BULK, "night"))
                        .build();
        driven.pipe(Topic.REQUEST_LOGOUT_SUPERVISED, "a3", bulk);
        driven.request(request("r-a4", "a4"));
        List<ChannelCommand> running = driven.commands();

        driven.answer(AvroSamples.refused(running.getFirst(), "SWITCH_SAYS_NO"));

        assertThat(asked()).containsExactly("a4");
    }

    @Test
    void theQueueSurvivesARestart() {
        everyoneAsks();
        ChannelCommand first = driven.commands().getFirst();
        driven.restart();
        driven.pass(Duration.ofMillis(100));
        assertThat(asked()).isEmpty();

        driven.answer(AvroSamples.refused(first, "SWITCH_SAYS_NO"));

        assertThat(asked()).containsExactly("a3");
    }
}
