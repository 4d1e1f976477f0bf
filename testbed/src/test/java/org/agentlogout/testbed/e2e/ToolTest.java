/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.agentlogout.cli.Inbox;
import org.agentlogout.cli.LogoutTool;
import org.agentlogout.schema.LogoutAudit;
import org.agentlogout.schema.LogoutStatus;
import org.agentlogout.testbed.LocalStack;
import org.agentlogout.testbed.StackSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The operator's tool against a real stack: what it prints and how it ends. */
@TestInstance(Lifecycle.PER_CLASS)
class ToolTest {

    private final LocalStack stack = LocalStack.start(StackSettings.shortened());

    private record Ran(int exitCode, String out, String err) {}

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void aSignedInAgentIsLoggedOut() {
        assertThat(signIn("anna").exitCode()).isZero();

        var ran = run("request", "anna", "--reason", "cce1=7");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).startsWith("SUCCESS").contains("voice", "READY -> LOGGED_OUT");
    }

    @Test
    void anErrorReplyIsExitCode1AndOffersTheReasons() {
        signIn("bert");

        var ran = run("request", "bert");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out())
                .startsWith("LOGOUT_REASON_REQUIRED")
                .contains("--reason cce1=7   End of shift");
    }

    @Test
    void aReplyInJsonIsOneLine() {
        signIn("cleo");

        var ran = run("request", "cleo", "--reason-label", "End of shift", "--dry-run", "--json");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().lines()).singleElement().asString().contains("\"kind\":\"DRY_RUN\"");
    }

    @Test
    void aSessionThatDoesNotExistIsToldSo() {
        var ran = run("request", "nobody");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).startsWith("SESSION_UNKNOWN");
    }

    @Test
    void aLogoutThatWaitsForACallIsWithdrawn() {
        signIn("gina");
        stack.simulator().startCall("gina", true);
        // Not on the common pool: Java's HTTP client, which the worker here uses, needs it.
        var waiting =
                CompletableFuture.supplyAsync(
                        () ->
                                run(
                                        "request",
                                        "gina",
                                        "--mode",
                                        "defer",
                                        "--request-id",
                                        "g-1",
                                        "--reason",
                                        "cce1=7"),
                        task -> Thread.ofPlatform().start(task));
        awaitPhase("gina", "DEFERRING");

        var cancelled = run("cancel", "gina", "--request", "g-1");

        assertThat(cancelled.exitCode()).isZero();
        assertThat(cancelled.out()).startsWith("SUCCESS").contains("CANCEL of request");
        assertThat(waiting.join().exitCode()).isEqualTo(1);
        assertThat(waiting.join().out()).startsWith("CANCELLED").contains("voice", "TALKING");
    }

    @Test
    void aCancelOfNothingIsToldSo() {
        signIn("hans");

        var ran = run("cancel", "hans", "--json");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out().lines())
                .singleElement()
                .asString()
                .contains("\"kind\":\"CANCEL\"", "NOTHING_TO_CANCEL");
    }

    @Test
    void whoForcesALogoutStandsInTheAudit() {
        signIn("ines");

        var ran =
                run(
                        "request",
                        "ines",
                        "--mode",
                        "force",
                        "--on-behalf-of",
                        "carla",
                        "--reason",
                        "cce1=7");

        assertThat(ran.exitCode()).isZero();
        var audit = (LogoutAudit) awaitMail("ines", it -> it instanceof LogoutAudit);
        assertThat(audit.getCause()).isEqualTo("SUPERVISOR");
        assertThat(audit.getRequestedBy()).isEqualTo("carla");
    }

    @Test
    void aDisconnectedAgentStaysSignedIn() {
        signIn("jana");

        var ran = run("disconnect", "jana");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("DISCONNECT of request");
        assertThat(stack.simulator().agent("jana").voiceState()).isEqualTo("READY");
    }

    @Test
    void mediaAreRestoredOnRequest() {
        signIn("karl");

        var ran = run("recover", "karl");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("RECOVER of request", "chat", "email");
    }

    @Test
    void whatIsHeldForALostServerIsReleasedOrDropped() {
        signIn("lena");
        signIn("mara");
        for (var agent : List.of("lena", "mara")) {
            assertThat(run("presence", "unavailable", agent, "--cause", "node_lost").exitCode())
                    .isZero();
            awaitPhase(agent, "HELD");
        }

        var elsewhere = run("presence", "drop", "--node", "nowhere");
        var released = run("presence", "release", "--node", "primary", "--json");
        awaitPhase("lena", "GRACE");
        awaitPhase("mara", "GRACE");
        var nobody = run("presence", "drop", "--node", "primary");

        assertThat(elsewhere.exitCode()).isEqualTo(1);
        assertThat(elsewhere.err()).contains("held are sessions of primary");
        assertThat(released.exitCode()).isZero();
        assertThat(released.out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("\"kind\":\"RELEASE\""));
        assertThat(nobody.exitCode()).isEqualTo(1);
        assertThat(run("presence", "available", "lena").exitCode()).isZero();
        assertThat(run("presence", "available", "mara").exitCode()).isZero();
        awaitPhase("mara", "IDLE");
    }

    @Test
    void presenceOfWhoHasNoSessionIsRefused() {
        var ran = run("presence", "unavailable", "nobody");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("nobody has no session");
    }

    /** That the agent's last phase is this one. */
    private void awaitPhase(String agent, String phase) {
        org.awaitility.Awaitility.await()
                .until(() ->
                        stack.feed().of(agent).stream()
                                .map(Inbox.Mail::value)
                                .filter(LogoutStatus.class::isInstance)
                                .map(it -> ((LogoutStatus) it).getPhase())
                                .reduce("", (_, later) -> later)
                                .equals(phase));
    }

    private Object awaitMail(String agent, Predicate<Object> wanted) {
        var found =
                stack.feed()
                        .await(
                                mail -> mail.key().equals(agent) && wanted.test(mail.value()),
                                java.time.Duration.ofSeconds(10));
        return java.util.Objects.requireNonNull(found.orElseThrow().value());
    }

    @Test
    void topicsThatAreAsTheyMustBeAreExitCode0() {
        var ran = run("topics");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .contains("session.opened", "All topics and schemas are as they must be.");
    }

    @Test
    void missingTopicsAreNamedThenCreated() {
        var before = run("topics", "--prefix", "new.");
        var created = run("topics", "--prefix", "new.", "--create", "--partitions", "2");
        var after = run("topics", "--prefix", "new.");

        assertThat(before.exitCode()).isEqualTo(1);
        assertThat(before.out()).contains("Topic new.session.opened does not exist");
        assertThat(created.exitCode()).isZero();
        assertThat(created.out()).contains("(new)");
        assertThat(after.exitCode()).isZero();
    }

    @Test
    void whereNoOrchestratorRunsThereIsNoReply() {
        run("topics", "--prefix", "lonely.", "--create", "--partitions", "1");

        var ran = run("request", "anybody", "--prefix", "lonely.", "--deadline", "100ms");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("Is an orchestrator running?");
    }

    @Test
    void topicsThatWereNeverCreatedAreExitCode4() {
        var ran = run("request", "anybody", "--prefix", "absent.");

        assertThat(ran.exitCode()).isEqualTo(4);
        assertThat(ran.err()).contains("logout topics --create");
    }

    @Test
    void aBrokerThatIsNotThereIsExitCode4() {
        var ran =
                runPlain(
                        "topics",
                        "--bootstrap-server",
                        "127.0.0.1:1",
                        "--registry",
                        "http://127.0.0.1:1");

        assertThat(ran.exitCode()).isEqualTo(4);
        assertThat(ran.err()).contains("127.0.0.1:1").doesNotContain("\tat ");
    }

    @Test
    void watchShowsALogoutUntilItsReaderIsGone() throws InterruptedException {
        var reader = new ReaderUntil("LOGOUT SUCCESS");
        var watching =
                Thread.ofPlatform()
                        .start(() ->
                                LogoutTool.run(
                                        with("watch", "--agent", "dora"),
                                        new PrintWriter(reader),
                                        new PrintWriter(reader)));
        reader.await("Watching");

        signIn("dora");
        signIn("emil");
        run("request", "dora", "--reason", "cce1=7");

        watching.join(java.time.Duration.ofSeconds(20));
        assertThat(watching.isAlive()).as("still watching").isFalse();
        assertThat(reader.text())
                .contains("SessionOpened", "AgentStateChanged")
                .doesNotContain("emil");
    }

    /** Takes text until it has seen a word; then it is as a pipe whose other end was closed. */
    private static final class ReaderUntil extends java.io.Writer {

        private final StringBuilder text = new StringBuilder();
        private final String last;

        ReaderUntil(String last) {
            this.last = last;
        }

        @Override
        public void write(char[] chars, int offset, int length) throws IOException {
            synchronized (text) {
                if (text.indexOf(last) >= 0) {
                    throw new IOException("nobody reads any more");
                }
                text.append(chars, offset, length);
            }
        }

        @Override
        public void flush() throws IOException {
            write(new char[0], 0, 0);
        }

        @Override
        public void close() {}

        String text() {
            synchronized (text) {
                return text.toString();
            }
        }

        void await(String word) {
            org.awaitility.Awaitility.await().until(() -> text().contains(word));
        }
    }

    private Ran signIn(String agent) {
        var file = stack.file(java.nio.file.Path.of("."));
        return run(
                "sign-in", agent, "--control", file.control(), "--credentials", file.credentials());
    }

    private Ran run(String... args) {
        return runPlain(with(args));
    }

    private String[] with(String... args) {
        var file = stack.file(java.nio.file.Path.of("."));
        var all = new ArrayList<>(List.of(args));
        all.addAll(
                List.of(
                        "--bootstrap-server",
                        file.bootstrapServers(),
                        "--registry",
                        file.registry()));
        return all.toArray(String[]::new);
    }

    private static Ran runPlain(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        var code = LogoutTool.run(args, new PrintWriter(out), new PrintWriter(err));
        return new Ran(code, out.toString(), err.toString());
    }
}
