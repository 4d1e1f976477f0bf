/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agentlogout.testbed.LocalStack;
import org.agentlogout.testbed.StackSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A tool that shares no code with us reads what we write. */
@TestInstance(Lifecycle.PER_CLASS)
class KcatTest {

    private final LocalStack stack = LocalStack.start(StackSettings.shortened());

    @TempDir private Path directory = Path.of("");

    @BeforeAll
    void aSession() {
        var agent = stack.stage("kate");
        agent.signIn();
        agent.request("kcat", false, "7");
        agent.awaitReplies("kcat", 1);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void kcatDecodesOurTopicsWithTheRegistry() throws Exception {
        assumeTrue(version().contains("librdkafka"), "kcat is not installed: apt-get install kcat");
        assumeTrue(
                version().contains("Avro"),
                "this kcat was built without Avro, as Debian's is; one built with libserdes decodes");
        for (var topic :
                List.of("session.opened", "channel.result", "session.event", "logout.audit")) {
            var text =
                    kcat("-t", topic, "-s", "value=avro", "-r", stack.file(directory).registry());

            assertThat(new String(text, UTF_8)).as(topic).contains("\"agentId\": \"kate\"");
        }
    }

    @Test
    void kcatFindsTheRegistrysWireFormat() throws Exception {
        assumeTrue(version().contains("librdkafka"), "kcat is not installed: apt-get install kcat");

        var value = ByteBuffer.wrap(kcat("-t", "session.opened", "-c", "1", "-D", "", "-f", "%s"));

        assertThat(value.get()).isZero();
        assertThat(value.getInt()).isPositive();
    }

    private String version() throws IOException, InterruptedException {
        try {
            return new String(run(List.of("kcat", "-V")), UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private byte[] kcat(String... args) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(List.of("kcat", "-b", stack.file(directory).bootstrapServers()));
        command.addAll(List.of("-C", "-o", "beginning", "-e", "-q"));
        command.addAll(List.of(args));
        return run(command);
    }

    private byte[] run(List<String> command) throws IOException, InterruptedException {
        var output = directory.resolve("kcat.out");
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("kcat ends").isTrue();
        var bytes = Files.readAllBytes(output);
        assertThat(process.exitValue()).as(new String(bytes, UTF_8)).isZero();
        return bytes;
    }
}
