/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static org.agentlogout.orchestrator.avro.AvroSamples.NOON;
import static org.agentlogout.orchestrator.saga.LogoutRequest.Priority.BACKGROUND;
import static org.agentlogout.orchestrator.saga.LogoutRequest.Priority.LIVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agentlogout.orchestrator.saga.LogoutRequest.Priority;
import org.agentlogout.orchestrator.stream.Places.Waiting;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private final Places places = new Places(1);

    private boolean ask(String sagaId, Priority priority) {
        return places.ask(sagaId, "agent-" + sagaId, priority, NOON);
    }

    private List<String> allNext() {
        List<String> order = new ArrayList<>();
        for (Optional<Waiting> next = places.next(); next.isPresent(); next = places.next()) {
            order.add(next.get().sagaId());
            places.giveBack(next.get().sagaId());
        }
        return order;
    }

    @Test
    void theFirstGetsThePlaceAndTheSecondWaits() {
        assertThat(ask("one", LIVE)).isTrue();
        assertThat(ask("two", LIVE)).isFalse();
        assertThat(places.next()).isEmpty();
    }

    @Test
    void liveGoesBeforeBackgroundAndElseWhoCameFirst() {
        ask("one", LIVE);
        ask("bulk-1", BACKGROUND);
        ask("live-1", LIVE);
        ask("bulk-2", BACKGROUND);
        ask("live-2", LIVE);

        places.giveBack("one");

        assertThat(allNext()).containsExactly("live-1", "live-2", "bulk-1", "bulk-2");
    }

    @Test
    void nobodyOvertakesThoseWhoWaitForAPlaceThatJustGotFree() {
        ask("one", LIVE);
        ask("two", LIVE);
        places.giveBack("one");

        assertThat(ask("three", LIVE)).isFalse();
        assertThat(places.next().map(Waiting::sagaId)).contains("two");
    }

    @Test
    void whoGivesUpWaitingIsNotLetIn() {
        ask("one", LIVE);
        ask("two", LIVE);
        places.giveBack("two");
        places.giveBack("one");

        assertThat(places.hasNext()).isFalse();
    }

    @Test
    void givingBackTwiceFreesOnePlace() {
        ask("one", LIVE);
        ask("two", LIVE);
        ask("three", LIVE);
        places.giveBack("one");
        places.giveBack("one");

        assertThat(places.next()).isPresent();
        assertThat(places.next()).isEmpty();
    }

    @Test
    void whatIsTakenBackHasNotBeen() {
        ask("one", LIVE);
        ask("two", LIVE);
        places.keep();
        places.giveBack("one");
        places.next();
        ask("three", BACKGROUND);
        places.takeBack();

        assertThat(places.next()).isEmpty();
        places.giveBack("one");
        assertThat(allNext()).containsExactly("two");
    }

    @Test
    void aForgottenAgentHasNoPlaceAndDoesNotWait() {
        places.ask("one", "anna", LIVE, NOON);
        places.ask("two", "anna", LIVE, NOON);
        places.ask("three", "bert", LIVE, NOON);

        places.forget("anna");

        assertThat(allNext()).containsExactly("three");
    }
}
