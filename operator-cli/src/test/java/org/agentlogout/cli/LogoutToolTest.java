/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said without a broker: usage, and mistakes in it. */
class LogoutToolTest {

    private static final String NOWHERE =
            " --bootstrap-server 127.0.0.1:1 --registry http://127.0.0.1:1";

    private static final String LONG =
            "an-id-of-more-than-the-128-bytes-that-an-id-may-have-----------------------------"
                    + "------------------------------------------------";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request",
                "cancel",
                "disconnect",
                "recover",
                "presence",
                "watch",
                "topics",
                "sign-in"
            })
    void eachCommandHasHelpWithExamples(String command) {
        assertThat(run(command + " --help")).isZero();
        assertThat(out.toString()).contains("Usage: logout " + command, "Example", "Exit codes");
    }

    @Test
    void withoutACommandTheUsageIsShown() {
        assertThat(run("")).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: logout");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request",
                "request alice --mode SOMEHOW",
                "request alice --deadline tomorrow",
                "request alice --reason 7",
                "request alice --by BULK",
                "request alice --on-behalf-of " + LONG,
                "cancel",
                "cancel alice --request " + LONG,
                "disconnect " + LONG,
                "recover alice --session " + LONG,
                "presence",
                "presence release",
                "presence drop",
                "presence unavailable",
                "presence unavailable alice --cause BORED",
                "presence available " + LONG,
                "topics --partitions 0",
                "topics --prefix no/slash",
                "topics --command-config /nowhere/at/all",
                "sign-in a/b",
                "dance"
            })
    void aWrongCommandLineIsExitCode2AndNoStackTrace(String line) {
        assertThat(run(line + NOWHERE)).isEqualTo(2);
        assertThat(err.toString()).isNotEmpty().doesNotContain("\tat ");
    }

    @Test
    void withoutBrokersTheToolSaysHowToNameThem() {
        assertThat(run("topics")).isEqualTo(2);
        assertThat(err.toString()).contains("--bootstrap-server", "./logout up");
    }

    @Test
    void theCommandConfigMayNameBrokersButTheRegistryIsStillWanted(@TempDir Path directory)
            throws IOException {
        var file =
                Files.writeString(
                        directory.resolve("client.properties"), "bootstrap.servers=127.0.0.1:1\n");

        assertThat(run("topics --command-config " + file)).isEqualTo(2);
        assertThat(err.toString()).contains("--registry");
    }

    private int run(String line) {
        var args = line.isBlank() ? new String[0] : line.strip().split(" ");
        return LogoutTool.run(args, new PrintWriter(out), new PrintWriter(err));
    }
}
