/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agentlogout.schema.AgentState;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.CommandOutcome;
import org.agentlogout.schema.LogoutReply;
import org.agentlogout.schema.LogoutRequest;
import org.agentlogout.schema.SessionEvent;
import org.agentlogout.schema.SessionEventKind;
import org.agentlogout.simulator.CallLogEntry;
import org.agentlogout.testbed.LocalStack;
import org.agentlogout.testbed.StackSettings;
import org.agentlogout.testbed.e2e.SwitchGate.Side;
import org.agentlogout.testbed.scenario.Stage;
import org.agentlogout.wire.HeaderNames;
import org.agentlogout.wire.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Whatever is written twice, by whomever and whenever: one logout, and an answer for each asker.
 */
@TestInstance(Lifecycle.PER_CLASS)
class DuplicatesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String REQUEST = "request-1";
    private static final String ONE = "gateway.one";
    private static final String TWO = "gateway.two";
    private static final Topic[] COMMANDS = {
        Topic.COMMAND_VOICE, Topic.COMMAND_CHAT, Topic.COMMAND_EMAIL
    };

    private final SwitchGate gate = new SwitchGate();
    private final LocalStack stack =
            LocalStack.start(
                    StackSettings.instantSwitch()
                            .withWayToSwitch(gate::inFrontOf)
                            .withOrchestrator(
                                    Map.of("ORCHESTRATOR_REPLY_TOPICS", ONE + "," + TWO)));
    private final RawRecords records = new RawRecords(stack.installation());

    @BeforeAll
    void gatewaysHaveTheirTopics() throws Exception {
        try (var admin = Admin.create(stack.installation().clients())) {
            var topics = Stream.of(ONE, TWO).map(it -> new NewTopic(it, 1, (short) 1)).toList();
            admin.createTopics(topics).all().get();
        }
    }

    @AfterAll
    void stop() throws Exception {
        gate.close();
        records.close();
        stack.close();
    }

    @Test
    void aRequestBeforeDuringAndAfterIsOneLogoutAndAReplyEach() throws Exception {
        var stage = stack.stage("five-times");
        gate.close(stage.agent(), 1, Side.REQUEST);
        var asked = stage.logoutRequest(REQUEST, false, "7");
        ask(stage, asked, correlations("before"), ONE);
        stage.signIn();
        assertThat(gate.stopped(stage.agent(), PATIENCE.toMillis())).isTrue();
        ask(stage, asked, correlations("during"), TWO);
        gate.open(stage.agent());
        stage.awaitReplies(REQUEST, 10);

        ask(stage, asked, correlations("after"), ONE);

        stage.awaitReplies(REQUEST, 15);
        var replies = records.of(stage.agent(), Topic.REPLY_SUCCESS, Topic.REPLY_ERROR);
        assertThat(replies.stream().map(it -> RawRecords.header(it, HeaderNames.CORRELATION_ID)))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of("before", "during", "after")
                                .flatMap(it -> correlations(it).stream())
                                .toList());
        assertThat(replies)
                .allSatisfy(it -> assertThat(it.value()).isEqualTo(replies.getFirst().value()));
        assertThat(codes(stage)).containsOnly("SUCCESS");
        copiesArrive(stage, ONE, "before", "after");
        copiesArrive(stage, TWO, "during");
        isOnePlainLogout(stage);
    }

    @Test
    void moreThanSixteenRepeatsAreNotMadeToWait() throws Exception {
        var stage = stack.stage("twenty-times");
        stage.signIn();
        gate.close(stage.agent(), 1, Side.REQUEST);
        var asked = stage.logoutRequest(REQUEST, false, "7");

        ask(stage, asked, IntStream.range(0, 20).mapToObj(it -> "c" + it).toList(), ONE);

        stage.awaitReplies(REQUEST, 3);
        gate.open(stage.agent());
        stage.awaitReplies(REQUEST, 20);
        var counts =
                codes(stage).stream()
                        .collect(Collectors.groupingBy(it -> it, Collectors.counting()));
        assertThat(counts).isEqualTo(Map.of("SUCCESS", 17L, "LOGOUT_IN_PROGRESS", 3L));
        assertThat(stage.replies(REQUEST).stream().filter(LogoutReply::getDuplicate)).hasSize(3);
        isOnePlainLogout(stage);
    }

    @Test
    void theSameIdWithOtherContentIsInvalidAndChangesNothing() throws Exception {
        var stage = stack.stage("other-content");
        stage.signIn();
        gate.close(stage.agent(), 1, Side.REQUEST);
        stage.request(REQUEST, false, "7");
        assertThat(gate.stopped(stage.agent(), PATIENCE.toMillis())).isTrue();

        stage.request(REQUEST, false, "8");
        stage.request(REQUEST, true, "7");

        stage.awaitReplies(REQUEST, 2);
        gate.open(stage.agent());
        stage.awaitReplies(REQUEST, 3);
        assertThat(codes(stage)).containsExactly("INVALID_REQUEST", "INVALID_REQUEST", "SUCCESS");
        isOnePlainLogout(stage);
    }

    @Test
    void commandsWrittenAgainChangeTheSwitchOnce() throws Exception {
        for (int nth = 1; nth <= requestsOfAWholeLogout(); nth += 7) {
            var stage = stack.stage("commands-again-" + nth);
            stage.signIn();
            gate.close(stage.agent(), nth, Side.ANSWER);
            stage.request(REQUEST, false, "7");
            assertThat(gate.stopped(stage.agent(), PATIENCE.toMillis())).isTrue();

            records.writeAgain(records.of(stage.agent(), COMMANDS));
            gate.open(stage.agent());
            stage.awaitReplies(REQUEST, 1);
            records.writeAgain(records.of(stage.agent(), COMMANDS));

            var given = records.of(stage.agent(), COMMANDS).size();
            await().atMost(PATIENCE).until(() -> all(stage, ChannelResult.class).size() == given);
            assertThat(codes(stage)).as("stopped at %d", nth).containsExactly("SUCCESS");
            changedOnce(stage);
            endsAsAPlainLogout(stage);
        }
    }

    @Test
    void resultsWrittenAgainChangeNothing() throws Exception {
        for (int nth = 8; nth <= requestsOfAWholeLogout(); nth += 7) {
            var stage = stack.stage("results-again-" + nth);
            stage.signIn();
            gate.close(stage.agent(), nth, Side.REQUEST);
            stage.request(REQUEST, false, "7");
            assertThat(gate.stopped(stage.agent(), PATIENCE.toMillis())).isTrue();

            records.writeAgain(records.of(stage.agent(), Topic.CHANNEL_RESULT));
            gate.open(stage.agent());
            stage.awaitReplies(REQUEST, 1);
            records.writeAgain(records.of(stage.agent(), Topic.CHANNEL_RESULT));

            isAsAfterAFurtherLogout(stage);
        }
    }

    /** Results that nobody may believe: of an attempt that is not out, and of another saga. */
    @Test
    void resultsOfOtherAttemptsAndSagasChangeNothing() throws Exception {
        var stage = stack.stage("forged");
        stage.signIn();
        gate.close(stage.agent(), 1, Side.REQUEST);
        stage.request(REQUEST, false, "7");
        assertThat(gate.stopped(stage.agent(), PATIENCE.toMillis())).isTrue();
        stage.awaitMail("three commands", it -> all(stage, ChannelCommand.class).size() == 3);
        var commands = all(stage, ChannelCommand.class);

        for (var command : commands) {
            stage.write(Topic.CHANNEL_RESULT, result(command, command.getSagaId(), 2));
            stage.write(Topic.CHANNEL_RESULT, result(command, command.getSagaId(), 0));
            stage.write(Topic.CHANNEL_RESULT, result(command, "another-saga", 1));
        }

        stage.awaitMail("the forged results", it -> all(stage, ChannelResult.class).size() == 9);
        gate.open(stage.agent());
        stage.awaitReplies(REQUEST, 1);
        isOnePlainLogout(stage);
    }

    /** Would end the saga at once, were it believed. */
    private static ChannelResult result(ChannelCommand command, String sagaId, int attempt) {
        return ChannelResult.newBuilder()
                .setOutcome(CommandOutcome.REFUSED)
                .setCode("FORGED")
                .setKind(command.getKind())
                .setCommandId(command.getCommandId().replace(command.getSagaId(), sagaId))
                .setAttempt(attempt)
                .setSagaId(sagaId)
                .setAgentId(command.getAgentId())
                .setSessionId(command.getSessionId())
                .setEpoch(command.getEpoch())
                .setChannelId(command.getChannel().getChannelId())
                .setState(AgentState.UNKNOWN)
                .setAt(command.getIssuedAt())
                .build();
    }

    private void ask(Stage stage, LogoutRequest asked, List<String> correlations, String gateway) {
        records.write(stage.agent(), Topic.REQUEST_LOGOUT, asked, correlations, gateway);
    }

    private static List<String> correlations(String when) {
        return IntStream.rangeClosed(1, 5).mapToObj(it -> when + "-" + it).toList();
    }

    /** At least once each; the value is the reply's own. */
    private void copiesArrive(Stage stage, String topic, String... when) {
        var wanted = Arrays.stream(when).flatMap(it -> correlations(it).stream()).toList();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        records.of(stage.agent(), List.of(topic)).stream()
                                                .map(it ->
                                                        RawRecords.header(
                                                                it, HeaderNames.CORRELATION_ID)))
                                .containsOnlyOnceElementsOf(wanted)
                                .hasSize(wanted.size()));
    }

    private static List<String> codes(Stage stage) {
        return stage.replies(REQUEST).stream()
                .map(it -> it.getCode() == null ? it.getOutcome().name() : it.getCode())
                .toList();
    }

    private static void isOnePlainLogout(Stage stage) {
        var commands = all(stage, ChannelCommand.class);
        assertThat(commands.stream().map(ChannelCommand::getSagaId).distinct()).hasSize(1);
        assertThat(commands).allSatisfy(it -> assertThat(it.getAttempt()).isEqualTo(1));
        assertThat(commands.stream().map(ChannelCommand::getCommandId)).doesNotHaveDuplicates();
        changedOnce(stage);
        endsAsAPlainLogout(stage);
    }

    /**
     * What is written behind all the copies is handled behind them: the agent signs in again and
     * logs out, and then the topics tell of two plain logouts and nothing else.
     */
    private void isAsAfterAFurtherLogout(Stage stage) {
        endsAsAPlainLogout(stage);
        isOnePlainLogout(stage);
        var before = all(stage, SessionEvent.class).size();
        stage.signIn();
        stage.request("request-2", false, "7");
        stage.awaitReplies("request-2", 1);
        assertThat(codes(stage)).containsExactly("SUCCESS");
        await().atMost(PATIENCE).until(() -> all(stage, SessionEvent.class).size() == 2 * before);
    }

    private static void changedOnce(Stage stage) {
        var counts =
                stage.calls().stream()
                        .filter(CallLogEntry::stateChanging)
                        .collect(
                                Collectors.groupingBy(
                                        it -> it.operation() + it.mrdId(), Collectors.counting()));
        assertThat(counts).as("calls at the switch").isNotEmpty();
        assertThat(counts.values()).as("calls: %s", counts).containsOnly(1L);
    }

    /** One goodbye, in the order that desktops expect. */
    private static void endsAsAPlainLogout(Stage stage) {
        var wanted = new ArrayList<>(List.of(SessionEventKind.POST_LOGOUT));
        wanted.addAll(
                List.of(
                        SessionEventKind.CHANNEL_DISPOSED,
                        SessionEventKind.CHANNEL_DISPOSED,
                        SessionEventKind.CHANNEL_DISPOSED,
                        SessionEventKind.CHANNEL_GROUP_DISPOSED,
                        SessionEventKind.SESSION_DISPOSED,
                        SessionEventKind.CONNECTION_CLOSED));
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    var kinds =
                            all(stage, SessionEvent.class).stream()
                                    .map(SessionEvent::getKind)
                                    .toList();
                    assertThat(kinds).endsWith(wanted.toArray(SessionEventKind[]::new));
                    assertThat(kinds).containsOnlyOnce(SessionEventKind.POST_LOGOUT);
                });
    }

    private int requestsOfAWholeLogout() {
        var stage = stack.stage("whole");
        if (stage.mails().isEmpty()) {
            stage.signIn();
            stage.request(REQUEST, false, "7");
            stage.awaitReplies(REQUEST, 1);
        }
        return gate.count("whole");
    }

    private static <T extends SpecificRecord> List<T> all(Stage stage, Class<T> type) {
        return stage.mails().stream()
                .map(it -> it.value())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
