/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.agentlogout.orchestrator.avro.AvroSamples.EPOCH;
import static org.agentlogout.orchestrator.avro.AvroSamples.opened;
import static org.agentlogout.orchestrator.avro.AvroSamples.request;
import static org.agentlogout.orchestrator.avro.AvroSamples.voice;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.agentlogout.orchestrator.avro.AvroSamples;
import org.agentlogout.orchestrator.saga.Agent;
import org.agentlogout.orchestrator.saga.AgentDesk;
import org.agentlogout.orchestrator.saga.AgentStep;
import org.agentlogout.orchestrator.saga.LogoutPolicy;
import org.agentlogout.orchestrator.saga.SagaEvent;
import org.agentlogout.orchestrator.saga.SagaEvent.ChannelAnswered;
import org.agentlogout.orchestrator.saga.SagaEvent.DeadlineReached;
import org.agentlogout.orchestrator.saga.SagaEvent.LogoutRequested;
import org.agentlogout.orchestrator.saga.SagaEvent.PlaceGranted;
import org.agentlogout.orchestrator.saga.SagaEvent.SessionOpened;
import org.agentlogout.schema.Inspection;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.Reason;
import org.agentlogout.schema.ReasonChoice;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Limits;
import org.agentlogout.wire.Topic;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/**
 * Input that cannot be taken, and defects of our own: one record or one agent pays, nobody else.
 */
class TroubleTest {

    private static final byte[] GARBAGE = {1, 2, 3};

    /** A saga with a defect planted. */
    private static Driven failingWhen(BiPredicate<Agent, SagaEvent> defect) {
        AgentDesk desk = new AgentDesk(LogoutPolicy.DEFAULT);
        BiFunction<Agent, SagaEvent, AgentStep> planted =
                (agent, event) -> {
                    if (defect.test(agent, event)) {
                        throw new IllegalStateException("planted");
                    }
                    return desk.decide(agent, event);
                };
        return new Driven(1, planted);
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }

    private static List<String> codes(List<LogoutReply> replies) {
        return replies.stream().map(reply -> reply.getRequestId() + " " + reply.getCode()).toList();
    }

    @Test
    void garbageBecomesADeadLetterAsItCameAndThePartitionGoesOn() {
        try (Driven driven = Driven.plain()) {
            Headers headers = new RecordHeaders().add("theirs", new byte[] {9});
            driven.pipe(Topic.REQUEST_LOGOUT, "anna", GARBAGE, headers);
            driven.open(opened("anna", voice()));

            assertThat(driven.records(Topic.DEAD_LETTER))
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(letter.value()).isEqualTo(GARBAGE);
                        assertThat(letter.key()).isEqualTo("anna".getBytes(UTF_8));
                        assertThat(letter.headers().lastHeader("theirs").value())
                                .containsExactly(9);
                        assertThat(header(letter, HeaderNames.DEAD_LETTER_TOPIC))
                                .isEqualTo("t.session.request.logout");
                        assertThat(header(letter, HeaderNames.DEAD_LETTER_PARTITION))
                                .isEqualTo("0");
                        assertThat(header(letter, HeaderNames.DEAD_LETTER_OFFSET)).isEqualTo("0");
                        assertThat(header(letter, HeaderNames.DEAD_LETTER_TIMESTAMP))
                                .isEqualTo(Long.toString(EPOCH));
                        assertThat(header(letter, HeaderNames.DEAD_LETTER_REASON))
                                .isEqualTo("NOT_AVRO");
                    });
            assertThat(driven.statuses()).containsExactly("IDLE");
        }
    }

    @Test
    void aRequestThatIsTooLargeIsAnsweredSo() {
        try (Driven driven = Driven.plain()) {
            ReasonChoice reason = new ReasonChoice(List.of(), "x".repeat(Limits.RECORD_BYTES));
            driven.request(request("r1", "anna").setReason(reason));

            assertThat(driven.replies())
                    .singleElement()
                    .satisfies(reply -> {
                        assertThat(reply.getCode()).isEqualTo("INVALID_REQUEST");
                        assertThat(reply.getText()).contains("at most 262144");
                    });
            assertThat(driven.records(Topic.DEAD_LETTER)).isEmpty();
        }
    }

    @Test
    void whatNoDeadLetterCanHoldIsToldInOne() {
        try (Driven driven = Driven.plain()) {
            byte[] bomb = new byte[Limits.DEAD_LETTER_BYTES];
            Headers headers = new RecordHeaders().add("theirs", bomb);
            driven.pipe(Topic.REQUEST_LOGOUT, "anna", bomb, new RecordHeaders());
            driven.pipe(Topic.REQUEST_LOGOUT, "anna", GARBAGE, headers);

            assertThat(driven.records(Topic.DEAD_LETTER))
                    .hasSize(2)
                    .allSatisfy(letter -> {
                        assertThat(letter.value()).isNull();
                        assertThat(letter.headers().lastHeader("theirs")).isNull();
                        assertThat(header(letter, HeaderNames.DEAD_LETTER_OFFSET)).isNotEmpty();
                        assertThat(header(letter, HeaderNames.DEAD_LETTER_TEXT))
                                .startsWith("Left out");
                    });
        }
    }

    @Test
    void aRequestUnderAForeignKeyIsAnsweredAndChangesNothing() {
        try (Driven driven = Driven.plain()) {
            driven.open(opened("anna", voice()));
            driven.pipe(Topic.REQUEST_LOGOUT, "bert", request("r1", "anna").build());

            assertThat(codes(driven.replies())).containsExactly("r1 INVALID_REQUEST");
            assertThat(driven.commands()).isEmpty();
        }
    }

    @Test
    void anEpochTooFarAheadIsADeadLetter() {
        try (Driven driven = Driven.plain()) {
            long ahead = EPOCH + Duration.ofMinutes(6).toMillis();
            driven.open(opened("anna", "s1", ahead, List.of(voice())));

            assertThat(driven.records(Topic.DEAD_LETTER))
                    .singleElement()
                    .satisfies(letter ->
                            assertThat(header(letter, HeaderNames.DEAD_LETTER_REASON))
                                    .isEqualTo("EPOCH_AHEAD"));
            assertThat(driven.statuses()).isEmpty();
        }
    }

    @Test
    void aDefectCostsItsAgentTheLogoutAndNobodyElse() {
        try (Driven driven =
                failingWhen((agent, event) ->
                        event instanceof ChannelAnswered && agent.agentId().equals("anna"))) {
            driven.open(opened("anna", voice()));
            driven.open(opened("bert", voice()));
            driven.request(request("r1", "anna"));
            driven.request(request("r2", "bert"));
            driven.answer(AvroSamples.done(driven.commands().getFirst()));

            assertThat(codes(driven.replies())).containsExactly("r1 INTERNAL_ERROR");
            assertThat(driven.statuses()).endsWith("QUARANTINED");
            List<TestRecord<byte[], byte[]>> letters = driven.records(Topic.DEAD_LETTER);
            assertThat(letters).hasSize(1);
            assertThat(header(letters.getFirst(), HeaderNames.DEAD_LETTER_TEXT))
                    .contains("ChannelAnswered", "planted");
            driven.pass(Duration.ofMillis(100));
            driven.workersDoAll();
            assertThat(codes(driven.replies())).containsExactly("r2 null");
        }
    }

    @Test
    void aQuarantinedAgentIsToldSoUntilANewerSessionIsOpened() {
        boolean[] broken = {true};
        try (Driven driven =
                failingWhen((_, event) -> broken[0] && event instanceof LogoutRequested)) {
            driven.open(opened("anna", voice()));
            driven.request(request("r1", "anna"));
            broken[0] = false;
            driven.restart();
            driven.request(request("r2", "anna"));
            driven.open(opened("anna", voice()));
            driven.request(request("r3", "anna"));
            driven.open(opened("anna", "s2", EPOCH + 1, List.of(voice())));
            driven.request(request("r1", "anna"));
            driven.workersDoAll();

            assertThat(codes(driven.replies()))
                    .containsExactlyInAnyOrder(
                            "r1 INTERNAL_ERROR",
                            "r2 INTERNAL_ERROR",
                            "r3 INTERNAL_ERROR",
                            "r1 null");
            assertThat(driven.records(Topic.DEAD_LETTER))
                    .extracting(letter -> header(letter, HeaderNames.DEAD_LETTER_REASON))
                    .containsExactly("DEFECT", "QUARANTINED");
        }
    }

    @Test
    void aLetterThatIsSentBackEndsTheQuarantine() {
        boolean[] broken = {true};
        try (Driven driven =
                failingWhen((_, event) -> broken[0] && event instanceof LogoutRequested)) {
            driven.open(opened("anna", voice()));
            driven.request(request("r1", "anna"));
            broken[0] = false;
            Headers headers = new RecordHeaders();
            HeaderNames.put(headers, HeaderNames.REPLAYED_FROM, "0:0");
            byte[] letter = driven.records(Topic.DEAD_LETTER).getFirst().value();
            driven.pipe(Topic.REQUEST_LOGOUT, "anna", letter, headers);
            driven.workersDoAll();

            assertThat(codes(driven.replies()))
                    .containsExactlyInAnyOrder("r1 INTERNAL_ERROR", "r1 null");
        }
    }

    @Test
    void aDefectInATimerKeepsTheStoredAgentAsTheLetter() {
        try (Driven driven = failingWhen((_, event) -> event instanceof DeadlineReached)) {
            driven.open(opened("anna", voice()));
            driven.request(request("r1", "anna"));
            byte[] stored = driven.agents().read("anna");

            driven.pass(Duration.ofSeconds(13));

            assertThat(driven.records(Topic.DEAD_LETTER))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.value()).isEqualTo(stored));
            assertThat(codes(driven.replies())).containsExactly("r1 INTERNAL_ERROR");
        }
    }

    private static Headers sentBack() {
        Headers headers = new RecordHeaders();
        HeaderNames.put(headers, HeaderNames.REPLAYED_FROM, "0:0");
        HeaderNames.put(headers, HeaderNames.DEAD_LETTER_TOPIC, HeaderNames.STORED_STATE);
        return headers;
    }

    @Test
    void aStoredAgentThatIsSentBackEndsTheQuarantineOnce() {
        boolean[] broken = {true};
        try (Driven driven =
                failingWhen((_, event) -> broken[0] && event instanceof DeadlineReached)) {
            driven.open(opened("anna", voice()));
            driven.request(request("r1", "anna"));
            driven.pass(Duration.ofSeconds(13));
            broken[0] = false;
            byte[] letter = driven.records(Topic.DEAD_LETTER).getFirst().value();
            driven.request(request("r2", "anna"));
            driven.pipe(Topic.CHANNEL_RESULT, "anna", letter, sentBack());
            driven.request(request("r3", "anna"));
            driven.workersDoAll();
            driven.pipe(Topic.CHANNEL_RESULT, "anna", letter, sentBack());

            assertThat(codes(driven.replies()))
                    .containsExactlyInAnyOrder("r1 INTERNAL_ERROR", "r2 INTERNAL_ERROR", "r3 null");
            assertThat(driven.statuses()).containsSubsequence("QUARANTINED", "IDLE").endsWith("-");
        }
    }

    @Test
    void anAgentThatCouldNotBeReadComesBackWithTheSessionAndNotWithTheLogout() {
        try (Driven driven = Driven.plain()) {
            driven.open(opened("anna", voice()));
            driven.request(request("r1", "anna"));
            byte[] good = driven.agents().read("anna");
            driven.agents().replace("anna", GARBAGE);
            driven.restart();
            driven.pass(Duration.ofMillis(50));
            driven.pipe(Topic.CHANNEL_RESULT, "anna", GARBAGE, sentBack());
            assertThat(
                            header(
                                    driven.records(Topic.DEAD_LETTER).getLast(),
                                    HeaderNames.DEAD_LETTER_TEXT))
                    .contains("cannot be read");
            driven.commands();

            // What could not be read did not end the quarantine, nor do another agent's bytes.
            driven.pipe(Topic.CHANNEL_RESULT, "bert", good, sentBack());
            driven.pipe(Topic.CHANNEL_RESULT, "anna", good, sentBack());
            driven.request(request("r2", "anna"));
            driven.workersDoAll();

            assertThat(codes(driven.replies())).containsExactly("r2 null");
        }
    }

    @Test
    void whoeverMeetsADefectWhenLetInDoesNotHurtTheOneWhoMadeRoom() {
        try (Driven driven =
                failingWhen((agent, event) ->
                        event instanceof PlaceGranted && agent.agentId().equals("bert"))) {
            for (String agent : List.of("anna", "bert", "cleo")) {
                driven.open(opened(agent, voice()));
                driven.request(request("r-" + agent, agent));
            }

            driven.workersDoAll();

            assertThat(codes(driven.replies()))
                    .containsExactlyInAnyOrder(
                            "r-anna null", "r-bert INTERNAL_ERROR", "r-cleo null");
        }
    }

    @Test
    void aSessionThatCannotBeOpenedIsGivenUpForTheNextOne() {
        try (Driven driven =
                failingWhen((agent, event) ->
                        event instanceof SessionOpened && !agent.equals(Agent.unknown("anna")))) {
            driven.open(opened("anna", voice()));
            driven.open(opened("anna", "s2", EPOCH + 1, List.of(voice())));
            driven.open(opened("anna", "s3", EPOCH + 2, List.of(voice())));
            driven.request(request("r1", "anna"));
            driven.workersDoAll();

            assertThat(codes(driven.replies())).containsExactly("r1 null");
        }
    }

    @Test
    void whatCannotBeReadIsKeptEvenIfARecordFindsItFirst() {
        try (Driven driven = Driven.plain()) {
            driven.open(opened("anna", voice()));
            driven.agents().replace("anna", GARBAGE);
            driven.restart();
            driven.request(request("r1", "anna"));

            assertThat(driven.records(Topic.DEAD_LETTER))
                    .hasSize(2)
                    .anySatisfy(letter -> assertThat(letter.value()).isEqualTo(GARBAGE));
            assertThat(codes(driven.replies())).containsExactly("r1 INTERNAL_ERROR");
        }
    }

    @Test
    void repliesTooManyToBeKeptCostNobodyTheAgent() {
        try (Driven driven = Driven.plain()) {
            List<Reason> many =
                    IntStream.range(0, 60)
                            .mapToObj(i -> new Reason("" + i, "x".repeat(4000)))
                            .toList();
            Inspection wants =
                    Inspection.newBuilder(AvroSamples.wantsReason()).setReasons(many).build();
            driven.open(opened("anna", voice()));
            for (int i = 0; i < 10; i++) {
                driven.request(request("r" + i, "anna"));
                driven.answer(AvroSamples.found(driven.commands().getFirst(), wants));

                assertThat(codes(driven.replies()))
                        .containsExactly("r" + i + " LOGOUT_REASON_REQUIRED");
            }
        }
    }

    @Test
    void anAgentWhoseStoredStateCannotBeReadIsSetAsideAtStart() {
        try (Driven driven = Driven.plain()) {
            driven.open(opened("anna", voice()));
            driven.agents().replace("anna", GARBAGE);
            driven.restart();

            driven.pass(Duration.ofMillis(50));
            driven.request(request("r1", "anna"));

            assertThat(driven.records(Topic.DEAD_LETTER))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.value()).isEqualTo(GARBAGE));
            assertThat(codes(driven.replies())).containsExactly("r1 INTERNAL_ERROR");
        }
    }
}
