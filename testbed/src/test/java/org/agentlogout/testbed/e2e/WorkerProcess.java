/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agentlogout.worker.WorkerMain;

/** A worker in a process of its own, which can be frozen as a machine that stalls freezes it. */
final class WorkerProcess implements AutoCloseable {

    private final Process process;

    WorkerProcess(Map<String, String> environment, Path output) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder =
                new ProcessBuilder(
                        java,
                        // Up and warm soon, which is what a test wants of it.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerMain.class.getName());
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        process = builder.start();
    }

    /** Returns once no thread of it runs any more. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        var kill = List.of("kill", "-" + name, String.valueOf(process.pid()));
        var exit = new ProcessBuilder(kill).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException(kill + " ended with " + exit);
        }
    }

    @Override
    public void close() {
        try {
            thaw();
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
            throw new IllegalStateException("a worker process did not end in order", e);
        }
    }
}
