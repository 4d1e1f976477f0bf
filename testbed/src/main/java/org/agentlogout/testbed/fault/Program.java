/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.testbed.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Java program as a process of its own, with this JVM's class path, that can be killed, frozen
 * and started again. What it prints is appended to a file. For one thread.
 */
public final class Program {

    /**
     * Small, and ready soon: what is tried here is not speed. Logs are written as the product does
     * it.
     */
    private static final List<String> JVM =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dlogback.configurationFile=logback.xml");

    /**
     * How a program ended that was asked to.
     *
     * @param code of the process; -1 when it did not end in time and was killed
     */
    public record Exit(int code, Duration took) {}

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path output;
    private @Nullable Process process;

    /**
     * @param heap as {@code -Xmx} takes it
     * @param environment all of it: nothing of this process's own is passed on
     */
    public Program(
            String name,
            Class<?> main,
            List<String> arguments,
            String heap,
            Map<String, String> environment,
            Path output) {
        this.name = name;
        this.environment = Map.copyOf(environment);
        this.output = output;
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(JVM);
        words.add("-Xmx" + heap);
        words.add("-cp");
        words.add(System.getProperty("java.class.path"));
        words.add(Tether.class.getName());
        words.add(main.getName());
        words.addAll(arguments);
        this.command = List.copyOf(words);
    }

    public String name() {
        return name;
    }

    /** Where to look when it did not do what it should. */
    public Path output() {
        return output;
    }

    /** Starts it, without waiting for more than the process. */
    public void start() {
        if (isAlive()) {
            throw new IllegalStateException(name + " is running");
        }
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    public boolean isAlive() {
        var running = process;
        return running != null && running.isAlive();
    }

    /** {@code kill -9}: it gets no chance to say or write anything. */
    public void kill() {
        var killed = running();
        killed.destroyForcibly();
        await(killed, Duration.ofSeconds(10));
    }

    /** SIGSTOP: its sockets stay open, its clock goes on, and it does nothing until thawed. */
    public void freeze() {
        signal("STOP");
    }

    /** SIGCONT: it goes on as if no time had passed. */
    public void thaw() {
        signal("CONT");
    }

    /** SIGTERM, and {@code kill -9} to what has not ended by then. */
    public Exit terminate(Duration atMost) {
        var ending = running();
        var begun = System.nanoTime();
        // Process.destroy would close its standard input as well, and that ends it at once.
        signal("TERM");
        var ended = await(ending, atMost);
        var took = Duration.ofNanos(System.nanoTime() - begun);
        if (!ended) {
            kill();
        }
        return new Exit(ended ? ending.exitValue() : -1, took);
    }

    /** Ends it whatever state it is in; nothing happens when it is not running. */
    public void end() {
        if (isAlive()) {
            kill();
        }
    }

    private void signal(String signal) {
        var pid = Long.toString(running().pid());
        try {
            var kill = new ProcessBuilder("kill", "-" + signal, pid).inheritIO().start();
            if (!await(kill, Duration.ofSeconds(10)) || kill.exitValue() != 0) {
                throw new IllegalStateException("SIG" + signal + " did not reach " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("there is no program kill", e);
        }
    }

    private Process running() {
        var running = process;
        if (running == null || !running.isAlive()) {
            throw new IllegalStateException(name + " has ended by itself; see " + output);
        }
        return running;
    }

    private static boolean await(Process process, Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a process", e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
