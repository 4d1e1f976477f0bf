/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static org.agentlogout.orchestrator.avro.AvroSamples.NOON;
import static org.agentlogout.orchestrator.avro.AvroSamples.chat;
import static org.agentlogout.orchestrator.avro.AvroSamples.opened;
import static org.agentlogout.orchestrator.avro.AvroSamples.request;
import static org.agentlogout.orchestrator.avro.AvroSamples.voice;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.agentlogout.schema.AgentState;
import org.agentlogout.schema.ChannelEvent;
import org.agentlogout.schema.ChannelEventKind;
import org.agentlogout.schema.LogoutAudit;
import org.agentlogout.schema.LogoutMode;
import org.agentlogout.schema.LogoutOnDisconnect;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.Requester;
import org.agentlogout.schema.RequesterKind;
import org.agentlogout.wire.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who or what ended a session, and how a waiting logout learns that it may. */
class EndOfSessionsTest {

    private static final String ANNA = "anna";

    @Test
    void aSessionThatNobodyEndsIsEndedAfterADayWithoutACall() {
        try (Driven driven = Driven.plain()) {
            driven.open(opened(ANNA, voice(), chat()));
            driven.pass(Duration.ofHours(23));
            driven.restart();
            driven.pass(Duration.ofMinutes(59));
            assertThat(driven.events()).isEmpty();

            driven.pass(Duration.ofMinutes(2));

            assertThat(driven.commands()).isEmpty();
            assertThat(driven.events())
                    .containsExactly(
                            "CHANNEL_DISPOSED voice",
                            "CHANNEL_DISPOSED chat",
                            "CHANNEL_GROUP_DISPOSED",
                            "SESSION_DISPOSED",
                            "CONNECTION_CLOSED");
            assertThat(audit(driven).getCause()).isEqualTo("TIME_TO_LIVE");
            assertThat(driven.statuses()).last().isEqualTo("-");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RequesterKind.class,
            names = {"SUPERVISOR", "SCHEDULE", "BULK", "OPERATOR"})
    void theAuditNamesWhoAskedOnBehalf(RequesterKind kind) {
        try (Driven driven = Driven.plain()) {
            driven.open(opened(ANNA, voice()));
            LogoutRequest asked =
                    request("r1", ANNA).setRequestedBy(new Requester(kind, "somebody")).build();
            driven.pipe(Topic.REQUEST_LOGOUT_SUPERVISED, ANNA, asked);
            driven.workersDoAll();

            LogoutAudit audit = audit(driven);
            assertThat(audit.getCause()).isEqualTo(kind.name());
            assertThat(audit.getRequestedBy()).isEqualTo("somebody");
        }
    }

    @Test
    void theAuditNamesTheAgent() {
        try (Driven driven = Driven.plain()) {
            driven.open(opened(ANNA, voice()));
            driven.request(request("r1", ANNA));
            driven.workersDoAll();

            assertThat(audit(driven).getCause()).isEqualTo("AGENT");
        }
    }

    /** News of the end, not the next look, which would be due after 2 s. */
    @Test
    void aWaitingLogoutGoesOnAtTheNewsOfTheEnd() {
        try (Driven driven = deferred()) {
            var floor = talking();
            floor.answersAll(driven);
            assertThat(driven.statuses()).last().isEqualTo("DEFERRING");
            driven.pass(Duration.ofMillis(100));
            assertThat(driven.commands()).isEmpty();

            floor.becomes(AgentState.READY);
            ChannelEvent over =
                    ChannelEvent.newBuilder()
                            .setKind(ChannelEventKind.INTERACTION_ENDED)
                            .setAgentId(ANNA)
                            .setSessionId("s-" + ANNA)
                            .setChannelId("voice")
                            .setState(AgentState.READY)
                            .setWorker("w")
                            .setAt(NOON)
                            .build();
            driven.pipe(Topic.CHANNEL_EVENT, ANNA, over);
            driven.pass(Duration.ofMillis(300));
            floor.answersAll(driven);

            assertThat(floor.state()).isEqualTo(AgentState.LOGGED_OUT);
            assertThat(driven.replies())
                    .singleElement()
                    .satisfies(it -> assertThat(it.getCode()).isNull());
        }
    }

    @Test
    void aWaitingLogoutLooksAgainWhereNobodyTells() {
        try (Driven driven = deferred()) {
            var floor = talking();
            floor.answersAll(driven);
            driven.restart();
            driven.pass(Duration.ofSeconds(3));
            assertThat(driven.commands()).as("looks").hasSize(1);
        }
        try (Driven driven = deferred()) {
            var floor = talking();
            floor.answersAll(driven);
            floor.becomes(AgentState.READY);
            driven.pass(Duration.ofSeconds(3));
            floor.answersAll(driven);

            assertThat(floor.state()).isEqualTo(AgentState.LOGGED_OUT);
        }
    }

    private static Driven deferred() {
        Driven driven = Driven.plain();
        driven.open(opened(ANNA, voice()));
        driven.request(
                request("r1", ANNA)
                        .setMode(LogoutMode.DEFER)
                        .setDeadline(NOON.plus(Duration.ofHours(1))));
        return driven;
    }

    private static ScriptedSwitch talking() {
        return new ScriptedSwitch(AgentState.TALKING, LogoutOnDisconnect.NOT_READY, false);
    }

    private static LogoutAudit audit(Driven driven) {
        var all = driven.values(Topic.AUDIT, LogoutAudit.class);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }
}
