/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The addresses of the local stack while {@code ./logout up} runs: {@code .logout/stack.properties}
 * in the project's folder, which the script names by the system property {@value #HOME_PROPERTY}.
 *
 * @param path where it was read
 */
public record StackFile(
        Path path, String bootstrapServers, String registry, String control, String credentials) {

    /** The project's folder. */
    public static final String HOME_PROPERTY = "logout.home";

    private static final String BOOTSTRAP = "bootstrap.server";
    private static final String REGISTRY = "registry";
    private static final String CONTROL = "simulator.control";
    private static final String CREDENTIALS = "simulator.credentials";
    private static final String PROCESS = "process";

    /** Where the file is for a project's folder. */
    public static Path in(Path home) {
        return home.resolve(".logout").resolve("stack.properties");
    }

    /** The stack that runs now, if one does: a file whose process has ended counts as none. */
    public static Optional<StackFile> ofRunningStack() {
        return Optional.ofNullable(System.getProperty(HOME_PROPERTY))
                .filter(home -> !home.isEmpty())
                .flatMap(home -> read(in(Path.of(home))));
    }

    private static Optional<StackFile> read(Path path) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw ToolFailure.usage("Cannot read " + path + ": " + ToolFailure.reason(e));
        }
        if (!runs(properties.getProperty(PROCESS, ""))) {
            return Optional.empty();
        }
        return Optional.of(
                new StackFile(
                        path,
                        properties.getProperty(BOOTSTRAP, ""),
                        properties.getProperty(REGISTRY, ""),
                        properties.getProperty(CONTROL, ""),
                        properties.getProperty(CREDENTIALS, "")));
    }

    /** Writes the file in the name of this process. */
    public void write() throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        var lines =
                new TreeMap<>(
                        Map.of(
                                BOOTSTRAP, bootstrapServers,
                                REGISTRY, registry,
                                CONTROL, control,
                                CREDENTIALS, credentials,
                                PROCESS, String.valueOf(ProcessHandle.current().pid())));
        var properties = new Properties();
        properties.putAll(lines);
        try (var writer = Files.newBufferedWriter(path)) {
            properties.store(writer, "The local stack that runs now; deleted when it ends");
        }
    }

    private static boolean runs(String process) {
        try {
            return ProcessHandle.of(Long.parseLong(process))
                    .map(ProcessHandle::isAlive)
                    .orElse(false);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
