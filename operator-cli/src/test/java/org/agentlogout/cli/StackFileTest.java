/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFileTest {

    @TempDir private Path home = Path.of("");

    @BeforeEach
    void nameTheHome() {
        System.setProperty(StackFile.HOME_PROPERTY, home.toString());
    }

    @AfterEach
    void forgetTheHome() {
        System.clearProperty(StackFile.HOME_PROPERTY);
    }

    @Test
    void whatAStackWroteTheToolReads() throws IOException {
        var written =
                new StackFile(StackFile.in(home), "kafka:1", "http://r:2", "http://s:3", "/c d");

        written.write();

        assertThat(StackFile.ofRunningStack()).contains(written);
    }

    @Test
    void withoutAFileThereIsNoStack() {
        assertThat(StackFile.ofRunningStack()).isEmpty();
    }

    @Test
    void theFileOfAProcessThatHasEndedCountsAsNone() throws IOException {
        new StackFile(StackFile.in(home), "kafka:1", "http://r:2", "http://s:3", "/c").write();
        var file = StackFile.in(home);
        // No process has this id: the kernel's highest is 2^22.
        var ended = Files.readString(file).replaceFirst("process=\\d+", "process=99999999");
        Files.writeString(file, ended);

        assertThat(StackFile.ofRunningStack()).isEmpty();
    }
}
