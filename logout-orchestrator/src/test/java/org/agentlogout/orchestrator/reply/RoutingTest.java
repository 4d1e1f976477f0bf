/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.agentlogout.orchestrator.reply.Samples.SUCCESS;
import static org.agentlogout.orchestrator.reply.Samples.naming;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.Set;
import org.agentlogout.orchestrator.reply.Routing.Route;
import org.agentlogout.wire.HeaderNames;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTest {

    private final Routing routing = new Routing(Set.of("gateway.replies"));

    @Test
    void aReplyWithoutAnAddressGoesNowhere() {
        assertThat(routing.route(SUCCESS, new RecordHeaders())).isEqualTo(new Route.Nowhere());
    }

    @Test
    void aGatewayThatListensOnTheDefaultTopicHasItsReplyAlready() {
        assertThat(routing.route(SUCCESS, naming(SUCCESS))).isEqualTo(new Route.Nowhere());
    }

    @Test
    void theOtherDefaultTopicIsNoTargetForWhoListensThereWouldReadItAsAnotherReply() {
        Route route = routing.route(SUCCESS, naming("mediabar.response.logout.error"));

        assertThat(route).isInstanceOf(Route.Refused.class);
    }

    @Test
    void aListedTopicGetsACopyInThePartitionThatWasAskedFor() {
        assertThat(routing.route(SUCCESS, naming("gateway.replies", 3)))
                .isEqualTo(new Route.To("gateway.replies", OptionalInt.of(3)));
    }

    @Test
    void aTopicThatIsNotListedIsRefusedWithTheCure() {
        Route route = routing.route(SUCCESS, naming("session.request.logout", 1));

        assertThat(route)
                .isEqualTo(
                        new Route.Refused(
                                "session.request.logout",
                                OptionalInt.of(1),
                                Refusal.notListed("session.request.logout")));
    }

    @Test
    void aNegativePartitionIsNone() {
        assertThat(routing.route(SUCCESS, naming("gateway.replies", -7)))
                .isEqualTo(new Route.To("gateway.replies", OptionalInt.empty()));
    }

    @Test
    void aPartitionThatIsNotFourBytesIsNone() {
        RecordHeaders headers = naming("gateway.replies");
        headers.add(HeaderNames.REPLY_PARTITION, "1".getBytes(UTF_8));

        assertThat(routing.route(SUCCESS, headers))
                .isEqualTo(new Route.To("gateway.replies", OptionalInt.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a b", "ä", "a/b"})
    void someTextsAreNoTopics(String text) {
        assertThat(Routing.isTopic(text)).isFalse();
    }
}
