/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static org.agentlogout.orchestrator.saga.Samples.NOON;
import static org.agentlogout.orchestrator.saga.Samples.POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.AgentDesk;
import org.agentlogout.orchestrator.saga.Presence;
import org.agentlogout.orchestrator.saga.Presence.Kind;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.orchestrator.saga.SagaState;
import org.agentlogout.orchestrator.saga.Samples;
import org.junit.jupiter.api.Test;

/** The desktops of one partition and of node "A"; nobody is logged out while a server is gone. */
class CensusTest {

    private final AgentDesk desk = new AgentDesk(POLICY);
    private final Map<String, Agent> agents = new TreeMap<>();
    private Census census = new Census(POLICY.absence());
    private Instant now = NOON;

    private void signIn(int count) {
        for (int i = 0; i < count; i++) {
            feed(name(i), new SagaEvent.SessionOpened(now, now, Samples.session()));
        }
    }

    private static String name(int number) {
        return "agent-%04d".formatted(number);
    }

    private void feed(String agentId, SagaEvent event) {
        Agent before = agents.getOrDefault(agentId, Agent.unknown(agentId));
        Agent after = desk.decide(before, event).next();
        agents.put(agentId, after);
        census.changed(before, after, now);
    }

    private void say(int agent, Kind kind) {
        Presence.Sighting sighting = new Presence.Sighting("A", now, kind, now);
        feed(name(agent), new SagaEvent.PresenceChanged(now, "s1", sighting));
    }

    private void gone(int from, int to, Kind cause) {
        for (int i = from; i < to; i++) {
            say(i, cause);
        }
    }

    /** As the shell does it at each tick. */
    private int tick() {
        var words = census.words(now);
        words.forEach(word -> feed(word.agentId(), word.event()));
        return words.size();
    }

    private void wait(Duration time) {
        now = now.plus(time);
        tick();
    }

    private long in(Class<? extends SagaState> state) {
        return agents.values().stream().filter(it -> state.isInstance(it.saga())).count();
    }

    @Test
    void threeDesktopsAreNoServer() {
        signIn(5);
        gone(0, 3, Kind.CONNECTION_LOST);
        tick();

        assertThat(in(SagaState.Grace.class)).isEqualTo(3);
    }

    @Test
    void fourOfAFewAre() {
        signIn(5);
        gone(0, 4, Kind.CONNECTION_LOST);
        tick();

        assertThat(in(SagaState.GraceHeld.class)).isEqualTo(4);
    }

    @Test
    void ofManyMoreThanATenth() {
        signIn(100);
        gone(0, 10, Kind.CONNECTION_LOST);
        tick();
        assertThat(in(SagaState.GraceHeld.class)).isZero();

        say(10, Kind.CONNECTION_LOST);
        tick();
        assertThat(in(SagaState.GraceHeld.class)).isEqualTo(11);
    }

    @Test
    void closedBrowsersTellNothingOfTheServerButAreHeldWithTheOthers() {
        signIn(20);
        gone(0, 5, Kind.BROWSER_CLOSED);
        tick();
        assertThat(in(SagaState.GraceHeld.class)).isZero();

        gone(5, 9, Kind.CONNECTION_LOST);
        tick();
        assertThat(in(SagaState.GraceHeld.class)).isEqualTo(9);
    }

    @Test
    void onceItIsLostWhoeverGoesIsHeldToo() {
        signIn(100);
        gone(0, 11, Kind.CONNECTION_LOST);
        tick();
        say(50, Kind.CONNECTION_LOST);
        tick();

        assertThat(in(SagaState.GraceHeld.class)).isEqualTo(12);
    }

    @Test
    void whoCameBackBeforeDoesNotCount() {
        signIn(5);
        gone(0, 3, Kind.CONNECTION_LOST);
        say(0, Kind.AVAILABLE);
        say(3, Kind.CONNECTION_LOST);
        tick();

        assertThat(in(SagaState.GraceHeld.class)).isZero();
    }

    @Test
    void theOthersAreReleasedAMinuteAfterTheLastReturn() {
        signIn(10);
        gone(0, 10, Kind.NODE_LOST);
        wait(Duration.ofSeconds(150));
        say(0, Kind.AVAILABLE);
        wait(Duration.ofSeconds(50));
        say(1, Kind.AVAILABLE);

        wait(Duration.ofMillis(59_999));
        assertThat(in(SagaState.GraceHeld.class)).isEqualTo(8);
        wait(Duration.ofMillis(1));
        assertThat(in(SagaState.GraceHeld.class)).isZero();
        assertThat(in(SagaState.Grace.class)).isEqualTo(8);
    }

    @Test
    void whileNobodyReturnsNobodyIsReleased() {
        signIn(10);
        gone(0, 10, Kind.NODE_LOST);
        wait(Duration.ofMinutes(9));

        assertThat(in(SagaState.GraceHeld.class)).isEqualTo(10);
    }

    @Test
    void aNewLossIsNotReleasedByTheReturnFromTheOneBefore() {
        signIn(10);
        gone(0, 10, Kind.NODE_LOST);
        wait(Duration.ofSeconds(10));
        for (int i = 0; i < 10; i++) {
            say(i, Kind.AVAILABLE);
        }
        wait(Duration.ofMinutes(5));
        gone(0, 10, Kind.NODE_LOST);
        wait(Duration.ofMinutes(2));

        assertThat(in(SagaState.GraceHeld.class)).isEqualTo(10);
    }

    @Test
    void atOnceItTellsTwoHundredAndSoonTheRest() {
        signIn(450);
        gone(0, 450, Kind.CONNECTION_LOST);

        assertThat(tick()).isEqualTo(200);
        assertThat(tick()).isEqualTo(200);
        assertThat(tick()).isEqualTo(50);
        assertThat(in(SagaState.GraceHeld.class)).isEqualTo(450);
    }

    @Test
    void nothingIsToldToWhoIsInQuarantine() {
        signIn(5);
        gone(0, 4, Kind.CONNECTION_LOST);
        census.forget(name(0));
        gone(4, 5, Kind.CONNECTION_LOST);
        tick();

        assertThat(agents)
                .hasEntrySatisfying(
                        name(0), it -> assertThat(it.saga()).isInstanceOf(SagaState.Grace.class));
        assertThat(in(SagaState.GraceHeld.class)).isEqualTo(4);
    }

    @Test
    void afterARestartItKnowsWhoIsAway() {
        signIn(5);
        gone(0, 4, Kind.CONNECTION_LOST);
        census = new Census(POLICY.absence());
        agents.values().forEach(census::recall);
        tick();

        assertThat(in(SagaState.GraceHeld.class)).isEqualTo(4);
    }
}
