/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that go down, out of service, behind TLS; and the settings that change answers. */
class NodesTest {

    private static final SimAgent ANN =
            new SimAgent("ann", "pw", "1", "7", false, List.of("5001"), false);

    private static SwitchSimulator start(SimulatorSettings settings) {
        SwitchSimulator simulator =
                SwitchSimulator.start(settings.withConfirmationDelay(Duration.ZERO));
        simulator.addAgent(ANN);
        simulator.signIn("ann");
        return simulator;
    }

    private static FinesseClient ann(SwitchSimulator simulator, Node node) {
        return FinesseClient.basic(simulator.node(node), "ann", "pw");
    }

    @Test
    void bothNodesServeTheSameTruth() {
        try (SwitchSimulator simulator = start(SimulatorSettings.defaults());
                FinesseClient onA = ann(simulator, Node.A);
                FinesseClient onB = ann(simulator, Node.B)) {
            onA.user("ann", "READY");

            assertThat(onB.get("User/ann").body()).contains("<state>READY</state>");
            assertThat(simulator.callLog())
                    .extracting(CallLogEntry::node)
                    .containsExactly(Node.A, Node.B);
        }
    }

    @Test
    void downNodeRefusesConnectionsAndComesBackOnItsPort() {
        try (SwitchSimulator simulator = start(SimulatorSettings.defaults());
                FinesseClient onA = ann(simulator, Node.A);
                FinesseClient onB = ann(simulator, Node.B)) {
            URI before = simulator.node(Node.A);
            onA.get("User/ann");

            simulator.nodeDown(Node.A, true);

            assertThatThrownBy(() -> onA.get("User/ann")).hasCauseInstanceOf(IOException.class);
            assertThat(onB.get("User/ann").statusCode()).isEqualTo(200);
            simulator.nodeDown(Node.A, false);
            assertThat(simulator.node(Node.A)).isEqualTo(before);
            assertThat(onA.get("User/ann").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void outOfServiceIsSaidBySystemInfoAndEverythingElseIs503() {
        try (SwitchSimulator simulator = start(SimulatorSettings.defaults());
                FinesseClient onA = ann(simulator, Node.A)) {
            simulator.outOfService(Node.A, true);

            assertThat(onA.get("SystemInfo").body()).contains("OUT_OF_SERVICE");
            var answer = onA.user("ann", "READY");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body())
                    .contains("<ErrorMessage>SERVER_OUT_OF_SERVICE</ErrorMessage>")
                    .contains("<ErrorData></ErrorData>");
            simulator.outOfService(Node.A, false);
            assertThat(onA.get("SystemInfo").body()).contains("IN_SERVICE");
        }
    }

    @Test
    void ccxHasNoMediaAndSignsOutFromReady() {
        SimulatorSettings ccx = SimulatorSettings.defaults().withPlatform(Platform.UCCX);
        try (SwitchSimulator simulator = start(ccx);
                FinesseClient onA = ann(simulator, Node.A)) {
            simulator.setState("ann", "READY");

            assertThat(onA.get("SystemInfo").body()).contains("UCCX");
            assertThat(onA.get("User/ann/Media").statusCode()).isEqualTo(404);
            onA.user("ann", "LOGOUT");
            assertThat(simulator.agent("ann").voiceState()).isEqualTo("LOGOUT");
        }
    }

    @Test
    void letterCaseOfAnswersIsASetting() {
        SimulatorSettings lower =
                SimulatorSettings.defaults().withLetterCase(LetterCase.LOWER_INITIAL);
        try (SwitchSimulator simulator = start(lower);
                FinesseClient onA = ann(simulator, Node.A)) {
            assertThat(onA.get("User/ann").body()).startsWith("<user>");
            assertThat(onA.get("User/nobody").body())
                    .startsWith("<apiErrors><apiError><errorType>");
        }
    }

    @Test
    void mediaErrorsCanComeLater() {
        SimulatorSettings later = SimulatorSettings.defaults().withMediaErrorsLater(true);
        try (SwitchSimulator simulator = start(later);
                FinesseClient onA = ann(simulator, Node.A)) {
            simulator.setMediaState("ann", "5001", "LOGOUT");

            var answer = onA.media("ann", "5001", "<state>LOGOUT</state>");

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(simulator.callLog().getLast().fate()).isEqualTo(Fate.REJECTED_LATER);
        }
    }

    /** Neither was judged at once, so both go the way to the switch. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "5009"})
    void mediaThatTheAgentHasNotAreRefusedLaterToo(String mrd) {
        SimulatorSettings later = SimulatorSettings.defaults().withMediaErrorsLater(true);
        try (SwitchSimulator simulator = start(later);
                FinesseClient onA = ann(simulator, Node.A)) {
            simulator.addMedium("5009", "FAX");

            var answer = onA.media("ann", mrd, "<state>NOT_READY</state>");

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(simulator.callLog().getLast().fate()).isEqualTo(Fate.REJECTED_LATER);
        }
    }

    @Test
    void supervisorsCanBeKeptFromReadingMedia() {
        SimulatorSettings closed = SimulatorSettings.defaults().withSupervisorReadsMedia(false);
        try (SwitchSimulator simulator = start(closed);
                FinesseClient sue = FinesseClient.basic(simulator.node(Node.A), "sue", "pw")) {
            simulator.addAgent(new SimAgent("sue", "pw", "2", "7", true, List.of(), false));

            assertThat(sue.get("User/ann").statusCode()).isEqualTo(200);
            assertThat(sue.get("User/ann/Media").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void httpsServesAndPlainHttpRedirectsToIt(@TempDir Path dir) throws Exception {
        Path keystore = dir.resolve("node.p12");
        makeKeystore(keystore);
        SimulatorSettings https =
                SimulatorSettings.defaults().withTls(keystore, "changeit").withPlainRedirect(true);
        try (SwitchSimulator simulator = start(https);
                FinesseClient plain =
                        FinesseClient.basic(
                                simulator.plainNode(Node.A).orElseThrow(), "ann", "pw");
                FinesseClient secure =
                        new FinesseClient(
                                trusting(keystore),
                                simulator.node(Node.A),
                                plain.authorization())) {
            var moved = plain.get("User/ann?x=1");

            assertThat(moved.statusCode()).isEqualTo(301);
            assertThat(moved.headers().firstValue("Location"))
                    .contains(simulator.node(Node.A) + "/finesse/api/User/ann?x=1");
            assertThat(secure.get("User/ann").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void unusableKeystoreIsToldWithoutThePassword(@TempDir Path dir) {
        SimulatorSettings https =
                SimulatorSettings.defaults().withTls(dir.resolve("none.p12"), "changeit");

        assertThatThrownBy(() -> SwitchSimulator.start(https))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.p12")
                .hasMessageNotContaining("changeit");
    }

    private static void makeKeystore(Path file) throws Exception {
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String options =
                "-genkeypair -alias node -keyalg EC -dname CN=localhost -ext san=ip:127.0.0.1"
                        + " -storetype PKCS12 -storepass changeit -keystore";
        List<String> command = new ArrayList<>(List.of(keytool));
        command.addAll(List.of(options.split(" ", -1)));
        command.add(file.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(process.waitFor()).isZero();
    }

    private static HttpClient trusting(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var bytes = Files.newInputStream(file)) {
            store.load(bytes, "changeit".toCharArray());
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
