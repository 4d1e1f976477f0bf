/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.agentlogout.orchestrator.avro.AvroSamples.chat;
import static org.agentlogout.orchestrator.avro.AvroSamples.email;
import static org.agentlogout.orchestrator.avro.AvroSamples.opened;
import static org.agentlogout.orchestrator.avro.AvroSamples.request;
import static org.agentlogout.orchestrator.avro.AvroSamples.voice;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.agentlogout.orchestrator.avro.AvroSamples;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.CommandKind;
import org.agentlogout.schema.LogoutAudit;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.ReplyOutcome;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Topic;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A requested logout through the topology, in bytes. */
class LogoutTopologyTest {

    private final Driven driven = Driven.plain();

    @AfterEach
    void close() {
        driven.close();
    }

    @Test
    void threeChannelsAreLoggedOutStepByStep() {
        driven.open(opened("anna", voice(), chat(), email()));
        driven.request(request("r1", "anna"));

        for (CommandKind kind :
                List.of(
                        CommandKind.INSPECT,
                        CommandKind.MAKE_NOT_READY,
                        CommandKind.DEACTIVATE,
                        CommandKind.SIGN_OUT)) {
            List<ChannelCommand> commands = driven.commands();
            assertThat(commands).hasSize(3).allMatch(command -> command.getKind() == kind);
            commands.forEach(command -> driven.answer(AvroSamples.done(command)));
        }

        assertThat(driven.commands()).isEmpty();
        assertThat(driven.replies())
                .singleElement()
                .satisfies(reply -> {
                    assertThat(reply.getOutcome()).isEqualTo(ReplyOutcome.SUCCESS);
                    assertThat(reply.getRequestId()).isEqualTo("r1");
                    assertThat(reply.getChannels()).hasSize(3);
                });
        assertThat(driven.events())
                .endsWith(
                        "POST_LOGOUT",
                        "CHANNEL_DISPOSED voice",
                        "CHANNEL_DISPOSED chat",
                        "CHANNEL_DISPOSED email",
                        "CHANNEL_GROUP_DISPOSED",
                        "SESSION_DISPOSED",
                        "CONNECTION_CLOSED");
        assertThat(driven.values(Topic.AUDIT, LogoutAudit.class)).hasSize(1);
    }

    @Test
    void statusFollowsTheSessionAndEndsWithATombstone() {
        driven.open(opened("anna", voice()));
        driven.request(request("r1", "anna"));
        driven.workersDoAll();

        assertThat(driven.statuses())
                .containsExactly(
                        "IDLE",
                        "INSPECTING",
                        "MAKING_NOT_READY",
                        "DEACTIVATING",
                        "SIGNING_OUT",
                        "-");
    }

    @Test
    void aRefusalEndsTheLogoutAndKeepsTheSession() {
        driven.open(opened("anna", voice()));
        driven.request(request("r1", "anna"));
        driven.commands().forEach(command -> driven.answer(AvroSamples.done(command)));

        driven.commands()
                .forEach(command ->
                        driven.answer(AvroSamples.refused(command, "INTERACTION_STARTED")));

        assertThat(driven.replies())
                .singleElement()
                .satisfies(reply -> {
                    assertThat(reply.getCode()).isEqualTo("NOT_READY_FAILED");
                    assertThat(reply.getDetail()).isEqualTo("INTERACTION_STARTED");
                });
        assertThat(driven.statuses()).endsWith("IDLE");
    }

    @Test
    void aSilentWorkerIsAskedOnceMoreAndThenTheBudgetEnds() {
        driven.open(opened("anna", voice()));
        driven.request(request("r1", "anna"));
        assertThat(driven.commands()).hasSize(1);

        driven.pass(Duration.ofMillis(11_950));
        assertThat(driven.commands()).isEmpty();

        driven.pass(Duration.ofMillis(100));
        assertThat(driven.commands())
                .singleElement()
                .satisfies(command -> assertThat(command.getAttempt()).isEqualTo(2));

        driven.pass(Duration.ofMillis(7_900));
        assertThat(driven.replies()).isEmpty();

        driven.pass(Duration.ofMillis(100));
        assertThat(driven.replies())
                .singleElement()
                .satisfies(r -> assertThat(r.getCode()).isEqualTo("SWITCH_UNAVAILABLE"));
    }

    @Test
    void aRequestWaitsForItsSession() {
        driven.request(request("r1", "anna"));
        driven.pass(Duration.ofMillis(1_900));
        driven.open(opened("anna", voice()));

        driven.workersDoAll();

        assertThat(driven.replies())
                .singleElement()
                .satisfies(r -> assertThat(r.getOutcome()).isEqualTo(ReplyOutcome.SUCCESS));
    }

    @Test
    void aRequestForNoSessionIsAnsweredAfterTwoSeconds() {
        driven.request(request("r1", "anna"));

        driven.pass(Duration.ofMillis(2_050));

        assertThat(driven.replies())
                .singleElement()
                .satisfies(r -> assertThat(r.getCode()).isEqualTo("SESSION_UNKNOWN"));
    }

    @Test
    void repeatsGetTheSameReplyAndStartNothing() {
        driven.open(opened("anna", voice()));
        driven.request(request("r1", "anna"));
        driven.request(request("r1", "anna"));
        driven.workersDoAll();
        driven.request(request("r1", "anna"));

        List<LogoutReply> replies = driven.replies();
        assertThat(replies).hasSize(3);
        assertThat(replies.stream().distinct()).hasSize(1);
        assertThat(driven.commands()).isEmpty();
    }

    @Test
    void theReplyGoesToTheAddressOfItsRequest() {
        Headers headers = new RecordHeaders();
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        headers.add(HeaderNames.REPLY_TOPIC, "gateway.replies".getBytes(UTF_8))
                .add(HeaderNames.REPLY_PARTITION, new byte[] {0, 0, 0, 7})
                .add(HeaderNames.CORRELATION_ID, new byte[] {-1, 0, 1})
                .add(HeaderNames.TRACE_PARENT, trace.getBytes(UTF_8))
                .add("foreign", new byte[] {1});
        driven.open(opened("anna", voice()));
        byte[] request = driven.bytes(Topic.REQUEST_LOGOUT, request("r1", "anna").build());
        driven.pipe(Topic.REQUEST_LOGOUT, "anna", request, headers);
        List<TestRecord<byte[], byte[]>> commands = driven.records(Topic.COMMAND_VOICE);
        driven.restart();
        driven.pass(Duration.ofSeconds(21));

        assertThat(names(commands.getFirst().headers()))
                .containsExactlyInAnyOrder(HeaderNames.REQUEST_ID, HeaderNames.TRACE_PARENT);
        assertThat(driven.records(Topic.REPLY_ERROR))
                .singleElement()
                .satisfies(reply -> {
                    assertThat(reply.headers().lastHeader(HeaderNames.CORRELATION_ID).value())
                            .containsExactly(-1, 0, 1);
                    assertThat(names(reply.headers()))
                            .contains(
                                    HeaderNames.REPLY_TOPIC,
                                    HeaderNames.REPLY_PARTITION,
                                    HeaderNames.TRACE_PARENT)
                            .doesNotContain("foreign");
                });
    }

    private static List<String> names(Headers headers) {
        return List.of(headers.toArray()).stream().map(Header::key).toList();
    }

    @Test
    void nothingIsLeftOfAnAgentAnHourAfter() {
        driven.open(opened("anna", voice()));
        driven.request(request("r1", "anna"));
        driven.workersDoAll();
        assertThat(driven.agents().size()).isEqualTo(1);

        driven.pass(Duration.ofMinutes(61));

        assertThat(driven.agents().size()).isZero();
    }
}
