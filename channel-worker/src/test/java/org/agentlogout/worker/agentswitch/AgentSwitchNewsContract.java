/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.agentlogout.worker.agentswitch.AgentSwitch.Watcher;
import org.agentlogout.worker.command.AgentState;
import org.agentlogout.worker.command.ChannelNews;
import org.agentlogout.worker.command.Inspection;
import org.agentlogout.worker.command.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@link AgentSwitch} promises to tell without being asked for anything. */
@Timeout(60)
abstract class AgentSwitchNewsContract {
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Keeps what it is told; wanted as often as it was made for. */
    private static final class Notes implements Watcher {
        private final BlockingQueue<ChannelNews> news = new LinkedBlockingQueue<>();
        private final AtomicInteger wanted;

        Notes(int wanted) {
            this.wanted = new AtomicInteger(wanted);
        }

        @Override
        public boolean wanted() {
            return wanted.getAndDecrement() > 0;
        }

        @Override
        public void news(ChannelNews one) {
            news.add(one);
        }
    }

    SwitchFloor floor;

    abstract SwitchFloor open(Path directory);

    @BeforeEach
    void openFloor(@TempDir Path directory) {
        floor = open(directory);
    }

    @AfterEach
    void closeFloor() {
        floor.close();
    }

    @Test
    void endOfTheInteractionIsTold() throws InterruptedException {
        Notes notes = new Notes(Integer.MAX_VALUE);
        String interaction = watchedInteraction(notes);

        floor.endInteraction();

        assertThat(notes.news.take())
                .isInstanceOfSatisfying(
                        ChannelNews.InteractionEnded.class,
                        ended -> {
                            assertThat(ended.interactionId()).isEqualTo(interaction);
                            assertThat(ended.state()).isEqualTo(floor.truth());
                        });
        assertThat(floor.changes()).isEmpty();
    }

    @Test
    void sameInteractionIsNoNews() throws InterruptedException {
        Notes notes = new Notes(Integer.MAX_VALUE);
        watchedInteraction(notes);
        int before = floor.requests().size();

        awaitRequests(before + 8);

        assertThat(notes.news).isEmpty();
    }

    @Test
    void signOutUnderTheInteractionIsTold() throws InterruptedException {
        Notes notes = new Notes(Integer.MAX_VALUE);
        watchedInteraction(notes);

        floor.signedOut();

        assertThat(notes.news.take().state()).isEqualTo(AgentState.LOGGED_OUT);
    }

    @Test
    void watchThatIsNotWantedAnyMoreAsksNothing() throws InterruptedException {
        Notes first = new Notes(1);
        AgentSwitch agentSwitch = agentSwitch();
        floor.ready();
        floor.startInteraction();
        agentSwitch.watch(floor.target(), inspected(agentSwitch), first);
        while (first.wanted.get() >= 0) {
            Thread.onSpinWait();
        }

        floor.endInteraction();
        Notes second = new Notes(Integer.MAX_VALUE);
        floor.startInteraction();
        agentSwitch.watch(floor.target(), inspected(agentSwitch), second);
        floor.endInteraction();

        assertThat(second.news.take()).isInstanceOf(ChannelNews.InteractionEnded.class);
        assertThat(first.news).isEmpty();
    }

    @Test
    void newWatchTakesThePlaceOfTheOld() throws InterruptedException {
        Notes first = new Notes(Integer.MAX_VALUE);
        AgentSwitch agentSwitch = agentSwitch();
        floor.ready();
        floor.startInteraction();
        Inspection seen = inspected(agentSwitch);
        agentSwitch.watch(floor.target(), seen, first);
        Notes second = new Notes(Integer.MAX_VALUE);
        agentSwitch.watch(floor.target(), seen, second);

        floor.endInteraction();

        assertThat(second.news.take()).isInstanceOf(ChannelNews.InteractionEnded.class);
        assertThat(first.news).isEmpty();
    }

    @Test
    void watchOutlastsTrouble() throws InterruptedException {
        Notes notes = new Notes(Integer.MAX_VALUE);
        watchedInteraction(notes);
        floor.outOfService(0);
        floor.outOfService(1);
        int before = floor.requests().size();
        awaitRequests(before + 4);

        floor.endInteraction();
        floor.inService();

        assertThat(notes.news.take()).isInstanceOf(ChannelNews.InteractionEnded.class);
    }

    @Test
    void switchThatServesHasNoTrouble() {
        assertThat(agentSwitch().trouble(Samples.soon())).isEmpty();
        floor.down(0);
        assertThat(agentSwitch().trouble(Samples.soon())).isEmpty();
        assertThat(floor.wrongTries()).isZero();
    }

    @Test
    void switchWhoseNodesAreAllAwayIsInTrouble() {
        floor.down(0);
        floor.outOfService(1);

        assertThat(agentSwitch().trouble(Samples.soon()))
                .hasValueSatisfying(text -> assertThat(text).contains(floor.outOfServiceWord()));
    }

    @Test
    void wrongPasswordIsNoTroubleOfTheSwitchAndNotTried() {
        floor.wrongPassword();

        assertThat(agentSwitch().trouble(Samples.soon())).isEmpty();
        assertThat(floor.wrongTries()).isZero();
    }

    /** Gives the id of the one interaction. */
    private String watchedInteraction(Watcher watcher) {
        AgentSwitch agentSwitch = agentSwitch();
        floor.ready();
        floor.startInteraction();
        Inspection seen = inspected(agentSwitch);
        agentSwitch.watch(floor.target(), seen, watcher);
        return seen.interactions().getFirst().id();
    }

    private void awaitRequests(int count) {
        while (floor.requests().size() < count) {
            Thread.onSpinWait();
        }
    }

    private Inspection inspected(AgentSwitch agentSwitch) {
        Instant until = Samples.soon();
        return ((Outcome.Inspected) agentSwitch.inspect(floor.target(), until)).inspection();
    }

    AgentSwitch agentSwitch() {
        return floor.agentSwitch(LONG, LONG, Timing.REAL);
    }
}
