/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static org.agentlogout.orchestrator.avro.AvroSamples.NOON;
import static org.agentlogout.orchestrator.avro.AvroSamples.opened;
import static org.agentlogout.orchestrator.avro.AvroSamples.voice;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.agentlogout.schema.AgentState;
import org.agentlogout.schema.LogoutAudit;
import org.agentlogout.schema.LogoutOnDisconnect;
import org.agentlogout.schema.PresenceCause;
import org.agentlogout.schema.PresenceKind;
import org.agentlogout.schema.SessionPresence;
import org.agentlogout.schema.Unavailable;
import org.agentlogout.wire.Topic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A desktop server is lost with a whole floor: 2,000 agents in one partition. */
class MassLossTest {

    private static final int AGENTS = 2_000;

    private static final List<String> FLOOR =
            IntStream.range(0, AGENTS).mapToObj(i -> "agent-" + i).toList();

    @ParameterizedTest
    @EnumSource(
            value = PresenceCause.class,
            names = {"NODE_LOST", "CONNECTION_LOST"})
    void noneIsLoggedOutAndOneThatIsReallyGoneIsLater(PresenceCause cause) {
        try (Driven driven = floor(FLOOR)) {
            FLOOR.forEach(agent -> gone(driven, agent, cause, NOON));
            driven.pass(Duration.ofSeconds(1));
            assertThat(Collections.frequency(driven.events(), "PRESENCE_HELD")).isEqualTo(AGENTS);
            assertThat(Collections.frequency(driven.statuses(), "HELD")).isEqualTo(AGENTS);
            driven.pass(Duration.ofSeconds(149));
            assertThat(driven.commands()).as("while the server is away").isEmpty();

            var back = FLOOR.subList(1, AGENTS);
            back.forEach(agent -> there(driven, agent, NOON.plusSeconds(150)));
            assertThat(driven.statuses()).hasSize(AGENTS - 1).containsOnly("IDLE");
            driven.pass(Duration.ofSeconds(119));
            assertThat(driven.commands()).as("in the new grace").isEmpty();
            driven.pass(Duration.ofSeconds(2));
            new ScriptedSwitch(AgentState.READY, LogoutOnDisconnect.SIGN_OUT, false)
                    .answersAll(driven);

            assertThat(driven.values(Topic.AUDIT, LogoutAudit.class))
                    .singleElement()
                    .satisfies(it -> assertThat(it.getAgentId()).isEqualTo(FLOOR.getFirst()));
            driven.pass(Duration.ofMinutes(4));
            assertThat(driven.commands()).isEmpty();
        }
    }

    /** Above the share, but not above the floor of three: desktops, not a server. */
    @Test
    void threeOfAFewAreDesktopsThatAreGone() {
        try (Driven driven = floor(FLOOR.subList(0, 5))) {
            FLOOR.subList(0, 3)
                    .forEach(it -> gone(driven, it, PresenceCause.CONNECTION_LOST, NOON));
            driven.pass(Duration.ofSeconds(61));

            assertThat(driven.commands()).hasSize(3);
            assertThat(driven.events()).doesNotContain("PRESENCE_HELD");
        }
    }

    /** Everybody closes the browser at the end of the shift. */
    @Test
    void closedBrowsersAreNoLostServer() {
        try (Driven driven = floor(FLOOR.subList(0, 20))) {
            FLOOR.subList(0, 20)
                    .forEach(it -> gone(driven, it, PresenceCause.BROWSER_CLOSED, NOON));
            driven.pass(Duration.ofSeconds(61));

            assertThat(driven.commands()).hasSize(20);
        }
    }

    @Test
    void aHoldEndsAfterTenMinutesThoughNobodyReturns() {
        try (Driven driven = floor(FLOOR.subList(0, 20))) {
            FLOOR.subList(0, 20).forEach(it -> gone(driven, it, PresenceCause.NODE_LOST, NOON));
            driven.pass(Duration.ofMinutes(9));
            driven.restart();
            driven.pass(Duration.ofSeconds(110));
            assertThat(driven.commands()).isEmpty();

            driven.pass(Duration.ofSeconds(15));

            assertThat(driven.commands()).hasSize(20);
        }
    }

    @Test
    void releaseBeginsTheGraceAnewAndDropForgetsTheAbsence() {
        try (Driven driven = floor(FLOOR.subList(0, 2))) {
            FLOOR.subList(0, 2).forEach(it -> gone(driven, it, PresenceCause.NODE_LOST, NOON));
            driven.pass(Duration.ofSeconds(100));
            said(driven, FLOOR.get(0), PresenceKind.RELEASE, NOON.plusSeconds(100), null);
            said(driven, FLOOR.get(1), PresenceKind.DROP, NOON.plusSeconds(100), null);
            assertThat(driven.statuses()).endsWith("GRACE", "IDLE");
            driven.pass(Duration.ofSeconds(59));
            assertThat(driven.commands()).isEmpty();

            driven.pass(Duration.ofSeconds(2));

            assertThat(driven.commands())
                    .singleElement()
                    .satisfies(it -> assertThat(it.getAgentId()).isEqualTo(FLOOR.get(0)));
        }
    }

    private static Driven floor(List<String> agents) {
        Driven driven = Driven.plain();
        agents.forEach(agent -> driven.open(opened(agent, voice())));
        driven.statuses();
        return driven;
    }

    private static void gone(Driven driven, String agent, PresenceCause cause, Instant at) {
        said(driven, agent, PresenceKind.UNAVAILABLE, at, new Unavailable(cause));
    }

    private static void there(Driven driven, String agent, Instant at) {
        said(driven, agent, PresenceKind.AVAILABLE, at, null);
    }

    private static void said(
            Driven driven,
            String agent,
            PresenceKind kind,
            Instant at,
            @Nullable Unavailable unavailable) {
        SessionPresence presence =
                SessionPresence.newBuilder()
                        .setKind(kind)
                        .setAgentId(agent)
                        .setSessionId("s-" + agent)
                        .setNode("A")
                        .setAt(at)
                        .setUnavailable(unavailable)
                        .build();
        driven.pipe(Topic.SESSION_PRESENCE, agent, presence);
    }
}
