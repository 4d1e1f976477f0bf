/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.hostile;

import static org.agentlogout.testbed.hostile.HostileFloor.partition;
import static org.agentlogout.testbed.hostile.HostileRecords.opened;
import static org.agentlogout.testbed.hostile.HostileRecords.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.agentlogout.wire.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A client of librdkafka (kcat), whose default partitioner is another one than Java's. */
@TestInstance(Lifecycle.PER_CLASS)
class WrongPartitionTest {

    private static final String[] SET_RIGHT = {"-X", "partitioner=murmur2_random"};

    private final HostileFloor floor = new HostileFloor();

    @TempDir private Path directory = Path.of("");

    @AfterAll
    void stop() throws IOException {
        floor.close();
    }

    @Test
    void aRequestByTheDefaultPartitionerIsToldTheCureAndByTheRightOneIsTaken() throws Exception {
        assumeTrue(isInstalled(), "kcat is not installed: apt-get install kcat");
        var agent = astray();
        write(Topic.SESSION_OPENED, agent, opened(agent).build(), SET_RIGHT);

        write(Topic.REQUEST_LOGOUT, agent, request(agent, "by default").build());
        write(Topic.REQUEST_LOGOUT, agent, request(agent, "set right").build(), SET_RIGHT);

        var refused = floor.reply("by default");
        assertThat(refused.getCode()).isEqualTo("INVALID_REQUEST");
        assertThat(refused.getText()).contains("with librdkafka set partitioner=murmur2_random");
        assertThat(floor.reply("set right").getCode()).isNull();
    }

    /** Whom the checksum of librdkafka's default would put into another partition. */
    private static String astray() {
        return IntStream.range(0, 100)
                .mapToObj(i -> "kate-" + i)
                .filter(it -> checksum(it) % 4 != partition(it))
                .findFirst()
                .orElseThrow();
    }

    private static long checksum(String agent) {
        var crc = new CRC32();
        crc.update(HostileFloor.utf8(agent));
        return crc.getValue();
    }

    private void write(Topic topic, String key, SpecificRecord value, String... settings)
            throws IOException, InterruptedException {
        var file = Files.write(directory.resolve("value"), floor.bytes(topic, value));
        var command = new ArrayList<>(List.of("kcat", "-b", floor.bootstrapServers()));
        command.addAll(List.of(settings));
        command.addAll(List.of("-P", "-t", topic.baseName(), "-k", key, file.toString()));
        var output = directory.resolve("kcat.out");
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("kcat ends").isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("kcat", "-V").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
