/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.avro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.agentlogout.orchestrator.avro.AvroSamples.NOON;
import static org.agentlogout.orchestrator.avro.AvroSamples.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.agentlogout.orchestrator.saga.ErrorCode;
import org.agentlogout.orchestrator.saga.Reply;
import org.agentlogout.orchestrator.saga.ReplyAddress;
import org.agentlogout.orchestrator.saga.SagaEvent.LogoutRequested;
import org.agentlogout.schema.LogoutMode;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.ReasonChoice;
import org.agentlogout.schema.Requester;
import org.agentlogout.schema.RequesterKind;
import org.agentlogout.schema.SwitchReason;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.KeyPartition;
import org.junit.jupiter.api.Test;

class RequestReaderTest {

    private static final int PARTITIONS = 8;

    private final RequestReader reader = new RequestReader(PARTITIONS, Duration.ofMinutes(2));

    private static Inbound in(String key, Map<String, byte[]> headers) {
        int partition = KeyPartition.of(key, PARTITIONS);
        byte[] none = {};
        return new Inbound("t", partition, NOON, key.getBytes(UTF_8), none, headers, NOON);
    }

    private Mapping read(LogoutRequest.Builder request, boolean supervised) {
        return reader.read(in("anna", Map.of()), request.build(), supervised);
    }

    private LogoutRequested taken(LogoutRequest.Builder request) {
        return taken(read(request, false));
    }

    private static LogoutRequested taken(Mapping mapping) {
        return switch (mapping) {
            case Mapping.Mapped(_, LogoutRequested event) -> event;
            case Mapping other -> throw new AssertionError("not taken: " + other);
        };
    }

    private static void assertInvalid(Mapping mapping, String words) {
        assertThat(mapping)
                .isInstanceOfSatisfying(
                        Mapping.InvalidRequest.class,
                        it -> {
                            Reply reply = it.reply().reply();
                            assertThat(reply.text()).contains(words);
                            assertThat(reply.result())
                                    .isInstanceOfSatisfying(
                                            Reply.Result.Failure.class,
                                            failure ->
                                                    assertThat(failure.code())
                                                            .isEqualTo(ErrorCode.INVALID_REQUEST));
                        });
    }

    @Test
    void theDeadlineIsTheRequestsOwnElseTwoMinutesAfterItsTimeStamp() {
        assertThat(taken(request("r1", "anna")).request().deadline())
                .isEqualTo(NOON.plusSeconds(120));
        assertThat(
                        taken(request("r1", "anna").setDeadline(NOON.plusSeconds(7)))
                                .request()
                                .deadline())
                .isEqualTo(NOON.plusSeconds(7));
    }

    @Test
    void anAbsurdTimeStampGivesADeadlineThatCanBeStored() {
        byte[] key = "anna".getBytes(UTF_8);
        int partition = KeyPartition.of(key, PARTITIONS);
        Instant absurd = Instant.ofEpochMilli(Long.MAX_VALUE);
        Inbound then = new Inbound("t", partition, absurd, key, new byte[0], Map.of(), NOON);

        Mapping mapping = reader.read(then, request("r1", "anna").build(), false);

        assertThat(taken(mapping).request().deadline().toEpochMilli()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theFingerprintIsOfTheContent() {
        String plain = taken(request("r1", "anna")).request().fingerprint();
        ReasonChoice label = new ReasonChoice(List.of(), "Break");

        assertThat(taken(request("r1", "anna")).request().fingerprint()).isEqualTo(plain);
        assertThat(taken(request("r1", "anna").setDryRun(true)).request().fingerprint())
                .isNotEqualTo(plain);
        assertThat(taken(request("r1", "anna").setReason(label)).request().fingerprint())
                .isNotEqualTo(plain);
        assertThat(taken(read(request("r1", "anna"), true)).request().fingerprint())
                .isNotEqualTo(plain);
    }

    @Test
    void forceAndRequestsForOthersNeedTheSupervisorsTopic() {
        LogoutRequest.Builder force = request("r1", "anna").setMode(LogoutMode.FORCE);
        LogoutRequest.Builder bulk =
                request("r1", "anna").setRequestedBy(new Requester(RequesterKind.BULK, "night"));

        assertInvalid(read(force, false), "supervised requests only");
        assertInvalid(read(bulk, false), "supervised requests only");
        assertThat(taken(read(force, true)).request().supervised()).isTrue();
        assertThat(taken(read(bulk, true)).request().supervised()).isTrue();
    }

    @Test
    void requestsThatCannotBeTakenAreAnsweredWithTheCure() {
        assertInvalid(read(request("", "anna"), false), "requestId is empty");
        assertInvalid(read(request("r\u0000", "anna"), false), "control characters");
        assertInvalid(read(request("r1", "bert"), false), "key must be the agentId");
        assertInvalid(
                read(request("r1", "anna").setSessionId("x".repeat(129)), false), "sessionId has");
        ReasonChoice twice =
                new ReasonChoice(
                        List.of(new SwitchReason("a", "1"), new SwitchReason("a", "2")), null);
        assertInvalid(read(request("r1", "anna").setReason(twice), false), "twice");
    }

    @Test
    void anAnswerToMonstrousIdsIsOfBoundedSize() {
        Mapping mapping = read(request("r".repeat(100_000), "a".repeat(100_000)), false);

        assertThat(mapping)
                .isInstanceOfSatisfying(
                        Mapping.InvalidRequest.class,
                        it -> {
                            assertThat(it.agentId()).hasSize(128);
                            assertThat(it.reply().requestId()).hasSize(128);
                        });
    }

    @Test
    void theReplyAddressIsTakenFromTheHeaders() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Map<String, byte[]> headers =
                Map.of(
                        HeaderNames.REPLY_TOPIC,
                        "gateway-7.replies".getBytes(UTF_8),
                        HeaderNames.REPLY_PARTITION,
                        new byte[] {0, 0, 1, 0},
                        HeaderNames.CORRELATION_ID,
                        new byte[] {-1, 0, 1},
                        HeaderNames.TRACE_PARENT,
                        trace.getBytes(UTF_8));

        Mapping mapping = reader.read(in("anna", headers), request("r1", "anna").build(), false);

        assertThat(taken(mapping).replyTo())
                .isEqualTo(new ReplyAddress("gateway-7.replies", 256, "/wAB", trace));
    }

    @Test
    void aWrongAddressIsAnsweredOnTheDefaultTopics() {
        List<Map<String, byte[]>> wrong =
                List.of(
                        Map.of(HeaderNames.REPLY_TOPIC, "a b".getBytes(UTF_8)),
                        Map.of(HeaderNames.REPLY_TOPIC, "..".getBytes(UTF_8)),
                        Map.of(HeaderNames.REPLY_TOPIC, "x".repeat(250).getBytes(UTF_8)),
                        Map.of(HeaderNames.REPLY_PARTITION, new byte[3]),
                        Map.of(HeaderNames.REPLY_PARTITION, new byte[] {-1, 0, 0, 0}),
                        Map.of(HeaderNames.CORRELATION_ID, new byte[257]));
        for (Map<String, byte[]> headers : wrong) {
            Mapping mapping =
                    reader.read(in("anna", headers), request("r1", "anna").build(), false);

            assertInvalid(mapping, "kafka_");
            assertThat(mapping)
                    .isInstanceOfSatisfying(
                            Mapping.InvalidRequest.class,
                            it -> assertThat(it.reply().to().topic()).isEmpty());
        }
    }

    @Test
    void aWrongTraceIsLeftOut() {
        Map<String, byte[]> headers = Map.of(HeaderNames.TRACE_PARENT, "zz".getBytes(UTF_8));

        Mapping mapping = reader.read(in("anna", headers), request("r1", "anna").build(), false);

        assertThat(taken(mapping).replyTo()).isEqualTo(ReplyAddress.DEFAULT);
    }
}
