/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static org.agentlogout.orchestrator.avro.AvroSamples.NOON;
import static org.agentlogout.orchestrator.avro.AvroSamples.opened;
import static org.agentlogout.orchestrator.avro.AvroSamples.voice;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.agentlogout.orchestrator.avro.AvroSamples;
import org.agentlogout.schema.AgentState;
import org.agentlogout.schema.ChannelEvent;
import org.agentlogout.schema.ChannelEventKind;
import org.agentlogout.schema.CommandKind;
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
import org.junit.jupiter.params.provider.MethodSource;

/** The table of presence and forced logout, through the shell, with and without a restart. */
class AbsenceTopologyTest {

    private static final String ANNA = "anna";

    /**
     * A field of the table.
     *
     * @param under whether platform and credential sign out under a call
     * @param restart the process dies in the grace, and again while a call is waited for
     */
    record Field(
            LogoutOnDisconnect load,
            AgentState doing,
            PresenceCause cause,
            boolean under,
            boolean restart) {

        boolean atOnce() {
            return cause == PresenceCause.TOKEN_EXPIRED
                    && load == LogoutOnDisconnect.SIGN_OUT
                    && under;
        }

        boolean waits() {
            return doing == AgentState.TALKING && !atOnce();
        }

        AgentState ending() {
            return doing == AgentState.LOGGED_OUT || load != LogoutOnDisconnect.NOT_READY
                    ? AgentState.LOGGED_OUT
                    : AgentState.NOT_READY;
        }

        boolean hasGrace() {
            return cause != PresenceCause.TOKEN_EXPIRED;
        }
    }

    static Stream<Field> fields() {
        List<Field> all = new ArrayList<>();
        for (LogoutOnDisconnect load : LogoutOnDisconnect.values()) {
            for (AgentState doing :
                    List.of(
                            AgentState.READY,
                            AgentState.NOT_READY,
                            AgentState.WORK,
                            AgentState.TALKING,
                            AgentState.LOGGED_OUT)) {
                for (PresenceCause cause :
                        List.of(
                                PresenceCause.BROWSER_CLOSED,
                                PresenceCause.CONNECTION_LOST,
                                PresenceCause.TOKEN_EXPIRED)) {
                    all.add(new Field(load, doing, cause, true, false));
                    all.add(new Field(load, doing, cause, false, true));
                }
            }
        }
        return all.stream().filter(it -> it.load() != LogoutOnDisconnect.UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("fields")
    void theTableOfForcedLogouts(Field field) {
        try (Driven driven = Driven.plain()) {
            var floor = new ScriptedSwitch(field.doing(), field.load(), field.under());
            driven.open(opened(ANNA, voice()));
            gone(driven, "A", field.cause(), NOON);
            if (field.hasGrace()) {
                throughTheGrace(driven, field.restart());
            }
            floor.answersAll(driven);
            if (field.waits()) {
                callEnds(driven, floor, field.restart());
            }

            assertThat(floor.state()).isEqualTo(field.ending());
            ended(driven, field, floor);
        }
    }

    private static void throughTheGrace(Driven driven, boolean restart) {
        driven.pass(Duration.ofSeconds(30));
        if (restart) {
            driven.restart();
        }
        driven.pass(Duration.ofMillis(29_900));
        assertThat(driven.commands()).as("before the grace is over").isEmpty();
        driven.pass(Duration.ofMillis(350));
    }

    private static void callEnds(Driven driven, ScriptedSwitch floor, boolean restart) {
        assertThat(floor.changes()).as("under the call").isEmpty();
        assertThat(driven.statuses()).last().isEqualTo("FORCING");
        if (restart) {
            driven.restart();
        }
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
        driven.pass(Duration.ofMillis(500));
        floor.answersAll(driven);
    }

    private static void ended(Driven driven, Field field, ScriptedSwitch floor) {
        assertThat(driven.values(Topic.AUDIT, LogoutAudit.class))
                .singleElement()
                .satisfies(
                        it ->
                                assertThat(it.getCause())
                                        .isEqualTo(field.hasGrace() ? "PRESENCE" : "TOKEN"),
                        it -> assertThat(it.getCode()).isNull(),
                        it ->
                                assertThat(it.getDetail())
                                        .isEqualTo(field.waits() ? "AFTER_INTERACTION" : null));
        List<String> events = driven.events();
        assertThat(events).noneMatch(it -> it.startsWith("CONNECTION_CLOSED"));
        if (field.ending() == AgentState.LOGGED_OUT) {
            assertThat(events).containsOnlyOnce("POST_LOGOUT", "SESSION_DISPOSED");
            assertThat(driven.statuses()).last().isEqualTo("-");
        } else {
            assertThat(events).doesNotContain("POST_LOGOUT", "SESSION_DISPOSED");
            assertThat(driven.statuses()).last().isEqualTo("IDLE");
            assertThat(floor.changes()).doesNotContain(CommandKind.SIGN_OUT);
        }
        if (field.doing() == AgentState.LOGGED_OUT) {
            assertThat(floor.changes()).isEmpty();
        }
        if (field.doing() == AgentState.TALKING && field.atOnce()) {
            assertThat(floor.changes()).containsExactly(CommandKind.SIGN_OUT);
        }
    }

    @Test
    void refreshWithinTheGraceIsNothing() {
        try (Driven driven = Driven.plain()) {
            driven.open(opened(ANNA, voice()));
            gone(driven, "A", PresenceCause.BROWSER_CLOSED, NOON);
            driven.pass(Duration.ofSeconds(59));
            driven.restart();
            there(driven, "A", NOON.plusSeconds(59));
            driven.pass(Duration.ofMinutes(3));

            assertThat(driven.commands()).isEmpty();
            assertThat(driven.statuses()).containsExactly("IDLE", "GRACE", "IDLE");
            assertThat(driven.events()).isEmpty();
        }
    }

    /** Doubled, late, the older after the newer, from two nodes: the last word counts. */
    @Test
    void presenceInAnyOrder() {
        try (Driven driven = Driven.plain()) {
            driven.open(opened(ANNA, voice()));
            there(driven, "B", NOON);
            gone(driven, "A", PresenceCause.CONNECTION_LOST, NOON);
            gone(driven, "A", PresenceCause.CONNECTION_LOST, NOON);
            gone(driven, "B", PresenceCause.CONNECTION_LOST, NOON.minusSeconds(170));
            there(driven, "B", NOON);
            driven.pass(Duration.ofMinutes(3));

            assertThat(driven.commands()).isEmpty();
            assertThat(driven.statuses()).doesNotContain("GRACE");
        }
    }

    @Test
    void presenceBeforeItsSessionIsKeptFor180Seconds() {
        try (Driven driven = Driven.plain()) {
            gone(driven, "A", PresenceCause.CONNECTION_LOST, NOON);
            driven.pass(Duration.ofSeconds(170));
            driven.restart();
            driven.open(opened(ANNA, voice()));
            assertThat(driven.statuses()).last().isEqualTo("GRACE");

            driven.pass(Duration.ofSeconds(61));

            assertThat(driven.commands()).hasSize(1);
        }
    }

    @Test
    void aNewerSessionInTheGraceTakesItsPlaceWithoutACommand() {
        try (Driven driven = Driven.plain()) {
            driven.open(opened(ANNA, voice()));
            gone(driven, "A", PresenceCause.CONNECTION_LOST, NOON);
            driven.pass(Duration.ofSeconds(59));
            driven.open(opened(ANNA, "newer", AvroSamples.EPOCH + 59_000, List.of(voice())));
            driven.pass(Duration.ofMinutes(3));

            assertThat(driven.commands()).isEmpty();
            assertThat(driven.statuses()).last().isEqualTo("IDLE");
            assertThat(driven.events()).doesNotContain("POST_LOGOUT", "CONNECTION_CLOSED");
        }
    }

    private static void gone(Driven driven, String node, PresenceCause cause, Instant at) {
        said(driven, PresenceKind.UNAVAILABLE, node, at, new Unavailable(cause));
    }

    private static void there(Driven driven, String node, Instant at) {
        said(driven, PresenceKind.AVAILABLE, node, at, null);
    }

    private static void said(
            Driven driven,
            PresenceKind kind,
            String node,
            Instant at,
            @Nullable Unavailable unavailable) {
        SessionPresence presence =
                SessionPresence.newBuilder()
                        .setKind(kind)
                        .setAgentId(ANNA)
                        .setSessionId("s-" + ANNA)
                        .setNode(node)
                        .setAt(at)
                        .setUnavailable(unavailable)
                        .build();
        driven.pipe(Topic.SESSION_PRESENCE, ANNA, presence);
    }
}
