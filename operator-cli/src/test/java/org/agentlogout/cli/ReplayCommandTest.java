/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of dead letters without a broker. */
class ReplayCommandTest {

    private static final String NOWHERE =
            " --bootstrap-server 127.0.0.1:1 --registry http://127.0.0.1:1";

    private final StringWriter out = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"deadletters", "replay"})
    void eachCommandHasHelpWithExamples(String command) {
        assertThat(run(command + " --help")).isZero();
        assertThat(out.toString()).contains("Usage: logout " + command, "Example", "Exit codes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replay",
                "replay --yes",
                "replay 3",
                "replay 0:1 nowhere",
                "replay 0:1 --agent alice",
                "deadletters --limit 1001",
                "deadletters --limit -1"
            })
    void aWrongCommandLineIsExitCode2AndNoStackTrace(String line) {
        assertThat(run(line + NOWHERE)).isEqualTo(2);
        assertThat(out.toString()).isNotEmpty().doesNotContain("\tat ");
    }

    @Test
    void whatIsWrongWithAPositionIsSaid() {
        run("replay nowhere" + NOWHERE);

        assertThat(out.toString()).contains("\"nowhere\" is no letter such as 3:1207.");
    }

    private int run(String line) {
        var printer = new PrintWriter(out, true);
        return LogoutTool.run(line.split(" "), printer, printer);
    }
}
