/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.orchestrator.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.agentlogout.orchestrator.avro.AvroSamples.opened;
import static org.agentlogout.orchestrator.avro.AvroSamples.request;
import static org.agentlogout.orchestrator.avro.AvroSamples.voice;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.agentlogout.orchestrator.avro.AvroSamples;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.SessionOpened;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Topic;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The registry gives no answer, and a writer uses a schema that was registered after the start: its
 * records wait, in their order, and nobody else does.
 */
class OutageTest {

    private static final byte[] GARBAGE = {1, 2, 3};

    /** Longer than two tries and than what the registry is left alone after no answer. */
    private static final Duration A_WHILE = Duration.ofSeconds(11);

    private final SwitchedRegistry registry = new SwitchedRegistry();
    private final int openedNew = registry.newSchema(SessionOpened.class, "opened");
    private final int requestNew = registry.newSchema(LogoutRequest.class, "request");
    private final Driven driven = Driven.withRegistry(registry);

    @AfterEach
    void close() {
        driven.close();
        registry.close();
    }

    private void openNew(String agentId) {
        byte[] value = driven.bytes(Topic.SESSION_OPENED, opened(agentId, voice()));
        driven.pipe(
                Topic.SESSION_OPENED,
                agentId,
                SwitchedRegistry.written(value, openedNew),
                new RecordHeaders());
    }

    private void requestNew(String requestId, String agentId) {
        byte[] value = driven.bytes(Topic.REQUEST_LOGOUT, request(requestId, agentId).build());
        driven.pipe(
                Topic.REQUEST_LOGOUT,
                agentId,
                SwitchedRegistry.written(value, requestNew),
                new RecordHeaders());
    }

    private static List<String> codes(List<LogoutReply> replies) {
        return replies.stream().map(reply -> reply.getRequestId() + " " + reply.getCode()).toList();
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }

    @Test
    void whatCannotBeReadNowIsTakenWhenTheRegistryIsBack() {
        registry.down();
        openNew("anna");
        requestNew("r1", "anna");
        driven.pass(A_WHILE);
        assertThat(driven.statuses()).isEmpty();
        registry.up();

        driven.pass(A_WHILE);
        driven.workersDoAll();

        assertThat(codes(driven.replies())).containsExactly("r1 null");
        assertThat(driven.records(Topic.DEAD_LETTER)).isEmpty();
        assertThat(driven.setAside().size()).isZero();
    }

    @Test
    void laterRecordsOfTheSameKeyDoNotOvertake() {
        registry.down();
        openNew("anna");
        driven.request(request("r1", "anna"));
        driven.pass(A_WHILE);
        assertThat(driven.replies()).isEmpty();
        registry.up();

        driven.pass(A_WHILE);
        driven.workersDoAll();

        assertThat(codes(driven.replies())).containsExactly("r1 null");
    }

    @Test
    void otherAgentsAndTheirTimersGoOn() {
        registry.down();
        openNew("anna");
        driven.open(opened("bert", voice()));
        driven.request(request("r2", "bert"));
        assertThat(driven.commands()).hasSize(1);

        driven.pass(Duration.ofSeconds(13)); // the first look got no answer: it is issued again
        driven.workersDoAll();

        assertThat(codes(driven.replies())).containsExactly("r2 null");
    }

    @Test
    void aRestartLosesNothingAndKeepsTheOrder() {
        registry.down();
        openNew("anna");
        driven.request(request("r1", "anna"));
        driven.restart();
        driven.open(opened("anna", "s2", AvroSamples.EPOCH + 1, List.of(voice())));
        assertThat(driven.setAside().size()).isEqualTo(3);
        registry.up();
        driven.restart();

        driven.pass(A_WHILE);

        assertThat(driven.setAside().size()).isZero();
        assertThat(codes(driven.replies())).containsExactly("r1 SESSION_SUPERSEDED");
    }

    @Test
    void aRequestThatWaitedTooLongIsAnsweredSo() {
        driven.open(opened("anna", voice()));
        registry.down();
        requestNew("r1", "anna");
        driven.pass(Duration.ofMinutes(5));
        registry.up();

        driven.pass(A_WHILE);

        assertThat(codes(driven.replies())).containsExactly("r1 DEADLINE_EXCEEDED");
        assertThat(driven.commands()).isEmpty();
    }

    @Test
    void badInputBehindItBecomesALetterThatSaysWhereItCameFrom() {
        registry.down();
        openNew("anna");
        driven.pipe(
                Topic.SESSION_OPENED,
                "anna",
                GARBAGE,
                new RecordHeaders().add("theirs", new byte[] {9}));
        driven.pass(A_WHILE);
        registry.up();

        driven.pass(A_WHILE);

        assertThat(driven.records(Topic.DEAD_LETTER))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.value()).isEqualTo(GARBAGE);
                    assertThat(letter.key()).isEqualTo("anna".getBytes(UTF_8));
                    assertThat(letter.headers().lastHeader("theirs").value()).containsExactly(9);
                    assertThat(header(letter, HeaderNames.DEAD_LETTER_TOPIC))
                            .isEqualTo("t.session.opened");
                    assertThat(header(letter, HeaderNames.DEAD_LETTER_OFFSET)).isEqualTo("1");
                    assertThat(header(letter, HeaderNames.DEAD_LETTER_TIMESTAMP))
                            .isEqualTo(Long.toString(AvroSamples.EPOCH));
                    assertThat(header(letter, HeaderNames.DEAD_LETTER_REASON))
                            .isEqualTo("NOT_AVRO");
                });
    }

    @Test
    void aSchemaTheRegistryNeverTellsKeepsNoOtherWaiting() {
        registry.neverAnswers(openedNew);
        registry.down();
        openNew("anna");
        driven.open(opened("bert", voice()));
        requestNew("r2", "bert");
        driven.pass(A_WHILE);
        registry.up();

        driven.pass(Duration.ofSeconds(30));

        assertThat(driven.commands()).isNotEmpty();
        assertThat(driven.setAside().size()).isEqualTo(1);
    }

    @Test
    void readinessSaysWhyUntilAllIsTaken() {
        assertThat(driven.readiness().isReady()).isTrue();
        registry.down();
        openNew("anna");
        openNew("bert");

        driven.pass(A_WHILE);

        assertThat(driven.readiness().whyNot())
                .singleElement()
                .satisfies(reason -> {
                    assertThat(reason.since()).isEqualTo(AvroSamples.NOON);
                    assertThat(reason.what())
                            .startsWith("2 records of partitions [0] are set aside")
                            .contains("no answer for schema " + openedNew, "SCHEMA_REGISTRY_URL");
                });
        registry.up();
        driven.pass(A_WHILE);
        assertThat(driven.readiness().isReady()).isTrue();
    }

    @Test
    void aPartitionOfWhichTooMuchIsSetAsideIsNotReadUntilHalfOfItIsTaken() {
        registry.down();
        for (int i = 0; i < Driven.SET_ASIDE_AT_MOST; i++) {
            openNew("agent-" + i);
        }
        assertThat(driven.backlog().full()).isEmpty();

        openNew("one-more");
        driven.restart();

        assertThat(driven.backlog().full()).containsExactly(0);
        assertThat(driven.readiness().whyNot().getFirst().what()).contains("Not read any more");
        registry.up();
        driven.pass(A_WHILE);
        assertThat(driven.backlog().full()).isEmpty();
        assertThat(driven.statuses()).hasSize(Driven.SET_ASIDE_AT_MOST + 1);
    }

    @Test
    void whatANewerReleaseSetAsideIsALetterAndNoObstacle() {
        registry.down();
        openNew("anna");
        String place = "%019d".formatted(0);
        driven.setAside().replace(place, GARBAGE);
        driven.restart();
        driven.open(opened("bert", voice()));

        driven.pass(Duration.ofMillis(50));

        assertThat(driven.records(Topic.DEAD_LETTER))
                .singleElement()
                .satisfies(letter -> assertThat(letter.value()).isEqualTo(GARBAGE));
        assertThat(driven.statuses()).hasSize(1);
        assertThat(driven.setAside().size()).isZero();
    }
}
