/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agentlogout.schema.ChannelCommand;
import org.agentlogout.schema.ChannelResult;
import org.agentlogout.schema.CommandKind;
import org.agentlogout.schema.CommandOutcome;
import org.agentlogout.simulator.CallLogEntry;
import org.agentlogout.simulator.Fault;
import org.agentlogout.simulator.FaultAction;
import org.agentlogout.simulator.Node;
import org.agentlogout.testbed.LocalStack;
import org.agentlogout.testbed.StackSettings;
import org.agentlogout.testbed.scenario.Stage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worker of the voice channels is a process that stands still at the worst moments, while the
 * agent signs in at another desktop. Between it and the switch every request has a TLS connection
 * of its own.
 */
@TestInstance(Lifecycle.PER_CLASS)
class FrozenWorkerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PASSWORD = "a-store";
    private static final String REQUEST = "request-1";

    private final LocalStack stack = LocalStack.start(StackSettings.instantSwitch());
    private final HandshakeGate gate;
    private final WorkerProcess voice;
    private final WorkerProcess media;

    FrozenWorkerTest(@TempDir Path directory) throws Exception {
        var keystore = directory.resolve("switch.p12");
        var password = java.nio.file.Files.writeString(directory.resolve("password"), PASSWORD);
        keytool(keystore);
        gate = new HandshakeGate(stack.simulator().node(Node.A), keystore, PASSWORD);
        stack.endWorkers();
        var ofVoice = new HashMap<>(stack.workerEnvironment("voice"));
        ofVoice.putAll(
                Map.of(
                        "WORKER_CHANNELS", "voice",
                        "SWITCH_CCE1_CALL_TIMEOUT", "15s",
                        "SWITCH_CCE1_URL_A", gate.uri().toString(),
                        "SWITCH_CCE1_TRUSTSTORE", keystore.toString(),
                        "SWITCH_CCE1_TRUSTSTORE_PASSWORD_FILE", password.toString()));
        ofVoice.remove("SWITCH_CCE1_URL_B");
        voice = new WorkerProcess(ofVoice, directory.resolve("voice.log"));
        var ofMedia = new HashMap<>(stack.workerEnvironment("media"));
        ofMedia.put("WORKER_CHANNELS", "chat,email");
        media = new WorkerProcess(ofMedia, directory.resolve("media.log"));
    }

    private static void keytool(Path keystore) throws IOException, InterruptedException {
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command =
                List.of(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "switch",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keystore.toString());
        var process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    /** Both have their partitions then, and know the reasons that the switch offers. */
    @BeforeAll
    void bothTakeCommands() throws Exception {
        var groups = List.of("channel-worker-voice", "channel-worker-chat", "channel-worker-email");
        try (var admin = Admin.create(stack.installation().clients())) {
            await().atMost(Duration.ofMinutes(2))
                    .until(() ->
                            admin.describeConsumerGroups(groups).all().get().values().stream()
                                    .allMatch(it ->
                                            it.groupState() == GroupState.STABLE
                                                    && it.members().size() == 1));
        }
        assertThat(putsOfAWholeLogout("whole-1")).hasSize(2);
    }

    @AfterAll
    void stop() {
        voice.close();
        media.close();
        gate.close();
        stack.close();
    }

    @Test
    void aLookThatWasCommittedAndNotTakenReadsOnly() throws Exception {
        var stage = stack.stage("not-taken-inspect");
        var older = stage.signIn();
        voice.freeze();
        stage.request(REQUEST, false, "7");
        awaitVoiceCommand(stage, CommandKind.INSPECT);

        var newer = stage.openSession();

        isRefused(stage, older, newer, CommandKind.INSPECT);
    }

    @Test
    void notReadyThatWasCommittedAndNotTakenIsNotSent() throws Exception {
        var stage = stack.stage("not-taken-not-ready");
        var older = stage.signIn();
        media.freeze();
        stage.request(REQUEST, false, "7");
        awaitVoiceResult(stage, CommandKind.INSPECT);
        voice.freeze();
        media.thaw();
        awaitVoiceCommand(stage, CommandKind.MAKE_NOT_READY);

        var newer = stage.openSession();

        isRefused(stage, older, newer, CommandKind.MAKE_NOT_READY);
    }

    @Test
    void signOutThatWasCommittedAndNotTakenIsNotSent() throws Exception {
        var stage = stack.stage("not-taken-sign-out");
        var older = stage.signIn();
        var slow = new FaultAction.Latency(Duration.ofSeconds(2));
        stack.simulator().addFault(new Fault("SetMediaRoutable", stage.agent(), "", null, 0, slow));
        stage.request(REQUEST, false, "7");
        stage.awaitMail(
                "the first deactivation",
                it ->
                        it.value() instanceof ChannelCommand command
                                && command.getKind() == CommandKind.DEACTIVATE);
        voice.freeze();
        awaitVoiceCommand(stage, CommandKind.SIGN_OUT);

        var newer = stage.openSession();

        isRefused(stage, older, newer, CommandKind.SIGN_OUT);
    }

    @Test
    void notReadyBetweenLookAndCallIsToldAsLate() throws Exception {
        isToldAsLate("late-not-ready", 0, CommandKind.MAKE_NOT_READY, "NOT_READY");
    }

    @Test
    void signOutBetweenLookAndCallIsToldAsLate() throws Exception {
        isToldAsLate("late-sign-out", 1, CommandKind.SIGN_OUT, "LOGOUT");
    }

    /** The worker has looked and has no connection yet: there it is frozen. */
    private void isToldAsLate(String name, int put, CommandKind kind, String state)
            throws Exception {
        var connection = putsOfAWholeLogout("whole-for-" + name).get(put);
        var stage = stack.stage(name);
        var older = stage.signIn();
        gate.close(connection);
        stage.request(REQUEST, false, "7");
        assertThat(gate.stopped(PATIENCE.toSeconds())).isTrue();
        voice.freeze();

        var newer = stage.openSession();
        stage.awaitReplies(REQUEST, 1);
        gate.open();
        voice.thaw();

        var result = awaitVoiceResult(stage, kind);
        assertThat(result.getOutcome()).isEqualTo(CommandOutcome.DONE);
        assertThat(result.getLateEffect()).contains("late").contains(newer);
        assertThat(stage.truth().voiceState()).isEqualTo(state);
        holds(new Supersession(stage, REQUEST, older, newer));
    }

    private void isRefused(Stage stage, String older, String newer, CommandKind kind)
            throws Exception {
        stage.awaitReplies(REQUEST, 1);
        var before = voiceChanges(stage);
        voice.thaw();
        var result = awaitVoiceResult(stage, kind);
        if (kind != CommandKind.INSPECT) {
            assertThat(result.getCode()).isEqualTo("SESSION_SUPERSEDED");
        }
        assertThat(result.getLateEffect()).isNull();
        stage.takeUpWork();
        holds(new Supersession(stage, REQUEST, older, newer));
        assertThat(voiceChanges(stage)).isEqualTo(before);
    }

    private static long voiceChanges(Stage stage) {
        return stage.calls().stream()
                .filter(CallLogEntry::stateChanging)
                .filter(it -> it.mrdId().isEmpty())
                .count();
    }

    private static void holds(Supersession played) {
        await().atMost(PATIENCE).until(played::settled);
        assertThat(played.code()).isEqualTo("SESSION_SUPERSEDED");
        assertThat(played.problems()).isEmpty();
    }

    /** At which of its connections the worker of the voice channels asks for a change. */
    private List<Integer> putsOfAWholeLogout(String name) {
        gate.close(Integer.MAX_VALUE);
        var stage = stack.stage(name);
        stage.signIn();
        stage.request(REQUEST, false, "7");
        stage.awaitReplies(REQUEST, 1);
        var methods = gate.methods();
        return java.util.stream.IntStream.range(0, methods.size())
                .filter(it -> methods.get(it).equals("PUT"))
                .map(it -> it + 1)
                .boxed()
                .toList();
    }

    private static void awaitVoiceCommand(Stage stage, CommandKind kind) {
        stage.awaitMail(
                "command " + kind,
                it ->
                        it.value() instanceof ChannelCommand command
                                && command.getKind() == kind
                                && command.getChannel().getChannelId().equals("voice"));
    }

    private static ChannelResult awaitVoiceResult(Stage stage, CommandKind kind) {
        var found = new ChannelResult[1];
        stage.awaitMail(
                "result of " + kind,
                it -> {
                    if (it.value() instanceof ChannelResult result
                            && result.getKind() == kind
                            && result.getChannelId().equals("voice")) {
                        found[0] = result;
                        return true;
                    }
                    return false;
                });
        return found[0];
    }
}
