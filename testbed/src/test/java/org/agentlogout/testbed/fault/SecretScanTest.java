/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretScanTest {

    private final SecretScan scan = new SecretScan("pw-shift-");

    @Test
    void aSecretAmongOtherBytesIsFound() {
        assertThat(scan.isIn("\u0000 password=pw-shift-7 \u0000".getBytes(UTF_8))).isTrue();
    }

    @Test
    void aSecretInHttpsBasicIsFoundWhateverStandsBeforeIt() {
        for (var user : List.of("a", "an", "ann", "anna")) {
            var basic = Base64.getEncoder().encode((user + ":pw-shift-12").getBytes(UTF_8));

            assertThat(scan.isIn(basic)).as(user).isTrue();
        }
    }

    @Test
    void otherBytesHoldNone() {
        assertThat(scan.isIn("shift-7 signed out, pw-".getBytes(UTF_8))).isFalse();
    }

    @Test
    void aFileThatHoldsItIsNamed(@TempDir Path directory) throws Exception {
        var clean = Files.writeString(directory.resolve("clean.log"), "all is well");
        var leaky = Files.writeString(directory.resolve("leaky.log"), "401 for pw-shift-3");

        assertThat(scan.inFiles(List.of(clean, leaky))).containsExactly("in leaky.log");
    }
}
