/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agentlogout.settings.Secret;
import org.agentlogout.worker.agentswitch.Credential.Owner;
import org.agentlogout.worker.agentswitch.CredentialRefusals.Leave;
import org.agentlogout.worker.agentswitch.CredentialRefusals.Refusal;
import org.agentlogout.worker.agentswitch.CredentialRefusals.Verdict;
import org.agentlogout.worker.agentswitch.Credentials.Found;
import org.agentlogout.worker.command.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private static final Instant NOON = ManualTime.NOON;
    private static final Instant LATER = NOON.plusSeconds(3_600);

    @TempDir Path directory;

    private final ManualTime time = new ManualTime();
    private final List<Refusal> told = new ArrayList<>();
    private final CredentialRefusals refusals = new CredentialRefusals(time.timing(), told::add);

    @Nested
    class InFiles {
        @Test
        void passwordBecomesBasic() throws IOException {
            write("1001", "anna:se:cret\n");

            assertThat(usable(agents().find("1001", "", LATER)).header().reveal())
                    .isEqualTo("Basic " + base64("anna:se:cret"));
        }

        @Test
        void tokenBecomesBearer() throws IOException {
            write("1001", "token:abc.def\n");

            assertThat(usable(agents().find("1001", "", LATER)).header().reveal())
                    .isEqualTo("Bearer abc.def");
        }

        @Test
        void supervisorsFileIsTheTeams() throws IOException {
            write("blue", "boss:secret");
            Credentials teams =
                    new CredentialFiles("cce1", Owner.SUPERVISOR, directory, time.timing());

            Credential credential = usable(teams.find("1001", "blue", LATER));

            assertThat(credential.id()).isEqualTo("cce1/team/blue");
            assertThat(credential.supervisor()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    ".",
                    "..",
                    "../secret",
                    "a/../../secret",
                    "/etc/passwd",
                    "..\\secret",
                    ".hidden",
                    "a\u0000b",
                    "a\nb",
                    "sub/1001"
                })
        void hostileNameReadsNoFile(String userId) throws IOException {
            write("1001", "anna:secret");
            Files.createDirectory(directory.resolve("sub"));
            Files.writeString(directory.resolve("sub/1001"), "eve:secret");
            Files.writeString(directory.resolve(".hidden"), "eve:secret");

            assertThat(agents().find(userId, "", LATER))
                    .isInstanceOfSatisfying(
                            Found.Unusable.class,
                            no -> assertThat(no.why().code()).isEqualTo("CREDENTIAL_MISSING"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "nothing",
                    ":secret",
                    "two:lines\nof:it",
                    "token:b\u00e4d",
                    "token:"
                })
        void unusableFileIsSaidToBeSoWithoutItsContent(String content) throws IOException {
            write("1001", content);

            assertThat(agents().find("1001", "", LATER))
                    .isInstanceOfSatisfying(
                            Found.Unusable.class,
                            no -> {
                                assertThat(no.why().retryable()).isFalse();
                                assertThat(no.why().text()).contains("cce1/agent/1001");
                                assertThat(no.why().text())
                                        .doesNotContain("secret", "two", "nothing");
                            });
        }

        @Test
        void nothingPrintsTheSecret() throws IOException {
            write("1001", "anna:secret");

            Found found = agents().find("1001", "", LATER);

            assertThat(found.toString()).doesNotContain("secret", base64("anna:secret"));
        }

        @Test
        void textOfTheSwitchLosesTheSecret() throws IOException {
            write("1001", "anna:secret");
            Credential credential = usable(agents().find("1001", "", LATER));

            assertThat(credential.redacted("You sent secret, " + base64("anna:secret") + "!"))
                    .isEqualTo("You sent ****, ****!");
        }
    }

    @Nested
    class Refusals {
        private final Credential credential = credential(NOON.minusSeconds(60));

        @Test
        void refusedCredentialIsNotUsedAgain() {
            refusals.enter(credential, LATER);
            refusals.leave("cce1", credential, Verdict.REFUSED);

            assertThat(refusals.enter(credential, LATER)).isEqualTo(Leave.REFUSED);
            assertThat(told).containsExactly(new Refusal("cce1", credential.id(), NOON));
        }

        @Test
        void newerFileMayBeTried() {
            refusals.enter(credential, LATER);
            refusals.leave("cce1", credential, Verdict.REFUSED);

            Instant newer = credential.fileTime().plusMillis(1);

            assertThat(refusals.enter(credential(newer), LATER)).isEqualTo(Leave.GO);
        }

        @Test
        void fileOlderThanARefusalElsewhereIsNotTried() {
            refusals.refusedElsewhere(credential.id(), NOON);

            assertThat(refusals.enter(credential(NOON), LATER)).isEqualTo(Leave.REFUSED);
            assertThat(refusals.enter(credential(NOON.plusMillis(1)), LATER)).isEqualTo(Leave.GO);
        }

        @Test
        void fileFromTheFutureIsTriedOnceToo() {
            Credential ahead = credential(NOON.plusSeconds(60));
            refusals.enter(ahead, LATER);
            refusals.leave("cce1", ahead, Verdict.REFUSED);

            assertThat(refusals.enter(ahead, LATER)).isEqualTo(Leave.REFUSED);
            assertThat(told).extracting(Refusal::at).containsExactly(ahead.fileTime());
        }

        @Test
        void refusalOfAnotherProcessCountsAndIsNotToldOn() {
            refusals.refusedElsewhere(credential.id(), NOON);

            assertThat(refusals.enter(credential, LATER)).isEqualTo(Leave.REFUSED);
            assertThat(told).isEmpty();
        }

        @Test
        void olderRefusalDoesNotHideANewerOne() {
            refusals.refusedElsewhere(credential.id(), NOON);
            refusals.refusedElsewhere(credential.id(), NOON.minusSeconds(3_600));

            assertThat(refusals.enter(credential, LATER)).isEqualTo(Leave.REFUSED);
        }

        @Test
        void onlyOneAtATimeTriesWhatIsNotProved() throws InterruptedException {
            refusals.enter(credential, LATER);

            assertThat(inAnotherThread(NOON)).isEqualTo(Leave.NO_TIME);
        }

        @Test
        void whoWaitsLearnsOfTheRefusal() throws InterruptedException {
            refusals.enter(credential, LATER);
            List<Leave> answers = new CopyOnWriteArrayList<>();
            Thread waiting =
                    Thread.ofVirtual().start(() -> answers.add(refusals.enter(credential, LATER)));

            refusals.leave("cce1", credential, Verdict.REFUSED);
            waiting.join();

            assertThat(answers).containsExactly(Leave.REFUSED);
        }

        @Test
        void whatWasAcceptedLatelyIsUsedByMany() throws InterruptedException {
            refusals.enter(credential, LATER);
            refusals.leave("cce1", credential, Verdict.ACCEPTED);
            refusals.enter(credential, LATER);

            assertThat(inAnotherThread(NOON)).isEqualTo(Leave.GO);
        }

        @Test
        void acceptanceGrowsOld() throws InterruptedException {
            refusals.enter(credential, LATER);
            refusals.leave("cce1", credential, Verdict.ACCEPTED);
            time.pass(Duration.ofSeconds(CredentialRefusals.PROVED_SECONDS));
            refusals.enter(credential, LATER);

            assertThat(inAnotherThread(NOON)).isEqualTo(Leave.NO_TIME);
        }

        private Leave inAnotherThread(Instant until) throws InterruptedException {
            List<Leave> answers = new CopyOnWriteArrayList<>();
            Thread.ofVirtual().start(() -> answers.add(refusals.enter(credential, until))).join();
            return answers.getFirst();
        }
    }

    @Nested
    class Tokens {
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private volatile int status = 200;
        private volatile String answer =
                "{\"token\":\"a1\",\"refresh_token\":\"r2\",\"expires_in\":100}";
        private final HttpClient client = HttpClient.newHttpClient();
        private HttpServer server;
        private Credentials tokens;

        @BeforeEach
        void listen() throws IOException {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/desktop/sso/token",
                    exchange -> {
                        byte[] form = exchange.getRequestBody().readAllBytes();
                        asked.add(new String(form, StandardCharsets.UTF_8));
                        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(status, bytes.length);
                        exchange.getResponseBody().write(bytes);
                        exchange.close();
                    });
            server.start();
            tokens = tokens(server.getAddress().getPort());
            write("1001", "refresh:r1");
        }

        @AfterEach
        void stop() {
            server.stop(0);
            client.close();
        }

        @Test
        void refreshTokenBecomesAnAccessToken() {
            assertThat(header()).isEqualTo("Bearer a1");
            assertThat(asked).containsExactly("token=&refresh-token=r1");
        }

        @Test
        void tokenIsRenewedAtThreeQuartersOfItsLife() {
            header();
            time.pass(Duration.ofMillis(74_999));
            header();
            assertThat(asked).hasSize(1);

            time.pass(Duration.ofMillis(1));
            header();

            assertThat(asked).last().isEqualTo("token=a1&refresh-token=r2");
        }

        @Test
        void lifeIsTakenOutOfTheTokenWhereTheAnswerHasNone() {
            String claims = base64("{\"iat\":1000,\"exp\":1400}");
            answer = "{\"token\":\"h." + claims + ".s\",\"nested\":{\"token\":\"no\"}}";
            header();
            time.pass(Duration.ofSeconds(299));
            header();
            assertThat(asked).hasSize(1);

            time.pass(Duration.ofSeconds(1));
            header();

            assertThat(asked).hasSize(2);
        }

        @Test
        void goodTokenServesWhileTheEndpointFails() {
            header();
            status = 500;
            time.pass(Duration.ofSeconds(80));
            assertThat(header()).isEqualTo("Bearer a1");

            time.pass(Duration.ofSeconds(20));

            assertThat(unusable()).returns(true, Outcome.Failed::retryable);
        }

        @Test
        void refusedRefreshTokenIsTriedOnce() {
            status = 401;
            assertThat(unusable().code()).isEqualTo("CREDENTIAL_REFUSED");

            assertThat(unusable().code()).isEqualTo("CREDENTIAL_REFUSED");
            assertThat(asked).hasSize(1);
            assertThat(told).extracting(Refusal::credentialId).containsExactly("cce1/agent/1001");
        }

        @Test
        void unreadableAnswerIsNoToken() {
            answer = "<html>token</html>";

            assertThat(unusable().code()).isEqualTo("TOKEN_ENDPOINT_UNREACHABLE");
        }

        @Test
        void endpointThatIsNotThereMayBeAskedAgain() {
            server.stop(0);

            assertThat(unusable().retryable()).isTrue();
        }

        private String header() {
            return usable(tokens.find("1001", "", time.instant().plusSeconds(10)))
                    .header()
                    .reveal();
        }

        private Outcome.Failed unusable() {
            Instant until = time.instant().plusSeconds(10);
            return ((Found.Unusable) tokens.find("1001", "", until)).why();
        }

        private Credentials tokens(int port) {
            URI address = URI.create("http://127.0.0.1:" + port + "/desktop/sso/token");
            var endpoint =
                    new CredentialTokens.Endpoint("cce1", address, client, Duration.ofSeconds(10));
            return new CredentialTokens(agents(), endpoint, refusals, time.timing());
        }
    }

    private CredentialFiles agents() {
        return new CredentialFiles("cce1", Owner.AGENT, directory, time.timing());
    }

    private void write(String name, String content) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.from(NOON.minusSeconds(60)));
    }

    private static Credential usable(Found found) {
        return ((Found.Usable) found).credential();
    }

    private static Credential credential(Instant fileTime) {
        return new Credential("cce1/agent/1001", Owner.AGENT, Secret.of("Basic x"), fileTime, NOON);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
